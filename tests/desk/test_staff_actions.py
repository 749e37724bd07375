"""One record per action of the staff: cards, letters, words, command and page follow from it."""

from argparse import ArgumentParser

import pytest

from cocarde.staff.case import arguments, ordered
from core.desk.casework import badge_changes, dialogues, enrolments
from core.desk.casework.actions import ACTIONS, STEPS, perform
from core.desk.casework.case_action import CaseAction, CommandLine, nothing
from core.desk.handlers import HANDLERS
from core.desk.review.actions import ACTIONS as CLAIM_ACTIONS
from core.ground.paths import TEMPLATES
from core.ground.tables import Case, Person
from core.ground.world import Turn
from core.people import people
from core.people.roles import Right
from core.reading.acts.case_orders import ORDERS
from core.reading.languages import files
from core.support import case_life
from core.support.card_buttons import buttons, group_buttons
from core.support.staff_action import StaffAtWork
from mail.letters.letter_file import PLACEHOLDERS
from tests.world.office import Office, approved_badge, asked, office
from tests.world.talking import texts, word
from tests.world.world import Stage
from tools.roles_page import PAGE, cases, written

ELSEWHERE = {  # tests/desk/test_badge_changes.py, tests/desk/test_enrolments.py
    *("correct", "revoke", "keep", "enrol", "decline"),
}
DONE_IN_WORDS = [name for name, action in ACTIONS.items() if action.in_words]


@pytest.fixture
def desk(stage: Stage) -> Office:
    return office(stage)


def test_the_page_of_roles_has_the_actions_as_they_are() -> None:
    page = PAGE.read_text(encoding="utf-8")
    assert written(page) == page, "Run: python -m tools.roles_page"


def test_each_action_that_does_something_can_be_said_and_no_other() -> None:
    assert set(ORDERS.values()) == {n for n, each in ACTIONS.items() if each.effect is not nothing}


@pytest.mark.parametrize("language", ["fr", "en", "nl"])
def test_an_order_takes_in_words_what_its_button_asks_for(language: str) -> None:
    takes = (
        (dialogues.ANSWER, "words"),
        (badge_changes.NAME, "name"),
        (dialogues.REASON, "reason"),
        (badge_changes.WHY, "reason"),
        (enrolments.WHY, "reason"),
        (dialogues.COLLEAGUE, "colleague"),
        (dialogues.OTHER_CASE, "case"),
    )
    said = {
        name: next((taken for asked, taken in takes if action.dialogue is asked), "alone")
        for name, action in ACTIONS.items()
        if action.effect is not nothing
    }
    known = files()[language]["case_orders"]
    kinds = {"alone", *(taken for _, taken in takes)}
    told = {name: taken for taken in kinds for name in known[taken]}
    assert told == said


def test_no_step_of_a_dialogue_is_called_like_an_action() -> None:
    assert not STEPS.keys() & ACTIONS.keys()
    assert "reply" not in STEPS.keys() | ACTIONS.keys()  # the person's own button


def test_each_action_on_a_claim_has_who_works_its_button() -> None:
    assert {f"button {name}" for name in CLAIM_ACTIONS} <= HANDLERS.keys()


@pytest.mark.parametrize("language", ["fr", "en", "nl"])
def test_a_letter_orders_in_one_tap_what_the_records_say(language: str) -> None:
    letter = (TEMPLATES / "mail" / f"case.{language}.txt").read_text(encoding="utf-8")
    taps = {f"tap_{name}" for name, action in ACTIONS.items() if action.tap}
    assert {name for name in PLACEHOLDERS if f"${name}]" in letter and "tap" in name} == taps
    assert {name for name in PLACEHOLDERS if name.startswith("tap_")} == taps


def person(turn: Turn, key: str) -> Person:
    """Somebody at the terminal."""
    address = people.find(turn, people.TERMINAL, key)
    assert address is not None
    return people.person_of(turn, address)


