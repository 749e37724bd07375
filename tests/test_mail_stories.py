"""Whole stories by mail, without servers: asked, answered, mended, forged, bounced, stopped."""

import time
from pathlib import Path

import pytest
from sqlmodel import col, select

from core.claims import people
from core.claims.bounces import not_taken
from core.claims.cases import open_cases
from core.claims.moving import history
from core.desk.repeating import MOST as MOST_ALIKE
from core.ground import inbox, outbox
from core.ground.effects import Outcome
from core.ground.tables import Address, Claim, Inbox, Outbox
from mail import pace
from mail.listen import receive_mail, work
from mail.row_tags import bounce_address
from tests.mailing import Letters, plain, reply
from tests.talking import Talk, texts
from tests.test_cases import staff
from tests.worlds import MAILBOX, Stage

INBOX = Path(__file__).parent / "inbox"


@pytest.fixture
def letters(stage: Stage) -> Letters:
    stage.clock.pass_(days=2)
    return Letters(stage)


def state(stage: Stage) -> str:
    with stage.world.glance() as turn:
        return turn.db.exec(select(Claim.state)).one()


OUR_PASS = "mx.cocarde.test; dmarc=pass header.from=example.org"
FORGED = {"To": MAILBOX, "In_Reply_To": "", "References": ""}


def test_a_yes_is_enough_when_all_is_known(letters: Letters) -> None:
    done = letters.answer(letters.invited(), "Oui, merci !")
    assert done.outcome == Outcome.CLAIM_RECORDED
    assert done.new_text == "Oui, merci !"
    assert len(done.badges) == 1
    assert state(letters.stage) == "issued"


def test_lines_that_are_missing_are_filled_by_mail(letters: Letters) -> None:
    done = letters.answer(
        letters.invited(organisation="", domain=""),
        "Organisme d'accueil : Emmaüs\nDomaine de la mission : santé",
    )
    assert done.answers == {"organisation": "Emmaüs", "domain": "sante"}
    recap = letters.sent()[0]
    assert "tout est-il exact" in recap["Subject"]
    assert letters.answer(recap, "oui").outcome == Outcome.CLAIM_RECORDED


def test_a_wrong_line_gets_one_mail_that_names_only_that_line(letters: Letters) -> None:
    invitation = letters.invited(organisation="", domain="")
    done = letters.answer(
        invitation, "Organisme d'accueil : Emmaüs\nDomaine de la mission : jardin"
    )
    assert done.outcome == Outcome.REJECTED
    asked = letters.sent()[0]
    assert "\n  Domaine de la mission :\n" in plain(asked)
    assert "\n  Organisme d'accueil : Emmaüs" in plain(asked)
    assert letters.answer(asked, "Santé").answers == {"domain": "sante"}


def test_an_empty_mail_is_asked_once_more(letters: Letters) -> None:
    invitation = letters.invited()
    done = letters.answer(invitation, "Envoyé de mon iPhone")
    assert (done.new_text, state(letters.stage)) == ("", "ready")
    assert len(letters.sent()) == 1


def test_the_same_mail_twice_has_one_effect(letters: Letters) -> None:
    raw = reply(letters.invited(), "oui")
    first = receive_mail(letters.stage.world, raw)
    again = receive_mail(letters.stage.world, b"Received: by another way; now\r\n" + raw)
    assert (first.outcome, again.outcome) == (Outcome.CLAIM_RECORDED, Outcome.DUPLICATE)
    assert len(letters.sent()) == 2


def test_a_message_id_used_first_by_a_stranger_blocks_nobody(letters: Letters) -> None:
    invitation = letters.invited()
    stranger = reply(invitation, "Bonjour", 1, From="mallory@example.net", **FORGED)
    receive_mail(letters.stage.world, stranger)
    assert letters.answer(invitation, "oui").outcome == Outcome.CLAIM_RECORDED


def test_an_answer_from_another_address_counts_by_its_secret(letters: Letters) -> None:
    """The badge still goes to the address that was invited."""
    letters.answer(letters.invited(), "oui", From="awa.work@example.com")
    assert [mail["To"] for mail in letters.sent()] == ["awa@example.org"] * 2


