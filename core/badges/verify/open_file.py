"""What a file holds: it is opened and sorted by its form; nothing in it is believed yet."""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.badges.openbadges.shape import Node
from core.badges.picture import bake
from core.badges.verify.jws import COMPACT, read_token
from core.badges.verify.strict_json import read_object
from core.ground.errors import Refusal

OPEN_BADGE = {"OpenBadgeCredential", "AchievementCredential"}
# Refusals of a file that could not be opened as a badge of ours would be: another may be behind it.
LONGEST_ADDRESS = 2_000
LONGEST_SVG = 2_000_000
UNOPENED = frozenset({"ambiguous", "compressed", "not_a_badge", "two_credentials"})
_VERIFY = re.compile(r"\bverify\s*=\s*(?:\"([^\"]*)\"|'([^']*)')")
_CDATA = re.compile(r"<!\[CDATA\[(.*?)\]\]>", re.DOTALL)
_NAMES = re.compile(rb"(?:https?://|did:web:)[^\s\"'<>\\\x00-\x1f\x7f-\xff]{1,300}")
_MARK = re.compile(
    rb"openbadge|achievementcredential|credentialsubject|\"assertion\"", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class OpenedFile:
    """What a file holds: a 3.0 credential, a 2.0 assertion, or both. Two forms are never used
    here: a signed `token`, and Open Badges 1.x (`old`)."""

    credential: Node = field(default_factory=dict)
    assertion: Node = field(default_factory=dict)
    token: str = ""
    old: bool = False


def find(data: bytes) -> OpenedFile:
    """What is in a PNG, an SVG, a JSON document or a token.

    Raises `Refusal`: `not_a_badge`, `ambiguous`, `altered`, `too_complex`, and for a picture what
    `bake.unbake` raises.
    """
    if data.startswith(bake.SIGNATURE):
        return of_texts(bake.unbake(data))
    if b"IHDR" in data[:40] or b"PNG" in data[:8]:  # a transfer has changed its line ends
        raise Refusal("damaged")
    text = readable(data)
    if text.startswith("{"):
        return of_document(text)
    if "<svg" in text[:2_000] and len(text) < LONGEST_SVG:
        return of_texts(svg_texts(text))
    if COMPACT.fullmatch(text):
        return token(text)
    raise Refusal("not_a_badge")


def readable(data: bytes) -> str:
    """The file as text, in the UTF that it shows, without its mark and the spaces around it."""
    try:
        return data.decode(json.detect_encoding(data)).strip("\ufeff \t\r\n")
    except UnicodeDecodeError:
        return ""


def of_texts(texts: dict[str, str]) -> OpenedFile:
    """What was baked into a picture."""
    credential, assertion = texts.get(bake.KEYWORD_3), texts.get(bake.KEYWORD_2)
    if credential is None and assertion is None:
        raise Refusal("not_a_badge")
    for text in (credential, assertion):
        if text is not None and COMPACT.fullmatch(text.strip()):
            return token(text.strip())
    told = hosted(assertion.strip()) if assertion is not None else {}
    if credential is None and types(told) & OPEN_BADGE:  # some libraries bake 3.0 as if it were 2.0
        return OpenedFile(credential=told)
    if credential is None and is_old(told):
        return OpenedFile(assertion=told, old=True)
    return OpenedFile(
        read_object(credential, broken="damaged") if credential is not None else {}, told
    )


def hosted(text: str) -> Node:
    # Open Badges 2.0 lets the chunk hold the assertion's URL alone.
    if text.startswith(("https://", "http://")):
        return {"id": text}
    return read_object(text, broken="damaged")


def of_document(text: str) -> OpenedFile:
    """A JSON document, by its types; one that names none may be of Open Badges 1.0."""
    broken = "damaged" if _MARK.search(text.encode(errors="replace")) else "not_a_badge"
    document = read_object(text, "not_a_badge", broken)
    if types(document) & OPEN_BADGE:
        return OpenedFile(credential=document)
    if "badge" in document and is_old(document):
        return OpenedFile(assertion=document, old=True)
    if "Assertion" in types(document):
        return OpenedFile(assertion=document)
    raise Refusal("not_a_badge")


def is_old(assertion: Node) -> bool:
    """Whether an assertion is of Open Badges 1.0 or 1.1: `verify`, or a recipient alone, where 2.0
    has `verification`."""
    named = str(assertion.get("@context", ""))
    if "openbadges/v2" in named or "verification" in assertion:
        return False
    return bool({"verify", "recipient", "uid"} & assertion.keys())


def types(document: Node) -> set[str]:
    """The JSON-LD types of a document, also where `type` is one string and not a list."""
    named = document.get("type")
    return set(map(str, named if isinstance(named, list) else [named]))


def token(text: str) -> OpenedFile:
    """A signed token (Open Badges 2.0 "signed", 3.0 "VC-JWT"): no badge of ours is one."""
    claims = read_token(text).claims
    inner = claims.get("vc")
    credential = inner if isinstance(inner, dict) else claims
    if "credentialSubject" in credential:
        issued_by = {"issuer": claims["iss"]} if "iss" in claims else {}
        return OpenedFile(credential=issued_by | credential, token=text)
    if "badge" in claims:
        return OpenedFile(assertion=claims, token=text, old=is_old(claims))
    raise Refusal("not_a_badge")


def svg_texts(text: str) -> dict[str, str]:
    """What is baked into an SVG, by the keyword that a PNG would have (2.0 and 3.0, "Baking")."""
    baked = {
        bake.KEYWORD_3: svg_text(text, "credential"),
        bake.KEYWORD_2: svg_text(text, "assertion"),
    }
    return {keyword: told for keyword, told in baked.items() if told}


def svg_text(text: str, element: str) -> str:
    """The content of the first such element, else its attribute `verify`."""
    begins = re.search(rf"<(?:[\w-]+:)?{element}\b", text)
    opened = text.find(">", begins.end()) if begins else -1
    if begins is None or opened < 0:
        return ""
    verify = _VERIFY.search(text, begins.end(), opened)
    ends = text.find("</", opened)
    body = text[opened + 1 : ends if ends > 0 else opened + 1].strip()
    inside = _CDATA.fullmatch(body)
    told = inside[1] if inside else html.unescape(body)
    return told.strip() or html.unescape((verify[1] or verify[2]) if verify else "").strip()


def address(data: bytes) -> str:
    """The URL that a text is, and nothing but that; empty for any other file."""
    text = readable(data[:LONGEST_ADDRESS]) if len(data) <= LONGEST_ADDRESS else ""
    alone = text.startswith(("https://", "http://")) and len(text.split()) == 1
    return text if alone else ""


def names(data: bytes) -> Iterator[str]:
    """Every URL and DID that stands in a file, readable or not, in its order."""
    for found in _NAMES.finditer(data):
        yield found[0].decode("ascii").rstrip(".,;)")


def laid_open(data: bytes) -> bytes:
    """The file followed by what its compressed texts begin with, so that one search finds whatever
    it names."""
    try:
        return data + b"\n".join(bake.unfolded(data))
    except Refusal:
        return data


def is_marked(data: bytes) -> bool:
    """Whether a file that cannot be opened was a badge once."""
    return _MARK.search(data) is not None
