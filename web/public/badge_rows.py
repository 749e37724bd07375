"""The badge classes of a programme as short rows: one for each badge, or for all levels of one
competence."""

from collections.abc import Sequence
from dataclasses import dataclass
from itertools import takewhile

from core.programmes.badge_class import BadgeClass
from core.programmes.competences import competence_name
from core.programmes.file_values import Text
from core.programmes.programme import Programme
from web.spoken import Spoken, spoken_in

AFTER_NAME = " ,:-0123456789"  # what a common beginning ends with before the levels


@dataclass(frozen=True, slots=True)
class RowLevel:
    """One badge class of a row; `name` is its whole name, `level` that of its level alone, which is
    the `number` of these; `more` is the address of a page that says more."""

    slug: str
    name: Spoken
    level: str
    number: int | None
    description: Spoken
    more: str


@dataclass(frozen=True, slots=True)
class BadgeRow:
    """A badge, or a competence at its levels; `way` is how it is come by, as the end of the word
    `page.way_…`, `asked` whether people ask for it."""

    name: str
    picture: str
    way: str
    asked: bool
    levels: tuple[RowLevel, ...]


@dataclass(frozen=True, slots=True)
class RowGroup:
    """The rows under one heading of the programme; empty for those without one."""

    slug: str
    heading: Spoken
    rows: tuple[BadgeRow, ...]


def grouped(programme: Programme, badges: Sequence[BadgeClass], language: str) -> list[RowGroup]:
    """These badge classes under the programme's headings; those without one come first, and those
    of a heading that one of its rows says already. Headings of one row each are left out."""
    unheaded: list[BadgeRow] = []
    headed: list[RowGroup] = []
    headings: dict[str, Text] = {"": {}, **{group.slug: group.name for group in programme.group}}
    for slug, heading in headings.items():
        alike: dict[tuple[str, str], list[BadgeClass]] = {}
        for badge in badges:
            if badge.group == slug:
                alike.setdefault(family(badge), []).append(badge)
        rows = tuple(row(programme, each, language) for each in alike.values())
        if any(each.name == spoken_in(heading, language) for each in rows):
            unheaded += rows  # a competence that is named by its own row
        elif rows:
            headed.append(RowGroup(slug, spoken_in(heading, language), rows))
    if all(len(each.rows) == 1 for each in headed):
        unheaded += [each for group in headed for each in group.rows]
        headed = []
    return [RowGroup("", Spoken(), tuple(unheaded)), *headed] if unheaded else headed


def family(badge: BadgeClass) -> tuple[str, str]:
    """What the levels of one competence have in common; a badge without levels is alone."""
    gathered = badge.milestone.all[0].competence if badge.milestone else ""
    competence = badge.competence or gathered
    return badge.form, competence if competence and badge.level else badge.slug


def row(programme: Programme, badges: Sequence[BadgeClass], language: str) -> BadgeRow:
    """The row of one badge class, or of a competence's."""
    first = badges[0]
    return BadgeRow(
        name=shared_name(programme, badges, language),
        picture=class_picture(programme, first, language),
        way=way_to(programme, first),
        asked=first in programme.claimable,
        levels=tuple(
            RowLevel(
                each.slug,
                spoken_in(each.name, language),
                programme.level_name(each, language),
                each.level,
                spoken_in(each.description, language),
                each.more,
            )
            for each in badges
        ),
    )


def shared_name(programme: Programme, badges: Sequence[BadgeClass], language: str) -> str:
    """The name of the only badge; of several, that of their competence or how their names begin."""
    names = [spoken_in(badge.name, language) for badge in badges]
    if len(names) == 1:
        return names[0]
    if badges[0].competence:
        return competence_name(programme, badges[0].competence, language)
    alike = takewhile(lambda signs: len(set(signs)) == 1, zip(*names, strict=False))
    return "".join(signs[0] for signs in alike).rstrip(AFTER_NAME) or names[0]


def way_to(programme: Programme, badge: BadgeClass) -> str:
    """How a badge is come by, as the end of its word: `page.way_…`."""
    form = programme.form_of(badge)
    own = "own" if form.issuer == "organisation" else str(form.review.by)
    return "milestone" if badge.milestone else own


def way_to_ask(programme: Programme) -> str:
    """The path of the page where one asks for a badge of the programme: of its only badge, else of
    the choice."""
    only = f"/{programme.badge[0].slug}" if len(programme.badge) == 1 else ""
    return f"/ask/{programme.slug}{only}"


def class_picture(programme: Programme, badge: BadgeClass, language: str) -> str:
    """The path of a badge class's small picture, in the programme's first language where it has no
    other."""
    spoken = language if language in programme.languages else programme.languages[0]
    return f"/i/{programme.slug}/{badge.slug}/{spoken}.png"
