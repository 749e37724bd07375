"""Text and its entities: lengths in UTF-16 units, limits, entities found by Telegram itself."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from .errors import Json, bad_request
from .html import parse_html

RAW_LIMIT: Final = 32_768  # bytes, before parsing
TEXT_LIMIT: Final = 4096
CAPTION_LIMIT: Final = 1024
ENTITY_TYPES: Final = frozenset(
    [
        "mention",
        "hashtag",
        "cashtag",
        "bot_command",
        "url",
        "email",
        "phone_number",
        "bold",
        "italic",
        "underline",
        "strikethrough",
        "spoiler",
        "blockquote",
        "expandable_blockquote",
        "code",
        "pre",
        "text_link",
        "text_mention",
        "custom_emoji",
        "date_time",
    ]
)
_FOUND: Final = (
    ("email", re.compile(r"(?<![\w.+-])[\w.+-]+@[\w-]+(?:\.[\w-]+)+")),
    ("url", re.compile(r"(?<![\w@])(?:https?://[^\s<>\"]*[^\s<>\".,;:!?)]|t\.me/[\w/?=-]+)")),
    (
        "url",
        re.compile(
            r"(?<![\w@./-])(?:[a-z0-9-]+\.)+(?:org|com|net|eu|fr|be|nl|io)\b[\w/#?=&%.-]*\b"
        ),
    ),
    ("bot_command", re.compile(r"(?<![\w/<>])/\w{1,64}(?:@\w{3,32})?(?![\w/])", re.ASCII)),
    ("mention", re.compile(r"(?<!\w)@[A-Za-z]\w{3,31}\b", re.ASCII)),
    ("hashtag", re.compile(r"(?<!\w)#\w*[^\W\d]\w*")),
)


@dataclass(frozen=True, slots=True)
class Formatted:
    """Text after parsing, and its entities (offsets and lengths in UTF-16 units)."""

    text: str
    entities: list[Json]

    def content(self, name: str = "text") -> Json:
        """The fields of a message: ``text`` and ``entities``, or ``caption`` and its own."""
        if not self.text:
            return {}
        entities_name = "entities" if name == "text" else f"{name}_entities"
        return {name: self.text} | ({entities_name: self.entities} if self.entities else {})


def utf16_length(text: str) -> int:
    """Length as Telegram counts it: UTF-16 code units."""
    return len(text) + sum(character > "\uffff" for character in text)


def formatted(raw: str, parse_mode: str, entities: list[Json] | None) -> Formatted:
    """Parse, check and trim; 400 on what cannot be parsed. Markdown is not emulated."""
    if len(raw.encode("utf-8", "surrogatepass")) > RAW_LIMIT:
        raise bad_request("text is too long")
    if parse_mode.lower() == "html":
        text, given = parse_html(raw)
    elif parse_mode:
        raise bad_request("unsupported parse_mode")
    else:
        text, given = raw, _checked(raw, entities or [])
    return _trimmed(text, _with_found(text, given))


def found_entities(text: str) -> list[Json]:
    """Commands, links, addresses, mentions and hashtags that Telegram marks by itself."""
    taken: list[tuple[int, int]] = []
    entities: list[Json] = []
    for kind, pattern in _FOUND:
        for match in pattern.finditer(text):
            start, end = match.span()
            if any(start < other_end and other < end for other, other_end in taken):
                continue
            taken.append((start, end))
            entities.append(_entity(kind, text, start, end))
    return sorted(entities, key=_order)


def _entity(kind: str, text: str, start: int, end: int) -> Json:
    return {
        "type": kind,
        "offset": utf16_length(text[:start]),
        "length": utf16_length(text[start:end]),
    }


def _order(entity: Json) -> tuple[int, int]:
    return entity["offset"], -entity["length"]


def _checked(text: str, entities: list[Json]) -> list[Json]:
    units = text.encode("utf-16-le", "surrogatepass")
    for entity in entities:
        if entity.get("type") not in ENTITY_TYPES:
            raise bad_request("can't parse entities: unsupported MessageEntity type specified")
        start, length = int(entity.get("offset", -1)), int(entity.get("length", 0))
        if start < 0 or length <= 0 or 2 * (start + length) > len(units):
            raise bad_request("ENTITY_BOUNDS_INVALID")
        _check_edge(units, start, "entity begins")
        _check_edge(units, start + length, f"entity beginning at UTF-16 offset {start} ends")
    return [dict(entity) for entity in entities]


def _check_edge(units: bytes, edge: int, what: str) -> None:
    if _splits_a_pair(units, edge):
        place = len(units[: 2 * edge + 2].decode("utf-16-le").encode())
        raise bad_request(f"{what} in a middle of a UTF-16 symbol at byte offset {place}")


def _splits_a_pair(units: bytes, at: int) -> bool:
    return 2 * at < len(units) and 0xDC <= units[2 * at + 1] <= 0xDF


def _with_found(text: str, given: list[Json]) -> list[Json]:
    solid = [
        (one["offset"], one["offset"] + one["length"])
        for one in given
        if one["type"] in {"code", "pre", "text_link", "url", "email", "mention", "bot_command"}
    ]
    found = [
        one
        for one in found_entities(text)
        if not any(a < one["offset"] + one["length"] and one["offset"] < b for a, b in solid)
    ]
    return sorted(given + found, key=_order)


def _trimmed(text: str, entities: list[Json]) -> Formatted:
    cut = utf16_length(text) - utf16_length(text.lstrip())
    text = text.strip()
    size = utf16_length(text)
    kept = []
    for entity in entities:
        start = max(0, entity["offset"] - cut)
        end = min(size, entity["offset"] - cut + entity["length"])
        if end > start:
            kept.append(entity | {"offset": start, "length": end - start})
    return Formatted(text, kept)
