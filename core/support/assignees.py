"""Who of the staff a case is for: its follower, those who may follow it, those above them."""

from collections.abc import Callable

from sqlmodel import col, select

from core.ground.tables import Case, Person, Role
from core.ground.world import Turn
from core.people import roles
from core.people.roles import HOLDERS, MANAGER, OPERATOR, Right
from core.support.case import Occasion


def readers(turn: Turn, case: Case) -> list[Person]:
    """Whoever follows the case and still may; else all who look after cases. Never its person.

    How fast somebody reviews is for those above them, an organisation that asks to join and a badge
    that lost its ground too; a misused key for those who keep the keys.
    """
    if follower := [each for each in able(turn, case) if each.id == case.assignee_id]:
        return follower
    first = FIRST[case.occasion](turn, case) if case.occasion in FIRST else []
    told = first or roles.supporters(turn, case.programme)
    return [each for each in told if each.id != case.person_id]


def able(turn: Turn, case: Case) -> list[Person]:
    """Everybody who may follow the case, by name."""
    query = select(Person).join(Role, col(Role.person_id) == Person.id)
    query = query.where(col(Role.role).in_(HOLDERS[Right.SUPPORT]))
    if case.programme:
        query = query.where(Role.programme == case.programme)
    found = {each.id: each for each in turn.db.exec(query) if each.id != case.person_id}
    return sorted(found.values(), key=lambda each: (each.name, each.id))


def above(turn: Turn, case: Case) -> list[Person]:
    """The managers of the programme, else its operators, else those who were told before."""
    first = [each for each in heads(turn, case) if each.id != case.person_id]
    return first or readers(turn, case)


def heads(turn: Turn, case: Case) -> list[Person]:
    """The managers of the programme, else its operators."""
    query = select(Role).where(Role.programme == case.programme)
    held = list(turn.db.exec(query))
    for role in (MANAGER, OPERATOR):
        if found := [each.person_id for each in held if each.role == role]:
            return [turn.db.get_one(Person, person_id) for person_id in found]
    return []


def keepers(turn: Turn, case: Case) -> list[Person]:
    """The managers and the operators of the programme: a key is theirs to change."""
    query = select(Person).join(Role, col(Role.person_id) == Person.id)
    query = query.where(Role.programme == case.programme)
    query = query.where(col(Role.role).in_((MANAGER, OPERATOR)))
    return sorted(
        {each.id: each for each in turn.db.exec(query)}.values(), key=lambda each: each.id
    )


FIRST: dict[str, Callable[[Turn, Case], list[Person]]] = {
    Occasion.JOINING: heads,
    Occasion.FAST: heads,
    Occasion.COMPONENT: heads,
    Occasion.MISUSED: keepers,
}
