"""What a badge is checked against: the issuers that are known, and what they host."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from enum import StrEnum
from functools import cached_property
from pathlib import Path
from typing import Protocol
from urllib.parse import unquote, urlsplit

from core.badges.openbadges import paths

_OUR_DID = re.compile(rf"did:web:([a-z0-9.-]+(?:%3A[0-9]+)?):i:({paths.ISSUER})")
_PATH = re.compile(r"/(?:ob2|ob3|i|b)(?:/[A-Za-z0-9_-]+(?:\.[a-z0-9-]+)?)+\.json")


@dataclass(frozen=True, slots=True)
class KnownIssuer:
    """An issuer whose badges may be true: its DID document or profile, and whether it is one of
    our own, a programme or an organisation in one (else it has software of its own).
    `registered`: a programme names it as its partner; of another it can be told that a badge is its
    own, and not who it is. `retired` tells since when a key signs no more, by the id of its
    verification method. `former`: the DID
    document with the keys that somebody else has as well; empty where there are none."""

    did_document: bytes
    ours: bool
    retired: Mapping[str, datetime] = field(default_factory=dict)
    registered: bool = True
    former: bytes = b""


class Standing(StrEnum):
    """What a register knows of one badge, by a URL of its credential or assertion."""

    STANDS = "stands"
    REVOKED = "revoked"
    NEVER = "never issued"
    UNTOLD = "cannot be told"


class Register(Protocol):
    """Where `verify` looks things up. It never fetches what a stranger's badge names: a register
    answers from the store, from a folder, or with what was fetched of registered partners."""

    def issuer(self, did: str) -> KnownIssuer | None:
        """The issuer of that DID, or None: not known, so not ours."""

    def document(self, url: str) -> bytes | None:
        """What stands at that URL of a known issuer, or None when it is not held or not reached.
        A revoked assertion is given as its stub. A register of partners raises
        `Refusal("issuer_silent")` where a partner does not answer."""

    def standing(self, url: str) -> Standing:
        """What is known of the badge whose credential or assertion has that URL."""

    def hosts(self, name: str) -> bool:
        """Whether a URL or a DID is at an address of this installation, known issuer or not."""


@dataclass(frozen=True)
class FolderRegister:
    """A static export (`site/`) as a register; it answers only for the hosts whose `did.json`
    it holds."""

    site: Path

    def issuer(self, did: str) -> KnownIssuer | None:
        """The issuer of a `did:web` of our form whose `did.json` lies in the folder, else None."""
        parts = _OUR_DID.fullmatch(did)
        if parts is None:
            return None
        body = self._read(paths.did_document("", parts[2]))
        return KnownIssuer(body, ours=True) if body and _id(body) == did else None

    def document(self, url: str) -> bytes | None:
        """The file that the folder holds for that URL, or None where the host is not one of its
        own."""
        try:
            parts = urlsplit(url)
        except ValueError:
            return None
        return self._read(parts.path) if parts.netloc in self._hosts else None

    def standing(self, url: str) -> Standing:
        """`STANDS` for a badge that was exported and is not said to be revoked; `UNTOLD` for
        others, as an export grows old."""
        if self.document(url) is None:
            return Standing.UNTOLD
        stub = self.document(url.replace("/ob3/b/", "/ob2/a/"))
        revoked = stub is not None and _member(stub, "revoked") == "True"
        return Standing.REVOKED if revoked else Standing.STANDS

    def hosts(self, name: str) -> bool:
        """Whether a URL or a DID is at a host whose `did.json` the folder holds."""
        found = _OUR_DID.fullmatch(name)
        try:
            return (unquote(found[1]) if found else urlsplit(name).netloc) in self._hosts
        except ValueError:
            return False

    @cached_property
    def _hosts(self) -> frozenset[str]:
        dids = (_id(path.read_bytes()) for path in self.site.glob("i/*/did.json"))
        found = (_OUR_DID.fullmatch(did) for did in dids)
        return frozenset(unquote(did[1]) for did in found if did)

    def _read(self, path: str) -> bytes | None:
        file = self.site / path.lstrip("/")
        return file.read_bytes() if _PATH.fullmatch(path) and file.is_file() else None


def _id(body: bytes) -> str:
    return _member(body, "id")


def _member(body: bytes, name: str) -> str:
    try:
        document = json.loads(body)
    except ValueError:
        return ""
    return str(document.get(name)) if isinstance(document, dict) else ""
