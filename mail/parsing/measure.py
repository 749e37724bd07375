"""A fast look at a mail's bytes: how large its headers are, how many parts, how deep.

It follows the borders that the standard parser follows (RFC 2046 section 5.1), but reads no
header's meaning, so that nothing in a mail can make it slow.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass, field

from core.ground.errors import CocardeError

KILOBYTE = 1024
WHOLE = 25 * KILOBYTE * KILOBYTE
HEADER_BLOCK = 64 * KILOBYTE
HEADER = 16 * KILOBYTE
HEADERS = 500
DEPTH = 20
PARTS = 100
BORDER = 200  # RFC 2046 allows 70
WORDS = KILOBYTE * KILOBYTE  # of all text parts together
FILE = 256  # of each other part
PICTURES = 22_000_000  # of files that may be a badge or evidence, all together: 16 MB in base64

_FILE = re.compile(rb"(?:image|audio|video|application|font|model|multipart)/")
# what the standard parser takes for a line of a header block
_BLOCK = re.compile(rb"(?>(?:From |[!-9;-~]*:|[\t ])[^\n]*(?:\n|\Z))*")
_PICTURE = re.compile(rb"image/|application/(?:pdf|octet-stream)")
_NEXT_HEADER = re.compile(rb"\n(?![\t ])")
_TYPE = re.compile(rb"(?:\A|\n)content-type[\t ]*:((?:[^\n]|\n[\t ])*)", re.I)
_BORDER = re.compile(rb'boundary(?:\*0?\*?)?\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s;"]+))', re.I)
_PLAIN_TYPE = re.compile(
    rb'\s*[a-z]+/[a-z0-9.+-]+(?:\s*;\s*[a-z-]+\s*=\s*(?:"[^"\\\n]*"|[^\s;"()]+)){0,6}\s*;?\s*', re.I
)


class TooMuch(CocardeError):
    """The mail is larger or more tangled than any that a person writes; `reason` says how."""

    def __init__(self, reason: str) -> None:
        super().__init__(reason)
        self.reason = reason


@dataclass(frozen=True, slots=True)
class MailShape:
    """What was found; `plain` when no header has anything but the usual in it.

    `slim` is the mail as far as anybody reads it: all headers, a megabyte of words, no files but
    pictures and PDF, which may be badges or evidence.
    """

    size: int
    parts: int
    depth: int
    plain: bool
    slim: bytes = field(repr=False)


def look(raw: bytes) -> MailShape:
    """Walk through the mail once and measure it; raises `TooMuch` at the first limit that is
    passed."""
    if len(raw) > WHOLE:
        raise TooMuch(f"more than {WHOLE} bytes")
    walk = _Walk(raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    walk.whole()
    return MailShape(len(raw), walk.parts, walk.deepest, walk.plain, b"".join(walk.slim()))


def without_files(raw: bytes) -> bytes:
    """The mail with all its files cut short. Raises `TooMuch` as `look` does."""
    walk = _Walk(raw.replace(b"\r\n", b"\n").replace(b"\r", b"\n"))
    walk.whole()
    return b"".join(walk.slim(pictures=0, file=0))


class _Walk:
    """One walk over the bytes of a mail, from border to border."""

    def __init__(self, text: bytes) -> None:
        self.text = text
        self.parts = self.deepest = 0
        self.plain = True
        self._at = 0
        self._is_file = self._is_picture = False
        self._bodies: list[tuple[int, int, bool, bool]] = []  # from, to, file? picture?
        self._open: list[bytes] = []  # borders, an empty one for an enclosed message
        self._patterns: dict[tuple[bytes, ...], re.Pattern[bytes]] = {}

    def whole(self) -> None:
        """Step over every part, and note where each body begins and ends."""
        self._part()
        while (found := self._border()) is not None:
            self._body(found.start())
            level = len(self._open) - self._open[::-1].index(found[1]) - 1
            self._step_over(found)
            if found[2]:
                del self._open[level:]
                self._is_file, self._is_picture = (
                    True,
                    False,
                )  # nobody reads what follows the last part
            else:
                del self._open[level + 1 :]
                self._part()
        self._body(len(self.text))

    def _body(self, end: int) -> None:
        if end > self._at:
            self._bodies.append((self._at, end, self._is_file, self._is_picture))

    def slim(self, pictures: int = PICTURES, file: int = FILE) -> Iterator[bytes]:
        """The pieces of the mail with its bodies cut short: so many bytes of all its pictures are
        whole, and so many of each other file are left."""
        at, left = 0, WORDS
        for start, end, is_file, is_picture in self._bodies:
            whole = is_picture and end - start <= pictures
            pictures -= end - start if whole else 0
            most = left if not is_file else end - start if whole else file
            stop = self._cut(start, end, most)
            left -= 0 if is_file else stop - start
            yield self.text[at:stop]
            at = end
        yield self.text[at:]

    def _cut(self, start: int, end: int, most: int) -> int:
        """Where a body ends that may have so many bytes; half a line must not become a border."""
        if end - start <= most:
            return end
        line = max(self.text.rfind(b"\n", start, start + most) + 1, start)
        return line if self.text.startswith(b"-", line) else start + most

    def _step_over(self, found: re.Match[bytes]) -> None:
        """The parser takes borders in a row for one, a closing one among them too."""
        borders = self._borders()
        self._at = min(found.end() + 1, len(self.text))
        again = None if found[2] else borders.match(self.text, self._at - 1)
        while again is not None and again[1] == found[1]:
            self._at = min(again.end() + 1, len(self.text))
            again = borders.match(self.text, self._at - 1)

    def _part(self) -> None:
        """One part's headers, and those of the messages that it encloses at once."""
        kind = self._headers()
        while kind.startswith(b"message/"):
            if kind.startswith(b"message/delivery-status"):
                return self._count(self._blocks())
            self._enter(b"")
            kind = self._headers()
        if b"multipart" in kind and (border := _border_of(kind)):
            self._enter(border)
        return None

    def _headers(self) -> bytes:
        """Step over a header block; give its content type in lower case but for the border."""
        self._count(1)
        block = _BLOCK.match(self.text, self._at)
        found = block[0] if block else b""
        if len(found) > HEADER_BLOCK:
            raise TooMuch(f"a header block of more than {HEADER_BLOCK} bytes")
        self._at += len(found)
        self._at += self.text.startswith(b"\n", self._at)
        self._weigh(_NEXT_HEADER.split(found))
        kinds = _TYPE.findall(found)
        self.plain &= len(kinds) < 2 and all(map(_is_plain, kinds))
        kind = _folded(kinds[0]) if kinds else b"text/plain"
        self._is_file = _FILE.match(kind) is not None
        self._is_picture = _PICTURE.match(kind) is not None
        return kind

    def _weigh(self, headers: list[bytes]) -> None:
        """Raise `TooMuch` for too many or too long headers, and note whether they are usual
        ones."""
        if len(headers) - 1 > HEADERS:
            raise TooMuch(f"more than {HEADERS} headers")
        longest = max(map(len, headers))
        if longest > HEADER:
            raise TooMuch(f"a header of more than {HEADER} bytes")
        comments = sum(header.count(b"(") for header in headers)
        self.plain &= longest <= 2000 and sum(map(len, headers)) <= HEADER and comments <= 50

    def _count(self, parts: int) -> None:
        self.parts += parts
        if self.parts > PARTS:
            raise TooMuch(f"more than {PARTS} parts")

    def _enter(self, border: bytes) -> None:
        """Go one level deeper; raises `TooMuch` for more than a person nests."""
        self._open.append(border)
        self.deepest = max(self.deepest, len(self._open))
        if len(self._open) > DEPTH:
            raise TooMuch(f"parts within parts, more than {DEPTH} deep")
        if len(border) > BORDER:
            raise TooMuch(f"a border of more than {BORDER} bytes")

    def _border(self) -> re.Match[bytes] | None:
        """The next line that ends or begins a part at any open level."""
        return self._borders().search(self.text, max(self._at - 1, 0)) if any(self._open) else None

    def _borders(self) -> re.Pattern[bytes]:
        names = tuple(sorted(set(self._open) - {b""}))
        if names not in self._patterns:
            either = b"|".join(map(re.escape, names))
            self._patterns[names] = re.compile(rb"\n--(" + either + rb")(--)?[\t ]*(?=\n|\Z)")
        return self._patterns[names]

    def _blocks(self) -> int:
        """The header blocks of a delivery status: each becomes a part (RFC 3464)."""
        found = self._border()
        return self.text.count(b"\n\n", self._at, found.start() if found else len(self.text))


def _is_plain(kind: bytes) -> bool:
    """Parts of a digest are messages by default (RFC 2046 section 5.1.5): not plain."""
    return _PLAIN_TYPE.fullmatch(kind) is not None and b"digest" not in kind.lower()


def _folded(kind: bytes) -> bytes:
    name, mark, rest = kind.strip().partition(b";")
    return name.lower() + mark + rest


def _border_of(kind: bytes) -> bytes:
    """The border that a content type names, its quotes taken off; empty where it names none."""
    found = _BORDER.search(kind)
    if found is None:
        return b""
    return re.sub(rb"\\(.)", rb"\1", found[1]) if found[1] is not None else bytes(found[2])
