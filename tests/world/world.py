"""Worlds for tests: a clock that stands still, chance that counts, evidence that is found."""

import os
from collections.abc import Collection
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import TypeVar
from uuid import UUID

from sqlmodel import select

from core.badges.signing import key_file
from core.badges.signing.key_file import Keyring
from core.desk.staff_actions import STAFF_ACTIONS
from core.due import due
from core.followers import FOLLOWERS
from core.ground.paths import TEMPLATES
from core.ground.rows import in_hand
from core.ground.settings import Settings
from core.ground.tables import Outbox, Person
from core.ground.words import Words
from core.ground.world import BASE32, World
from core.people import people, trials
from core.programmes.catalogue import catalogue
from core.programmes.link_check import LinkCheck
from core.programmes.programme import Programme
from core.roster import import_file
from core.roster.invitations.letter import write_out
from core.staff import StaffMember, add
from tests.world.stores import empty_store

START = datetime(2026, 11, 16, 9, 0, tzinfo=UTC)
BASE = "https://badges.example.org"
MAILBOX = "badges@cocarde.test"
AUDIT_KEY = b"a key of 32 bytes marks all rows"


@dataclass(slots=True)
class Clock:
    """Stands still until it is moved."""

    at: datetime = START

    def now(self) -> datetime:
        return self.at

    def pass_(self, **time: float) -> None:
        self.at += timedelta(**time)


@dataclass(slots=True)
class CountedChance:
    """The same world twice gives the same keys, secrets and numbers."""

    count: int = 0

    def uuid(self) -> UUID:
        self.count += 1
        return UUID(int=self.count)

    def letters(self, count: int, alphabet: str = BASE32) -> str:
        self.count += 1
        spread = self.count * 2_654_435_761 % 2**64
        return "".join(alphabet[(spread >> step * 3) % len(alphabet)] for step in range(count))

    def number(self, below: int) -> int:
        self.count += 1
        return self.count * 7_919 % below

    def salt(self) -> bytes:
        self.count += 1
        return self.count.to_bytes(16)

    def key(self) -> bytes:
        self.count += 1
        return self.count.to_bytes(32)


@dataclass(slots=True)
class Web:
    """Evidence: every address is found but those named here."""

    looks: dict[str, LinkCheck] = field(default_factory=dict)
    asked: list[str] = field(default_factory=list)

    def __call__(self, url: str) -> LinkCheck:
        self.asked.append(url)
        return self.looks.get(url, LinkCheck("found", 200))


@dataclass(slots=True)
class Stage:
    """A world and what tests move in it."""

    world: World
    clock: Clock
    web: Web

    def dies(self) -> None:
        """End as by kill -9, long enough ago: what was in hand is nobody's any more."""
        in_hand.drop(self.world, in_hand.ids(self.world))
        self.clock.pass_(seconds=59)

    def known(self, key: str, name: str, mail: str, language: str = "fr") -> Person:
        """Somebody with a proven mailbox who also sits at the terminal."""
        with self.world.turn() as turn:
            address = people.meet(turn, people.MAIL, mail, name=name, language=language)
            people.confirm(turn, address)
            person = people.person_of(turn, address)
            people.add_address(turn, person, people.TERMINAL, key)
        return person

    def reviewer(self, key: str, name: str, programme: str, organisation: str = "") -> Person:
        person = self.known(key, name, f"{key}@example.org")
        with self.world.turn() as turn:
            add(
                turn,
                StaffMember(f"{key}@example.org", programme, "reviewer", name, organisation, "fr"),
            )
        return person

    def supporter(self, key: str, name: str, programme: str, role: str = "support") -> Person:
        """Somebody of the staff who helps people."""
        person = self.known(key, name, f"{key}@example.org")
        with self.world.turn() as turn:
            add(turn, StaffMember(f"{key}@example.org", programme, role, name, "", "fr"))
        return person

    def mission(self, programme: str, **row: str) -> None:
        with self.world.turn() as turn:
            done = import_file.write(turn, programme, [row])
        assert not done.refused

    def invite(self) -> list[Outbox]:
        """Do what is due; the invitations that wait then get their words, as at their delivery."""
        due(self.world)
        with self.world.glance() as turn:
            waiting = list(turn.db.exec(select(Outbox).where(Outbox.message == "")))
        return [row for each in waiting if (row := write_out(self.world, each))]


def settings(folder: Path, url: str = "") -> Settings:
    return Settings(
        database_url=url or f"sqlite:///{folder / 'cocarde.db'}",
        public_url=BASE,
        key_file=str(folder / "keys.json"),
        mail_address=MAILBOX,
        mail_authserv_id="mx.cocarde.test",
    )


WORDS = Words.read()


def make_stage(folder: Path, url: str = "", programmes: Path = TEMPLATES / "programmes") -> Stage:
    """An empty installation in a folder; `url` for another store than a SQLite file in it."""
    made = settings(folder, url)
    make_keys(made.key_path, catalogue(programmes).programmes.values())
    clock, web = Clock(), Web()
    store = empty_store(made.database_url)
    if programmes != TEMPLATES / "programmes":
        made = replace(made, programmes=str(programmes))
    world = World(
        store, WORDS, made, web, FOLLOWERS, STAFF_ACTIONS, clock.now, CountedChance(),
        holds_back=trials.holds_back, audit_keys=(AUDIT_KEY,),
    )  # fmt: skip
    return Stage(world, clock, web)


def make_keys(path: Path, programmes: Collection[Programme]) -> None:
    """A key for each programme, then for each organisation that issues in one."""
    slugs, keyring = [programme.slug for programme in programmes], Keyring()
    for programme in programmes:
        slugs += [f"{programme.slug}.{each.slug}" for each in programme.organisation if each.slug]
    for number, slug in enumerate(slugs):
        keyring = keyring.create(slug, number.to_bytes(32), START)
    key_file.write(keyring.with_audit(AUDIT_KEY, START), path)


Size = TypeVar("Size")
WHOLE = "COCARDE_PROOFS_WHOLE"


def size(small: Size, whole: Size) -> Size:
    return whole if os.environ.get(WHOLE) else small
