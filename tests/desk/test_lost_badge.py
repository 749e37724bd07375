"""« Where is my badge? »: the cause is told, and what mends it is done once."""

import threading

import pytest
from sqlmodel import col, select

from core.desk.incoming import Incoming
from core.desk.receive import receive
from core.due import due
from core.ground.effects import Effects, Outcome
from core.ground.rows import outbox
from core.ground.tables import Badge, Case, Claim, Diagnosed, Outbox
from core.people import people
from core.support.diagnosis.causes import Cause, Cure
from mail.listen import receive_mail
from tests.support.test_cases import staff
from tests.world import missing_badges
from tests.world.invited_missions import CIVIC
from tests.world.letters import Letters
from tests.world.missing_badges import AWA, CASES, LINA, letter, whose
from tests.world.talking import Talk, texts, word
from tests.world.world import Stage

LOST = "Bonjour, je n'ai jamais reçu mon badge."
TOLD = [cause for cause in Cause if cause not in (Cause.NOT_ON_ROSTER, Cause.UNKNOWN)]
each_cause = pytest.mark.parametrize("cause", TOLD, ids=str)


def brought_about(stage: Stage, cause: Cause) -> str:
    """Somebody who suffers from it; what went out to them before has been delivered."""
    mail = CASES[cause][0](stage)
    stage.clock.pass_(minutes=1)
    Letters(stage).sent()
    return mail


def sits(stage: Stage, mail: str) -> Talk:
    """They ask in a chat of theirs."""
    with stage.world.turn() as turn:
        person = whose(turn, mail)
        if not any(each.value == "chat" for each in people.addresses(turn, person)):
            people.add_address(turn, person, people.TERMINAL, "chat")
    return Talk(stage, "chat")


def by_mail(stage: Stage, mail: str, number: int = 7, text: str = LOST) -> Effects:
    return receive_mail(stage.world, letter(text, f"Somebody <{mail}>", number))


def diagnosed(stage: Stage) -> list[tuple[str, str]]:
    with stage.world.glance() as turn:
        rows = turn.db.exec(select(Diagnosed).order_by(col(Diagnosed.id)))
        return [(row.cause, row.cure) for row in rows]


def put(stage: Stage) -> int:
    with stage.world.glance() as turn:
        return len(turn.db.exec(select(Outbox.id)).all())


# Right cause, right cure, once


@each_cause
def test_a_letter_is_told_its_cause_and_mended(stage: Stage, cause: Cause) -> None:
    mail = brought_about(stage, cause)
    done = by_mail(stage, mail)
    # from her mailbox, a badge that went there is here
    expected = Cause.ISSUED_HERE if cause is Cause.ISSUED_ELSEWHERE else cause
    assert [each["cause"] for each in done.diagnoses] == [expected]
    assert [each["cure"] for each in done.diagnoses] == [CASES[cause][1]]
    assert {reply["to"] for reply in done.replies if reply["door"] == "mail"} >= {mail}


@each_cause
def test_a_chat_is_told_its_cause_and_mended(stage: Stage, cause: Cause) -> None:
    chat = sits(stage, brought_about(stage, cause))
    done = chat.say("/lost")
    expected = Cause.ISSUED_ELSEWHERE if cause is Cause.ISSUED_HERE else cause
    assert [each["cause"] for each in done.diagnoses] == [expected]
    assert texts(done, to="chat")


@each_cause
def test_asking_twice_within_ten_minutes_sends_nothing_new(stage: Stage, cause: Cause) -> None:
    mail = brought_about(stage, cause)
    by_mail(stage, mail)
    due(stage.world)
    sent, rows, moved = put(stage), diagnosed(stage), badges(stage)
    stage.clock.pass_(minutes=8)
    again = by_mail(stage, mail, number=8)
    if cause is Cause.PREPARING and moved:  # the badge came meanwhile: that is news
        return
    assert (again.outcome, again.diagnoses, again.moves) == (Outcome.IGNORED, [], [])
    assert (put(stage), diagnosed(stage)) == (sent, rows)


def badges(stage: Stage) -> int:
    with stage.world.glance() as turn:
        return len(turn.db.exec(select(Badge.id)).all())


