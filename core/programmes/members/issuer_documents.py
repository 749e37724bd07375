"""What an organisation publishes of itself: its profile or DID document, and its badge classes.

It is looked at before a turn opens, and only because somebody of the staff wants to know: no
address that a stranger wrote is asked for by itself.
"""

import time
from collections.abc import Callable, Collection, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from core.badges.openbadges.shape import Node
from core.badges.verify.issuer_keys import DID_KEY
from core.badges.verify.partners import DID_WEB, did_document_url, https_host, issuer_host
from core.badges.verify.strict_json import read_object
from core.ground.errors import Refusal
from core.programmes.link_check import FoundDocument
from core.reading.text import clean

LONGEST_NAME = 120
LONGEST_LOOK = 30.0  # seconds, in which whoever pressed a button waits
Ask = Callable[[str, Collection[str]], FoundDocument | None]


class AddressState(StrEnum):
    """What was found at an address."""

    READ = "read"
    SILENT = "silent"
    MISSING = "missing"
    UNREADABLE = "unreadable"
    LATE = "late"  # the others took too long: not asked
    ELSEWHERE = "elsewhere"  # on a host that is none of the organisation's: not asked


@dataclass(frozen=True, slots=True)
class FoundAt:
    """What stands at an address: the id and the name that the document gives itself, and of a badge
    class the issuer that it names (empty where it names none)."""

    state: AddressState
    id: str = ""
    name: str = ""
    issuer: str = ""


@dataclass(frozen=True, slots=True)
class Published:
    """What was found of an organisation, by the ids and addresses that were asked for."""

    issuers: Mapping[str, FoundAt] = field(default_factory=dict)
    classes: Mapping[str, FoundAt] = field(default_factory=dict)


@dataclass(slots=True)
class AskedHosts:
    """The hosts of one organisation while they are asked, for so long; one that was silent is asked
    no more."""

    hosts: frozenset[str]
    ask: Ask
    clock: Callable[[], float] = time.monotonic
    silent: set[str] = field(default_factory=set)
    until: float = field(init=False)

    def __post_init__(self) -> None:
        self.until = self.clock() + LONGEST_LOOK

    def document(self, url: str) -> tuple[AddressState, Node]:
        """What stands at an https address of these hosts."""
        host = https_host(url)
        if host not in self.hosts:
            return AddressState.ELSEWHERE, {}
        if self.clock() > self.until:
            return AddressState.LATE, {}
        found = None if host in self.silent else self.ask(url, self.hosts)
        if found is None:
            self.silent.add(host)
            return AddressState.SILENT, {}
        if found.status != 200:
            return AddressState.MISSING, {}
        try:
            return AddressState.READ, read_object(found.body)
        except Refusal:
            return AddressState.UNREADABLE, {}


def hosts_of(issuers: Iterable[str], hosts: Iterable[str]) -> frozenset[str]:
    """The hosts that may be asked about an organisation: of its ids, and those beside them."""
    return frozenset({*map(issuer_host, issuers), *hosts}) - {""}


def look(
    ask: Ask, issuers: Collection[str], hosts: Collection[str], classes: Collection[str]
) -> Published:
    """Look at the issuers' own documents and at these badge classes, each once; no other host than
    these is asked, and a class whose id is no address has nothing to look at."""
    asked = AskedHosts(frozenset(hosts), ask)
    return Published(
        {each: issuer_at(each, asked) for each in dict.fromkeys(issuers)},
        {each: class_at(each, asked) for each in dict.fromkeys(classes) if https_host(each)},
    )


def issuer_at(issuer: str, asked: AskedHosts) -> FoundAt:
    """What the document of an issuer's id says; a `did:key` needs none."""
    if issuer.startswith(DID_KEY):
        return FoundAt(AddressState.READ, issuer)
    state, node = asked.document(did_document_url(issuer) if issuer.startswith(DID_WEB) else issuer)
    if state is AddressState.READ and not _text(node.get("id")):
        state = AddressState.UNREADABLE
    return FoundAt(state, _text(node.get("id")), _name(node))


def class_at(url: str, asked: AskedHosts) -> FoundAt:
    """What the badge class at an address says; a badge of that class stands for it."""
    state, node = asked.document(url)
    if isinstance(badge_class := node.get("badge"), str):  # an assertion of 2.0 names its class
        url = badge_class
        state, node = asked.document(url)
    if state is not AddressState.READ:
        return FoundAt(state)
    described = class_in(node)
    if not described:
        return FoundAt(AddressState.UNREADABLE)
    issuer = _id(described.get("issuer")) or _id(described.get("creator"))
    return FoundAt(state, _text(described.get("id")) or url, _name(described), issuer)


def class_in(node: Node) -> Node:
    """The badge class that a document is, or that a badge bears; empty for any other document."""
    if isinstance(borne := node.get("badge"), dict):
        return borne
    subject = node.get("credentialSubject")
    if isinstance(subject, dict):
        given = subject.get("achievement")
        return {**given, "issuer": node.get("issuer")} if isinstance(given, dict) else {}
    named = node.get("type")
    types = named if isinstance(named, list) else [named]
    return node if "BadgeClass" in types or "Achievement" in types else {}


def _id(value: object) -> str:
    return _text(value.get("id") if isinstance(value, dict) else value)


def _name(node: Node) -> str:
    return clean(_text(node.get("name")))[:LONGEST_NAME]


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
