"""The running installation as a register, for `verify` on the command line: quick and read-only."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from core.badges.openbadges import paths
from core.badges.openbadges.paths import programme_and_organisation
from core.badges.publish.documents import HostedDocument
from core.badges.publish.serve import StoredBadge
from core.badges.signing import key_file
from core.badges.verify.issuers import KnownIssuer, Standing
from core.badges.verify.store_issuers import BadgeStoreRegister, own_issuer
from core.ground.database.read_only import Peek, moment, peek
from core.ground.errors import Trouble
from core.ground.sentences import Sentence, Told
from core.ground.settings import Settings

BADGE = (
    "SELECT id, status_index, credential, assertion, revoked_at, revoked_reason FROM badge WHERE "
)
OF_ISSUER = "programme = ? AND issuer = ?"
READABLE = f"SELECT COUNT(*) FROM ({BADGE} id = ? AND issuer = '') AS readable"  # noqa: S608 - no value is in it


def installed(settings: Settings) -> BadgeStoreRegister | KeysRegister:
    """A register over the store and the key file of these settings; over the keys alone, with the
    reason, where the store or the key file is missing or cannot be read."""
    base, ring = paths.root(settings.base), key_file.Keyring()
    try:
        ring = key_file.read(settings.key_path)
        rows = peek(settings)
        if not ring.keys:
            return KeysRegister(base, ring, Sentence("trouble.no_keys_at", path=settings.key_path))
        if not rows(READABLE, ("",)):
            return KeysRegister(base, ring, Sentence("trouble.no_store_at"))
    except Trouble as trouble:
        return KeysRegister(base, ring, trouble)
    return BadgeStoreRegister(ReadOnlyBadgeStore(base, ring, rows))


@dataclass(frozen=True, slots=True)
class KeysRegister:
    """The keys of an installation whose store is out of reach: they show what was altered, and
    never that a badge was issued or still stands. `why` tells the operator what is missing."""

    base: str
    keyring: key_file.Keyring
    why: Told

    def issuer(self, did: str) -> KnownIssuer | None:
        """The issuer of that DID among those that have a key here, else None."""
        return own_issuer(self.keyring, self.base, did)

    def document(self, url: str) -> bytes | None:  # noqa: ARG002 - it holds none
        """Always None: without the store no hosted document can be read."""
        return None

    def standing(self, url: str) -> Standing:  # noqa: ARG002 - it cannot tell
        """Always `Standing.UNTOLD`: keys do not tell whether a badge was issued or revoked."""
        return Standing.UNTOLD

    def hosts(self, name: str) -> bool:
        """Whether a URL or a DID lies under the public root of this installation."""
        return paths.at(self.base, name)


@dataclass(frozen=True, slots=True)
class ReadOnlyBadgeStore:
    """The badge store read by plain statements, without the tables' classes: quick, and never
    written to."""

    base: str
    keyring: key_file.Keyring
    rows: Peek

    def badge(self, badge: str) -> StoredBadge | None:
        found = self.rows(f"{BADGE} id = ?", (badge,))
        return stored_badge(found[0]) if found else None

    def stored(self, path: str) -> HostedDocument | None:
        found = self.rows("SELECT body, content_type FROM document WHERE path = ?", (path,))
        return HostedDocument(bytes(found[0][0]), str(found[0][1])) if found else None

    def revoked(self, issuer: str) -> list[StoredBadge]:
        asked = f"{BADGE} {OF_ISSUER} AND revoked_at IS NOT NULL ORDER BY revoked_at, id"
        return [stored_badge(row) for row in self.rows(asked, programme_and_organisation(issuer))]

    def highest(self, issuer: str) -> int:
        asked = f"SELECT MAX(status_index) FROM badge WHERE {OF_ISSUER}"  # noqa: S608 - no value is in it
        found = self.rows(asked, programme_and_organisation(issuer))
        return int(found[0][0] or 0) if found else 0


def stored_badge(row: tuple[Any, ...]) -> StoredBadge:
    name, index, credential, assertion, revoked_at, reason = row
    return StoredBadge(
        str(name), int(index), bytes(credential), bytes(assertion), moment(revoked_at), str(reason)
    )
