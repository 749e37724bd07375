"""The running installation as a register, for `verify` on the command line: quick and read-only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.badges import keys, urls
from core.badges.hosted import Document
from core.badges.registers import Register
from core.badges.serving import Held, ShelfRegister
from core.ground.peek import Peek, moment, peek
from core.ground.settings import Settings

BADGE = (
    "SELECT id, status_index, credential, assertion, revoked_at, revoked_reason FROM badge WHERE "
)


def installed(settings: Settings) -> Register:
    """A register over the store and the key file of these settings."""
    ring = keys.read(settings.key_path)
    return ShelfRegister(RowShelf(urls.root(settings.base), ring, peek(settings)))


@dataclass(frozen=True, slots=True)
class RowShelf:
    """The shelf as rows of the store, read without its tables."""

    base: str
    keyring: keys.Keyring
    rows: Peek

    def badge(self, badge: str) -> Held | None:
        found = self.rows(f"{BADGE} id = ?", (badge,))
        return held(found[0]) if found else None

    def stored(self, path: str) -> Document | None:
        found = self.rows("SELECT body, content_type FROM document WHERE path = ?", (path,))
        return Document(bytes(found[0][0]), str(found[0][1])) if found else None

    def revoked(self, programme: str) -> list[Held]:
        asked = f"{BADGE} programme = ? AND revoked_at IS NOT NULL ORDER BY revoked_at, id"
        return [held(row) for row in self.rows(asked, (programme,))]

    def highest(self, programme: str) -> int:
        found = self.rows("SELECT MAX(status_index) FROM badge WHERE programme = ?", (programme,))
        return int(found[0][0] or 0) if found else 0


def held(row: tuple[Any, ...]) -> Held:
    name, index, credential, assertion, revoked_at, reason = row
    return Held(
        str(name), int(index), bytes(credential), bytes(assertion), moment(revoked_at), str(reason)
    )
