"""One at a time: a row of the store that a transaction holds until it ends."""

from sqlmodel import select

from core.ground.rows.insert import add_new
from core.ground.tables import Bookmark
from core.ground.world import Turn


def alone(turn: Turn, name: str) -> None:
    """Wait until no other transaction holds this name, and hold it until the turn ends. SQLite has
    one writer anyway."""
    add_new(turn, Bookmark(name=f"alone:{name}", value=""))
    turn.db.exec(select(Bookmark).where(Bookmark.name == f"alone:{name}").with_for_update()).one()
