"""Updates of the Bot API, as Telegram sends them."""

from datetime import datetime
from typing import Any

Json = dict[str, Any]


def user(number: int, name: str) -> Json:
    """A `User`: what stands before the first space is the first name."""
    first, _, last = name.partition(" ")
    named = {"first_name": first, **({"last_name": last} if last else {})}
    return {"id": number, "is_bot": False, **named, "language_code": "fr"}


def message(number: int, sender: Json, at: datetime, chat: Json | None = None) -> Json:
    """A `Message` without content, in the private chat of its sender unless told where."""
    private = {"id": sender["id"], "type": "private", "first_name": sender["first_name"]}
    return {
        "message_id": number, "date": int(at.timestamp()), "chat": chat or private, "from": sender,
    }  # fmt: skip


def sent(said: Json, **content: object) -> Json:
    """The `Update` of a message with this content."""
    return {"update_id": said["message_id"], "message": {**said, **content}}


def pressed(under: Json, choice: str) -> Json:
    """The `Update` of a press on a button under a message."""
    press = {
        "id": str(under["message_id"]), "from": under["from"], "message": under,
        "chat_instance": "1", "data": choice,
    }  # fmt: skip
    return {"update_id": under["message_id"], "callback_query": press}
