"""Other issuers that an installation knows, and what stands at their addresses.

Only hosts of registered partners are ever asked: a stranger's badge sends us nowhere.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from urllib.parse import unquote, urlsplit

from core.badges.verify.issuer_keys import DID_KEY, did_key_document
from core.badges.verify.issuers import KnownIssuer, Standing
from core.ground.errors import Refusal

DID_WEB = "did:web:"
MOST_ASKED = 12  # addresses that are asked for one badge
# What stands at an address; empty where its host has no document there, None where it is silent.
Ask = Callable[[str], bytes | None]


@dataclass(slots=True)
class PartnersRegister:
    """The registered partners as the register of one badge: `issuers` are the ids of theirs,
    `others` further hosts of theirs; `ask` gives what stands at an address. What was asked is kept
    in `seen`."""

    issuers: frozenset[str]
    others: frozenset[str]
    ask: Ask
    seen: dict[str, bytes] = field(default_factory=dict)
    silent: set[str] = field(default_factory=set)

    def issuer(self, did: str) -> KnownIssuer | None:
        """The issuer of a DID or a profile's URL, registered or not; None where its host is no
        partner's. Raises `Refusal("issuer_silent")` where that host does not answer."""
        registered = did in self.issuers
        if did.startswith(DID_KEY):
            document = json.dumps(did_key_document(did)).encode()
            return KnownIssuer(document, ours=False, registered=registered)
        body = self.document(did_document_url(did) if did.startswith(DID_WEB) else did)
        return KnownIssuer(body, ours=False, registered=registered) if body else None

    def document(self, url: str) -> bytes | None:
        """What stands at that URL of a partner; None at any other. Raises
        `Refusal("issuer_silent")` where nothing is had of a partner."""
        host = https_host(url)
        if host not in self.hosts_asked:
            return None
        if url not in self.seen:
            enough = len(self.seen) >= MOST_ASKED or host in self.silent
            body = None if enough else self.ask(url)
            if body is None:
                self.silent.add(host)
                raise Refusal("issuer_silent")
            self.seen[url] = body
        if not self.seen[url]:
            raise Refusal("issuer_silent")
        return self.seen[url]

    def standing(self, url: str) -> Standing:  # noqa: ARG002 - only our own badges are registered
        """Always `UNTOLD`: it is a register of others."""
        return Standing.UNTOLD

    def hosts(self, name: str) -> bool:  # noqa: ARG002 - nothing of a partner's is at ours
        """Always False: nothing here is of this installation."""
        return False

    @property
    def hosts_asked(self) -> frozenset[str]:
        """The hosts that may be asked: those of the issuers' ids, and those named beside them."""
        return self.others | {issuer_host(each) for each in self.issuers} - {""}


def did_document_url(did: str) -> str:
    """Where the document of a `did:web` stands (W3C did:web Method)."""
    host, *path = did.partition("#")[0].removeprefix(DID_WEB).split(":")
    return f"https://{unquote(host)}/{'/'.join(path or ['.well-known'])}/did.json"


def issuer_host(issuer: str) -> str:
    """The host that an issuer's id names, with its port; empty for a `did:key`."""
    return https_host(did_document_url(issuer) if issuer.startswith(DID_WEB) else issuer)


def https_host(url: str) -> str:
    """The host of an https URL, with its port; empty for any other text."""
    try:
        parts = urlsplit(url)
    except ValueError:
        return ""
    plain = parts.scheme == "https" and "@" not in parts.netloc and "\\" not in url
    return parts.netloc.lower() if plain else ""
