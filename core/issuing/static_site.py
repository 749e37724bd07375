"""The whole of what is hosted as plain files, each under its URL path."""

from collections.abc import Iterator
from pathlib import Path

from sqlmodel import col, select

from core.badges.openbadges import paths as badge_paths
from core.badges.openbadges import status_list
from core.badges.publish.serve import GONE, STORED, serve
from core.ground.tables import Badge, Document
from core.ground.world import World
from core.issuing import profiles, stored_badges
from core.issuing.stored_badges import LiveBadgeStore

# A plain file cannot be answered with 410: what should be lies here once more, for the rules of a
# server that can.
REVOKED = "/gone"


def static_site(world: World, folder: Path) -> list[Path]:
    """Write every hosted document and badge picture below the folder, each at its URL path; gives
    the files written.

    `FolderRegister(folder)` then verifies every badge, and a plain web server can give them out.
    Raises `Trouble` where the key file cannot be read.
    """
    with world.glance() as turn:
        store = stored_badges.badge_store(turn)
        written = [
            write(folder, place, found.body)
            for path in paths(store)
            if (found := serve(store, path)) and found.body
            for place in ((path, f"{REVOKED}{path}") if found.status == GONE else (path,))
        ]
        for badge in turn.db.exec(select(Badge).where(col(Badge.revoked_at).is_(None))):
            picture = stored_badges.baked(turn, badge)
            if picture is not None:
                written.append(write(folder, badge_paths.badge_picture("", badge.id), picture))
    return written


def paths(store: LiveBadgeStore) -> Iterator[str]:
    """Every path that a document stands at."""
    for issuer in store.keyring.keys:
        yield badge_paths.did_document("", issuer)
        yield badge_paths.revocations("", issuer)
        lists, _ = status_list.place(store.highest(issuer))
        yield from (badge_paths.status_list("", issuer, number + 1) for number in range(lists))
    for badge in store.turn.db.exec(select(Badge.id).order_by(col(Badge.id))):
        yield badge_paths.assertion("", badge)
        yield badge_paths.credential("", badge)
        yield f"{badge_paths.badge_page('', badge)}.json"
    stored = store.turn.db.exec(select(Document.path).order_by(col(Document.path)))
    hosted = {path for path in stored if path.startswith(STORED)}
    yield from sorted(hosted.union(profiles.places(store.turn, store.keyring.keys)))


def write(folder: Path, path: str, body: bytes) -> Path:
    """Put the bytes in the file of that URL path below the folder; gives the file."""
    file = folder / path.lstrip("/")
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_bytes(body)
    return file
