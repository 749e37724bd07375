"""What happens to chats themselves: a bot blocked or let in again, a group that moves."""

from dataclasses import dataclass
from enum import StrEnum

from bot.read import DOOR, Update
from core.claims import rerouting
from core.ground.world import Turn


class What(StrEnum):
    """What became of a chat."""

    CLOSED = "closed"
    OPENED = "opened"
    MOVED = "moved"


@dataclass(frozen=True, slots=True)
class Happening:
    """What happened to the chat at a place; `new_place` where it moved."""

    what: What
    place: str
    new_place: str = ""


def read_happening(update: Update) -> Happening | None:
    """What happened to a chat: ourselves blocked or let in (Bot API: ChatMemberUpdated), or a group
    that moved; None for other updates."""
    message = update.get("message", {})
    if moved := message.get("migrate_to_chat_id"):
        return Happening(What.MOVED, str(message["chat"]["id"]), str(moved))
    if came := message.get("migrate_from_chat_id"):
        return Happening(What.MOVED, str(came), str(message["chat"]["id"]))
    if about_us := update.get("my_chat_member"):
        gone = about_us["new_chat_member"]["status"] in ("kicked", "left")
        return Happening(What.CLOSED if gone else What.OPENED, str(about_us["chat"]["id"]))
    return None


def heed(turn: Turn, happening: Happening) -> None:
    """Write down what happened to a chat, so that the next message goes where it arrives."""
    if happening.what is What.MOVED:
        rerouting.moved(turn, DOOR, happening.place, happening.new_place)
    elif happening.what is What.CLOSED:
        rerouting.closed(turn, DOOR, happening.place)
    else:
        rerouting.opened(turn, DOOR, happening.place)