def test_a_chat_is_told_kindly_when_it_was_answered(stage: Stage) -> None:
    chat = sits(stage, brought_about(stage, Cause.IN_REVIEW))
    chat.say("/lost")
    stage.clock.pass_(minutes=9)
    again = chat.say("Je n'ai jamais reçu mon badge")
    assert texts(again) == word("recovery.just_told", "fr-informal", when="10:01")
    stage.clock.pass_(minutes=2)
    assert chat.say("/lost").diagnoses


def test_what_moved_meanwhile_is_told_at_once(stage: Stage) -> None:
    chat = sits(stage, brought_about(stage, Cause.ABANDONED))
    chat.say("/lost")
    stage.clock.pass_(minutes=1)
    chat.say(missing_badges.SITE)
    stage.clock.pass_(minutes=1)
    (told,) = chat.say("/lost").diagnoses
    assert told["cause"] == Cause.ABANDONED
    stage.clock.pass_(minutes=1)
    chat.say("oui")
    stage.clock.pass_(minutes=1)
    assert [each["cause"] for each in chat.say("/lost").diagnoses] == [Cause.IN_REVIEW]


def test_the_same_letter_again_changes_nothing(stage: Stage) -> None:
    """After a kill the mailbox gives the same letter once more."""
    mail = brought_about(stage, Cause.REFUSED)
    by_mail(stage, mail)
    sent, rows = put(stage), diagnosed(stage)
    assert by_mail(stage, mail).outcome == Outcome.DUPLICATE
    assert (put(stage), diagnosed(stage)) == (sent, rows)


def test_a_kill_before_the_commit_leaves_nothing_and_the_next_try_does_all(
    stage: Stage, monkeypatch: pytest.MonkeyPatch
) -> None:
    mail = brought_about(stage, Cause.BADGE_BOUNCED)
    before = put(stage)

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patch, pytest.raises(KeyboardInterrupt):
        patch.setattr("core.ground.rows.inbox.heard", killed)
        by_mail(stage, mail)
    assert (put(stage), diagnosed(stage)) == (before, [])
    by_mail(stage, mail)
    assert diagnosed(stage) == [(Cause.BADGE_BOUNCED, Cure.SEND_AGAIN)]
    assert put(stage) == before + 1


def test_two_doors_at_once_are_one_answer(either: Stage) -> None:
    """The same person in a chat and by mail: one of them is answered, the other finds it so."""
    mail = brought_about(either, Cause.REFUSED)
    sits(either, mail)
    asked = [
        lambda: by_mail(either, mail),
        lambda: receive(either.world, Incoming("terminal", "terminal", "a", "chat", text="/lost")),
    ]
    threads = [threading.Thread(target=each) for each in asked]
    for each in threads:
        each.start()
    for each in threads:
        each.join()
    assert diagnosed(either) == [(Cause.REFUSED, Cure.RECLAIM)]
    with either.world.glance() as turn:
        assert turn.db.exec(select(Claim.state)).one() in ("draft", "ready")


# The cures


def test_the_invitation_that_was_due_is_given_and_not_sent_again(stage: Stage) -> None:
    brought_about(stage, Cause.INVITATION_DUE)
    by_mail(stage, AWA)
    stage.clock.pass_(days=1)
    assert stage.invite() == []
    assert [row.kind for row in outbox.take(stage.world, "mail")] == ["reply"]


def test_an_invitation_that_waits_for_its_words_is_called_off(stage: Stage) -> None:
    missing_badges.on_roster(stage)
    due(stage.world)
    by_mail(stage, AWA)
    stage.clock.pass_(hours=1)
    assert stage.invite() == []


def test_a_late_reviewer_is_reminded_once_a_day(stage: Stage) -> None:
    brought_about(stage, Cause.IN_REVIEW)
    stage.clock.pass_(days=7)
    sam = whose_place(stage, "sam@example.org")
    reminded = by_mail(stage, LINA)
    assert [each["to"] for each in reminded.outbox].count(sam) == 1
    stage.clock.pass_(hours=1)
    again = by_mail(stage, LINA, number=8)
    assert sam not in [each["to"] for each in again.outbox]
    assert word("recovery.reminded", "fr-informal") in texts(again)


