"""The people's side: what persons do in their Telegram application."""

from __future__ import annotations

import hashlib
import time
from typing import Any

from .chats import Chat, Message, User
from .errors import Json
from .files import Upload
from .formatting import TEXT_LIMIT, formatted, utf16_length
from .looking import change_bot_status
from .markup import buttons_of
from .profile import shown_commands, shown_description
from .screen import Screen
from .sending import document_content, photo_content
from .state import Press, State

# Who anonymous administrators write as (Bot API, Message: `from`).
ANONYMOUS = User(1087968824, "Group", username="GroupAnonymousBot", is_bot=True)


class Person(Screen):
    """A person with their private chat with the bot; ``to`` names a group where needed."""

    def __init__(self, state: State, user: User, chat: Chat) -> None:
        super().__init__(state, chat)
        self.user = user

    @property
    def id(self) -> int:
        """User id, which is the id of the private chat too."""
        return self.user.id

    def says(
        self,
        text: str,
        *,
        to: Screen | None = None,
        reply_to: Message | None = None,
        topic: int = 0,
        entities: list[Json] | None = None,
        hidden: bool = False,
    ) -> Message:
        """Write a text, in a topic, with entities, or hidden behind the group; ValueError over 4096
        UTF-16 units, which no application sends."""
        if utf16_length(text) > TEXT_LIMIT:
            raise ValueError("Telegram's applications cut a text at 4096 UTF-16 units")
        words = formatted(text, "", entities).content()
        return self._posts(words, to, reply_to=reply_to, topic=topic, hidden=hidden)

    def opens_link(self, payload: str = "") -> Message:
        """Follow ``t.me/<bot>?start=<payload>`` and press Start."""
        return self.says(f"/start {payload}".strip())

    def sends_document(
        self,
        data: bytes,
        name: str,
        mime: str = "application/octet-stream",
        *,
        caption: str = "",
        to: Screen | None = None,
    ) -> Message:
        """Send a file as it is."""
        file = self.state.files.keep_document(Upload(name, mime, data))
        words = formatted(caption, "", None).content("caption")
        return self._posts(document_content(file) | words, to, file=file)

    def sends_photo(
        self, data: bytes, *, caption: str = "", to: Screen | None = None, album: str = ""
    ) -> Message:
        """Send a picture as a photo, alone or of an album: JPEG, several sizes, no metadata."""
        sizes = self.state.files.keep_photo(data)
        words = formatted(caption, "", None).content("caption")
        group = {"media_group_id": album} if album else {}
        return self._posts(photo_content(sizes) | words | group, to, file=sizes[-1])

    def sends_sticker(self, *, emoji: str = "👍", to: Screen | None = None) -> Message:
        """Send a still sticker."""
        file = self.state.files.keep("sticker", b"RIFF____WEBP", "sticker.webp", "image/webp")
        sticker = file.identity() | {
            "type": "regular",
            "width": 512,
            "height": 512,
            "is_animated": False,
            "is_video": False,
            "emoji": emoji,
        }
        return self._posts({"sticker": sticker}, to, file=file)

    def sends_voice(self, *, duration: int = 3, to: Screen | None = None) -> Message:
        """Send a voice message of so many seconds."""
        file = self.state.files.keep("voice", b"OggS" + bytes(96), "voice.oga", "audio/ogg")
        voice = file.identity() | {"duration": duration, "mime_type": file.mime}
        return self._posts({"voice": voice}, to, file=file)

    def edits(self, message: Message, text: str) -> Message:
        """Change a text already sent."""
        with self.state.lock:
            message.versions.append(message.body)
            kept = {k: v for k, v in message.body.items() if k not in {"text", "entities"}}
            words = formatted(text, "", None).content()
            message.body = kept | words | {"edit_date": int(time.time())}
            self._tells("edited_message", message)
        return message

    def presses(self, wanted: str, *, on: Message | None = None, to: Screen | None = None) -> Press:
        """Press the newest button with this label or these data; LookupError when none is shown."""
        with self.state.lock:
            shown = [on] if on else list(reversed((to or self).chat.standing()))
            for message in shown:
                if button := message.button(wanted):
                    return self._press(message, button)
        labels = [label for message in shown for label in message.labels]
        raise LookupError(f"no button {wanted!r} is shown, only {labels}")

    def taps(self, label: str) -> Message:
        """Tap a key of the reply keyboard, which writes its label; LookupError when not shown."""
        with self.state.lock:
            keys = _keyboard(self.chat)
        if label not in keys:
            raise LookupError(f"no key {label!r} is shown, only {keys}")
        return self.says(label)

    def blocks_bot(self) -> None:
        """Stop the bot: it can write here no more."""
        self.user.blocks_bot = True
        change_bot_status(self.state, self.chat, self.user, "kicked")

    def unblocks(self) -> None:
        """Let the bot write here again."""
        self.user.blocks_bot = False
        change_bot_status(self.state, self.chat, self.user, "member")

    def commands(self, within: Screen | None = None) -> dict[str, str]:
        """The menu of commands shown to this person: name and description."""
        with self.state.lock:
            shown = shown_commands(self.state, self.user, (within or self).chat)
        return {command["command"]: command["description"] for command in shown}

    def description(self, field: str = "description") -> str:
        """What this person reads about the bot before starting it."""
        return shown_description(self.state, self.user, field)

    def _posts(self, content: Json, to: Screen | None, **more: Any) -> Message:
        chat = (to or self).chat
        if chat is self.chat and self.user.blocks_bot:
            raise RuntimeError("a person who blocks the bot cannot write to it: unblock first")
        reply, topic = more.pop("reply_to", None), more.pop("topic", 0)
        hidden = more.pop("hidden", False)
        if reply is not None:
            content = content | {"reply_to_message": reply.quoted()}
        if topic:
            content = content | {"message_thread_id": topic, "is_topic_message": True}
        if hidden:
            content = content | {"sender_chat": chat.body()}
        with self.state.lock:
            self.user.started |= chat is self.chat
            message = self.state.add_message(
                chat, ANONYMOUS if hidden else self.user, content, **more
            )
            self._tells("message", message)
        return message

    def _tells(self, kind: str, message: Message) -> None:
        if self.state.privacy and message.chat.is_group and not _concerns(self.state, message):
            return
        self.state.updates.put(kind, message.body, message.chat.id)

    def _press(self, message: Message, button: Json) -> Press:
        if "callback_data" not in button:
            raise LookupError(f"{button['text']!r} opens a link, it tells the bot nothing")
        state, chat = self.state, message.chat
        number = hashlib.sha256(f"{self.id}:{len(state.presses)}".encode()).digest()
        press = Press(
            str(int.from_bytes(number[:8]) >> 1), chat, button["callback_data"], state.clock()
        )
        state.presses[press.id] = press
        message.pressed = True
        instance = hashlib.sha256(f"chat {chat.id}".encode()).digest()[:8]
        body = {
            "id": press.id,
            "from": self.user.body(),
            "message": message.body,
            "chat_instance": str(int.from_bytes(instance, signed=True)),
            "data": press.data,
        }
        state.updates.put("callback_query", body, chat.id)
        return press


def _concerns(state: State, message: Message) -> bool:
    """Whether a bot in privacy mode gets to see a group message (Bot API "Privacy mode")."""
    body = message.body
    if message.chat.members.get(state.bot.id) == "administrator":
        return True
    if body.get("reply_to_message", {}).get("from", {}).get("id") == state.bot.id:
        return True
    first = body.get("text", "").split(maxsplit=1)[:1]
    name, _, addressee = "".join(first).partition("@")
    return name.startswith("/") and addressee.lower() in {"", state.bot.username.lower()}


def _keyboard(chat: Chat) -> list[str]:
    for message in reversed(chat.standing()):
        markup = message.markup or {}
        if "keyboard" in markup:
            return [str(button["text"]) for button in buttons_of(markup)]
        if "remove_keyboard" in markup:
            return []
    return []
