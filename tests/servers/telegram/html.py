"""The HTML parse mode, refusing what Telegram refuses (Bot API, "HTML style")."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final, NoReturn

from .errors import Json, bad_request

_KINDS: Final = {
    "b": "bold",
    "strong": "bold",
    "i": "italic",
    "em": "italic",
    "u": "underline",
    "ins": "underline",
    "s": "strikethrough",
    "strike": "strikethrough",
    "del": "strikethrough",
    "span": "spoiler",
    "tg-spoiler": "spoiler",
    "code": "code",
    "pre": "pre",
    "blockquote": "blockquote",
    "a": "text_link",
    "tg-emoji": "custom_emoji",
}
_NAME: Final = re.compile(r"<(/?)([^\s>]*)")
_ATTRIBUTES: Final = re.compile(r"((?:\s+[\w-]+(?:\s*=\s*(?:\"[^\"]*\"|'[^']*'|[\w.-]+))?)*)\s*>")
_ATTRIBUTE: Final = re.compile(r"([\w-]+)(?:\s*=\s*(?:\"([^\"]*)\"|'([^']*)'|([\w.-]+)))?")
_CHARACTER: Final = re.compile(r"&(?:#(\d{1,7})|#x([0-9a-fA-F]{1,6})|(lt|gt|amp|quot));?")
_NAMED: Final = {"lt": "<", "gt": ">", "amp": "&", "quot": '"'}


def parse_html(source: str) -> tuple[str, list[Json]]:
    """Plain text and entities; 400 with the place of the first mistake, in bytes."""
    reader = _Reader(source)
    reader.read()
    return "".join(reader.plain), sorted(reader.entities, key=lambda e: (e["offset"], -e["length"]))


@dataclass(slots=True)
class _Open:
    tag: str
    attributes: dict[str, str]
    offset: int
    piece: int


@dataclass(slots=True)
class _Reader:
    source: str
    at: int = 0
    offset: int = 0
    plain: list[str] = field(default_factory=list)
    entities: list[Json] = field(default_factory=list)
    open: list[_Open] = field(default_factory=list)

    def read(self) -> None:
        while self.at < len(self.source):
            if self.source[self.at] == "<":
                self._tag()
            else:
                self._text()
        if self.open:
            _refuse(f'Can\'t find end tag corresponding to start tag "{self.open[-1].tag}"')

    def _text(self) -> None:
        end = self.source.find("<", self.at)
        end = len(self.source) if end < 0 else end
        text = _decoded(self.source[self.at : end])
        self.plain.append(text)
        self.offset += len(text.encode("utf-16-le", "surrogatepass")) // 2
        self.at = end

    def _tag(self) -> None:
        match = _NAME.match(self.source, self.at)
        assert match is not None
        slash, name = match[1], match[2].lower()
        place = len(self.source[: self.at].encode())
        if slash:
            self._end(name, place, match.end())
        else:
            self._start(name, place, match.end())

    def _start(self, tag: str, place: int, after: int) -> None:
        if after == len(self.source):
            _refuse(f"Unclosed start tag at byte offset {place}")
        if tag not in _KINDS:
            _refuse(f'Unsupported start tag "{tag}" at byte offset {place}')
        rest = _ATTRIBUTES.match(self.source, after)
        if rest is None:
            _refuse(f"Unclosed start tag at byte offset {place}")
        attributes = {
            m[1]: _decoded(m[2] or m[3] or m[4] or "") for m in _ATTRIBUTE.finditer(rest[1])
        }
        if tag == "span" and attributes.get("class") != "tg-spoiler":
            _refuse(f'Tag "span" must have class "tg-spoiler" at byte offset {place}')
        self.open.append(_Open(tag, attributes, self.offset, len(self.plain)))
        self.at = rest.end()

    def _end(self, tag: str, place: int, after: int) -> None:
        if not self.open:
            _refuse(f"Unexpected end tag at byte offset {place}")
        close = re.compile(r"\s*>").match(self.source, after)
        if close is None:
            _refuse(f"Unclosed end tag at byte offset {place}")
        begun = self.open.pop()
        if tag and tag != begun.tag:
            _refuse(
                f"Unmatched end tag at byte offset {place}, "
                f'expected "</{begun.tag}>", found "</{tag}>"'
            )
        self.at = close.end()
        if self.offset > begun.offset:
            self._keep(begun)

    def _keep(self, begun: _Open) -> None:
        entity: Json = {
            "type": _KINDS[begun.tag],
            "offset": begun.offset,
            "length": self.offset - begun.offset,
        }
        if begun.tag == "a":
            entity["url"] = begun.attributes.get("href") or "".join(self.plain[begun.piece :])
            if not re.match(r"(https?|tg|ton|mailto|tel):|[\w-]+\.\w", entity["url"]):
                return  # Telegram drops a link it cannot follow and keeps the text
        elif begun.tag == "tg-emoji":
            entity["custom_emoji_id"] = begun.attributes.get("emoji-id", "")
        elif begun.tag == "blockquote" and "expandable" in begun.attributes:
            entity["type"] = "expandable_blockquote"
        elif begun.tag == "pre":
            self._language(entity)
        if begun.tag == "code" and begun.attributes.get("class", "").startswith("language-"):
            entity["language"] = begun.attributes["class"].removeprefix("language-")
            if not (self.open and self.open[-1].tag == "pre"):
                del entity["language"]
        self.entities.append(entity)

    def _language(self, pre: Json) -> None:
        for inner in self.entities:
            same = (inner["offset"], inner["length"]) == (pre["offset"], pre["length"])
            if same and inner["type"] == "code":
                self.entities.remove(inner)
                pre |= {"language": inner["language"]} if "language" in inner else {}
                return


def _decoded(text: str) -> str:
    def character(match: re.Match[str]) -> str:
        if match[3]:
            return _NAMED[match[3]]
        code = int(match[1]) if match[1] else int(match[2], 16)
        return chr(code) if 0 < code < 0x110000 else match[0]

    return _CHARACTER.sub(character, text)


def _refuse(why: str) -> NoReturn:
    raise bad_request(f"can't parse entities: {why}")
