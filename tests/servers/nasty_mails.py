"""Mails that are to break, bind or fool a reader: how each is made, and what is right for it."""

import io
import struct
import zipfile
import zlib
from base64 import encodebytes
from collections.abc import Callable
from dataclasses import dataclass
from random import Random

from core.ground.effects import Outcome

KB, MB = 1024, 1024 * 1024
HEAD = (
    b"From: Lina <lina@example.org>\r\nTo: badges@demo.invalid\r\n"
    b"Message-ID: <nasty@example.org>\r\nMIME-Version: 1.0\r\n"
)
HELLO = b"Bonjour, je voudrais un badge."


@dataclass(frozen=True, slots=True)
class Nasty:
    """One mail, made when it is needed; `said` is what was read of it, as far as that is sure."""

    make: Callable[[], bytes]
    outcome: Outcome
    why: str = ""
    said: str | None = None


def text(content: bytes = HELLO, *, kind: bytes = b"text/plain; charset=utf-8") -> bytes:
    return HEAD + b"Content-Type: " + kind + b"\r\n\r\n" + content + b"\r\n"


def with_file(kind: bytes, file: bytes, *, words: bytes = HELLO) -> bytes:
    """Words and a file in base64; no words, no text part."""
    part = b"--b\r\nContent-Type: text/plain\r\n\r\n" + words + b"\r\n" if words else b""
    named = b"--b\r\nContent-Type: " + kind + b"\r\nContent-Disposition: attachment\r\n"
    coded = b"Content-Transfer-Encoding: base64\r\n\r\n" + encodebytes(file).replace(b"\n", b"\r\n")
    top = HEAD + b"Content-Type: multipart/mixed; boundary=b\r\n\r\n"
    return top + part + named + coded + b"--b--\r\n"


def nested(depth: int) -> bytes:
    levels = (
        b"Content-Type: multipart/mixed; boundary=b%d\r\n\r\n--b%d\r\n" % (at, at)
        for at in range(depth)
    )
    return HEAD + b"".join(levels) + b"\r\n" + HELLO


def picture_bomb() -> bytes:
    """A PNG of 60,000 by 60,000 pixels in a few hundred bytes."""

    def chunk(name: bytes, body: bytes) -> bytes:
        return (
            struct.pack(">I", len(body)) + name + body + struct.pack(">I", zlib.crc32(name + body))
        )

    size = struct.pack(">IIBBBBB", 60_000, 60_000, 8, 6, 0, 0, 0)
    pixels = chunk(b"IDAT", zlib.compress(bytes(100_000)))
    return b"\x89PNG\r\n\x1a\n" + chunk(b"IHDR", size) + pixels + chunk(b"IEND", b"")


def zip_bomb() -> bytes:
    packed = io.BytesIO()
    with zipfile.ZipFile(packed, "w", zipfile.ZIP_DEFLATED) as archive:
        for number in range(20):
            archive.writestr(f"{number}", bytes(MB))
    return packed.getvalue()


def addressed_to(count: int) -> bytes:
    everybody = b",\r\n ".join(b"someone%d@example.org" % number for number in range(count))
    return text().replace(b"To: badges@demo.invalid", b"To: badges@demo.invalid,\r\n " + everybody)


def calendar_answer() -> bytes:
    event = b"BEGIN:VCALENDAR\r\nMETHOD:REPLY\r\nBEGIN:VEVENT\r\nEND:VEVENT\r\nEND:VCALENDAR"
    return text(event, kind=b"text/calendar; method=REPLY; charset=utf-8")


def numbered(count: int) -> bytes:
    """Parameters in numbered pieces (RFC 2231): the standard parser sorts them again and again."""
    return text(kind=b"text/plain" + b"".join(b";a*%d=b" % at for at in range(count)))


