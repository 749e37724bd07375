"""Files as Telegram keeps them: identifiers, and photos re-compressed to JPEG."""

from __future__ import annotations

import hashlib
import io
import mimetypes
from base64 import urlsafe_b64encode
from dataclasses import dataclass
from typing import Final

from PIL import Image, UnidentifiedImageError

from .errors import Json, bad_request

MEGABYTE: Final = 1024 * 1024
UPLOAD_LIMIT: Final = 50 * MEGABYTE
DOWNLOAD_LIMIT: Final = 20 * MEGABYTE
PHOTO_LIMIT: Final = 10 * MEGABYTE
PHOTO_SIDES: Final = (90, 320, 800, 1280)


@dataclass(frozen=True, slots=True)
class Upload:
    """A file in a multipart request."""

    name: str
    mime: str
    data: bytes


@dataclass(frozen=True, slots=True)
class File:
    """A stored file; ``kind`` is document, photo, sticker or voice; sizes are in pixels."""

    id: str
    kind: str
    data: bytes
    name: str = ""
    mime: str = ""
    width: int = 0
    height: int = 0

    @property
    def unique_id(self) -> str:
        """The same for the same bytes, as file_unique_id is."""
        return "AgAD" + _code(hashlib.sha256(self.data).digest()[:8])

    @property
    def path(self) -> str:
        """Where getFile says it can be fetched, below ``/file/bot<token>/``."""
        ending = ".jpg" if self.kind == "photo" else "." + self.name.rpartition(".")[2]
        return f"{self.kind}s/{_code(hashlib.sha256(self.id.encode()).digest()[:9])}{ending}"

    def identity(self) -> Json:
        """The three fields that every Bot API file object has."""
        return {
            "file_id": self.id,
            "file_unique_id": self.unique_id,
            "file_size": len(self.data),
        }


class Files:
    """All files the bot has seen or sent, by file_id."""

    def __init__(self) -> None:
        self._by_id: dict[str, File] = {}
        self._fetchable: dict[str, File] = {}

    def keep(self, kind: str, data: bytes, name: str = "", mime: str = "", **size: int) -> File:
        """Store bytes under a new, opaque file_id."""
        seed = f"{len(self._by_id)}:{kind}:{len(data)}"
        file_id = "BQACAgQAAxkB" + _code(hashlib.sha256(seed.encode()).digest())
        file = File(file_id, kind, data, name, mime, **size)
        self._by_id[file_id] = file
        return file

    def keep_document(self, upload: Upload) -> File:
        """Store an upload; the type is read off the name where the name tells it."""
        mime = mimetypes.guess_type(upload.name)[0] or upload.mime
        return self.keep("document", upload.data, upload.name or "file", mime)

    def keep_photo(self, data: bytes) -> list[File]:
        """Store an image in Telegram's sizes, smallest first: JPEG, without any metadata."""
        return [
            self.keep("photo", jpeg, "photo.jpg", "image/jpeg", width=width, height=height)
            for jpeg, width, height in _compressed(data)
        ]

    def by_id(self, file_id: str) -> File | None:
        """The file of this file_id."""
        return self._by_id.get(file_id)

    def open(self, file_id: str) -> File:
        """Prepare a download: 400 on an unknown id or on more than 20 MB (Bot API getFile)."""
        if not file_id:
            raise bad_request("file_id not specified")
        file = self.by_id(file_id)
        if file is None:
            raise bad_request("invalid file_id")
        if len(file.data) > DOWNLOAD_LIMIT:
            raise bad_request("file is too big")
        self._fetchable[file.path] = file
        return file

    def fetch(self, path: str) -> File | None:
        """The file behind a file_path that getFile gave."""
        return self._fetchable.get(path)


def _compressed(data: bytes) -> list[tuple[bytes, int, int]]:
    if len(data) > PHOTO_LIMIT:
        raise bad_request(
            f"file of size {len(data)} bytes is too big for a photo; "
            f"the maximum size is {PHOTO_LIMIT} bytes"
        )
    try:
        with Image.open(io.BytesIO(data)) as opened:
            picture = opened.convert("RGB")
    except (UnidentifiedImageError, OSError):
        raise bad_request("IMAGE_PROCESS_FAILED") from None
    width, height = picture.size
    if width + height > 10_000 or max(width, height) > 20 * min(width, height):
        raise bad_request("PHOTO_INVALID_DIMENSIONS")
    longest = max(width, height)
    largest = min(longest, PHOTO_SIDES[-1])
    sides = [side for side in PHOTO_SIDES if side < largest] + [largest]
    return [_jpeg(picture, side) for side in sides]


def _jpeg(picture: Image.Image, side: int) -> tuple[bytes, int, int]:
    smaller = picture.copy()
    smaller.thumbnail((side, side))
    out = io.BytesIO()
    smaller.save(out, "JPEG", quality=87)
    return out.getvalue(), smaller.width, smaller.height


def _code(digest: bytes) -> str:
    return urlsafe_b64encode(digest).decode().rstrip("=")
