"""The headers of a mail, read so that none of them can raise."""

import re
from collections.abc import Iterator
from email.errors import HeaderParseError, MessageError
from email.header import decode_header
from email.message import Message
from email.utils import getaddresses, parseaddr

from core.reading.text import tidy

LONGEST = 1000
LONGEST_NAME = 120
MOST_COMMENTS = 50  # the standard library recurses once per comment
_FOLD = re.compile(r"\r?\n(?=[ \t])")
_COMMENT = re.compile(r"\s*\([^()]*\)\s*$")
_ADDRESS = re.compile(r"[^\s<>()\[\]\",;:@\\]{1,64}@[^\s<>()\[\]\",;:@\\]{1,253}")


def raw_values(message: Message, name: str) -> list[str]:
    """Every header of this name as it was written, unfolded."""
    wanted = name.lower()
    return [_FOLD.sub("", value) for key, value in raw_headers(message) if key.lower() == wanted]


def raw_headers(message: Message) -> Iterator[tuple[str, str]]:
    """Each header as name and value as they came, unfolded by nobody and decoded by nobody: reading
    it so cannot raise."""
    return ((key, str(value)) for key, value in message.raw_items())


def raw_value(message: Message, name: str) -> str:
    """The first header of this name; empty without one."""
    return next(iter(raw_values(message, name)), "").strip()


def header_text(message: Message, name: str) -> str:
    """A header as a person reads it: encoded words decoded (RFC 2047), on one line."""
    return decoded(raw_value(message, name)[:LONGEST])


def decoded(written: str) -> str:
    """Encoded words and stray bytes as text, on one line."""
    try:
        parts = decode_header(as_sent(written))
        text = "".join(_text(part, charset) for part, charset in parts)
    except (HeaderParseError, MessageError, ValueError, LookupError):
        text = as_sent(written)
    return " ".join(tidy(text).split())


def as_sent(written: str) -> str:
    """Bytes that a client did not encode, read as UTF-8 or else as cp1252."""
    raw = written.encode("utf-8", "surrogateescape")
    try:
        return raw.decode("utf-8")
    except UnicodeDecodeError:
        return raw.decode("cp1252", "replace")


def _text(part: bytes | str, charset: str | None) -> str:
    """A piece of a header decoded by its charset, else as cp1252."""
    if isinstance(part, str):
        return part
    try:
        return part.decode(charset or "utf-8")
    except (LookupError, UnicodeDecodeError):
        return part.decode("cp1252", "replace")


def author(message: Message) -> tuple[str, str]:
    """The name and address of who wrote the mail (RFC 5322, From); the address is empty unless
    there is exactly one."""
    written = raw_values(message, "from")
    if len(written) != 1:
        return "", ""
    text = _COMMENT.sub("", as_sent(written[0])[:LONGEST])
    if text.count("(") > MOST_COMMENTS:
        return "", ""
    name, address = parseaddr(text)
    alone = len(getaddresses([text])) == 1 and _ADDRESS.fullmatch(address)
    plain = f"<{address}>" in text or text.strip() == address
    if not (alone and plain):
        return "", ""
    return decoded(name)[:LONGEST_NAME], address
