"""Users, chats and messages as Telegram keeps them."""

from __future__ import annotations

import threading
from dataclasses import dataclass, field
from typing import Final

from .errors import Json, bad_request, forbidden
from .files import File
from .markup import buttons_of
from .waiting import Bell

PRESENT: Final = frozenset({"creator", "administrator", "member"})


def plain(text: str) -> str:
    """The text with plain spaces for the no-break ones of French."""
    return text.replace("\u00a0", " ")


@dataclass(slots=True)
class User:
    """A person or the bot; ``started`` once they wrote to the bot in private."""

    id: int
    first_name: str
    last_name: str = ""
    username: str = ""
    language_code: str = ""
    is_bot: bool = False
    started: bool = False
    blocks_bot: bool = False

    def body(self) -> Json:
        """Bot API User; empty fields are absent."""
        names = ("last_name", "username", "language_code")
        optional = {name: getattr(self, name) for name in names if getattr(self, name)}
        return {"id": self.id, "is_bot": self.is_bot, "first_name": self.first_name} | optional


@dataclass(slots=True, eq=False)
class Message:
    """A message as it stands now; ``versions`` holds it before each edit.

    ``news`` is its place among what people notice in the chat: as it came, or once it reads
    otherwise after one of its buttons was ``pressed``.
    """

    chat: Chat
    id: int
    body: Json
    at: float
    markup: Json | None = None
    file: File | None = None
    silent: bool = False
    deleted: bool = False
    pressed: bool = False
    news: int = 0
    versions: list[Json] = field(default_factory=list)

    @property
    def text(self) -> str:
        """Text or caption, as somebody types it again: its spaces are plain ones."""
        return plain(str(self.body.get("text", self.body.get("caption", ""))))

    @property
    def entities(self) -> list[Json]:
        """Entities of the text or caption."""
        name = "entities" if "text" in self.body else "caption_entities"
        return list(self.body.get(name, []))

    @property
    def labels(self) -> list[str]:
        """What is written on the buttons, row by row."""
        return [plain(str(button["text"])) for button in buttons_of(self.markup)]

    @property
    def links(self) -> dict[str, str]:
        """Label and address of each link button."""
        return {plain(b["text"]): b["url"] for b in buttons_of(self.markup) if "url" in b}

    @property
    def document(self) -> bytes | None:
        """The bytes of a document, None where there is none."""
        return self.file.data if self.file and "document" in self.body else None

    @property
    def photo(self) -> bytes | None:
        """The JPEG of a photo, None where there is none."""
        return self.file.data if self.file and "photo" in self.body else None

    @property
    def file_name(self) -> str:
        """The name a document is saved under."""
        return self.file.name if self.file else ""

    def button(self, wanted: str) -> Json | None:
        """The inline button with this label or these data, whatever edition they end in."""
        if "inline_keyboard" not in (self.markup or {}):
            return None
        for button in buttons_of(self.markup):
            data = button.get("callback_data", "")
            if wanted in (data, plain(button["text"])) or data.startswith(f"{wanted}:"):
                return button
        return None

    def quoted(self) -> Json:
        """The message as it stands inside another: without what it answers itself."""
        return {name: value for name, value in self.body.items() if name != "reply_to_message"}


@dataclass(slots=True, eq=False)
class Chat:
    """A private chat (``person`` set), a group or a supergroup; statuses by user id."""

    id: int
    kind: str
    lock: threading.RLock
    person: User | None = None
    title: str = ""
    members: dict[int, str] = field(default_factory=dict)
    messages: dict[int, Message] = field(default_factory=dict)
    actions: list[tuple[float, str]] = field(default_factory=list)
    topics: set[int] = field(default_factory=set)
    migrated_to: int = 0
    last_id: int = 0
    last_news: int = 0
    heard: int = 0
    changed: Bell = field(init=False)

    def __post_init__(self) -> None:
        self.changed = Bell(self.lock)

    @property
    def is_group(self) -> bool:
        """A group or supergroup."""
        return self.person is None

    def body(self) -> Json:
        """Bot API Chat."""
        if self.person is None:
            forum = {"is_forum": True} if self.topics else {}
            return {"id": self.id, "title": self.title, "type": self.kind} | forum
        names = {k: v for k, v in self.person.body().items() if k.endswith("name")}
        return {"id": self.id} | names | {"type": "private"}

    def notices(self, message: Message) -> None:
        """Let people notice a message that came, or that reads otherwise."""
        self.last_news += 1
        message.news, message.pressed = self.last_news, False

    def standing(self) -> list[Message]:
        """Messages not deleted, oldest first."""
        return [message for message in self.messages.values() if not message.deleted]

    def message(self, message_id: int, kind: str) -> Message:
        """One message; 400 "… not found" with the kind that Telegram names."""
        message = self.messages.get(message_id)
        if message is None or message.deleted:
            raise bad_request(f"{kind} not found")
        return message

    def check_access(self, bot_id: int, *, known: bool) -> None:
        """400 or 403 where the bot may not write here."""
        if self.person is not None:
            return _check_person(self.person, known=known)
        if self.migrated_to:
            text = "group chat was upgraded to a supergroup chat"
            raise bad_request(text, migrate_to_chat_id=self.migrated_to)
        status = self.members.get(bot_id, "left")
        if status == "kicked":
            raise forbidden(f"bot was kicked from the {self.kind} chat")
        if status not in PRESENT:
            raise forbidden(f"bot is not a member of the {self.kind} chat")
        return None


def _check_person(person: User, *, known: bool) -> None:
    if person.blocks_bot:
        raise forbidden("bot was blocked by the user")
    if not person.started and known:
        raise forbidden("bot can't initiate conversation with a user")
    if not person.started:
        raise bad_request("chat not found")
