"""Attacks on the staff, and by the staff: nothing of a person reaches who must not have it."""

from pathlib import Path

import pytest
from sqlmodel import select

from core import staff
from core.claims.moves import move
from core.claims.states import ISSUE, Move
from core.due import due
from core.ground.messages import Message
from core.ground.rows import timers
from core.ground.tables import Badge, Claim, Conversation, Mission, Outbox
from core.people import people
from core.reading.acts.kinds import ReviewVerdict
from core.review import assignments, jury
from core.review.decision import Decision
from core.support import case_life
from core.support.escalate import escalate
from core.support.mission_address import readdress
from tests.world.command import Cocarde
from tests.world.letterbox import Letterbox
from tests.world.office import GROUP, Office, asked
from tests.world.talking import texts, word
from tests.world.world import Stage, make_stage

LINA, NOUR = "lina@example.org", "nour@example.org"


def test_staff_find_nobody_by_an_address_that_was_only_typed(desk: Office) -> None:
    """Eve types the address of somebody on the roster; a caller is then looked for by it."""
    desk.stage.mission("becode", reference="b1", mail="awa@example.org", name="Awa Diallo")
    desk.say("eve", "/link awa@example.org")
    found = desk.say("nour", "/find awa@example.org")
    assert word("case.find_none") in texts(found)


def test_a_typed_address_does_not_stand_on_a_card(desk: Office) -> None:
    desk.say("eve", "/link awa@example.org")
    ref = desk.opened("eve")
    shown = desk.say("nour", f"/case {ref}")
    assert "awa@example.org" not in texts(shown, "nour").partition("Derniers")[0]


def test_an_operator_finds_people_without_their_addresses(desk: Office) -> None:
    desk.stage.supporter("ops", "Olga Petit", "becode", "operator")
    desk.opened("lina")
    found = desk.say("ops", "/find lina haddad")
    assert "Lina Haddad" in texts(found)
    assert LINA not in texts(found)


def test_who_is_no_staff_any_more_hears_nothing_of_the_case_they_followed(desk: Office) -> None:
    ref = desk.opened("lina")
    desk.press("theo", "take", ref)
    with desk.stage.world.turn() as turn:
        staff.remove(turn, "theo@example.org", "becode", "support")
    before = len(told(desk, "theo"))
    with desk.stage.world.turn() as turn:
        case = case_life.locked_case(turn, ref)
        assert case is not None
        case.state = "answered"
        turn.db.add(case)
    desk.say("lina", f"Dossier {ref} : un secret de Lina")
    assert len(told(desk, "theo")) == before
    assert any("un secret de Lina" in text for text in told(desk, "nour"))
    assert ref in texts(desk.say("nour", "/queue"))


def told(desk: Office, place: str) -> list[str]:
    with desk.stage.world.glance() as turn:
        query = select(Outbox.message).where(Outbox.place == place, Outbox.kind == "case")
        return [Message.from_json(each).text for each in turn.db.exec(query)]


def test_a_managers_own_late_case_is_not_laid_before_them(desk: Office) -> None:
    ref = desk.opened("max")
    desk.stage.clock.pass_(days=10)
    with desk.stage.world.turn() as turn:
        case = case_life.locked_case(turn, ref)
        assert case is not None
        escalate(turn, str(case.id))
    assert not told(desk, "max")


def test_who_decides_no_more_gets_no_fresh_card_for_an_old_letter(desk: Office) -> None:
    box = Letterbox(desk.stage)
    desk.stage.reviewer("sam", "Sam Okafor", "becode")
    asked(desk)
    (letter,) = box.put("review", "sam@example.org")[:1]
    with desk.stage.world.turn() as turn:
        staff.remove(turn, "sam@example.org", "becode", "reviewer")
    before = len(box.put("", "sam@example.org"))
    box.write("sam@example.org", "hum ?", letter.token, vouched=True)
    after = box.put("", "sam@example.org")[before:]
    assert not [each for each in after if "Lina" in each.text or "meteo" in each.text]


