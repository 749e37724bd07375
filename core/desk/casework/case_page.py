"""What the page of a case shows to one of the staff, and what it offers to do."""

from collections.abc import Mapping
from dataclasses import dataclass

from core.desk.casework import planned_change
from core.desk.casework.actions import ACTIONS
from core.desk.casework.case_action import CaseAction, allowed
from core.ground.errors import Refusal
from core.ground.tables import Case, Person
from core.ground.world import Turn
from core.people.roles import Right
from core.support import card_buttons, card_text, case_log
from core.support.staff_action import StaffAtWork


@dataclass(frozen=True, slots=True)
class OfferedAction:
    """An action as the page offers it: its button, what pressing it posts, and whether words go
    with it, of which some may be known."""

    name: str
    label: str
    press: str
    worded: bool
    words: str


@dataclass(frozen=True, slots=True)
class CasePage:
    """A case for one reader: the parts of its card, what was done last, what can be done now; first
    that for which the words are there already."""

    told: Mapping[str, str]
    done: str
    actions: tuple[OfferedAction, ...]


def case_page(turn: Turn, case: Case, member: Person, locale: str) -> CasePage | None:
    """The page of a case as it stands; None to who may not work on it."""
    try:
        allowed(StaffAtWork(turn, member, "web"), case, Right.SUPPORT)
    except Refusal:
        return None
    fitting = [each for each in ACTIONS.values() if fits(turn, case, member, each)]
    actions = [offered(turn, case, locale, each) for each in fitting]
    return CasePage(
        card_text.full(turn, case, member, locale).values,
        planned_change.told(turn, case, locale) if case_log.done(turn, case) else "",
        tuple(sorted(actions, key=lambda each: not each.words)),
    )


def fits(turn: Turn, case: Case, member: Person, action: CaseAction) -> bool:
    """Whether the page offers an action: one that words can order, as the case stands, to who may
    take it."""
    shown = action.row and action.in_words and action.leaves
    right = card_buttons.able(turn, member, action.right, case)
    return bool(shown) and right and action.fits(turn, case)


def offered(turn: Turn, case: Case, locale: str, action: CaseAction) -> OfferedAction:
    """An action as the page offers it."""
    _, name, _, shown = card_buttons.choice(turn, case, action.name).split(":")
    known = action.tap_words(turn, case) if action.tap_words else ""
    label = turn.say(locale, action.button)
    return OfferedAction(name, label, f"{name}:{shown}", action.dialogue is not None, known)


def choice(case: Case, press: str) -> str:
    """What was pressed on the page of this case, as the desk hears it; empty for what no page
    offers."""
    name, _, shown = press.partition(":")
    known = name in ACTIONS and ACTIONS[name].in_words and (not shown or shown.isdecimal())
    return f"case:{name}:{case.ref}:{shown}" if known else ""
