"""A mail's text as lines: whose words they are, as far as its marks alone can tell."""

import re
from dataclasses import dataclass
from enum import StrEnum

from core.reading.languages import compiled, either
from core.reading.text import fold, tidy
from mail.quoting.introductions import addressed, introduction

MOST_LINES = 3000
# Yahoo's phone writes the older mail on the line of its introduction
_RUN_ON = compiled(
    rf"^( {{0,4}}(?:{either('quoting.run_on_begins')}) [^\n]{{10,250}}@[^\n]{{3,120}}"
    rf"(?:{either('quoting.run_on_ends')}) ?:) {{2,}}",
    re.M,
)
# a line that begins with the end of an address, `<badges@example.org⏎>:`, is no quote
_BROKEN = re.compile(r"(<[^\s<>@]{1,64}@[^\s<>]{1,253})\n(?=> ?[^\n<>]{0,60}: *$)", re.M)
_MARKS = re.compile(r"^ ?(?:> ?)+")
# of older clients: a bar, or the initials of who wrote
_OTHER_MARK = re.compile(r"^ ?(\||[A-Za-z]{1,3}>)(?: |$)")


class LineMark(StrEnum):
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
    mark: LineMark = LineMark.NONE

    @property
    def blank(self) -> bool:
        """Whether nothing is written on the line."""
        return not self.text.strip()


def from_text(text: str) -> list[Line]:
    """The lines of a plain text, each `>` one level of quote (RFC 3676 section 4.5)."""
    whole = _BROKEN.sub(r"\1", _RUN_ON.sub(r"\1\n", tidy(text)))
    return [_line(line.rstrip()) for line in plain_marks(whole.split("\n")[:MOST_LINES])]


def plain_marks(lines: list[str]) -> list[str]:
    """`| ` and `SC> ` as `> `, from where an introduction stands above the first of them."""
    mark, above = "", -1
    found: list[str] = []
    folded = [fold(line).strip() for line in lines] if any(map(_OTHER_MARK.match, lines)) else []
    for at, line in enumerate(lines):
        other = _OTHER_MARK.match(line)
        if other and not mark and above >= 0:
            known = introduction(folded, above) or addressed(folded, above)
            mark = other[1] if known else ""
        above = at if line.strip() else above
        found.append(f"> {line[other.end() :]}" if other and other[1] == mark else line)
    return found


def _line(text: str) -> Line:
    marks = _MARKS.match(text)
    if marks is None:
        return Line(text)
    return Line(text[marks.end() :], marks[0].count(">"))