AUTOMATIC = [
    "Bonjour,\n\nJe suis absent du 16 au 20 novembre. En cas d'urgence : theo@example.org.",
    "Je serai de retour le 3 décembre et vous répondrai alors.",
    "Merci pour votre message. Je suis actuellement en congé.",
    "Ceci est une réponse automatique.",
    "Nous avons bien reçu votre message et reviendrons vers vous rapidement.",
    "Thank you for your email. I am out of the office until Monday.",
    "I am currently on leave with limited access to email.",
    "Ik ben momenteel afwezig en lees mijn mails niet.",
    "Bedankt voor uw bericht. Ik ben met verlof tot maandag.",
]
AMBIGUOUS = [
    "Fermer le dossier svp",
    "ok pour moi",
    "Merci de fermer",
    "assigner à Théo",
    "à clôturer svp",
    "Please close this one",
    "Délivrez le badge svp",
    "Je m'en occupe demain",
    "Bonjour, tu peux fermer ce dossier ?",
    "graag sluiten aub",
    "Nour Benali\n06 00 00 00 00",
]


@pytest.mark.parametrize("said", [*AUTOMATIC, *AMBIGUOUS], ids=lambda said: said[:24])
def test_no_automatic_or_ambiguous_letter_of_the_staff_reaches_the_person(
    desk: Office, said: str
) -> None:
    box = Letterbox(desk.stage)
    ref = desk.opened("lina")
    secret = box.secret_of_case(ref, NOUR)
    box.write(NOUR, said, secret, vouched=True)
    assert desk.kinds(ref) == []
    assert not box.put("human")


def test_a_machine_that_answers_our_cards_comes_to_rest(desk: Office) -> None:
    """It answers each card with the same unclear words, and declares nothing."""
    box = Letterbox(desk.stage)
    ref = desk.opened("lina")
    secret = box.secret_of_case(ref, NOUR)
    for _ in range(30):
        box.write(NOUR, "Bien reçu.", secret, vouched=True)
        secret = box.put("", NOUR)[-1].token
    assert len(box.put("", NOUR)) < 15


def test_a_machine_that_answers_our_review_cards_comes_to_rest(desk: Office) -> None:
    box = Letterbox(desk.stage)
    desk.stage.reviewer("sam", "Sam Okafor", "becode")
    asked(desk)
    for _ in range(30):
        secret = box.put("review", "sam@example.org")[-1].token
        box.write("sam@example.org", "Bien reçu.", secret, vouched=True)
    assert len(box.put("", "sam@example.org")) < 15


def test_what_the_staff_were_told_of_others_stands_on_no_card_of_theirs(desk: Office) -> None:
    """Théo asks for a human himself; Nour must not read what he looked up."""
    desk.opened("lina")
    desk.say("theo", "/find lina haddad")
    ref = desk.opened("theo")
    shown = desk.say("nour", f"/case {ref}")
    assert "Lina" not in texts(shown, "nour")
    assert "lina@example.org" not in texts(shown, "nour")


def test_a_decision_that_names_a_case_is_a_decision(desk: Office) -> None:
    box = Letterbox(desk.stage)
    desk.stage.reviewer("sam", "Sam Okafor", "becode")
    asked(desk)
    (letter,) = box.put("review", "sam@example.org")
    done = box.write(
        "sam@example.org", "Refusé : voir le dossier abc234.", letter.token, vouched=True
    )
    assert [each["verdict"] for each in done.decisions] == ["refuse"]


@pytest.mark.parametrize(
    "press", ["find:{lina}", "lost", "where:becode:python-avance", "human:becode"]
)
def test_what_is_private_is_not_pressed_in_a_group(desk: Office, press: str) -> None:
    """A hand-made press in the room of the staff: nothing of anybody is said there."""
    desk.opened("lina")
    asked(desk)
    with desk.stage.world.turn() as turn:
        address = people.find(turn, people.MAIL, LINA)
        assert address is not None
        lina = str(address.person_id)
    for who in ("nour", "lina"):
        done = desk.do(who, choice=press.format(lina=lina), group=True)
        assert texts(done, GROUP) == word("menu.in_private")


