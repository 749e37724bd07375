"""A message in the shape of Telegram: texts, keyboards, a document. Pure."""

from collections.abc import Iterator
from dataclasses import dataclass, replace
from urllib.parse import urlsplit

from telegram import (
    CopyTextButton,
    ForceReply,
    InlineKeyboardButton,
    InlineKeyboardMarkup,
    MessageEntity,
)

from core.ground.messages import Button, Message
from core.reading.typeset import typeset

LONGEST_TEXT, LONGEST_CAPTION = 4096, 1024  # UTF-16 units
LONGEST_CHOICE = 64  # bytes
LONGEST_COPY = 256
STRONG = ("badge", "until")  # values that stand out in every message: the badge, the deadline
SEAMS = ("\n\n", "\n", " ")

Keyboard = InlineKeyboardMarkup | ForceReply | None


@dataclass(frozen=True, slots=True)
class BotMessage:
    """One message of Telegram, its text the caption where there is a file.

    `badge` makes it a document, which keeps its proof, `picture` a photo, which shows at once;
    `file` is one of a claim, a photo or a document by its kind.
    `answers` is the number of the message that it answers, 0 where that is none; `strong` are the
    words of the text in bold.
    """

    text: str
    keyboard: Keyboard = None
    badge: str = ""
    picture: str = ""
    file: str = ""
    answers: int = 0
    strong: tuple[str, ...] = ()

    @property
    def entities(self) -> list[MessageEntity]:
        """The strong words, where each stands first (Bot API: MessageEntity, in UTF-16 units)."""
        places = {word: self.text.find(word) for word in self.strong if word}
        return [
            MessageEntity(MessageEntity.BOLD, units(self.text[:start]), units(word))
            for word, start in places.items()
            if start >= 0
        ]

    @property
    def filed(self) -> bool:
        """Whether it goes out with a file: a document or a photo (Bot API: sendDocument,
        sendPhoto)."""
        return bool(self.badge or self.picture)


def write(message: Message, *, group: bool = False) -> list[BotMessage]:
    """The messages to send, in order; the first says what it answers, the last bears the
    buttons."""
    keyboard = keyboard_of(message, group=group)
    text = typeset("\n\n".join(filter(None, (message.done, message.text))), message.locale)
    whole = BotMessage(text, keyboard, message.badge, message.picture)
    if whole.filed and units(text) <= LONGEST_CAPTION:
        pieces = [whole]
    else:
        file = [replace(whole, text="", keyboard=None)] if whole.filed else []
        *before, last = split(text, LONGEST_TEXT)
        pieces = [*file, *(BotMessage(each) for each in before), BotMessage(last, keyboard)]
    pieces = [*(BotMessage("", file=each) for each in message.files), *pieces]
    answers = int(message.answers) if message.answers.isdecimal() else 0
    bold = (*message.strong, *(message.values.get(name, "") for name in STRONG))
    bold = tuple(typeset(word, message.locale) for word in bold)
    strong = [replace(piece, strong=bold) for piece in pieces]
    return [replace(strong[0], answers=answers), *strong[1:]]


def keyboard_of(message: Message, *, group: bool) -> Keyboard:
    """The buttons; a question in a group opens the reply to it, which alone reaches a bot."""
    shown = [
        [replace(each, label=typeset(each.label, message.locale)) for each in row]
        for row in message.buttons
    ]
    rows = [[key for button in row if (key := key_of(button))] for row in shown]
    if any(rows):
        return InlineKeyboardMarkup([row for row in rows if row])
    return ForceReply() if group and message.awaits else None


def key_of(button: Button) -> InlineKeyboardButton | None:
    """The button, or none when Telegram would refuse it and the whole message with it."""
    if button.choice and len(button.choice.encode()) <= LONGEST_CHOICE:
        return InlineKeyboardButton(button.label, callback_data=button.choice)
    if button.url and "." in (urlsplit(button.url).hostname or ""):
        return InlineKeyboardButton(button.label, url=button.url)
    if button.copy and len(button.copy) <= LONGEST_COPY:
        return InlineKeyboardButton(button.label, copy_text=CopyTextButton(button.copy))
    return None


def units(text: str) -> int:
    """Length as Telegram counts it: UTF-16 code units."""
    return len(text.encode("utf-16-le")) // 2


def split(text: str, limit: int) -> list[str]:
    """The text in pieces of at most `limit` units, cut between paragraphs, else lines or words."""
    return list(cuts(text.strip(), limit)) or ["…"]


def cuts(text: str, limit: int) -> Iterator[str]:
    """The text in pieces that Telegram takes (UTF-16 units), cut where a paragraph, a line or a
    word ends."""
    while units(text) > limit:
        end = prefix(text, limit)
        found = (text.rfind(seam, end // 2, end) for seam in SEAMS)
        end = next((place for place in found if place > 0), end)
        yield text[:end].rstrip()
        text = text[end:].strip()
    if text:
        yield text


def prefix(text: str, limit: int) -> int:
    """How many characters fit in so many units; a pair is never halved."""
    return len(text.encode("utf-16-le")[: limit * 2].decode("utf-16-le", "ignore"))
