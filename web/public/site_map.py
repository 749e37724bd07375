"""`/map`: every page that anyone may read, on one page."""

from dataclasses import dataclass

from starlette.requests import Request
from starlette.responses import Response

from core.programmes.programme import Programme
from web.spoken import Spoken, spoken_in
from web.write import site_of


@dataclass(frozen=True, slots=True)
class MappedBadge:
    """A badge class on the map; `asked` whether it has a page where people ask for it."""

    slug: str
    name: Spoken
    asked: bool


@dataclass(frozen=True, slots=True)
class MappedProgramme:
    """A programme on the map, with its badge classes in the order of its file."""

    slug: str
    name: Spoken
    badges: tuple[MappedBadge, ...]


def site_map(request: Request) -> Response:
    """The links to every page that anyone may read, by programme and badge."""
    site = site_of(request)
    language = site.language(request)
    programmes = [mapped(each, language) for each in site.known.programmes.values()]
    return site.public(request, "map", programmes=programmes)


def mapped(programme: Programme, language: str) -> MappedProgramme:
    """One programme on the map."""
    badges = (
        MappedBadge(each.slug, spoken_in(each.name, language), each in programme.claimable)
        for each in programme.badge
    )
    return MappedProgramme(programme.slug, spoken_in(programme.name, language), tuple(badges))