def test_a_badge_that_is_not_out_yet_stops_when_the_old_address_objects(stage: Stage) -> None:
    """Approved, and still to be taken back: the former reader says « this is not me » in time."""
    row = {"reference": "SC-1", "name": "Awa Diallo", "mail": "old@example.org",
           "starts_on": "2025-10-01", "ends_on": "2026-05-31"}  # fmt: skip
    stage.mission("service-civique", **row)
    nora = stage.supporter("nora", "Nora Petit", "service-civique")
    stage.known("eve", "Eve", "eve@example.org")
    with stage.world.turn() as turn:
        new = people.find(turn, people.MAIL, "eve@example.org")
        assert new is not None
        claim = readdress(turn, turn.db.exec(select(Mission)).one(), new, nora)
        assert claim is not None
        for step in (Move.COMPLETE, Move.SUBMIT, Move.APPROVE):
            if step is not Move.COMPLETE or claim.state == "draft":
                move(turn, claim, step)
        stage.clock.pass_(minutes=1)
        timers.put(turn, ISSUE, str(claim.id), stage.clock.at.replace(hour=20))
    box = Letterbox(stage)
    notice = box.put("address_changed", "old@example.org")[0]
    box.write("old@example.org", "Ce n'est pas moi !", notice.token)
    stage.clock.pass_(days=1)
    due(stage.world)
    with stage.world.glance() as turn:
        assert turn.db.get_one(Claim, claim.id).state == "withdrawn"
        assert not turn.db.exec(select(Badge)).all()


def test_what_a_stranger_writes_moves_no_terminal(tmp_path: Path) -> None:
    """Escape sequences in words: an operator reads them with `cocarde case show`."""
    desk = Office(make_stage(tmp_path))
    desk.stage.supporter("nour", "Nour Benali", "becode")
    desk.stage.known("lina", "Lina", LINA)
    desk.say("lina", "Je veux parler à un humain de BeCode")
    desk.say("lina", "\x1b]0;pwned\x07\x1b[2J\u202ejauge")
    with desk.stage.world.turn() as turn:
        ref = case_life.open_cases(turn)[0].ref
    desk.stage.world.store.close()
    cocarde = Cocarde(tmp_path)
    assert "jauge" in cocarde("case", "show", ref)
    assert not {"\x1b", "\x07", "\u202e"} & set(cocarde("case", "show", ref))
    assert "\x1b" not in cocarde("case", "list")


def test_who_gave_a_view_does_not_decide_as_support(desk: Office) -> None:
    """Nour reviews as well, and has voted no; her other role is no second vote."""
    asked(desk)
    ref = desk.opened("lina")
    with desk.stage.world.turn() as turn:
        staff.add(turn, staff.StaffMember(NOUR, "becode", "reviewer", "Nour Benali", "", "fr"))
        claim = turn.db.exec(select(Claim)).one()
        nour = staff.person(turn, NOUR)
        case = case_life.locked_case(turn, ref)
        assert case is not None
        case.claim_id = claim.id
        turn.db.add(case)
        jury.write(
            turn, assignments.of(turn, claim, nour), Decision(nour, ReviewVerdict.REFUSE, "non", "")
        )
    desk.press("nour", "issue", ref)
    done = desk.say("nour", "le projet répond à tous les critères")
    assert word("review.voted") in texts(done, "nour")
    with desk.stage.world.glance() as turn:
        assert turn.db.exec(select(Claim)).one().state == "in_review"


@pytest.mark.parametrize("said", ["\u00a0", ".", "…"])
def test_words_that_name_no_case_are_refused(desk: Office, said: str) -> None:
    ref = desk.opened("lina")
    desk.press("nour", "merge", ref)
    assert word("case.not_yours") in texts(desk.say("nour", said), "nour")


def test_a_press_of_a_digit_that_is_no_number_breaks_nothing(desk: Office) -> None:
    desk.say("lina", "Python avancé")
    desk.say("lina", "https://github.com/lina/meteo ou https://github.com/lina/jardin")
    with desk.stage.world.glance() as turn:
        claim = turn.db.exec(select(Claim)).one()
        assert turn.db.get_one(Conversation, ("terminal", "lina")).expecting == "choice"
    done = desk.do("lina", choice=f"choose:{claim.ref}:{claim.asked}:²")
    assert done.replies


@pytest.mark.parametrize("command", ["/queue", "/find lina", "/help"])
def test_words_after_a_command_are_no_answer_to_the_person(desk: Office, command: str) -> None:
    """Nour begins an answer, looks something up, and speaks to us again."""
    ref = desk.opened("lina")
    desk.press("nour", "answer", ref)
    desk.say("nour", command)
    desk.say("nour", "ah non, laisse tomber")
    assert "answered" not in desk.kinds(ref)
