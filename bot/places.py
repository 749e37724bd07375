"""Where a message goes in Telegram, as one word: a chat, or a topic of a group."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from core.ground.places import PART


@dataclass(frozen=True, slots=True)
class Place:
    """A chat (Bot API: `chat_id`), and the topic in it (`message_thread_id`), 0 where none is
    meant."""

    chat: int
    topic: int = 0

    def __str__(self) -> str:
        return f"{self.chat}{PART}{self.topic}" if self.topic else str(self.chat)

    @classmethod
    def parse(cls, place: str) -> "Place":
        """The place that `str()` wrote; raises `ValueError` for other words."""
        chat, _, topic = place.partition(PART)
        return cls(int(chat), int(topic or 0))

    @property
    def thread(self) -> int | None:
        """The topic as the Bot API takes it: none where there is none."""
        return self.topic or None


def place_of(message: Mapping[str, Any]) -> Place:
    """Where a message stands. Outside of forums `message_thread_id` only names a chain of replies,
    which is no place to write to (Bot API: `is_topic_message`)."""
    topic = message.get("message_thread_id") if message.get("is_topic_message") else None
    return Place(int(message["chat"]["id"]), int(topic or 0))
