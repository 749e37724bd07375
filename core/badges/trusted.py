"""Registers put together for `verify`: the installation's own, and folders signed by its keys."""

from __future__ import annotations

import json
from dataclasses import dataclass
from pathlib import Path

from core.badges.keys import Keyring
from core.badges.multibase import multikey
from core.badges.registers import FolderRegister, KnownIssuer, Register


@dataclass(frozen=True, slots=True)
class Several:
    """The first of several registers that knows an issuer or a document has the word."""

    registers: tuple[Register, ...]

    def issuer(self, did: str) -> KnownIssuer | None:
        found = (register.issuer(did) for register in self.registers)
        return next((issuer for issuer in found if issuer), None)

    def document(self, url: str) -> bytes | None:
        found = (register.document(url) for register in self.registers)
        return next((body for body in found if body), None)


@dataclass(frozen=True, slots=True)
class OwnFolder:
    """A static export that is believed only for issuers whose every key is one of ours.

    A stranger can put any `site/` beside a badge; they cannot put our keys in it.
    """

    site: Path
    keyrings: tuple[Keyring, ...]

    def issuer(self, did: str) -> KnownIssuer | None:
        known = FolderRegister(self.site).issuer(did)
        return known if known and self.ours(known.did_document) else None

    def document(self, url: str) -> bytes | None:
        return FolderRegister(self.site).document(url)

    def ours(self, did_document: bytes) -> bool:
        methods = json.loads(did_document).get("verificationMethod", [])
        listed = {method.get("publicKeyMultibase") for method in methods}
        return bool(listed) and listed <= self.keys()

    def keys(self) -> set[str]:
        rings = [key for ring in self.keyrings for keys in ring.keys.values() for key in keys]
        return {multikey(key.public) for key in rings}
