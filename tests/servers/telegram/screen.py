"""What people see of a chat, and how a test waits for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from .chats import Chat, Message
from .state import State

Match = str | Callable[[Message], bool] | None
PATIENCE: Final = 10.0  # seconds before a wait fails


class Screen:
    """A chat as its people see it."""

    def __init__(self, state: State, chat: Chat) -> None:
        self.state = state
        self.chat = chat

    @property
    def inbox(self) -> list[Message]:
        """What the bot sent here and did not delete, oldest first."""
        with self.state.lock:
            return [message for message in self.chat.standing() if self._is_bots(message)]

    @property
    def deleted(self) -> list[Message]:
        """What the bot sent here and is deleted again."""
        with self.state.lock:
            messages = list(self.chat.messages.values())
        return [message for message in messages if message.deleted and self._is_bots(message)]

    @property
    def actions(self) -> list[tuple[float, str]]:
        """Chat actions shown here: monotonic time and name ("typing", …)."""
        return list(self.chat.actions)

    async def hears(self, match: Match = None, seconds: float = PATIENCE) -> Message:
        """The bot's next message here that holds this text, new or changed after a press on it;
        AssertionError when none comes."""
        found = await self.chat.changed.until(lambda: self._next(match), seconds)
        return self._heard(found, match, seconds)

    def hears_now(self, match: Match = None, seconds: float = PATIENCE) -> Message:
        """The same for a test without event loop."""
        found = self.chat.changed.block_until(lambda: self._next(match), seconds)
        return self._heard(found, match, seconds)

    async def sees(self, match: Match, seconds: float = PATIENCE) -> Message:
        """Any message of the bot here, old or edited, that fits; AssertionError when none does."""
        found = await self.chat.changed.until(lambda: self._any(match), seconds)
        return self._heard(found, match, seconds)

    def sees_now(self, match: Match, seconds: float = PATIENCE) -> Message:
        """The same for a test without event loop."""
        found = self.chat.changed.block_until(lambda: self._any(match), seconds)
        return self._heard(found, match, seconds)

    def _next(self, match: Match) -> Message | None:
        for message in sorted(self.inbox, key=lambda message: message.news):
            if message.news > self.chat.heard and _fits(message, match):
                self.chat.heard = message.news
                return message
        return None

    def _any(self, match: Match) -> Message | None:
        return next((m for m in reversed(self.inbox) if _fits(m, match)), None)

    def _heard(self, found: Message | None, match: Match, seconds: float) -> Message:
        if found is not None:
            return found
        said = "".join(f"\n  {message.id}: {message.text!r}" for message in self.inbox[-10:])
        calls = ", ".join(f"{call.method} {call.status}" for call in self.state.calls[-10:])
        raise AssertionError(
            f"nothing like {match!r} within {seconds} s; the chat shows:{said or ' nothing'}"
            f"\nlast calls: {calls or 'none'}"
        )

    def _is_bots(self, message: Message) -> bool:
        return bool(message.body["from"]["id"] == self.state.bot.id)


def _fits(message: Message, match: Match) -> bool:
    if match is None:
        return True
    return match in message.text if isinstance(match, str) else match(message)
