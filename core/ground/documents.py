"""Hosted documents: bytes under a URL path, written once."""

import hashlib

from core.ground.adding import add_new
from core.ground.tables import Document
from core.ground.world import Turn

PNG = "image/png"


def keep(turn: Turn, path: str, body: bytes, content_type: str) -> None:
    """Write a document down, unless something stands at that path already."""
    add_new(turn, Document(path=path, body=body, content_type=content_type, created_at=turn.at))


def keep_picture(turn: Turn, png: bytes) -> str:
    """Write a picture down under a name of its content; many badges share one. Gives its path."""
    path = f"/pictures/{hashlib.sha256(png).hexdigest()[:32]}.png"
    keep(turn, path, png, PNG)
    return path


def find(turn: Turn, path: str) -> Document | None:
    return turn.db.get(Document, path)
