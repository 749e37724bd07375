"""What a mail says: its text and HTML parts decoded, whatever charset they claim."""

import codecs
import re
from base64 import b64decode
from collections.abc import Iterator
from dataclasses import dataclass
from email.header import decode_header, make_header
from email.message import Message
from itertools import groupby
from urllib.parse import quote

from core.badges.verify.verify import is_badge
from core.programmes.evidence.prepare_file import Attachment

LONGEST = 400_000  # signs of text; a person writes a hundredth of it
BESIDE = ("text/", "application/pgp", "application/pkcs7", "application/x-pkcs7", "application/ics")
_SAFE_CODEC = re.compile(
    r"utf|iso|cp\d|koi8|mac|gb|big5|shift|euc|ascii|latin|johab|hz|tis|ptcp|kz|hp", re.I
)
_BASE64 = re.compile(r"(?:[A-Za-z0-9+/]{4})*(?:[A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?")
_NOT_BASE64 = re.compile(r"[^A-Za-z0-9+/=\s]")
_WESTERN = re.compile(r"iso8859-1$|cp1252|ascii", re.I)


@dataclass(frozen=True, slots=True)
class Body:
    """The words of a mail, the kinds of the files beside them (`image/png`, …), and the first
    among these that is a badge. `attached` are those that were joined to it, `inside`: others stand
    in its text, as a signature's logo does."""

    text: str
    html: str
    files: tuple[str, ...]
    badge: bytes = b""
    attached: tuple[Message, ...] = ()
    inside: bool = False


def body(message: Message) -> Body:
    """The words of a mail: every text part in order, less those that are files or mails of their
    own."""
    texts: list[str] = []
    pages: list[str] = []
    files: list[str] = []
    badge = b""
    joined: list[Message] = []
    for part in parts(message):
        kind = content_type(part)
        if kind == "text/html" and not is_file(part):
            pages.append(words(part))
        elif kind == "text/plain" and not is_file(part):
            texts.append(unflowed(part, words(part)))
        elif kind != "text/calendar":
            files.append(kind)
            badge = badge or badge_of(part)
            joined.append(part)
    page = "\n".join(pages)[:LONGEST]
    attached = tuple(each for each in joined if not stands_in(each, page))
    text = "\n".join(texts)[:LONGEST]
    return Body(text, page, tuple(files), badge, attached, len(attached) < len(joined))


def stands_in(part: Message, page: str) -> bool:
    """Whether a picture is shown in the text of the mail, by its Content-ID (RFC 2392)."""
    name = str(part.get("content-id", "") or "").strip("<> \t\r\n")
    return bool(name) and (f"cid:{name}" in page or f"cid:{quote(name)}" in page)


def attachments(found: Body) -> tuple[Attachment, ...]:
    """The files that were joined to a mail, each with its name; none that is a calendar, a card or
    a signature of the mail itself."""
    return tuple(
        Attachment(file_name(each), content_of(each))
        for each in found.attached
        if not content_type(each).startswith(BESIDE)
    )


def content_of(part: Message) -> bytes:
    """The bytes of a part; empty where they cannot be decoded."""
    try:
        held = part.get_payload(decode=True)
    except Exception:
        return b""
    return held if isinstance(held, bytes) else b""


def file_name(part: Message) -> str:
    """The name of a file, decoded; one of its own where it has none."""
    try:
        named = str(make_header(decode_header(part.get_filename("") or "")))
    except Exception:
        named = ""
    return named or f"document.{content_type(part).rpartition('/')[2]}"


def badge_of(part: Message) -> bytes:
    """A file that is a badge, whole; empty for any other. Those of a very large mail are cut."""
    try:
        held = part.get_payload(decode=True)
    except Exception:
        return b""
    return held if isinstance(held, bytes) and is_badge(held) else b""


def parts(message: Message) -> Iterator[Message]:
    """The leaves of a mail, depth first; a mail that is forwarded as a file stays closed."""
    if content_type(message).startswith("multipart/") and message.is_multipart():
        for part in message.get_payload():
            if isinstance(part, Message):
                yield from parts(part)
    else:
        yield message


