"""What stands at each path of the web: the badges, the keys and the stored documents of a badge
store.

The web door, the static export and the command `verify` all look here, so they cannot differ.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime
from functools import lru_cache
from typing import Protocol

from core.badges.openbadges import ob2, paths
from core.badges.openbadges import status_list as status_lists
from core.badges.openbadges.award import Issuer
from core.badges.publish import documents
from core.badges.publish.documents import OB2_TYPE, OB3_TYPE, HostedDocument
from core.badges.signing import key_file, sign

OK, GONE = 200, 410


@dataclass(frozen=True, slots=True)
class WebFile:
    """What is given at a path: exact bytes, their type, and HTTP's 200 or 410."""

    body: bytes
    content_type: str
    status: int = OK


@dataclass(frozen=True, slots=True)
class StoredBadge:
    """A badge as it is kept; its bytes are empty once its holder had it erased."""

    id: str
    index: int
    credential: bytes
    assertion: bytes
    revoked_at: datetime | None = None
    revoked_reason: str = ""


class BadgeStore(Protocol):
    """Where the badges of an installation are kept."""

    @property
    def base(self) -> str:
        """The public root."""

    @property
    def keyring(self) -> key_file.Keyring:
        """The keys of every issuer."""

    def badge(self, badge: str) -> StoredBadge | None:
        """The badge with that id."""

    def stored(self, path: str) -> HostedDocument | None:
        """The document written at that path when a badge was issued."""

    def revoked(self, issuer: str) -> list[StoredBadge]:
        """The revoked badges of an issuer, first to last."""

    def highest(self, issuer: str) -> int:
        """The highest status index in use; 0 when there is no badge."""


Place = Callable[[BadgeStore, str, int], WebFile | None]


def serve(store: BadgeStore, path: str) -> WebFile | None:
    """What stands at this URL path, revoked assertions with status 410; None for nothing."""
    for pattern, place in PLACES:
        if found := pattern.fullmatch(path):
            return place(store, found[1], int(found[2]) if found.re.groups == 2 else 0)
    document = store.stored(path) if path.startswith(STORED) else None
    return WebFile(document.body, document.content_type) if document else None


def did_document(store: BadgeStore, issuer: str, _: int) -> WebFile | None:
    """The issuer's keys (did:web)."""
    if not store.keyring.of(issuer):
        return None
    found = documents.of_issuer(known_as(store, issuer), store.keyring)
    return WebFile(found[paths.did_document("", issuer)].body, documents.DID_TYPE)


def revocations(store: BadgeStore, issuer: str, _: int) -> WebFile | None:
    """The 2.0 list of revoked assertions."""
    if not store.keyring.of(issuer):
        return None
    gone = [(each.id, each.revoked_reason) for each in store.revoked(issuer)]
    found = documents.of_issuer(known_as(store, issuer), store.keyring, gone)
    return WebFile(found[paths.revocations("", issuer)].body, OB2_TYPE)


def status_list(store: BadgeStore, issuer: str, number: int) -> WebFile | None:
    """A signed status list; the same revocations and key give the same bytes on every machine."""
    if not store.keyring.of(issuer):
        return None
    if not 0 < number <= status_lists.place(store.highest(issuer))[0]:
        return None
    key, gone = store.keyring.lister(issuer), store.revoked(issuer)
    since = max([key.created, *(each.revoked_at for each in gone if each.revoked_at)])
    indexes = tuple(each.index for each in gone)
    body = signed_list(known_as(store, issuer), number, indexes, key, since)
    return WebFile(body, OB3_TYPE)


@lru_cache(maxsize=64)
def signed_list(
    who: Issuer, number: int, revoked: tuple[int, ...], key: key_file.Key, since: datetime
) -> bytes:
    """One status list signed with this key, dated `since`, so that it is byte for byte one as long
    as nothing is revoked."""
    listed = status_lists.credential(who, number, revoked, since)
    signer = sign.Signer(f"{paths.did(who.base, who.slug)}#{key.kid}", key.private)
    return sign.sign(listed, signer, since)


def assertion(store: BadgeStore, badge: str, _: int) -> WebFile | None:
    """The 2.0 assertion, or once revoked its stub (Open Badges 2.0, "Revocation")."""
    held = store.badge(badge)
    if held is None:
        return None
    if held.revoked_at is None:
        return WebFile(held.assertion, OB2_TYPE)
    stub = ob2.stub(store.base, held.id, held.revoked_reason)
    return WebFile(sign.written(stub), OB2_TYPE, GONE)


def credential(store: BadgeStore, badge: str, _: int) -> WebFile | None:
    """The 3.0 credential as signed; a revoked one stays, for its status list tells."""
    held = store.badge(badge)
    if held is None:
        return None
    return WebFile(held.credential, OB3_TYPE, OK if held.credential else GONE)


def known_as(store: BadgeStore, issuer: str) -> Issuer:
    """The issuer as far as lists and keys name it."""
    return Issuer(issuer, "", "", "", "", store.base)


NAME = "([A-Za-z0-9_-]{1,64})"
ISSUER = f"({paths.ISSUER})"
PLACES: tuple[tuple[re.Pattern[str], Place], ...] = (
    (re.compile(f"/i/{ISSUER}/did\\.json"), did_document),
    (re.compile(f"/ob2/i/{ISSUER}/revoked\\.json"), revocations),
    (re.compile(f"/ob3/status/{ISSUER}/([1-9][0-9]{{0,5}})\\.json"), status_list),
    (re.compile(f"/ob2/a/{NAME}\\.json"), assertion),
    (re.compile(f"/ob3/b/{NAME}\\.json"), credential),
    (re.compile(f"/b/{NAME}\\.json"), credential),
)
STORED = ("/ob2/", "/ob3/", "/pictures/")