ASKED, QUARANTINED = Outcome.ASKED, Outcome.QUARANTINED
HEARD = HELLO.decode()
TABLE = {
    "a subject of 330 kB": Nasty(
        lambda: b"Subject: =?utf-8?q?" + b"a" * 330 * KB + b"?=\r\n" + text(),
        QUARANTINED, "header block",
    ),
    "a subject at the cap": Nasty(
        lambda: b"Subject: " + b"=?utf-8?q?=C3=A9?= " * 850 + b"\r\n" + text(), ASKED, said=HEARD
    ),
    "a thousand parts in each other": Nasty(lambda: nested(1000), QUARANTINED, "20 deep"),
    "a thousand mails in each other": Nasty(
        lambda: HEAD + b"Content-Type: message/rfc822\r\n\r\n" * 1000, QUARANTINED, "20 deep"
    ),
    "five thousand parameters": Nasty(
        lambda: text(kind=b"text/plain" + b"; a=b" * 5000), QUARANTINED, "a header of more"
    ),
    "numbered parameters below the cap": Nasty(
        lambda: numbered(1900), ASKED, said=HEARD
    ),
    "comments in each other": Nasty(
        lambda: b"Cc: " + b"(" * 7000 + b"\r\n" + text(), ASKED, said=HEARD
    ),
    "ten thousand addresses": Nasty(lambda: addressed_to(10_000), QUARANTINED, "header block"),
    "five hundred addresses": Nasty(lambda: addressed_to(500), ASKED, said=HEARD),
    "a file of 24 MB": Nasty(
        lambda: with_file(b"application/pdf", Random(7).randbytes(24 * MB * 3 // 4 * 77 // 79)),
        ASKED, said=HEARD,
    ),
    "a mail above the cap": Nasty(
        lambda: with_file(b"application/pdf", Random(7).randbytes(20 * MB)), ASKED, said=HEARD
    ),
    "24 MB of empty lines": Nasty(lambda: text(HELLO + b"\r\n" * 12_000_000), ASKED, said=HEARD),
    "one line of 20 MB": Nasty(lambda: text(b"badge " * 3_400_000), ASKED),
    "3 MB of HTML that opens and never closes": Nasty(
        lambda: text(b"<div><b>" * 200_000 + b"x" * MB + HELLO, kind=b"text/html"), ASKED
    ),
    "only winmail.dat": Nasty(
        lambda: with_file(b"application/ms-tnef", b"\x78\x9f\x3e\x22" + bytes(9000), words=b""),
        Outcome.REJECTED, "file",
    ),
    "a picture bomb": Nasty(
        lambda: with_file(b"image/png", picture_bomb()), ASKED, said=HEARD
    ),
    "a zip bomb": Nasty(lambda: with_file(b"application/zip", zip_bomb()), ASKED, said=HEARD),
    "a charset that nobody knows": Nasty(
        lambda: text("Bonjour, le badge été.".encode(), kind=b"text/plain; charset=x-klingon"),
        ASKED, said="Bonjour, le badge été.",
    ),
    "a charset that is a codec for bytes": Nasty(
        lambda: text(kind=b"text/plain; charset=zlib_codec"), ASKED, said=HEARD
    ),
    "signs that turn the line round": Nasty(
        lambda: text("Bonjour\u202e\u200b, je voudrais un\u2066 badge.".encode()),
        ASKED, said=HEARD,
    ),
    "base64 that is none": Nasty(
        lambda: text(kind=b"text/plain\r\nContent-Transfer-Encoding: base64"), ASKED, said=HEARD
    ),
    "base64 that ends in the middle": Nasty(
        lambda: text(b"Qm9uam91cg=", kind=b"text/plain\r\nContent-Transfer-Encoding: base64"),
        ASKED, said="Bonjour",
    ),
    "the answer of a calendar": Nasty(calendar_answer, Outcome.IGNORED, "calendar"),
    "a Message-ID of garbage": Nasty(
        lambda: text().replace(b"<nasty@example.org>", b"<<=?utf-8?q?=ff?=>\x00@@ (((>"),
        ASKED, said=HEARD,
    ),
    "no header that can be read": Nasty(
        lambda: b"\xff\xfe: \x00\r\nFrom\r\n\r\n" + HELLO, Outcome.IGNORED, "nobody to answer"
    ),
    "zero bytes everywhere": Nasty(
        lambda: text(b"\x00Bonjour,\x00 je voudrais un badge.\x00").replace(b"Lina", b"Li\x00na"),
        ASKED, said=HEARD,
    ),
    "a line break in an encoded subject": Nasty(
        lambda: b"Subject: =?utf-8?q?a=0D=0ABcc:_x@example.org?=\r\n" + text(), ASKED, said=HEARD
    ),
    "nothing at all": Nasty(lambda: text(b""), ASKED, said=""),
}  # fmt: skip
