"""A credential inside its picture: one PNG text chunk, spliced; the pixels are never touched.

Open Badges 3.0 section 5.3.1 and 2.0 "Baking": an iTXt chunk, its keyword once, not compressed.
"""

from __future__ import annotations

import contextlib
import struct
import zlib
from collections.abc import Iterator, Mapping
from typing import NamedTuple

from core.ground.errors import Refusal

KEYWORD_3 = "openbadgecredential"
KEYWORD_2 = "openbadges"
KEYWORDS = (KEYWORD_3, KEYWORD_2)
LONGEST_PICTURE = 4_000_000
LONGEST_TEXT = 256_000
MOST_CHUNKS = 64
SIGNATURE = b"\x89PNG\r\n\x1a\n"
_TEXT_KINDS = (b"iTXt", b"tEXt", b"zTXt")
_BODY = len(SIGNATURE) + 25  # the signature, then IHDR: length, name, 13 bytes, checksum


class Chunk(NamedTuple):
    """One chunk of a PNG: its name and where it stands, checksum included."""

    kind: bytes
    start: int
    end: int

    def data(self, png: bytes) -> bytes:
        return png[self.start + 8 : self.end - 4]


def bake(png: bytes, texts: Mapping[str, str]) -> bytes:
    """The picture with each text in a chunk of its keyword, after IHDR; an older chunk of the
    same keyword, of any kind, is dropped. Raises `Refusal` as `unbake` does."""
    fresh = b"".join(_chunk(keyword, text) for keyword, text in texts.items())
    whole = memoryview(png)
    kept: list[memoryview | bytes] = [whole[:_BODY], fresh]
    position = _BODY
    for chunk in chunks(png):
        if _keyword(chunk, png) in texts:
            kept.append(whole[position : chunk.start])
            position = chunk.end
    kept.append(whole[position:])
    baked = b"".join(kept)
    if len(baked) > LONGEST_PICTURE:
        raise Refusal("picture_too_big")
    return baked


def unbake(png: bytes) -> dict[str, str]:
    """The texts by keyword (`KEYWORDS`), without decoding the picture; empty when there is none.

    Raises `Refusal`: `not_a_picture`, `picture_too_big`, `damaged` (cut short, a wrong checksum,
    bytes after the end), `compressed` (nothing is unfolded here), `two_credentials`.
    """
    texts: dict[str, str] = {}
    for chunk in chunks(png):
        if struct.unpack_from(">I", png, chunk.end - 4)[0] != _checksum(chunk, png):
            raise Refusal("damaged")
        keyword = _keyword(chunk, png)
        if keyword is None:
            continue
        if keyword in texts:
            raise Refusal("two_credentials")
        texts[keyword] = _text(chunk, png)
    return texts


def unfolded(png: bytes) -> Iterator[bytes]:
    """What the compressed texts of a badge begin with, to see whose it is: never more of each than
    a badge may have. Texts that cannot be unfolded are left out."""
    for chunk in chunks(png):
        if _keyword(chunk, png) is None:
            continue
        _, _, rest = chunk.data(png).partition(b"\0")
        packed = rest[1:] if chunk.kind == b"zTXt" else b"".join(rest[2:].split(b"\0", 2)[2:])
        with contextlib.suppress(zlib.error):
            yield zlib.decompressobj().decompress(packed, LONGEST_TEXT)


def chunks(png: bytes) -> Iterator[Chunk]:
    """The chunks in their order, the picture's frame checked; raises `Refusal` (see `unbake`)."""
    if len(png) > LONGEST_PICTURE:
        raise Refusal("picture_too_big")
    if not png.startswith(SIGNATURE):
        raise Refusal("not_a_picture")
    position = len(SIGNATURE)
    for number in range(MOST_CHUNKS + 1):
        chunk = _chunk_at(png, position)
        if (chunk.kind == b"IHDR") != (number == 0) or (number == 0 and chunk.end != _BODY):
            raise Refusal("damaged")
        yield chunk
        position = chunk.end
        if chunk.kind == b"IEND":
            break
    else:
        raise Refusal("picture_too_big")
    if position != len(png):
        raise Refusal("damaged")


def _chunk_at(png: bytes, start: int) -> Chunk:
    """The chunk that begins at this byte; raises `Refusal("damaged")` where the file ends within
    it."""
    if start + 12 > len(png):
        raise Refusal("damaged")
    length, kind = struct.unpack_from(">I4s", png, start)
    end = start + 12 + length
    if end > len(png):
        raise Refusal("damaged")
    return Chunk(kind, start, end)


def _checksum(chunk: Chunk, png: bytes) -> int:
    return zlib.crc32(memoryview(png)[chunk.start + 4 : chunk.end - 4])


def _keyword(chunk: Chunk, png: bytes) -> str | None:
    """The keyword of a text chunk, if it is one of a badge; None for other chunks."""
    if chunk.kind not in _TEXT_KINDS:
        return None
    end = png.find(b"\0", chunk.start + 8, chunk.start + 8 + 80)
    name = png[chunk.start + 8 : end].decode("latin-1") if end > 0 else ""
    return name if name in KEYWORDS else None


def _text(chunk: Chunk, png: bytes) -> str:
    """The text of a chunk; raises `Refusal`: `picture_too_big`, `compressed` or `damaged` (PNG
    specification, tEXt, zTXt, iTXt)."""
    _, _, rest = chunk.data(png).partition(b"\0")
    if len(rest) > LONGEST_TEXT:
        raise Refusal("picture_too_big")
    if chunk.kind == b"tEXt":
        return rest.decode("latin-1")
    if chunk.kind == b"zTXt" or rest[:1] != b"\0":
        raise Refusal("compressed")
    try:
        # After the keyword: compression flag and method, language tag, translated keyword, text.
        return rest[2:].split(b"\0", 2)[2].decode("utf-8")
    except (IndexError, UnicodeDecodeError) as error:
        raise Refusal("damaged") from error


def _chunk(keyword: str, text: str) -> bytes:
    """A badge's text as an uncompressed iTXt chunk; raises `Refusal("picture_too_big")` for a text
    too long."""
    if keyword not in KEYWORDS:
        raise ValueError(f"not the keyword of a badge: {keyword}")
    data = b"iTXt" + keyword.encode() + b"\0\0\0\0\0" + text.encode()
    if len(data) > LONGEST_TEXT or "\0" in text:
        raise Refusal("picture_too_big")
    return struct.pack(">I", len(data) - 4) + data + struct.pack(">I", zlib.crc32(data))