def test_a_forged_sender_without_a_secret_confirms_nothing(letters: Letters) -> None:
    done = letters.answer(letters.invited(), "oui", **FORGED)
    assert done.outcome == Outcome.NEEDS_CONFIRMATION
    assert state(letters.stage) == "ready"
    again = letters.sent()[0]
    assert again["To"] == "awa@example.org"
    assert letters.answer(again, "oui").outcome == Outcome.CLAIM_RECORDED


def test_a_proven_sender_without_a_secret_is_heard(letters: Letters) -> None:
    done = letters.answer(letters.invited(), "oui", **FORGED, Authentication_Results=OUR_PASS)
    assert done.authentication["aligned"] is True
    assert done.outcome == Outcome.CLAIM_RECORDED


def test_a_server_without_plus_addresses_still_finds_the_claim(letters: Letters) -> None:
    done = letters.answer(letters.invited(), "oui", To=MAILBOX, References="")
    assert done.outcome == Outcome.CLAIM_RECORDED


def test_an_out_of_office_moves_nothing_and_is_not_answered(letters: Letters) -> None:
    invitation = letters.invited()
    away = "Je suis absente du 1er octobre 2024 au 31 mai 2025."
    done = letters.answer(invitation, away, Auto_Submitted="auto-replied")
    assert done.outcome == Outcome.IGNORED
    assert "Auto-Submitted" in done.why
    assert (done.moves, done.answers, letters.sent()) == ([], {}, [])


def test_a_stranger_is_told_which_badges_there_are(letters: Letters) -> None:
    done = letters.answer(letters.invited(), "Bonjour ?", From="nora@example.net", **FORGED)
    assert done.outcome == Outcome.ASKED
    menu = letters.sent()[0]
    assert "Python" in plain(menu)
    assert menu["Reply-To"] == f"Cocarde <{MAILBOX}>"


def test_a_refused_claim_is_mended_by_mail(stage: Stage) -> None:
    """The line that answers the reviewer's words is kept, the rest stays."""
    stage.reviewer("sam", "Sam Okafor", "becode")
    stage.known("lina", "Lina Haddad", "lina@example.org")
    learner = Talk(stage, "lina")
    learner.say("/start becode_python-avance")
    learner.say("https://github.com/lina/app https://lina.example.org")
    done = learner.say("oui")
    coach = Talk(stage, "sam")
    coach.send(choice=f"refuse:{done.moves[0]['claim']}")
    with stage.world.turn() as turn:
        address = people.find(turn, people.TERMINAL, "lina")
        assert address is not None
        address.unreachable_at = turn.at
        turn.db.add(address)
    coach.say("Le dépôt est vide.")
    letters = Letters(stage)
    back = next(mail for mail in letters.sent() if "à reprendre" in mail["Subject"])
    assert "« Le dépôt est vide. »" in plain(back)
    heard = letters.answer(
        back, "Dépôt GitHub : https://github.com/lina/better", From="lina@example.org"
    )
    assert heard.answers == {"repository": "https://github.com/lina/better"}
    assert "tout est-il exact" in letters.sent()[-1]["Subject"]


def bounce(letters: Letters, status: str, action: str = "failed") -> tuple[bytes, Outbox]:
    """What a mail server sends back for the latest mail."""
    with letters.stage.world.glance() as turn:
        row = turn.db.exec(select(Outbox).order_by(col(Outbox.id).desc())).first()
    assert row is not None
    raw = (INBOX / "bounce-unknown-user.eml").read_bytes()
    verp = bounce_address(MAILBOX, row.id).encode()
    raw = raw.replace(b"badges+b-aaaaaaaaaaaaaaaaaaaaaaaabm@cocarde.test", verp)
    return raw.replace(b"5.1.1", status.encode()).replace(b"failed", action.encode()), row


def test_a_bounce_marks_the_delivery_and_the_address(letters: Letters) -> None:
    letters.invited()
    raw, row = bounce(letters, "5.1.1")
    assert receive_mail(letters.stage.world, raw).outcome == Outcome.BOUNCE_HARD
    with letters.stage.world.glance() as turn:
        known = turn.db.get_one(Outbox, row.id)
        address = turn.db.exec(select(Address)).one()
    assert (known.state, "5.1.1" in known.error) == (outbox.DEAD, True)
    assert address.unreachable_at is not None
    assert letters.sent() == []