@pytest.mark.parametrize("name", [n for n in DONE_IN_WORDS if n not in ELSEWHERE])
def test_an_action_leaves_the_entry_that_its_record_names(desk: Office, name: str) -> None:
    (approved_badge if name == "send" else asked)(desk)
    ref, other = desk.opened(), desk.opened()
    words = {"answer": "Bonjour Lina, je regarde.", "issue": "Vu avec le coach.", "merge": other}
    with desk.stage.world.turn() as turn:
        nour = StaffAtWork(turn, person(turn, "nour"), "command")
        to = {"give": str(person(turn, "theo").id)}
        perform(nour, case_life.locked_case(turn, ref), name, (words | to).get(name, ""))
    assert desk.kinds(ref) == [ACTIONS[name].leaves]


def wake(member: StaffAtWork, case: Case, _: str, __: int | None) -> None:
    """The case waits for an answer again."""
    case_life.waits(member.turn, case)


@pytest.fixture
def woken(monkeypatch: pytest.MonkeyPatch) -> CaseAction:
    """A further action: a record and its effect, nothing else."""
    record = CaseAction(
        name="wake",
        right=Right.SUPPORT,
        button="case.button_open",
        fits=lambda _, case: case.state != "open",
        row=5,
        group_row=2,
        command=CommandLine("wake"),
        effect=wake,
    )
    monkeypatch.setitem(ACTIONS, record.name, record)
    return record


def answered(desk: Office) -> str:
    """The reference of a case that was answered, so that it could be woken."""
    ref = desk.opened()
    desk.press("nour", "answer", ref)
    desk.say("nour", "Bonjour Lina, je regarde.")
    assert desk.case(ref).state == "answered"
    return ref


@pytest.mark.usefixtures("woken")
def test_a_further_action_is_on_the_cards_where_it_fits(desk: Office) -> None:
    ref, waiting = answered(desk), desk.opened()
    assert f"case:wake:{ref}:0" in offered(desk, ref)
    assert f"case:wake:{waiting}:0" not in offered(desk, waiting)
    assert f"case:wake:{waiting}:0" in offered(desk, waiting, group=True)


def offered(desk: Office, ref: str, *, group: bool = False) -> list[str]:
    """What the buttons of a case say, on Nour's own card or in a group."""
    with desk.stage.world.turn() as turn:
        case, nour = case_life.locked_case(turn, ref), person(turn, "nour")
        assert case is not None
        rows = group_buttons(turn, case, "fr") if group else buttons(turn, case, nour, "fr")
    return [button.choice for row in rows for button in row]


@pytest.mark.usefixtures("woken")
def test_a_further_action_is_done_by_a_press_in_words_and_by_a_command(
    desk: Office, monkeypatch: pytest.MonkeyPatch
) -> None:
    ref = answered(desk)
    desk.press("nour", "wake", ref)
    assert desk.case(ref).state == "open"
    monkeypatch.setitem(ORDERS, "reveiller le dossier", "wake")
    ref = answered(desk)
    desk.say("nour", f"/case {ref}")
    desk.say("nour", "Réveiller le dossier")
    assert desk.case(ref).state == "open"
    parser = ArgumentParser()
    arguments(parser)
    assert ordered(parser.parse_args(["wake", ref])) == ("wake", "")


@pytest.mark.usefixtures("woken")
def test_a_further_action_is_for_who_has_its_right(desk: Office) -> None:
    ref = answered(desk)
    assert texts(desk.press("lina", "wake", ref)) == word("case.not_yours")
    assert desk.case(ref).state == "answered"
    assert "| `wake` | Open a case | `support` | yes | yes | `wake REF` |" in cases()


def test_a_command_takes_of_two_actions_the_one_whose_option_it_gives() -> None:
    parser = ArgumentParser()
    arguments(parser)
    line = ["assign", "abc234", "--by", "nour@example.org"]
    assert ordered(parser.parse_args(line)) == ("take", "")
    to = [*line, "--to", "theo@example.org"]
    assert ordered(parser.parse_args(to)) == ("give", "theo@example.org")
