"""Introduction lines, « le lundi 8 juin, X a écrit : », in every language, over one to four lines.

Everything is looked for in folded text: lower case, no accents, plain dashes and quotes.
"""

import re
from collections.abc import Sequence

from core.reading.languages import compiled, either

JOINED = 4  # a client breaks an introduction into up to four lines
LONGEST = 500

_TIME = re.compile(r"\b\d{1,2} ?[:h.] ?\d{2}\b")
_DATED = compiled(
    rf"{either('quoting.dated')}|\d{{4}}-\d\d-\d\d,? \d\d?:\d\d .{{0,200}}<\S+@\S+> ?:"
)
_NAMED = compiled(
    rf"[^.!?]{{0,80}}<?\S+@\S+>?,? (?:{either('quoting.wrote')}) ?:|{either('quoting.named')}"
)
# an address with nothing but a verb between it and the colon, in whatever language
_ADDRESSED = re.compile(
    r".{0,300}\(?<?[^\s<>@]+@[^\s<>@]+\.\w+>?\)?,?(?: [\w()]+){0,3} ?:"
    r"|.{0,80}<?[^\s<>@]+@[^\s<>@]+\.\w+>?,? .{4,60}(?<!\d)\d{1,2}[:.]\d\d(?!\d).{0,40}:"
)
_ALONE = re.compile(r"\W{0,3}(?:mailto:)?[^\s<>@]+@[^\s<>@]+\.\w+\W{0,3}(?<!:)")
_DASHED = re.compile(r"-{3,} (.+?) -{3,}")
_UNENDED = compiled(rf"@\S+ (?:{either('quoting.wrote')})$")
# Roundcube, Free and Zimbra put a dash or a star before theirs
_BULLET = compiled(rf"\A[-*•\s]+(?=(?:{either('quoting.bullet')}|\d{{4}}-) ?\S)")
_BRACKETED = re.compile(r"<[^\s<>@]+@[^\s<>@]+>")
# Gmail breaks a line inside the brackets of an address
_BROKEN = re.compile(r"(?<=<) +(?=[^\s<>@]+@)|(?<=\w) +(?=>)")


def ends_introduction(line: str) -> bool:
    """Whether a line could be the last one of an introduction."""
    return line.endswith((":", "---")) or ("@" in line and _UNENDED.search(line) is not None)


def introduction(lines: Sequence[str], end: int) -> int:
    """How many lines up to `end` say who wrote what follows; 0 when they do not."""
    if not ends_introduction(lines[end]):
        return 0
    for count in range(1, min(JOINED, end + 1) + 1):
        whole = undashed(joined(lines[end - count + 1 : end + 1]))
        if len(whole) > LONGEST:
            return 0
        if _DATED.fullmatch(whole) and is_a_mail(whole, count):
            return count + addresses_above(lines, end - count)
    for count in (1, 2):
        if count <= end + 1 and _NAMED.fullmatch(joined(lines[end - count + 1 : end + 1])):
            return count + addresses_above(lines, end - count)
    return 0


def addresses_above(lines: Sequence[str], end: int) -> int:
    """Whether the line above an introduction is nothing but the address of who wrote."""
    return int(end >= 0 and _ALONE.fullmatch(lines[end]) is not None)


def addressed(lines: Sequence[str], end: int) -> list[int]:
    """How many lines, up to this one, may introduce a quote in a language that we do not know: an
    address before the colon, and an hour; the fewest first, none where they do not.

    A person may write that too; whoever asks looks whether a quote follows.
    """
    found: list[int] = []
    for count in range(1, JOINED) if lines[end].endswith(":") else ():
        above = lines[end - count + 1 : end + 1]
        whole = joined(above)
        if count > end + 1 or not above[0] or len(whole) > LONGEST:
            break
        dated = count == 1 or is_dated(above[:1] if found else above)
        if dated and _ADDRESSED.fullmatch(whole):
            found.append(count)
    return found


def is_a_mail(introduced: str, lines: int) -> bool:
    """A person may write « le 3 mai, elle a écrit : »; a client adds the hour or the address."""
    timed = _TIME.search(introduced) is not None
    return timed or (lines == 1 and "@" in introduced) or bool(_BRACKETED.search(introduced))


def is_dated(lines: Sequence[str]) -> bool:
    """Whether one of these lines names an hour."""
    return any(_TIME.search(line) for line in lines)


def names_an_address(lines: Sequence[str]) -> bool:
    """Whether one of these lines holds something like a mail address."""
    return any("@" in line for line in lines)


def undashed(line: str) -> str:
    """The line without a dash before it; Zoho has dashes around its own or none, and no colon."""
    dashed = _DASHED.fullmatch(line)
    bare = dashed[1] if dashed else _BULLET.sub("", line, count=1)
    return bare if bare.endswith(":") else f"{bare} :"


def joined(lines: Sequence[str]) -> str:
    return _BROKEN.sub("", re.sub(r"\s+", " ", " ".join(lines)).strip())