def whose_place(stage: Stage, mail: str) -> str:
    with stage.world.turn() as turn:
        reach = people.reach(turn, whose(turn, mail))
        assert reach is not None
        return str(reach.value)


def test_a_badge_that_is_late_is_issued_in_the_same_answer(stage: Stage) -> None:
    brought_about(stage, Cause.PREPARING)
    missing_badges.keyed(stage)
    done = by_mail(stage, AWA)
    assert len(done.badges) == 1
    assert due(stage.world).badges == []


def test_what_is_refused_is_open_again_and_asks_for_what_was_wrong(stage: Stage) -> None:
    chat = sits(stage, brought_about(stage, Cause.REFUSED))
    done = chat.say("/lost")
    assert next((each["from"], each["to"]) for each in done.moves) == ("refused", "draft")
    assert "Ce n'est pas du Python" in texts(done, to="chat")


def test_what_we_cannot_mend_reaches_the_staff_diagnosed(stage: Stage) -> None:
    staff(stage, "ines", "support", CIVIC)
    brought_about(stage, Cause.REVOKED)
    done = by_mail(stage, AWA)
    with stage.world.glance() as turn:
        case = turn.db.exec(select(Case)).one()
        row = turn.db.exec(select(Diagnosed)).one()
    assert (case.occasion, case.cause, row.case_id) == ("unsolved", Cause.REVOKED, case.id)
    assert case.ref in texts(done, to=AWA)
    stage.clock.pass_(days=1)
    by_mail(stage, AWA, number=8)
    with stage.world.glance() as turn:
        assert len(turn.db.exec(select(Case)).all()) == 1


def test_the_button_below_an_answer_leads_to_another_badge(stage: Stage) -> None:
    missing_badges.in_review(stage)
    lina = Talk(stage, "lina")
    lina.count = 20
    lina.say("/start maillage_benevole-engage")
    stage.clock.pass_(minutes=1)
    first = lina.say("/lost")
    assert [each["programme"] for each in first.diagnoses] == ["maillage"]
    second = lina.press("Python avancé")
    assert [each["programme"] for each in second.diagnoses] == ["becode"]
    assert lina.press("Un autre badge").diagnoses == []


# Who may hear what


def test_a_letter_that_nothing_proves_moves_no_claim(stage: Stage) -> None:
    brought_about(stage, Cause.REFUSED)
    forged = letter(LOST, f"Lina <{LINA}>", 9).replace(b"dmarc=pass", b"dmarc=fail")
    done = receive_mail(stage.world, forged)
    assert done.moves == []
    assert {reply["to"] for reply in done.replies} == {LINA}


def test_an_address_that_a_chat_only_typed_learns_nothing_of_its_claims(stage: Stage) -> None:
    missing_badges.abandoned(stage)
    with stage.world.turn() as turn:
        people.add_address(turn, whose(turn, LINA), people.MAIL, "victim@example.org")
    done = by_mail(stage, "victim@example.org")
    assert "Python" not in texts(done)
    assert [each["cause"] for each in done.diagnoses] == [Cause.UNKNOWN]


def test_a_chat_that_nobody_knows_is_asked_for_an_address(stage: Stage) -> None:
    done = Talk(stage, "stranger").say("/lost")
    assert word("proving.mail_ask") in texts(done)
    assert [each["cure"] for each in done.diagnoses] == [Cure.MATCH]


@pytest.mark.parametrize(
    "said",
    [
        "Je n'ai jamais reçu mon badge du Service Civique",
        "je n'ai rien reçu pour mon badge",
        "I never received my badge from Service Civique",
        "où est mon badge ?",
    ],
)
def test_however_it_is_asked_it_is_diagnosed(stage: Stage, said: str) -> None:
    brought_about(stage, Cause.UNANSWERED)
    assert [each["cause"] for each in by_mail(stage, AWA, text=said).diagnoses] == [
        Cause.UNANSWERED
    ]


def test_the_effects_tell_the_diagnosis_in_json(stage: Stage) -> None:
    brought_about(stage, Cause.UNANSWERED)
    (told,) = by_mail(stage, AWA).as_json()["diagnoses"]
    assert told.keys() == {"cause", "cure", "programme", "badge", "claim"}
