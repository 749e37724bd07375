"""The roster: missions written in from rows, a thousand in each transaction."""

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from typing import Any, NamedTuple

from sqlalchemy import bindparam, inspect, select, update

from core.ground.errors import Refusal
from core.ground.rows import locks
from core.ground.rows.insert import add_all
from core.ground.rows.lookup import among
from core.ground.tables import Mission
from core.ground.words import Words
from core.ground.world import Turn, World
from core.people.gone import is_gone
from core.programmes.catalogue import catalogue
from core.programmes.programme import Programme
from core.roster.days import DayOrder
from core.roster.files import Table
from core.roster.invitations import changes as following
from core.roster.invitations.changes import RosterMission
from core.roster.mail_addresses import learn
from core.roster.rows import RosterLine, Row, UnreadableRow, read_row
from core.roster.search_keys import days_key, name_key

BATCH = 1000
TABLE: Any = inspect(Mission).local_table
EMPTY: dict[str, object] = {
    "name": "", "starts_on": None, "ends_on": None, "interrupted": False,
    "organisation": "", "domain": "", "place": "", "badge": "", "language": "",
    "name_key": "", "days_key": "", "mail_was": "",
}  # fmt: skip


class RefusedRow(NamedTuple):
    """A row that is handed back, and why."""

    line: RosterLine
    why: str


@dataclass(slots=True)
class Import:
    """What became of each row of a file; of those refused, the rows themselves.

    `why` puts the reason of a refusal into words.
    """

    why: Callable[[Refusal], str]
    added: int = 0
    changed: int = 0
    same: int = 0
    refused: list[RefusedRow] = field(default_factory=list)
    seen: dict[str, tuple[int, int]] = field(default_factory=dict, repr=False)

    @property
    def rows(self) -> int:
        """How many rows were looked at, refused ones among them."""
        return self.added + self.changed + self.same + len(self.refused)


def reasons(words: Words, language: str) -> Callable[[Refusal], str]:
    """What puts a refusal into words of a language."""
    return lambda refusal: words.say(language, refusal.word, **refusal.values)


def import_table(
    world: World,
    slug: str,
    table: Table,
    *,
    dry_run: bool = False,
    language: str = "",
    progress: Callable[[int], None] = lambda _: None,
) -> Import:
    """Write a file into a programme's roster, a thousand rows in each transaction, so that answers
    get through in between.

    Begun again after a break it goes on where it was, as what is there already counts as unchanged.
    A dry run keeps nothing. The reasons of refused rows are in `language`, or that of those whose
    language is not known. `progress` hears how many rows are done. Raises `Trouble` for an unknown
    programme.
    """
    programme = catalogue(world.settings.programmes_folder)[slug]
    done = Import(reasons(world.words, language or world.words.first))
    lines = iter(table)
    while batch := list(islice(lines, BATCH)):
        with world.turn() as turn:
            write_batch(turn, programme, batch, done, table.order)
            if dry_run:
                turn.db.rollback()
        progress(done.rows)
    return done


def write(turn: Turn, slug: str, rows: Iterable[Mapping[str, str]]) -> Import:
    """Write a few rows into the roster of a programme, in the turn at hand; each row gives its
    values by column name, its dates with the day first."""
    programme = catalogue(turn.settings.programmes_folder)[slug]
    done = Import(reasons(turn.world.words, turn.world.words.first))
    lines = [RosterLine(number, tuple(row.values()), row) for number, row in enumerate(rows, 1)]
    write_batch(turn, programme, lines, done, DayOrder.DAY_FIRST)
    return done


def write_batch(
    turn: Turn, programme: Programme, lines: Sequence[RosterLine], done: Import, order: DayOrder
) -> None:
    """Add or change the missions of these rows; a row that cannot be read is handed back."""
    locks.alone(turn, f"roster:{programme.slug}")
    today = turn.at.astimezone(programme.zone).date()
    rows = wanted(
        turn, programme, list(readable(programme, lines, done, order, today)), done, lines
    )
    known = known_missions(turn, programme, [row.reference for row in rows])
    new = [row for row in rows if row.reference not in known]
    changes = [(known[row.reference], row) for row in rows if row.reference in known]
    changes = [(before, row) for before, row in changes if differs(before, row)]
    learn(turn, [str(row.values["mail"]) for row in (*new, *(row for _, row in changes))])
    add(turn, programme, new)
    change(turn, programme, changes)
    done.added += len(new)
    done.changed += len(changes)
    done.same += len(rows) - len(new) - len(changes)


