"""One row of a roster: what it says of a mission, or why it cannot be taken."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.claims.roster.days import Order, read_day
from core.claims.roster.mails import read_mail
from core.ground.errors import CocardeError
from core.programmes.folding import clean, words
from core.programmes.programme import Programme

YES = frozenset({"1", "oui", "yes", "true", "vrai", "x", "ja", "o", "y", "j", "interrompue"})
NO = frozenset({"", "0", "non", "no", "false", "faux", "nee", "n", "neen"})
LANGUAGES = {
    "fr": "fr francais francaise french frans",
    "en": "en anglais anglaise english engels",
    "nl": "nl neerlandais neerlandaise dutch nederlands flamand vlaams",
}
FREE = ("organisation", "domain", "place")
LONGEST = 120
REPLACED = "\N{REPLACEMENT CHARACTER}"
_DISARMED = re.compile(r"'(?=[=+\-@\t\r])")


class Unreadable(CocardeError):
    """The row cannot be taken: why, in a sentence for the person who sent the file."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row as it was written: its number in the file, its cells, and what its columns hold."""

    number: int
    cells: tuple[str, ...]
    told: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A row as read: the key it is known by, and those columns of `Mission` that the file has."""

    reference: str
    values: Mapping[str, object]


def read_row(told: Mapping[str, str], programme: Programme, order: Order = Order.DAY_FIRST) -> Row:
    """The values of one row, by the names that `columns` gave. Raises `Unreadable`."""
    told = {name: plain(cell) for name, cell in told.items()}
    if any(REPLACED in cell for cell in told.values()):
        raise Unreadable("un caractère n'est pas lisible : enregistrez le fichier en UTF-8")
    values: dict[str, object] = {"mail": address(told.get("mail", ""))}
    values |= days(told, order)
    values |= {name: told[name][:LONGEST] for name in FREE if name in told}
    if name := named(told):
        values["name"] = name
    if "interrupted" in told:
        values["interrupted"] = interrupted(told["interrupted"], order)
    if "badge" in told:
        values["badge"] = badge(told["badge"], programme)
    if "language" in told:
        values["language"] = language(told["language"])
    return Row(told.get("reference", "")[:LONGEST] or key(values), values)


def plain(cell: str) -> str:
    """A cell on one line, without what is not seen nor the apostrophe that disarms a formula."""
    line = clean(cell).replace("\n", " ")
    return line[1:] if _DISARMED.match(line) else line


def key(values: Mapping[str, object]) -> str:
    """What a mission is known by where the roster gives it no reference."""
    return f"{values['mail']}:{values.get('badge', '')}:{values.get('starts_on') or ''}"


def address(cell: str) -> str:
    if not cell:
        raise Unreadable("il manque l'adresse e-mail")
    if (mail := read_mail(cell)) is None:
        raise Unreadable(f"« {cell[:60]} » n'est pas une adresse e-mail")
    return mail


def days(told: Mapping[str, str], order: Order) -> dict[str, date | None]:
    """The first and the last day, as far as the file has them."""
    found: dict[str, date | None] = {}
    for name, which in (("starts_on", "début"), ("ends_on", "fin")):
        if name in told:
            found[name] = day(told[name], which, order)
    start, end = found.get("starts_on"), found.get("ends_on")
    if start and end and end < start:
        raise Unreadable("la fin est avant le début")
    return found


def day(cell: str, which: str, order: Order) -> date | None:
    found = read_day(cell, order) if cell else None
    if cell and found is None:
        raise Unreadable(f"la date de {which} « {cell[:30]} » n'est pas lisible (JJ/MM/AAAA)")
    return found


def interrupted(cell: str, order: Order) -> bool:
    """Yes, no, or the day of the interruption."""
    said = " ".join(words(cell))
    if said in YES or (said not in NO and read_day(cell, order)):
        return True
    if said in NO:
        return False
    raise Unreadable(f"interruption « {cell[:30]} » : écrivez oui, non ou la date")


def badge(cell: str, programme: Programme) -> str:
    if cell and programme.badge_class(cell) is None:
        raise Unreadable(f"le badge {cell[:60]} n'existe pas dans ce programme")
    return cell


def language(cell: str) -> str:
    """Two letters; a language that we do not speak is as good as none."""
    said = next(iter(words(cell)), "")
    return next((code for code, names in LANGUAGES.items() if said in names.split()), "")


def named(told: Mapping[str, str]) -> str:
    whole = told.get("name") or f"{told.get('given_name', '')} {told.get('family_name', '')}"
    return whole.strip()[:LONGEST]