def test_a_mail_that_is_only_late_marks_no_address(letters: Letters) -> None:
    letters.invited()
    raw, row = bounce(letters, "4.4.1", "delayed")
    assert receive_mail(letters.stage.world, raw).outcome == Outcome.BOUNCE_SOFT
    with letters.stage.world.glance() as turn:
        assert turn.db.get_one(Outbox, row.id).state == outbox.SENT
        assert turn.db.exec(select(Address)).one().unreachable_at is None


def test_a_mail_given_up_after_days_goes_to_the_staff(letters: Letters) -> None:
    """The address is not marked: the mailbox may only have been full, or the server away."""
    letters.invited()
    raw, row = bounce(letters, "4.4.7")
    assert receive_mail(letters.stage.world, raw).outcome == Outcome.BOUNCE_SOFT
    with letters.stage.world.glance() as turn:
        assert turn.db.get_one(Outbox, row.id).state == outbox.DEAD
        assert turn.db.exec(select(Address)).one().unreachable_at is None
        assert [case.cause for case in open_cases(turn)] == ["bounced"]


def test_a_bounce_goes_on_where_else_the_person_reads(letters: Letters) -> None:
    letters.stage.known("awa", "Awa Diallo", "awa@example.org")
    letters.invited()
    raw, _ = bounce(letters, "5.1.1")
    done = receive_mail(letters.stage.world, raw)
    assert [(sent["door"], sent["to"]) for sent in done.outbox] == [("terminal", "awa")]
    assert "Volontaire" in texts(done)


def test_a_bounce_of_a_mail_that_nobody_knows_changes_nothing(letters: Letters) -> None:
    raw = (INBOX / "bounce-unknown-user.eml").read_bytes()
    done = receive_mail(letters.stage.world, raw)
    assert (done.outcome, "not a mail of ours" in done.why) == (Outcome.BOUNCE_HARD, True)


@pytest.mark.parametrize("headers", [FORGED, {}], ids=["without", "with"])
def test_a_robot_that_hides_gets_the_same_answer_six_times(
    letters: Letters, headers: dict[str, str]
) -> None:
    """What is understood is still kept: nobody can silence a person in their name."""
    mail = letters.invited(domain="")
    robot = "Votre demande a bien été reçue."
    for _ in range(9):
        letters.answer(mail, robot, **headers)
    assert len(letters.sent()) == MOST_ALIKE
    assert letters.answer(mail, "Domaine de la mission : santé").answers == {"domain": "sante"}
    assert len(letters.sent()) == 1


@pytest.mark.parametrize(
    ("headers", "most"), [(FORGED, pace.MOST), ({}, pace.MOST_PROVEN)], ids=["without", "with"]
)
def test_a_robot_that_says_many_things_is_answered_so_often_an_hour(
    letters: Letters, headers: dict[str, str], most: int, monkeypatch: pytest.MonkeyPatch
) -> None:
    """With our secret more often than without."""
    monkeypatch.setattr("core.desk.speaker.said_often", lambda *_: False)
    mail = letters.invited(domain="")
    found = [letters.answer(mail, f"Reçu, {n}.", **headers).outcome for n in range(most + 3)]
    assert found[most:] == [Outcome.IGNORED] * 3
    assert Outcome.IGNORED not in found[:most]
    if headers:
        assert letters.answer(mail, "Domaine de la mission : santé").answers
    letters.stage.clock.pass_(hours=2)
    assert letters.answer(mail, "Domaine : santé", **headers).outcome != Outcome.IGNORED


