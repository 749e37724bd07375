"""What a refusal of the Bot API means for a message."""

from enum import StrEnum

from telegram.error import (
    BadRequest,
    ChatMigrated,
    Forbidden,
    InvalidToken,
    NetworkError,
    RetryAfter,
    TelegramError,
    TimedOut,
)


class Fate(StrEnum):
    """What becomes of a message that was refused."""

    SENT = "sent"
    LATER = "later"
    CLOSED = "closed"
    MOVED = "moved"
    REFUSED = "refused"


NO_TOPIC = ("message thread not found", "topic_closed", "topic_deleted")
CLOSED = ("chat not found", "bot was kicked", "not enough rights", "have no rights", "peer_id")
NOT_THERE = ("message to edit not found", "can't be edited", "message_id_invalid")
TEXTLESS = ("no text in the message", "no caption in the message")
UNCHANGED = ("message is not modified",)


def fate_of(error: TelegramError) -> Fate:
    """What becomes of a message after this error: by its kind, and a bad request by its
    description, which is all there is."""
    if isinstance(error, ChatMigrated):
        return Fate.MOVED
    if isinstance(error, Forbidden) or says(error, *CLOSED, *NO_TOPIC):
        return Fate.CLOSED
    if unchanged(error):
        return Fate.SENT
    if isinstance(error, BadRequest):
        return Fate.REFUSED
    if isinstance(error, RetryAfter | NetworkError | InvalidToken):
        return Fate.LATER
    return Fate.REFUSED


def says(error: TelegramError, *descriptions: str) -> bool:
    """Whether a bad request is described so."""
    told = error.message.lower()
    return isinstance(error, BadRequest) and any(each in told for each in descriptions)


def no_topic(error: TelegramError) -> bool:
    """Whether only the topic of a group is closed to us, not the group."""
    return says(error, *NO_TOPIC)


def not_there(error: TelegramError) -> bool:
    """Whether the message that was to be edited is gone, too old or of another shape."""
    return says(error, *NOT_THERE, *TEXTLESS)


def textless(error: TelegramError) -> bool:
    """Whether the message that was to be edited is a file, whose words are its caption."""
    return says(error, *TEXTLESS)


def unchanged(error: TelegramError) -> bool:
    """Whether the message reads so already."""
    return says(error, *UNCHANGED)


def unknown(error: TelegramError) -> bool:
    """Whether the message may have arrived although no answer came."""
    return isinstance(error, TimedOut)


def seconds(error: TelegramError) -> float:
    """How many seconds Telegram asks us to wait (Bot API: `retry_after`); 0 where it does not."""
    return error._retry_after.total_seconds() if isinstance(error, RetryAfter) else 0.0
