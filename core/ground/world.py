"""What comes from outside: time, chance, storage, words, settings, the network."""

import logging
import secrets
import threading
import time
from collections.abc import Callable, Collection, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from functools import wraps
from typing import Any, ParamSpec, Protocol, TypeVar
from uuid import UUID

from sqlalchemy.exc import DBAPIError
from sqlmodel import Session

from core.ground.clock import real_now
from core.ground.database.store import Store, was_aborted
from core.ground.effects import Effects
from core.ground.settings import Settings
from core.ground.tables import Outbox
from core.ground.watched import committed
from core.ground.words import Words

Given = ParamSpec("Given")
Got = TypeVar("Got")

log = logging.getLogger(__name__)

PAUSES = (0.01, 0.03, 0.1, 0.3, 1.0)  # seconds before an aborted turn runs again, at least
BASE32 = "abcdefghijklmnopqrstuvwxyz234567"
REF = "abcdefghjkmnpqrstvwxyz23456789"


class Chance(Protocol):
    """Where keys, secrets and random numbers come from."""

    def uuid(self) -> UUID:
        """A key that nobody else has."""

    def letters(self, count: int, alphabet: str = BASE32) -> str:
        """A secret of so many letters of an alphabet."""

    def number(self, below: int) -> int:
        """A number from 0 up to, but not including, `below`."""

    def salt(self) -> bytes:
        """16 bytes for a hash that is nobody else's."""

    def key(self) -> bytes:
        """32 bytes for a private key."""


class RealChance:
    """The operating system's randomness; keys are UUIDv7 (RFC 9562, 5.7), in order of making."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._last = 0

    def uuid(self) -> UUID:
        """A UUIDv7 later than every one of this process before it."""
        with self._lock:
            self._last = max(self._last + 1, time.time_ns() // 1000 * 4096 // 1000)
            stamp = self._last
        head = (stamp >> 12 << 16) | 0x7000 | (stamp & 0xFFF)
        return UUID(int=head << 64 | 0x8 << 60 | secrets.randbits(60))

    def letters(self, count: int, alphabet: str = BASE32) -> str:
        """So many letters of the alphabet, from the system's secure source; base32 by default."""
        return "".join(secrets.choice(alphabet) for _ in range(count))

    def number(self, below: int) -> int:
        """A number from 0 up to, but not including, `below`, from the system's secure source."""
        return secrets.randbelow(below)

    def salt(self) -> bytes:
        """16 bytes from the system's secure source."""
        return secrets.token_bytes(16)

    def key(self) -> bytes:
        """32 bytes from the system's secure source."""
        return secrets.token_bytes(32)


def runs_again(act: Callable[Given, Got]) -> Callable[Given, Got]:
    """Make a function that is one whole turn run again by itself where the store aborts it.

    Nothing of an aborted try is left. Two turns that hold what the other waits for, or that wrote
    the same row, meet rarely, and seldom twice: after five more tries the error is the caller's.
    """

    @wraps(act)
    def run(*given: Given.args, **named: Given.kwargs) -> Got:
        for pause in PAUSES:
            try:
                return act(*given, **named)
            except DBAPIError as error:
                if not was_aborted(error):
                    raise
                log.info("A turn was aborted by the store and runs again: %s", act.__name__)
            time.sleep(pause * (1 + secrets.randbelow(1000) / 1000))
        return act(*given, **named)

    return run


def reaches_nobody(_address: str, _hosts: Collection[str]) -> None:
    """The network of a world without one: nothing answers."""


def holds_nothing_back(_turn: "Turn", _row: Outbox) -> bool:
    """The rule of a world without trials: every message goes out."""
    return False


def holds_no_file(_name: str) -> bytes:
    """The files of a world whose door has none: always empty."""
    return b""


@dataclass(frozen=True, slots=True)
class World:
    """Everything that a piece of core needs and must not reach for by itself.

    `followers` are what else happens when a claim makes a move, by the name of the move; they work
    in its transaction. `ask` gives the document at an address of the hosts that are named, or None
    (`core.programmes.link_check.FoundDocument`). `staff_actions` are what the staff can do, for the
    cards that offer it (`core.support.staff_action.StaffActions`). These reach above who looks into
    them. `files` gives a file that was sent at the door that works here, by the door's own name of
    it, and nothing where it cannot be had. `takes` is the
    door that works here: what is put for it is leased to it from the start, and handed over in
    `Effects.taken`. `audit_keys` mark events, the first of them new ones: older ones only tell what
    was marked before.
    `holds_back` says of a message whether a trial keeps it from going out.
    """

    store: Store
    words: Words
    settings: Settings
    fetch: Callable[[str], Any]
    followers: Mapping[str, Sequence[Callable[["Turn", Any], None]]]
    staff_actions: Any
    now: Callable[[], datetime] = real_now
    chance: Chance = field(default_factory=RealChance)
    takes: str = ""
    ask: Callable[[str, Collection[str]], Any] = reaches_nobody
    files: Callable[[str], bytes] = holds_no_file
    audit_keys: tuple[bytes, ...] = (b"",)
    holds_back: Callable[["Turn", Outbox], bool] = holds_nothing_back

    @property
    def audit_key(self) -> bytes:
        """The key that marks what is written now."""
        return self.audit_keys[0]

    @contextmanager
    def turn(self) -> "Iterator[Turn]":
        """One input worked in one transaction, at one instant: committed when the block ends well,
        and nothing of it kept when it raises."""
        with self.store.write() as db:
            turn = Turn(self, db, self.now(), Effects(), self.chance, self.settings)
            yield turn
        committed.tell(turn.effects)

    @contextmanager
    def glance(self) -> "Iterator[Turn]":
        """A turn that only reads: whatever its block writes is dropped, and no outbox row of it
        goes out."""
        with self.store.read() as db:
            yield Turn(self, db, self.now(), Effects(), self.chance, self.settings)


@dataclass(frozen=True, slots=True)
class Turn:
    """A world with an open transaction: what one input reads, writes and causes.

    `chance` and `settings` are those of the world, at hand because nearly every function of core
    asks for one. `memo` keeps what was read, for as long as the transaction is open.
    """

    world: World
    db: Session
    at: datetime
    effects: Effects
    chance: Chance
    settings: Settings
    memo: dict[object, Any] = field(default_factory=dict)

    def say(self, locale: str, word: str, **values: str) -> str:
        """The sentence of a word (`topic.key`) in a locale such as `fr` or `fr-informal`, its
        `$names` filled in."""
        return self.world.words.say(locale, word, **values)
