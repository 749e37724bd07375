"""`/manage`: the programmes that somebody looks after, and what waits in each."""

from dataclasses import dataclass

from starlette.responses import Response

from core.ground.world import Turn
from core.people import roles
from core.programmes.catalogue import catalogue
from core.sessions.second_factors import PAGES
from web.manage.guard import Visit


@dataclass(frozen=True, slots=True)
class ManagedProgramme:
    """One programme in the list: its page and its name, and what its person is there."""

    address: str
    name: str
    roles: tuple[str, ...]


def show(visit: Visit, turn: Turn) -> Response:
    """The list of programmes."""
    return visit.shown(turn, "home", programmes=managed(visit, turn))


def managed(visit: Visit, turn: Turn) -> list[ManagedProgramme]:
    """The programmes in which somebody holds a role that has pages, in the order of the files."""
    held = roles.held_in(turn, visit.person)
    known = catalogue(turn.settings.programmes_folder).programmes
    return [
        ManagedProgramme(
            f"/manage/{slug}",
            programme.titled(visit.language),
            tuple(visit.said(f"manage.role_{each}") for each in roles.ROLES if each in theirs),
        )
        for slug, programme in known.items()
        if (theirs := held.get(slug, set()) & PAGES)
    ]
