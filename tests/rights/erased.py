"""Somebody whose every word is a canary, and a search for canaries wherever bytes are kept."""

import sqlite3
from contextlib import closing
from pathlib import Path

from sqlalchemy import inspect, text

from core.ground.tables import Badge, Person
from core.people import people
from tests.world.issued_badges import volunteer_badge
from tests.world.talking import Talk
from tests.world.world import Stage

NAME = "Quetzalle Zwartebroek"
MAIL = "siobhan@example.org"
CANARIES = ("Quetzalle", "Zwartebroek", MAIL, "kanarienvogel")


def canary(stage: Stage) -> tuple[Person, Badge]:
    """A volunteer with a badge, a mission, a case, messages in and out."""
    badge = volunteer_badge(stage, NAME)
    talk = Talk(stage, "siobhan")
    talk.say("je veux parler à un humain")
    talk.say("Mon kanarienvogel est malade.")
    with stage.world.glance() as turn:
        address = people.find(turn, people.MAIL, MAIL)
        assert address is not None
        return people.person_of(turn, address), badge


def in_rows(stage: Stage, words: tuple[str, ...] = CANARIES) -> set[str]:
    """The tables and columns in which a canary still stands, on either engine."""
    found = set()
    with stage.world.store.read() as db:
        connection = db.connection()
        for table in inspect(connection).get_table_names():
            for row in connection.execute(text(f'SELECT * FROM "{table}"')).mappings():
                found |= {f"{table}.{name}" for name, held in row.items() if sings(held, words)}
    return found


def sings(held: object, words: tuple[str, ...]) -> bool:
    told = bytes(held).decode("utf-8", "replace") if isinstance(held, bytes) else str(held)
    return any(word.casefold() in told.casefold() for word in words)


def in_files(folder: Path, words: tuple[str, ...] = CANARIES) -> set[str]:
    """The files beneath a folder in whose bytes a canary stands."""
    return {
        each.name
        for each in folder.rglob("*")
        if each.is_file() and sings(each.read_bytes(), words)
    }


def whole(path: Path) -> bool:
    """Whether a SQLite file is in order."""
    with closing(sqlite3.connect(path)) as db:
        return bool(db.execute("PRAGMA integrity_check").fetchone()[0] == "ok")
