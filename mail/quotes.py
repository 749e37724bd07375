"""A mail's text as lines: whose words they are, as far as its marks alone can tell."""

import re
import unicodedata
from dataclasses import dataclass
from enum import StrEnum

MOST_LINES = 3000
# Yahoo's phone writes the older mail on the line of its introduction
_RUN_ON = re.compile(
    r"^( {0,4}(?:Le|On|Op|Am) [^\n]{10,250}@[^\n]{3,120}"
    r"(?:a écrit|wrote|geschreven|schrieb) ?:) {2,}",
    re.M,
)
_MARKS = re.compile(r"^ ?(?:> ?)+")


class Mark(StrEnum):
    """What a line is besides words: an HTML client says so, a text client leaves it to guess."""

    NONE = ""
    CUT = "cut"  # from here on, an older mail
    INTRODUCTION = "introduction"  # who wrote what follows
    SIGNATURE = "signature"
    HIDDEN = "hidden"


@dataclass(frozen=True, slots=True)
class Line:
    """One line without its quote marks; `depth` is how many it had."""

    text: str
    depth: int = 0
    mark: Mark = Mark.NONE

    @property
    def blank(self) -> bool:
        return not self.text.strip()


class _Visible(dict[int, str | int | None]):
    """One sign for each sign: every space a plain one, the invisible ones gone."""

    def __missing__(self, code: int) -> str | int | None:
        kind = unicodedata.category(chr(code))
        if chr(code) == "\n" or kind in ("Zl", "Zp"):
            self[code] = "\n"
        elif kind == "Zs" or chr(code) == "\t":
            self[code] = " "
        else:
            self[code] = None if kind in ("Cc", "Cf", "Co", "Cs") else code
        return self[code]


_VISIBLE = _Visible()


def tidy(text: str) -> str:
    """The text without control, bidi and zero-width signs; line ends and spaces plain ones."""
    plain = text.replace("\r\n", "\n").replace("\r", "\n").translate(_VISIBLE)
    return unicodedata.normalize("NFC", plain)


def from_text(text: str) -> list[Line]:
    """Plain text, each `>` one level (RFC 3676, 4.5)."""
    lines = _RUN_ON.sub(r"\1\n", tidy(text)).split("\n")[:MOST_LINES]
    return [_line(line.rstrip()) for line in lines]


def _line(text: str) -> Line:
    marks = _MARKS.match(text)
    if marks is None:
        return Line(text)
    return Line(text[marks.end() :], marks[0].count(">"))
