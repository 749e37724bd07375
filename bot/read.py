"""One raw update of the Bot API → what the desk hears. Pure: nothing is asked of Telegram."""

from collections.abc import Mapping
from typing import Any

from core.desk.incoming import Incoming
from core.ground.words import spoken_languages
from core.reading.text import clean

Update = Mapping[str, Any]

DOOR = SOURCE = "telegram"
LONGEST_NAME = 120

# What a message may hold instead of text (Bot API, Message); anything else is a service message.
UNREADABLE = {
    "sticker": "sticker",
    "voice": "voice",
    "video_note": "voice",
    "photo": "photo",
    "animation": "other",  # comes with a copy under "document", so it stands before it
    "document": "file",
    "audio": "file",
} | dict.fromkeys(
    (
        "checklist",
        "contact",
        "dice",
        "game",
        "location",
        "paid_media",
        "poll",
        "story",
        "venue",
        "video",
    ),
    "other",
)


def known_as(update: Update) -> str:
    """The name that a repeat of an update shares, and another update does not.

    After a week without updates Telegram begins its numbers anew (Bot API, Update), so that a
    number alone may come back on another day with other words.
    """
    said = next((each for each in update.values() if isinstance(each, Mapping)), {})
    press = "callback_query" in update
    moment = said.get("id") if press else said.get("edit_date", said.get("date"))
    number = str(update["update_id"])
    return number if moment is None else f"{number}@{moment}"


def read(update: Update) -> Incoming | None:
    """What the desk hears of an update: what was said, pressed or sent; None for what is not for
    us."""
    source_id = known_as(update)
    if press := update.get("callback_query"):
        return read_press(source_id, press)
    if edited := update.get("edited_message"):
        return read_edited(source_id, edited)
    if message := update.get("message"):
        return read_message(source_id, message)
    return None


def read_press(source_id: str, press: Update) -> Incoming | None:
    """A pressed button; `data` is ours, but only the store knows what it still stands for."""
    chat = press.get("message", {}).get("chat")
    if chat is None or not press.get("data"):
        return None
    return incoming(source_id, press["from"], chat, choice=sound(press["data"]))


def read_edited(source_id: str, message: Update) -> Incoming | None:
    """An edited text is not an answer: only a hint follows."""
    if "text" not in message or in_group(message["chat"]) or not by_person(message):
        return None
    return incoming(source_id, message["from"], message["chat"], unreadable="edited")


def read_message(source_id: str, message: Update) -> Incoming | None:
    """A text, or what came instead of one; in a group only what is said to us."""
    if not by_person(message):
        return None
    who, chat = message["from"], message["chat"]
    if "text" in message:
        heard = not in_group(chat) or said_to_us(message)
        return incoming(source_id, who, chat, text=sound(message["text"])) if heard else None
    kind = next((kind for key, kind in UNREADABLE.items() if key in message), "")
    if not kind or in_group(chat):
        return None
    return incoming(source_id, who, chat, unreadable=kind)


def incoming(
    source_id: str,
    who: Update,
    chat: Update,
    *,
    text: str = "",
    choice: str = "",
    unreadable: str = "",
) -> Incoming:
    return Incoming(
        door=DOOR,
        source=SOURCE,
        source_id=source_id,
        value=str(who["id"]),
        place=str(chat["id"]),
        group=in_group(chat),
        name=name(who),
        language=language(who),
        text=text,
        choice=choice,
        unreadable=unreadable,
    )


def in_group(chat: Update) -> bool:
    return chat.get("type") in ("group", "supergroup")


def by_person(message: Update) -> bool:
    """Whether a person wrote it: not a bot, a channel or an administrator who hides behind the
    group."""
    known = "from" in message and "sender_chat" not in message
    return known and not message["from"].get("is_bot") and message["chat"]["type"] != "channel"


def said_to_us(message: Update) -> bool:
    """A command, or a reply to one of our messages."""
    answered = message.get("reply_to_message", {}).get("from", {})
    return message["text"].startswith("/") or bool(answered.get("is_bot"))


def name(who: Update) -> str:
    """First and last name without control and bidi characters."""
    whole = f"{who.get('first_name', '')} {who.get('last_name', '')}"
    return " ".join(clean(sound(whole)).split())[:LONGEST_NAME]


def language(who: Update) -> str:
    """`fr`, `en` or `nl`; `pt-br` is none of them, `nl-be` is one."""
    code = str(who.get("language_code") or "").partition("-")[0].lower()
    return code if code in spoken_languages() else ""


def sound(text: str) -> str:
    """The text without halves of characters, which no store takes."""
    return text.encode("utf-8", "replace").decode()
