"""Hosted documents: bytes under a URL path, written once; an issuer's profiles, as they are now."""

import hashlib
from collections.abc import Iterable, Mapping

from sqlmodel import col, select

from core.ground.rows.insert import add_all, put_all
from core.ground.tables import Document
from core.ground.world import Turn

PNG = "image/png"


def keep_all(turn: Turn, found: Mapping[str, tuple[bytes, str]]) -> None:
    """Store each document, body and content type by URL path; a path at which something stands
    keeps it."""
    known = standing(turn, found)
    new = [
        {"path": path, "body": body, "content_type": kind, "created_at": turn.at}
        for path, (body, kind) in found.items()
        if path not in known
    ]
    add_all(turn, Document, new)


def keep_latest(turn: Turn, found: Mapping[str, tuple[bytes, str]]) -> None:
    """Store each document, body and content type by URL path, in the place of another that stands
    there."""
    query = select(Document.path, Document.body).where(col(Document.path).in_(list(found)))
    known = dict(turn.db.exec(query).all())
    changed = [
        {"path": path, "body": body, "content_type": kind, "created_at": turn.at}
        for path, (body, kind) in found.items()
        if known.get(path) != body
    ]
    put_all(turn, Document, changed, ("path",))


def standing(turn: Turn, paths: Iterable[str]) -> set[str]:
    """Those of the paths at which something stands."""
    return set(turn.db.exec(select(Document.path).where(col(Document.path).in_(list(paths)))))


def keep_picture(turn: Turn, png: bytes) -> str:
    """Store a PNG under a path made of its content, so that many badges share one; gives the
    path."""
    path = f"/pictures/{hashlib.sha256(png).hexdigest()[:32]}.png"
    keep_all(turn, {path: (png, PNG)})
    return path


def find(turn: Turn, path: str) -> Document | None:
    """The hosted document at a URL path such as `/ob3/…`; None where nothing was stored."""
    return turn.db.get(Document, path)
