"""Who may do what: the one authorisation function, and the people who hold a role."""

from enum import StrEnum

from sqlmodel import col, select

from core.ground.tables import Claim, Person, Role
from core.ground.world import Turn
from core.people.joined import ever_joined
from core.programmes.catalogue import catalogue
from core.programmes.form import ReviewBy


class Right(StrEnum):
    """What a person may do; all but claiming needs a role."""

    CLAIM = "claim"
    DECIDE = "decide"
    AWARD = "award"
    OPEN_ROOM = "open_room"
    SUPPORT = "support"
    CHANGE_ADDRESS = "change_address"
    ISSUE = "issue"
    REVOKE = "revoke"
    MERGE = "merge"
    SEE_FIGURES = "see_figures"
    SEE_REPORTS = "see_reports"
    SET_STAFF = "set_staff"
    ENROL = "enrol"
    SET_PROGRAMME = "set_programme"
    FILL_ROSTER = "fill_roster"


LEARNER, REVIEWER, SUPPORTER, MANAGER, OPERATOR = (
    "learner", "reviewer", "support", "manager", "operator",
)  # fmt: skip
ROLES = (REVIEWER, SUPPORTER, MANAGER, OPERATOR)  # those that are given
HOLDERS: dict[Right, frozenset[str]] = {
    Right.CLAIM: frozenset({LEARNER, *ROLES}),
    Right.DECIDE: frozenset({REVIEWER, MANAGER}),
    Right.AWARD: frozenset({REVIEWER, MANAGER}),
    Right.OPEN_ROOM: frozenset({REVIEWER, SUPPORTER, MANAGER}),
    Right.SUPPORT: frozenset({SUPPORTER, MANAGER, OPERATOR}),
    Right.CHANGE_ADDRESS: frozenset({SUPPORTER, MANAGER}),
    Right.ISSUE: frozenset({SUPPORTER, MANAGER}),
    Right.REVOKE: frozenset({SUPPORTER, MANAGER}),
    Right.MERGE: frozenset({SUPPORTER, MANAGER}),
    Right.SEE_FIGURES: frozenset({SUPPORTER, MANAGER, OPERATOR}),
    Right.SEE_REPORTS: frozenset({REVIEWER, MANAGER}),
    Right.SET_STAFF: frozenset({MANAGER, OPERATOR}),
    Right.ENROL: frozenset({MANAGER, OPERATOR}),
    Right.SET_PROGRAMME: frozenset({MANAGER, OPERATOR}),
    Right.FILL_ROSTER: frozenset({MANAGER, OPERATOR}),
}
OTHERS_ONLY = frozenset(
    {Right.DECIDE, Right.ISSUE, Right.REVOKE, Right.CHANGE_ADDRESS}
)  # never of one's own


def works_here(turn: Turn, person: Person) -> bool:
    """Whether somebody holds any role at all."""
    query = select(Role.id).where(Role.person_id == person.id).limit(1)
    return turn.db.exec(query).first() is not None


def held(turn: Turn, person: Person) -> set[str]:
    """The names of the roles that somebody holds, in whichever programme."""
    return set(turn.db.exec(select(Role.role).where(Role.person_id == person.id)))


def held_in(turn: Turn, person: Person) -> dict[str, set[str]]:
    """The names of the roles that somebody holds, by programme."""
    found: dict[str, set[str]] = {}
    for role in turn.db.exec(select(Role).where(Role.person_id == person.id)):
        found.setdefault(role.programme, set()).add(role.role)
    return found


def roles(turn: Turn, person: Person, action: Right) -> list[Role]:
    """The roles that let a person do this, in whichever programme."""
    query = select(Role).where(Role.person_id == person.id)
    held = turn.db.exec(query.order_by(col(Role.programme)))
    return [role for role in held if role.role in HOLDERS[action]]


def may(
    turn: Turn, person: Person, action: Right, programme: str, claim: Claim | None = None
) -> bool:
    """Whether the person may do this in the programme, and to this claim if one is meant: the one
    place where that is decided."""
    if action is Right.CLAIM:
        return claim is None or claim.person_id == person.id
    held = [role for role in roles(turn, person, action) if role.programme == programme]
    if claim is None or not held or action not in OTHERS_ONLY:
        return bool(held)
    if claim.person_id in ever_joined(turn, person.id):
        return False
    return action is not Right.DECIDE or any(covers(turn, role, claim) for role in held)


def covers(turn: Turn, role: Role, claim: Claim) -> bool:
    """Whether a role reaches this claim: a reviewer of an organisation decides on that
    organisation's claims only."""
    if not by_organisation(turn, claim) or role.role == "manager":
        return True
    return role.organisation == claim.organisation


def by_organisation(turn: Turn, claim: Claim) -> bool:
    programme = catalogue(turn.settings.programmes_folder)[claim.programme]
    badge = programme.badge_class(claim.badge)
    return badge is not None and programme.form_of(badge).review.by is ReviewBy.ORGANISATION


def supporters(turn: Turn, programme: str = "") -> list[Person]:
    """The people who look after cases: support staff first, else managers, else operators."""
    query = select(Role).where(col(Role.role).in_(HOLDERS[Right.SUPPORT]))
    if programme:
        query = query.where(Role.programme == programme)
    held = list(turn.db.exec(query))
    for role in ("support", "manager", "operator"):
        if chosen := {each.person_id: each for each in held if each.role == role}:
            return [turn.db.get_one(Person, person_id) for person_id in chosen]
    return []


def able(turn: Turn, claim: Claim) -> list[Role]:
    """The roles by which somebody may decide on a claim; never the claimant's,
    nor those of anybody who was ever joined with them."""
    own = ever_joined(turn, claim.person_id)
    query = select(Role).where(Role.programme == claim.programme)
    query = query.where(col(Role.role).in_(HOLDERS[Right.DECIDE])).order_by(col(Role.id))
    found = turn.db.exec(query)
    return [role for role in found if role.person_id not in own and covers(turn, role, claim)]


def reviewers(turn: Turn, claim: Claim) -> list[Person]:
    """The people who may decide on a claim; managers only where no reviewer can."""
    held = able(turn, claim)
    first = [role for role in held if role.role == REVIEWER] or held
    ids = dict.fromkeys(role.person_id for role in first)
    return [turn.db.get_one(Person, person_id) for person_id in ids]