def test_many_addresses_that_share_a_secret_are_answered_so_often_an_hour(
    letters: Letters, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("core.desk.speaker.said_often", lambda *_: False)
    mail = letters.invited(domain="")
    found = [
        letters.answer(mail, "Reçu.", From=f"robot{n}@example.net").outcome
        for n in range(pace.MOST_PROVEN + 2)
    ]
    assert found[pace.MOST_PROVEN :] == [Outcome.IGNORED] * 2
    assert Outcome.IGNORED not in found[: pace.MOST_PROVEN]


def test_an_absence_is_noted_on_the_claim(letters: Letters) -> None:
    letters.answer(letters.invited(), "Je suis absente.", Auto_Submitted="auto-replied")
    with letters.stage.world.glance() as turn:
        claim = turn.db.exec(select(Claim)).one()
        last = history(turn, claim)[-1]
    assert (last.move, last.to_state, "Auto-Submitted" in last.reason) == ("noted", "ready", True)


def test_a_poisoned_mail_is_told_to_the_staff_once_an_hour(letters: Letters) -> None:
    staff(letters.stage, "ines", "support")
    deep = b"Content-Type: message/rfc822\r\n\r\n" * 500
    for number in range(3):
        receive_mail(letters.stage.world, b"From: a%d@example.org\r\n" % number + deep)
    assert [mail["To"] for mail in letters.sent()] == ["ines@example.org"]
    with letters.stage.world.glance() as turn:
        assert [case.cause for case in open_cases(turn)] == ["poison_mail"] * 3


def test_a_mail_that_no_server_takes_is_told_to_the_staff(letters: Letters) -> None:
    staff(letters.stage, "ines", "support", "service-civique")
    letters.answer(letters.invited(), "oui")
    row = next(row for row in outbox.take(letters.stage.world, "mail") if row.kind == "badge")
    not_taken(letters.stage.world, row, "552 too large", permanent=True)
    notice = letters.sent()[-1]
    assert notice["To"] == "ines@example.org"
    assert "552 too large" in plain(notice)


def test_of_a_mail_that_was_too_large_the_words_are_read_and_that_is_said(
    letters: Letters,
) -> None:
    raw = reply(letters.invited(domain=""), "Domaine de la mission : santé")
    assert receive_mail(letters.stage.world, raw, cut=True).answers == {"domain": "sante"}
    assert "trop lourd" in plain(letters.sent()[-1])


def test_a_stranger_whose_mail_was_too_large_is_told_so_too(letters: Letters) -> None:
    raw = reply(letters.invited(), "Bonjour à tous", 1, From="nora@example.net", **FORGED)
    assert receive_mail(letters.stage.world, raw, cut=True).outcome == Outcome.ASKED
    assert "trop lourd" in plain(letters.sent()[-1])


def test_each_line_of_a_mail_says_whether_it_was_kept(letters: Letters) -> None:
    done = letters.answer(letters.invited(), "oui\n\nEnvoyé de mon iPhone")
    told = {line["line"]: (line["kept"], line["why"]) for line in done.reading if line["line"]}
    assert told["oui"] == (True, "")
    assert told["Envoyé de mon iPhone"][0] is False
    assert {kept for line, (kept, _) in told.items() if "Bonjour Awa" in line} == {False}
    assert done.as_json()["reading"]


def test_a_tangled_mail_is_set_aside_at_once_and_kept(letters: Letters) -> None:
    nested = b"".join(
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (at, at)
        for at in range(500)
    )
    begun = time.perf_counter()
    assert work(letters.stage.world, b"From: a@example.org\r\n" + nested) == Outcome.QUARANTINED
    assert time.perf_counter() - begun < 2
    with letters.stage.world.glance() as turn:
        kept = turn.db.exec(select(Inbox)).one()
    assert (kept.state, kept.raw[:5]) == (inbox.QUARANTINED, b"From:")


def test_three_failures_set_a_mail_aside(letters: Letters, monkeypatch: pytest.MonkeyPatch) -> None:
    raw = reply(letters.invited(), "oui")

    def broken(*_: object) -> None:
        raise RuntimeError("a mistake of ours")

    monkeypatch.setattr("mail.listen.receive", broken)
    found = [work(letters.stage.world, raw) for _ in range(3)]
    assert found == [None, None, Outcome.QUARANTINED]


def test_a_claim_by_mail_goes_the_same_way_on_both_stores(either: Stage) -> None:
    either.clock.pass_(days=2)
    letters = Letters(either)
    assert letters.answer(letters.invited(), "oui").outcome == Outcome.CLAIM_RECORDED
    confirmed, badge = letters.sent()
    assert confirmed["In-Reply-To"] == "<answer-1@example.org>"
    assert len(list(badge.iter_attachments())) == 1
