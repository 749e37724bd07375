"""The bytes of a mail, written in one pass: its form is our own and known beforehand.

RFC 5322 (lines), RFC 2045 to 2047 (parts, encodings, words beyond ASCII in headers). The standard
library's writer parses and folds each header and looks at each line of a picture: it takes ten
times as long.
"""

import binascii
from base64 import b64encode
from collections.abc import Iterable, Sequence
from functools import lru_cache
from urllib.parse import quote

LINE = 76  # characters, RFC 2045 section 6.8
WORD = 39  # bytes of text in an encoded word, so that even « Reply-To: » has room before it
EOL = b"\r\n"


def field(name: str, pieces: Iterable[str]) -> str:
    """One header line; it may be broken between its pieces, never before the first of them.

    Raises `ValueError` for a piece that would begin a header of its own.
    """
    whole, line = "", f"{name}:"
    for piece in pieces:
        if "\n" in piece or "\r" in piece:
            raise ValueError(f"a line break in {name}")
        if len(line) + len(piece) > LINE and not line.endswith(":"):
            whole, line = f"{whole}{line}\r\n", ""
        line += f" {piece}"
    return f"{whole}{line}\r\n"


def words(text: str) -> Sequence[str]:
    """The pieces of a header that people read, encoded where they are not plain ASCII."""
    plain = text.isascii() and text.isprintable() and "=?" not in text
    if plain and all(len(word) < LINE for word in text.split(" ")):
        return text.split(" ")
    return encoded(" ".join(text.split()))


def mailbox(name: str, address: str) -> Sequence[str]:
    """The pieces of « name <address> » in a header (RFC 5322 section 3.4)."""
    return (*phrase(name), f"<{address}>")


@lru_cache(maxsize=64)
def phrase(name: str) -> Sequence[str]:
    """A display name: quoted, or encoded where it is not plain ASCII."""
    if name.isascii() and name.isprintable() and len(name) < LINE and "=?" not in name:
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        return (f'"{escaped}"',)
    return encoded(" ".join(name.split()))


def encoded(text: str) -> Sequence[str]:
    """Encoded words in base64 (RFC 2047), no character parted, each short enough for a line."""
    pieces, piece = [], ""
    for character in text:
        if len(f"{piece}{character}".encode()) > WORD:
            pieces.append(piece)
            piece = ""
        piece += character
    return [f"=?utf-8?b?{b64encode(each.encode()).decode()}?=" for each in [*pieces, piece]]


def text_part(kind: str, text: str) -> bytes:
    """A text as a part in quoted-printable (RFC 2045 section 6.7)."""
    quoted = binascii.b2a_qp(text.replace("\r\n", "\n").encode("utf-8"), istext=True)
    return (
        b'Content-Type: text/%b; charset="utf-8"\r\n'
        b"Content-Transfer-Encoding: quoted-printable\r\n\r\n%b"
    ) % (kind.encode(), quoted.replace(b"\n", EOL))


def png_part(wrapped: bytes, *headers: str) -> bytes:
    """A PNG as a part; `wrapped` is its base64 in lines already."""
    return file_part("image/png", wrapped, *headers)


def file_part(kind: str, wrapped: bytes, *headers: str) -> bytes:
    """A file of a media type as a part; `wrapped` is its base64 in lines already."""
    head = "".join(f"{each}\r\n" for each in headers).encode("utf-8")
    return b"Content-Type: %b\r\nContent-Transfer-Encoding: base64\r\n%b\r\n%b" % (
        kind.encode(),
        head,
        wrapped,
    )


def file_name(name: str) -> str:
    """The parameter of a `Content-Disposition` that names a file: quoted, or encoded where it is
    not plain ASCII (RFC 2231 section 4)."""
    if name.isascii() and name.isprintable():
        escaped = name.replace("\\", "\\\\").replace('"', '\\"')
        return f'filename="{escaped}"'
    return f"filename*=utf-8''{quote(name, safe='')}"


def wrapped(content: bytes) -> bytes:
    """Base64 in lines of 76 characters (RFC 2045 section 6.8)."""
    whole = binascii.b2a_base64(content, newline=False)
    lines = [whole[start : start + LINE] for start in range(0, len(whole), LINE)]
    return EOL.join([*lines, b""])


def multipart(kind: str, border: str, *parts: bytes) -> bytes:
    """Parts in one (RFC 2046 section 5.1); the border is one that no part holds."""
    mark = f"--{border}".encode()
    head = f'Content-Type: multipart/{kind}; boundary="{border}"\r\n\r\n'.encode()
    told = [piece for part in parts for piece in (mark, EOL, part, EOL)]
    return b"".join([head, *told, mark, b"--\r\n"])
