"""The keys by which a mission is found again without its address: by its name, or by its days."""

from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, inspect, select, update

from core.ground.rows import timers
from core.ground.tables import Mission
from core.ground.world import Turn
from core.reading.text import words
from core.roster.mail_addresses import learn

MISSION_KEYS, BATCH = "mission_keys", 5000
TYPED = str.maketrans("łøđðħı", "loddhi")
TABLE: Any = inspect(Mission).local_table


def name_key(name: str) -> str:
    """The words of a name in any order: « DIALLO, Awa » and « Awa Diallo » have the same."""
    return " ".join(sorted(spoken(name)))


def spoken(name: str) -> list[str]:
    """The folded words, with the letters that people type for those their keyboard lacks."""
    return [word.translate(TYPED) for word in words(name)]


def days_key(name: str, starts_on: date | None, ends_on: date | None) -> str:
    """Both days and the first letters of the name, so that a mistyped name has the same.

    Empty where a day or the name is missing.
    """
    letters = "".join(sorted(word[0] for word in spoken(name)))
    if not (letters and starts_on and ends_on):
        return ""
    return f"{starts_on.isoformat()}/{ends_on.isoformat()}/{letters}"


def fill(turn: Turn, last: str) -> None:
    """Give the keys to missions of an older store, five thousand after the last one, then on."""
    after = TABLE.c.id > (UUID(last) if last else UUID(int=0))
    columns = (TABLE.c.id, TABLE.c.name, TABLE.c.starts_on, TABLE.c.ends_on, TABLE.c.mail)
    known = select(*columns).where(after)
    rows = turn.db.connection().execute(known.order_by(TABLE.c.id).limit(BATCH)).all()
    if not rows:
        return
    keyed = [
        {
            "row": row.id,
            "named": name_key(row.name),
            "dated": days_key(row.name, row.starts_on, row.ends_on),
        }
        for row in rows
    ]
    given = update(TABLE).where(TABLE.c.id == bindparam("row"))
    given = given.values(name_key=bindparam("named"), days_key=bindparam("dated"))
    turn.db.connection().execute(given, keyed)
    learn(turn, [row.mail for row in rows])
    timers.put(turn, MISSION_KEYS, str(rows[-1].id), turn.at)
