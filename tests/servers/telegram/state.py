"""All that the emulated Telegram knows of one bot."""

from __future__ import annotations

import threading
import time
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

from .chats import PRESENT, Chat, Message, User
from .errors import Json, bad_request
from .faults import Faults
from .files import File, Files
from .limits import Limits
from .updates import Updates
from .waiting import Bell

CommandKey = tuple[str, int, int, str]  # scope type, chat, user, language


@dataclass(frozen=True, slots=True)
class Call:
    """One request of the bot: method as written, its fields, when, status and JSON it got."""

    method: str
    fields: Json
    at: float
    status: int
    answer: Json


@dataclass(slots=True, eq=False)
class Press:
    """A button pressed; ``answers`` holds each answerCallbackQuery."""

    id: str
    chat: Chat
    data: str
    at: float
    too_old: bool = False
    answers: list[Json] = field(default_factory=list)

    async def answered(self, seconds: float = 10.0) -> Json:
        """What the bot answered (``text``, ``show_alert``); AssertionError when it did not."""
        return self._given(await self.chat.changed.until(self._first, seconds))

    def answered_now(self, seconds: float = 10.0) -> Json:
        """The same for a test without event loop."""
        return self._given(self.chat.changed.block_until(self._first, seconds))

    def _first(self) -> Json | None:
        return self.answers[0] if self.answers else None

    def _given(self, answer: Json | None) -> Json:
        assert answer is not None, f"the press on {self.data!r} was not answered"
        return answer


@dataclass(slots=True)
class State:
    """Users, chats, files, updates and the bot's own settings; guarded by one lock."""

    token: str
    bot: User
    limits: Limits = field(default_factory=Limits)
    privacy: bool = True
    clock: Callable[[], float] = time.monotonic
    lock: threading.RLock = field(default_factory=threading.RLock)
    faults: Faults = field(default_factory=Faults)
    files: Files = field(default_factory=Files)
    users: dict[int, User] = field(default_factory=dict)
    chats: dict[int, Chat] = field(default_factory=dict)
    presses: dict[str, Press] = field(default_factory=dict)
    commands: dict[CommandKey, list[Json]] = field(default_factory=dict)
    descriptions: dict[tuple[str, str], str] = field(default_factory=dict)
    calls: list[Call] = field(default_factory=list)
    called: Bell = field(init=False)
    updates: Updates = field(init=False)

    def __post_init__(self) -> None:
        self.updates = Updates(self.lock)
        self.called = Bell(self.lock)
        self.users[self.bot.id] = self.bot

    def chat(self, chat_id: str) -> Chat:
        """The chat of a ``chat_id`` argument; 400 when there is none."""
        if not chat_id:
            raise bad_request("chat_id is empty")
        try:
            found = self.chats.get(int(chat_id))
        except ValueError:
            found = None
        if found is None:
            raise bad_request("chat not found")
        return found

    def open_chat(self, chat_id: str) -> Chat:
        """The same, where the bot may write; else 400 or 403."""
        chat = self.chat(chat_id)
        chat.check_access(self.bot.id, known=self._meets(chat))
        return chat

    def add_message(
        self,
        chat: Chat,
        sender: User,
        content: Json,
        *,
        file: File | None = None,
        markup: Json | None = None,
        silent: bool = False,
    ) -> Message:
        """Put a new message at the end of a chat."""
        with self.lock:
            chat.last_id += 1
            body = {
                "message_id": chat.last_id,
                "from": sender.body(),
                "chat": chat.body(),
                "date": int(time.time()),
            } | content
            message = Message(chat, chat.last_id, body, self.clock(), markup, file, silent)
            chat.messages[message.id] = message
            chat.notices(message)
        chat.changed.ring()
        return message

    def record(self, method: str, fields: dict[str, Any], status: int, answer: Json) -> None:
        """Remember what the bot asked and what it got."""
        with self.lock:
            self.calls.append(Call(method, dict(fields), self.clock(), status, answer))
        self.called.ring()

    def _meets(self, chat: Chat) -> bool:
        """Whether bot and person share a group: then Telegram knows whom the bot means."""
        groups = [c for c in self.chats.values() if c.is_group and self.bot.id in c.members]
        return any(group.members.get(chat.id) in PRESENT for group in groups)