def content_type(part: Message) -> str:
    """The part's media type in lower case; `text/plain` where it cannot be read (RFC 2045 section
    5.2)."""
    try:
        return part.get_content_type().lower()
    except Exception:
        return "text/plain"


def is_file(part: Message) -> bool:
    """Whether a part is attached or has the name of a file: it says nothing of the mail itself."""
    try:
        return part.get_content_disposition() == "attachment" or bool(part.get_filename())
    except Exception:
        return False


def parameter(part: Message, name: str) -> str:
    """A parameter of the part's `Content-Type` in lower case, such as `charset`; empty where it is
    missing or cannot be read."""
    try:
        return str(part.get_param(name, "") or "").lower()
    except Exception:
        return ""


def words(part: Message) -> str:
    """The text of a part, decoded by the charset it claims, then UTF-8, then cp1252; nothing is
    raised."""
    try:
        raw = unmixed(part) if is_false_base64(part) else part.get_payload(decode=True)
    except Exception:
        raw = as_written(part)
    return text_of(raw if isinstance(raw, bytes) else b"", charset(part))


def as_written(part: Message) -> bytes:
    return as_bytes(written(part))


def as_bytes(text: str) -> bytes:
    return text.encode("utf-8", "surrogateescape")


def written(part: Message) -> str:
    """The payload with its encoding; empty where the charset's name breaks the standard parser."""
    try:
        return str(part.get_payload())
    except ValueError:  # a NUL in the name
        return ""


def unmixed(part: Message) -> bytes:
    """Base64 around which a list or a server wrote in plain letters: all of it as words."""
    lines = written(part).replace("\r\n", "\n").split("\n")
    told: list[bytes] = []
    for is_code, run in groupby(lines, key=is_base64):
        whole = list(run)
        words = opened("".join(whole), charset(part)) if is_code else b""
        told.append(words.strip() + b"\n" if words else as_bytes("\n".join(whole)))
    return b"\n".join(told)


def is_base64(line: str) -> bool:
    return bool(line) and _BASE64.fullmatch(line) is not None


def opened(code: str, declared: str) -> bytes:
    """What base64 holds, if that is words of a person; empty for anything else."""
    try:
        raw = b64decode(code, validate=True)
        words = text_of(raw, declared)
    except ValueError:
        return b""
    plain = "".join(words.split())
    return raw if plain.isprintable() and "\ufffd" not in plain else b""


def is_false_base64(part: Message) -> bool:
    """Whether a part says that it is base64 and holds plain words instead."""
    encoding = str(part.get("content-transfer-encoding", "")).strip().lower()
    return encoding == "base64" and bool(_NOT_BASE64.search(written(part)))


def charset(part: Message) -> str:
    """The codec that a part names, empty when Python has none or it is not one for mail."""
    try:
        named = str(part.get_content_charset("") or "")
        name = codecs.lookup(named.removeprefix("x-")).name
    except Exception:
        return ""
    return name if _SAFE_CODEC.match(name) and name != "utf-7" else ""


def text_of(raw: bytes, declared: str) -> str:
    """Bytes as text; UTF-8 under a Western name is UTF-8, for chance hardly makes it."""
    tries = ["utf-8", "cp1252"] if _WESTERN.match(declared) else ["utf-8", declared, "cp1252"]
    for name in filter(None, tries):
        try:
            return raw.decode(name)
        except (UnicodeDecodeError, LookupError):
            continue
    return raw.decode("cp1252", "replace")


def unflowed(part: Message, text: str) -> str:
    """Lines that the client broke softly put together again (RFC 3676)."""
    if parameter(part, "format") != "flowed":
        return text
    joint = "" if parameter(part, "delsp") == "yes" else " "
    whole: list[str] = []
    soft = False
    depth = 0
    for line in text.replace("\r\n", "\n").split("\n"):
        marks = len(line) - len(line.lstrip(">"))
        bare = line[marks:].removeprefix(" ")
        if soft and marks == depth and bare not in ("", "-- "):
            whole[-1] = whole[-1].rstrip(" ") + joint + bare
        else:
            whole.append(">" * marks + (" " if marks else "") + bare)
        soft, depth = bare.endswith(" ") and bare != "-- ", marks
    return "\n".join(whole)
