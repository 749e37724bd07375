"""Registers put together for `verify`: the installation's own, and folders signed by its keys."""

from __future__ import annotations

import json
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from core.badges.signing.key_file import Keyring
from core.badges.signing.multibase import multikey
from core.badges.verify.issuers import FolderRegister, KnownIssuer, Register, Standing


@dataclass(frozen=True, slots=True)
class CombinedIssuers:
    """The first of several registers that knows an issuer or a document has the word."""

    registers: tuple[Register, ...]

    def issuer(self, did: str) -> KnownIssuer | None:
        """The issuer as the first register tells it that knows the DID; None where none does."""
        found = (register.issuer(did) for register in self.registers)
        return next((issuer for issuer in found if issuer), None)

    def document(self, url: str) -> bytes | None:
        """The document of the first register that has that URL; None where none has."""
        found = (register.document(url) for register in self.registers)
        return next((body for body in found if body), None)

    def standing(self, url: str) -> Standing:
        """What the first register says that can tell; `UNTOLD` where none can."""
        told = (register.standing(url) for register in self.registers)
        return next((each for each in told if each is not Standing.UNTOLD), Standing.UNTOLD)

    def hosts(self, name: str) -> bool:
        """Whether a URL or a DID is at an address of any of the registers."""
        return any(register.hosts(name) for register in self.registers)


@dataclass(frozen=True, slots=True)
class SignedFolder:
    """A static export that is believed only for issuers whose every key is one of ours, and only
    in what is signed: credentials and status lists.

    A stranger can put any `site/` beside a badge, with a copy of our public keys in it; they cannot
    sign with them. Hosted 2.0 documents bear no signature, so a folder proves nothing of those. An
    export from before a revocation is signed as well: unless the operator vouches for it, a folder
    shows what was altered or revoked, and never that a badge stands.
    """

    site: Path
    keyrings: tuple[Keyring, ...]
    vouched: bool = False

    def issuer(self, did: str) -> KnownIssuer | None:
        """The issuer of the export, with the retirements that our key file knows; None where its
        DID document lists a key that is not ours."""
        known = FolderRegister(self.site).issuer(did)
        if known is None or not self.ours(known.did_document):
            return None
        return replace(known, retired=self.retired(known.did_document))

    def document(self, url: str) -> bytes | None:
        """A signed 3.0 document of the export; None for anything else, as nothing vouches for
        it."""
        return FolderRegister(self.site).document(url) if "/ob3/" in url else None

    def standing(self, url: str) -> Standing:
        """`STANDS` for what a vouched export holds, else `UNTOLD`: an unsigned folder proves
        nothing."""
        held = self.vouched and self.document(url) is not None
        return Standing.STANDS if held else Standing.UNTOLD

    def hosts(self, name: str) -> bool:
        """Whether a DID is that of an issuer of this export whose keys are ours."""
        return self.issuer(name) is not None

    def ours(self, did_document: bytes) -> bool:
        """Whether a DID document lists keys, and each of them is in our key file."""
        listed = set(public_keys(did_document).values())
        return bool(listed) and listed <= set(self.keys())

    def retired(self, did_document: bytes) -> dict[str, datetime]:
        """Since when the keys of a DID document sign no more; only the key file tells that."""
        own = self.keys()
        since = {method: own.get(key) for method, key in public_keys(did_document).items()}
        return {method: moment for method, moment in since.items() if moment}

    def keys(self) -> dict[str, datetime | None]:
        """Our public keys, each with the moment since when it signs no more."""
        rings = [key for ring in self.keyrings for keys in ring.keys.values() for key in keys]
        return {multikey(key.public): key.retired for key in rings}


def public_keys(did_document: bytes) -> dict[str, str]:
    """The keys that a DID document lists, by the id of their method."""
    methods = json.loads(did_document).get("verificationMethod", [])
    return {
        str(each.get("id")): str(each.get("publicKeyMultibase"))
        for each in methods
        if isinstance(each, dict)
    }
