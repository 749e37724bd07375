"""One raw update of the Bot API → what the desk hears. Pure: nothing is asked of Telegram."""

from collections.abc import Mapping
from typing import Any

from bot.message_words import sound, words_of
from bot.places import place_of
from core.desk.incoming import Incoming
from core.ground.words import spoken_languages
from core.reading.text import clean

Update = Mapping[str, Any]

DOOR = SOURCE = "telegram"
LONGEST_NAME = 120

LARGEST_BADGE = 4_000_000
LARGEST_FILE = 20_000_000  # of a file that a bot can fetch (Bot API: getFile)
PHOTO_NAME, DOCUMENT_NAME = "photo.jpg", "document"
BADGE_FILES = (".png", ".svg", ".json", ".jsonld", ".jwt", ".txt")
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
    under = press.get("message", {})
    if under.get("chat") is None or not press.get("data"):
        return None
    return incoming(source_id, press["from"], under, choice=sound(press["data"]))


def read_edited(source_id: str, message: Update) -> Incoming | None:
    """An edited text is not an answer: only a hint follows."""
    if "text" not in message or in_group(message["chat"]) or not by_person(message):
        return None
    return incoming(source_id, message["from"], message, unreadable="edited")


def read_message(source_id: str, message: Update) -> Incoming | None:
    """The words of a message, or what came without any; in a group only what is said to us."""
    if not by_person(message):
        return None
    group, words = in_group(message["chat"]), words_of(message)
    if group and not said_to_us(message):
        return None
    kind = next((kind for key, kind in UNREADABLE.items() if key in message), "")
    if words.strip() or "text" in message:
        return incoming(source_id, message["from"], message, text=words, unreadable=kind)
    if not kind or group:
        return None
    return incoming(source_id, message["from"], message, unreadable=kind)


def incoming(
    source_id: str,
    who: Update,
    message: Update,
    *,
    text: str = "",
    choice: str = "",
    unreadable: str = "",
) -> Incoming:
    """What the desk hears: who said it, where, and which message it was or was pressed under."""
    return Incoming(
        door=DOOR,
        source=SOURCE,
        source_id=source_id,
        value=str(who["id"]),
        place=str(place_of(message)),
        group=in_group(message["chat"]),
        name=name(who),
        language=language(who),
        text=text,
        choice=choice,
        unreadable=unreadable,
        remote_id=str(message.get("message_id", "")),
        replies_to=str(message.get("reply_to_message", {}).get("message_id", "")),
    )


def badge_file(update: Update) -> str:
    """The id of a file that may be a badge, sent to us alone as a document (Bot API, Document);
    empty for none. A photo holds none: Telegram makes it anew."""
    message = update.get("message", {})
    sent = message.get("document", {})
    named = str(sent.get("file_name", "")).lower().endswith(BADGE_FILES)
    fits = 0 < int(sent.get("file_size", 0)) <= LARGEST_BADGE
    return str(sent["file_id"]) if sent and named and fits and not in_group(message["chat"]) else ""


def sent_file(update: Update) -> tuple[str, str, int] | None:
    """The id, name and size in bytes of a photo or document that was sent to us alone; None for
    none. Of a photo it is the largest of its sizes (Bot API: PhotoSize)."""
    message = update.get("message", {})
    if not message or in_group(message["chat"]):
        return None
    if photos := message.get("photo"):
        largest = max(photos, key=lambda each: each["width"] * each["height"])
        return str(largest["file_id"]), PHOTO_NAME, int(largest.get("file_size", 0))
    sent = message.get("document")
    if not sent or "animation" in message:
        return None
    name = str(sent.get("file_name", "")) or DOCUMENT_NAME
    return str(sent["file_id"]), name, int(sent.get("file_size", 0))


def in_group(chat: Update) -> bool:
    return chat.get("type") in ("group", "supergroup")


def by_person(message: Update) -> bool:
    """Whether a person wrote it: not a bot, a channel or an administrator who hides behind the
    group."""
    known = "from" in message and "sender_chat" not in message
    return known and not message["from"].get("is_bot") and message["chat"]["type"] != "channel"


def bot_named(update: Update) -> str:
    """The bot that a command in a group is for (`/here@our_bot` → our_bot); empty where none is
    named."""
    message = update.get("message", {})
    words = words_of(message) if message and in_group(message["chat"]) else ""
    return words.split(maxsplit=1)[0].partition("@")[2] if words.startswith("/") else ""


def hides(update: Update) -> bool:
    """Whether it is a command or a reply to us in a group by somebody who hides: an administrator
    who is anonymous, or a channel (Bot API: `sender_chat`), but no post brought there by itself."""
    message = update.get("message", {})
    hidden = "sender_chat" in message and "is_automatic_forward" not in message
    return hidden and in_group(message["chat"]) and said_to_us(message)


def said_to_us(message: Update) -> bool:
    """A command, or a reply to one of our messages."""
    answered = message.get("reply_to_message", {}).get("from", {})
    return words_of(message).startswith("/") or bool(answered.get("is_bot"))


def name(who: Update) -> str:
    """First and last name without control and bidi characters."""
    whole = f"{who.get('first_name', '')} {who.get('last_name', '')}"
    return " ".join(clean(sound(whole)).split())[:LONGEST_NAME]


def language(who: Update) -> str:
    """`fr`, `en` or `nl`; `pt-br` is none of them, `nl-be` is one."""
    code = str(who.get("language_code") or "").partition("-")[0].lower()
    return code if code in spoken_languages() else ""
