"""Who may do what: the table of docs/roles.md, asked of the one function for every combination."""

import re
from itertools import product

import pytest

from core.claims.opening import open_claim
from core.desk.casework.actions import ACTIONS
from core.desk.casework.case_action import allowed
from core.ground.errors import Refusal
from core.ground.paths import ROOT
from core.ground.tables import Case, Claim, Person
from core.ground.world import Turn
from core.people import people, roles
from core.people.roles import LEARNER, OTHERS_ONLY, ROLES, Right, may
from core.programmes.catalogue import catalogue
from core.staff import StaffMember, add
from core.support import CaseSubject, Occasion, open_case
from core.support.staff_action import StaffAtWork
from tests.world.world import Stage

PROGRAMMES = ("becode", "biklab", "maillage", "normandie", "service-civique")
COLUMNS = (LEARNER, *ROLES)


def matrix() -> dict[tuple[Right, str], bool]:
    """(action, role) → yes or no, as the page for operators draws it."""
    page = (ROOT / "docs" / "roles.md").read_text(encoding="utf-8")
    found = {}
    rights = page.partition("<!-- claims -->")[0]
    for action, cells in re.findall(r"^\| `(\w+)` \|(.+)\|$", rights, re.MULTILINE):
        _, *told = (cell.strip() for cell in cells.split("|"))
        assert set(told) <= {"yes", ""}, action
        for role, cell in zip(COLUMNS, told, strict=True):
            found[Right(action), role] = cell == "yes"
    return found


MATRIX = matrix()


def holder(turn: Turn, role: str, programme: str) -> Person:
    """Somebody who holds this role there and no other."""
    mail = f"{role}-{programme}@example.org"
    address = people.meet(turn, people.MAIL, mail)
    if role != LEARNER:
        add(turn, StaffMember(mail, programme, role, f"{role} of {programme}"))
    return people.person_of(turn, address)


def claim_of(turn: Turn, person: Person, programme: str) -> Claim:
    known = catalogue(turn.settings.programmes_folder)[programme]
    return open_claim(turn, person, programme, known.badge[0].slug)


def test_the_page_names_every_action_once() -> None:
    assert set(MATRIX) == set(product(Right, COLUMNS))


@pytest.mark.parametrize("role", COLUMNS)
def test_each_role_may_do_in_each_programme_what_the_page_says(stage: Stage, role: str) -> None:
    with stage.world.turn() as turn:
        for programme in PROGRAMMES:
            person = holder(turn, role, programme)
            for action, asked in product(Right, PROGRAMMES):
                here = MATRIX[action, role] if asked == programme else MATRIX[action, LEARNER]
                assert may(turn, person, action, asked) is here, (role, programme, action, asked)


@pytest.mark.parametrize("role", COLUMNS)
def test_each_role_may_do_with_a_case_what_the_page_says(stage: Stage, role: str) -> None:
    with stage.world.turn() as turn:
        asker = holder(turn, LEARNER, PROGRAMMES[0])
        cases = {
            slug: open_case(turn, CaseSubject(Occasion.HUMAN, slug, "", slug, asker))
            for slug in PROGRAMMES
        }
        for programme in PROGRAMMES:
            member = StaffAtWork(turn, holder(turn, role, programme), "terminal")
            for action, asked in product(ACTIONS.values(), PROGRAMMES):
                here = MATRIX[action.right, role if asked == programme else LEARNER]
                refused = None if here else "case.not_yours"
                assert tried(member, cases[asked], action.right) == refused, (role, action, asked)


def tried(member: StaffAtWork, case: Case, right: Right) -> str | None:
    """The word for why a member may not; none where they may."""
    try:
        allowed(member, case, right)
    except Refusal as refusal:
        return refusal.word
    return None


@pytest.mark.parametrize("role", ROLES)
def test_nobody_acts_on_a_claim_of_their_own(stage: Stage, role: str) -> None:
    with stage.world.turn() as turn:
        for programme in PROGRAMMES:
            person = holder(turn, role, programme)
            own = claim_of(turn, person, programme)
            for action in OTHERS_ONLY:
                assert not may(turn, person, action, programme, own), (role, programme, action)


@pytest.mark.parametrize(("role", "programme"), list(product(ROLES, PROGRAMMES)))
def test_the_claims_of_others_follow_the_page(stage: Stage, role: str, programme: str) -> None:
    """Where an organisation confirms, a reviewer without one has no claim to decide on."""
    with stage.world.turn() as turn:
        person = holder(turn, role, programme)
        other = claim_of(turn, holder(turn, LEARNER, programme), programme)
        other.organisation = "Une autre association"
        apart = roles.by_organisation(turn, other) and role == roles.REVIEWER
        for action in Right:
            expected = MATRIX[action, role] and not (apart and action is Right.DECIDE)
            expected = expected and action is not Right.CLAIM
            assert may(turn, person, action, programme, other) is expected, (action, programme)


def test_every_action_is_asked_for_somewhere() -> None:
    """An action that nothing asks for would promise what nothing holds."""
    houses = ("core", "cocarde", "bot", "mail", "web")
    files = [path for house in houses for path in (ROOT / house).rglob("*.py")]
    told = "\n".join(p.read_text(encoding="utf-8") for p in files if p.name != "roles.py")
    unused = [action for action in Right if f"Right.{action.name}" not in told]
    assert unused == []
