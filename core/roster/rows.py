"""One row of a roster: what it says of a mission, or why it cannot be taken."""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.ground.errors import Refusal
from core.ground.words import spoken_languages
from core.programmes.programme import Programme
from core.reading import languages
from core.reading.text import words
from core.roster.cells import NAMES, mended, said, spoilt
from core.roster.days import DayOrder, read_day
from core.roster.mail_addresses import read_mail

YES = languages.words("roster.yes") | {"1"}
NO = languages.words("roster.no") | {"", "0"}
CALLED = {
    word: code
    for code, names in languages.each("language.called").items()
    if code in spoken_languages()
    for word in names.split()
}
HERE = YES | languages.words("roster.present")
AWAY = NO | languages.words("roster.absent")
TICKS = frozenset("✓✔☑✅🗸")
FREE = ("organisation", "domain", "place")
LONGEST = 120
REPLACED = "\N{REPLACEMENT CHARACTER}"
FIRST_YEAR, YEARS_AHEAD, YEARS_LONG = 2000, 5, 3
_LOST = re.compile(r"[^\W\d_]\?[^\W\d_]")  # H?l?ne
_NO_NAME = re.compile(r"[\d@/\\<>{}\[\]|=+*#%$€_~^?!;]")


class UnreadableRow(Refusal):
    """The row cannot be taken: why, for the person who sent the file."""


@dataclass(frozen=True, slots=True)
class RosterLine:
    """A row as it was written: its number in the file, its cells, and what its columns hold."""

    number: int
    cells: tuple[str, ...]
    told: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Row:
    """A row as read: the key it is known by, and those columns of `Mission` that the file has."""

    reference: str
    values: Mapping[str, object]


def read_row(
    told: Mapping[str, str],
    programme: Programme,
    order: DayOrder = DayOrder.DAY_FIRST,
    today: date | None = None,
) -> Row:
    """The values of one row; `told` gives its cells by the names of `columns`, `today` bounds what
    a date can be. Raises `Unreadable` with a sentence for who sent the file."""
    told = {name: plain(name, cell) for name, cell in told.items()}
    values: dict[str, object] = {"mail": address(told.get("mail", ""))}
    values |= days(told, programme, order, today)
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


def plain(name: str, cell: str) -> str:
    """A cell as a person wrote it; empty where it only says that there is nothing."""
    line = said(name, mended(cell))
    if REPLACED in line:
        raise UnreadableRow("roster.replaced")
    if spoilt(line) or (name in (*NAMES, *FREE) and _LOST.search(line)):
        raise UnreadableRow("roster.spoilt", cell=line[:60])
    return line


def key(values: Mapping[str, object]) -> str:
    """What a mission is known by where the roster gives it no reference."""
    return f"{values['mail']}:{values.get('badge', '')}:{values.get('starts_on') or ''}"


def address(cell: str) -> str:
    """The mail address of a cell in small letters; raises `UnreadableRow` where it is none."""
    if not cell:
        raise UnreadableRow("roster.no_mail")
    if (mail := read_mail(cell)) is None:
        raise UnreadableRow("roster.not_a_mail", cell=cell[:60])
    return mail


def days(
    told: Mapping[str, str], programme: Programme, order: DayOrder, today: date | None
) -> dict[str, date | None]:
    """The first and the last day, as far as the file has them."""
    found: dict[str, date | None] = {}
    for name in ("starts_on", "ends_on"):
        if name in told:
            found[name] = day(told[name], name, programme, order, today)
    start, end = found.get("starts_on"), found.get("ends_on")
    if start and end and end < start:
        raise UnreadableRow("roster.ends_before")
    if start and end and (end - start).days > YEARS_LONG * 366:
        raise UnreadableRow("roster.too_long", start=f"{start:%d/%m/%Y}", end=f"{end:%d/%m/%Y}")
    return found


def day(
    cell: str, name: str, programme: Programme, order: DayOrder, today: date | None
) -> date | None:
    """The day in a cell, in a year that can be; an hour in UTC is of the programme's own day."""
    found = read_day(cell, order, programme.zone) if cell else None
    if cell and found is None:
        raise UnreadableRow(f"roster.no_date_{name}", cell=cell[:30])
    last = (today or date.max).year + (YEARS_AHEAD if today else 0)
    if found and not FIRST_YEAR <= found.year <= last:
        raise UnreadableRow(f"roster.strange_year_{name}", cell=cell[:30], year=str(found.year))
    return found


def interrupted(cell: str, order: DayOrder) -> bool:
    """Yes, no, or the day of the interruption."""
    said = " ".join(words(cell))
    if said in YES or (said not in NO and read_day(cell, order)):
        return True
    if said in NO:
        return False
    raise UnreadableRow("roster.interrupted", cell=cell[:30])


def present(cell: str) -> bool:
    """Whether somebody was there, as a list of those who signed says it: a tick, an x, a word, the
    note that they signed; an empty cell is no. Raises `UnreadableRow` for anything else."""
    written = mended(cell)
    told = " ".join(words(plain("present", cell)))
    if not TICKS.isdisjoint(written) or told in HERE:
        return True
    if told in AWAY and "?" not in written:
        return False
    raise UnreadableRow("roster.presence", cell=written[:30])


def badge(cell: str, programme: Programme) -> str:
    if cell and programme.badge_class(cell) is None:
        raise UnreadableRow("roster.no_badge", cell=cell[:60])
    return cell


def language(cell: str) -> str:
    """Two letters; a language that we do not speak is as good as none."""
    said = next(iter(words(cell)), "")
    return CALLED.get(said, "")


def named(told: Mapping[str, str]) -> str:
    """The whole name, or "" where a part of it is missing: then the person is asked."""
    parts = [told[name] for name in ("given_name", "family_name") if name in told]
    whole = told.get("name") or (" ".join(parts) if all(parts) else "")
    if _NO_NAME.search(whole):
        raise UnreadableRow("roster.no_name", cell=whole[:60])
    return whole.strip()[:LONGEST]