def wanted(
    turn: Turn, programme: Programme, rows: list[Row], done: Import, lines: Sequence[RosterLine]
) -> list[Row]:
    """The rows but those of people who had their data erased, which are handed back."""
    told: list[tuple[str, str, date | None]] = [
        (row.reference, str(row.values["mail"]), last_day(row)) for row in rows
    ]
    gone = is_gone(turn, programme.slug, told)
    if not gone:
        return rows
    by_number = {line.number: line for line in lines}
    for each in gone:
        number, _ = done.seen[each]
        line = by_number.get(number, RosterLine(number, (), {}))
        done.refused.append(RefusedRow(line, done.why(Refusal("roster.erased"))))
    return [row for row in rows if row.reference not in gone]


def last_day(row: Row) -> date | None:
    """The last day of a row's mission; None where it has none, or the file does not tell."""
    told = row.values.get("ends_on")
    return told if isinstance(told, date) else None


def readable(
    programme: Programme, lines: Iterable[RosterLine], done: Import, order: DayOrder, today: date
) -> Iterator[Row]:
    """The rows that can be taken, each reference once; the others are noted in `done`."""
    for line in lines:
        try:
            row = read_row(line.told, programme, order, today)
        except UnreadableRow as problem:
            done.refused.append(RefusedRow(line, done.why(problem)))
            continue
        print_of = hash(tuple(row.values.items()))
        number, first = done.seen.setdefault(row.reference, (line.number, print_of))
        if number == line.number:
            yield row
        elif first == print_of:
            done.same += 1
        else:
            other = UnreadableRow("roster.twice", reference=row.reference, line=str(number))
            done.refused.append(RefusedRow(line, done.why(other)))


def known_missions(
    turn: Turn, programme: Programme, references: Sequence[str]
) -> dict[str, Mapping[str, Any]]:
    """The missions of these references as they are, by reference."""
    mine = TABLE.c.programme == programme.slug, among(turn, TABLE.c.reference, references)
    rows = turn.db.connection().execute(select(TABLE).where(*mine)).mappings()
    return {row["reference"]: dict(row) for row in rows}


def differs(before: Mapping[str, Any], row: Row) -> bool:
    """Whether the roster says something new; its old address, where staff gave another, is not."""
    said = row.values
    return any(
        before[name] != value and not stale(before, name, value) for name, value in said.items()
    )


def stale(before: Mapping[str, Any], name: str, value: object) -> bool:
    return name == "mail" and value == before["mail_was"]


def merged(before: Mapping[str, Any], row: Row) -> dict[str, Any]:
    """The mission as the roster says now, but for an address that staff changed since."""
    told = {name: value for name, value in row.values.items() if not stale(before, name, value)}
    anew = {"mail_was": ""} if "mail" in told and told["mail"] != before["mail"] else {}
    return {**before, **told, **anew}


def add(turn: Turn, programme: Programme, rows: Iterable[Row]) -> None:
    """Write new missions, and plan their invitations."""
    fresh = {"programme": programme.slug, "imported_at": turn.at}
    missions = [
        keyed(
            {**EMPTY, **row.values, **fresh, "id": turn.chance.uuid(), "reference": row.reference}
        )
        for row in rows
    ]
    add_all(turn, Mission, missions)
    following.plan(turn, programme, [followed(mission) for mission in missions])


def change(
    turn: Turn, programme: Programme, changes: Sequence[tuple[Mapping[str, Any], Row]]
) -> None:
    """Write what the roster says anew; the invitations follow."""
    if not changes:
        return
    names = (*EMPTY, "mail")
    missions = [keyed(merged(before, row)) for before, row in changes]
    statement = update(TABLE).where(TABLE.c.id == bindparam("key"))
    statement = statement.values(
        {**{name: bindparam(name) for name in names}, "imported_at": turn.at}
    )
    values = [{"key": each["id"], **{name: each[name] for name in names}} for each in missions]
    turn.db.connection().execute(statement, values)
    following.follow(turn, programme, [followed(mission) for mission in missions])


def keyed(mission: Mapping[str, Any]) -> dict[str, Any]:
    """The mission with the keys that find it again."""
    name, start, end = mission["name"], mission["starts_on"], mission["ends_on"]
    return {**mission, "name_key": name_key(name), "days_key": days_key(name, start, end)}


def followed(mission: Mapping[str, Any]) -> RosterMission:
    return RosterMission(mission["id"], mission["mail"], mission["ends_on"], mission["interrupted"])
