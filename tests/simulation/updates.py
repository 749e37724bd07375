"""Raw updates of the Bot API, as Telegram sends them."""

import json
from datetime import datetime
from typing import Any

from tests.simulation.town import Somebody


def typed(number: int, who: Somebody, text: str, at: datetime) -> bytes:
    said = {**message(number, who, at), "text": text}
    return json.dumps({"update_id": number, "message": said}).encode()


def pressed(number: int, who: Somebody, choice: str, at: datetime) -> bytes:
    press = {
        "id": str(number), "from": sender(who), "message": message(number, who, at),
        "chat_instance": "1", "data": choice,
    }  # fmt: skip
    return json.dumps({"update_id": number, "callback_query": press}).encode()


def message(number: int, who: Somebody, at: datetime) -> dict[str, Any]:
    chat = {"id": who.chat, "type": "private", "first_name": who.name.split()[0]}
    return {
        "message_id": number, "date": int(at.timestamp()), "chat": chat, "from": sender(who),
    }  # fmt: skip


def sender(who: Somebody) -> dict[str, Any]:
    first, _, last = who.name.partition(" ")
    return {
        "id": who.chat, "is_bot": False, "first_name": first, "last_name": last,
        "language_code": "fr",
    }  # fmt: skip
