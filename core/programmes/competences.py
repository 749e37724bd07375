"""The competences of a programme and their levels, as its badge classes name them."""

from dataclasses import dataclass

from core.programmes.badge_class import BadgeClass
from core.programmes.file_values import Text, said
from core.programmes.programme import Programme
from core.reading.text import words


@dataclass(frozen=True, slots=True)
class CompetenceLevel:
    """One level of a competence, with the badge class that says what it recognises."""

    competence: str
    level: int
    badge: BadgeClass


def competence_levels(programme: Programme) -> list[CompetenceLevel]:
    """Every competence at each of its levels, in the order of the file; none where the programme
    has no competences."""
    found: dict[tuple[str, int], CompetenceLevel] = {}
    for badge in programme.badge:
        if badge.competence and badge.level is not None:
            place = (badge.competence, badge.level)
            found.setdefault(place, CompetenceLevel(*place, badge))
    return list(found.values())


def competence_name(programme: Programme, competence: str, language: str) -> str:
    """What people call a competence: the heading of that slug, else the slug itself."""
    text = _heading(programme, competence)
    return said(text, language) if text else competence


def level_names(programme: Programme, level: int) -> Text:
    """The name of a level by language; empty where the programme gives it none."""
    return programme.level.get(str(level), {})


def read_competence(programme: Programme, text: str) -> str:
    """The competence that somebody names by its slug or its heading in any language; empty for
    none of them."""
    told = words(text)
    for slug in dict.fromkeys(each.competence for each in competence_levels(programme)):
        names = [slug, *_heading(programme, slug).values()]
        if told and told in [words(name) for name in names]:
            return slug
    return ""


def read_level(programme: Programme, text: str) -> int | None:
    """The level that somebody names by its number (« niveau 2 », « N2 ») or its name in any
    language; None for neither."""
    told = words(text)
    for number, names in programme.level.items():
        if told and told in [words(name) for name in names.values()]:
            return int(number)
    digits = "".join(sign for sign in text if sign.isascii() and sign.isdigit())
    return int(digits) if len(digits) == 1 else None


def _heading(programme: Programme, competence: str) -> Text:
    return next((group.name for group in programme.group if group.slug == competence), {})
