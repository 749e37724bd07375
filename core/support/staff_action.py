"""What the staff can do: one record per action, of which every card shows those that fit.

The records stand where their effects are, in the desk (`core/desk/casework/actions.py`): an effect
may need the review or the joining of persons, which know nothing of the desk. The cards are made
here, below; so an installation hands the records down with its world.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Generic, TypeVar

from core.claims.claim_form import ClaimForm
from core.ground.messages import Button, Buttons
from core.ground.tables import Case, Person
from core.ground.world import Turn
from core.people.roles import Right
from core.programmes.members.issuer_documents import Published

Subject = TypeVar("Subject")


def always(_turn: Turn, _subject: object) -> bool:
    """True: the action fits whatever it is done to."""
    return True


@dataclass(frozen=True, slots=True)
class StaffAtWork:
    """One of the staff at work: who, at which door, within one turn.

    `published` is what was found, before the turn opened, at the addresses of an organisation that
    asks to join; None where nobody looked.
    """

    turn: Turn
    person: Person
    door: str
    published: Published | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class StaffAction(Generic[Subject]):
    """One thing that the staff can do to a subject: what its buttons need to know of it.

    `name` is what its buttons, the orders of a mail and the command call it; `right` is what a role
    must allow; `button` and `tap` are keys of the words files: what stands on its button, and what
    a letter orders in one tap ("" where it offers none). `fits` tells whether the subject is such
    that it makes sense.

    The rows count from 1; 0 is where it has no button: `row` on the card of who may do it,
    `group_row` on a group's, `nobody_row` there too where the case is about no person.

    `tap_words` gives what its order in a letter says behind `tap`, where it needs words; where it
    gives none the letter does not offer it.

    `leaves` is the kind of the entry on a case's timeline ("" for none). Where it is `guarded`, its
    button tells what stood there when the card was made, of a case how often it was done, of a
    claim its edition: pressed when that is over, it is refused in words for why.
    """

    name: str
    right: Right
    button: str
    fits: Callable[[Turn, Subject], bool] = always
    row: int = 0
    group_row: int = 0
    nobody_row: int = 0
    tap: str = ""
    tap_words: Callable[[Turn, Subject], str] | None = None
    leaves: str = ""
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class StaffActions:
    """All of them by their name, as `World.staff_actions` holds them."""

    cases: Mapping[str, StaffAction[Case]]
    claims: Mapping[str, StaffAction[ClaimForm]]


def of_cases(turn: Turn) -> Mapping[str, StaffAction[Case]]:
    """What can be done with a case, by name, in the order of the cards."""
    known: StaffActions = turn.world.staff_actions
    return known.cases


def of_claims(turn: Turn) -> Mapping[str, StaffAction[ClaimForm]]:
    """What can be done with a claim in review, by name, in the order of the cards."""
    known: StaffActions = turn.world.staff_actions
    return known.claims


def laid_out(buttons: Iterable[tuple[int, Button]]) -> Buttons:
    """Buttons by their row on a card; within one row in the order in which they come."""
    rows: dict[int, list[Button]] = {}
    for row, button in sorted(buttons, key=lambda each: each[0]):
        rows.setdefault(row, []).append(button)
    return tuple(map(tuple, rows.values()))
