"""What became of a message: one of five plain states, and how that is known.

On its way, delivered, the address does not exist, the inbox refuses for now, our fault: one of the
last four within three days. Beside them: what was held back in a trial, and what was called off.
"""

from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import Protocol

from core.ground.message_kinds import DeliveryNews
from core.ground.rows.outbox import DEAD, HELD, KEPT_TRYING, SENT, WAITING
from core.ground.words import Words

QUIET = timedelta(hours=24)  # a server that could not deliver says so by then: RFC 5321, 4.5.4.1
TOLD_LATER = frozenset({"mail"})  # the doors whose server takes a message before its reader has it


class MessageEnd(StrEnum):
    """The plain states of a message, then the two of one that never set out."""

    ON_ITS_WAY = "on_its_way"
    DELIVERED = "delivered"
    NO_ADDRESS = "no_address"
    REFUSED = "inbox_refuses"
    OUR_FAULT = "our_fault"
    HELD_BACK = "held_back"
    CALLED_OFF = "called_off"


class How(StrEnum):
    """How it is known what became of a message."""

    WAITS = "waits"  # for its turn
    TRIED = "tried"  # in vain, and will be again
    DOUBTED = "doubted"  # a server may have it: the connection ended before it said so
    TAKEN = "taken"  # by the reader's server or chat
    REPORTED = "reported"  # by a report
    DELAYED = "delayed"  # a server goes on trying
    SILENCE = "silence"  # nothing came back
    ENDED = "ended"  # it was given up
    LATE = "late"  # nobody has sent it within three days


class SentMessage(Protocol):
    """What of an outbox row tells what became of it."""

    @property
    def door(self) -> str: ...
    @property
    def state(self) -> str: ...
    @property
    def told(self) -> str: ...
    @property
    def told_at(self) -> datetime | None: ...
    @property
    def created_at(self) -> datetime: ...
    @property
    def due_at(self) -> datetime: ...
    @property
    def sent_at(self) -> datetime | None: ...
    @property
    def doubted_at(self) -> datetime | None: ...
    @property
    def attempts(self) -> int: ...
    @property
    def bulk(self) -> bool: ...


@dataclass(frozen=True, slots=True)
class Ended:
    """What became of a message, since when, and how that is known."""

    end: MessageEnd
    how: How
    at: datetime


BLAMED = {DeliveryNews.ADDRESS: MessageEnd.NO_ADDRESS, DeliveryNews.INBOX: MessageEnd.REFUSED}


def end_of(row: SentMessage, now: datetime) -> Ended:
    """What became of a message as far as is known now."""
    if row.state == WAITING:
        return waiting(row, now)
    if row.state == SENT:
        return sent(row, now)
    at = row.told_at or row.sent_at or row.created_at
    if row.state == DEAD:
        end = BLAMED.get(DeliveryNews(row.told), MessageEnd.OUR_FAULT) if row.told else None
        return Ended(end or MessageEnd.OUR_FAULT, How.ENDED, at)
    held = row.state == HELD
    return Ended(MessageEnd.HELD_BACK if held else MessageEnd.CALLED_OFF, How.ENDED, at)


def waiting(row: SentMessage, now: datetime) -> Ended:
    """One that is still here: our fault once three days have passed, and it is tried even then."""
    since = max(row.created_at, row.due_at) if row.bulk and not row.attempts else row.created_at
    if now >= since + KEPT_TRYING:
        return Ended(MessageEnd.OUR_FAULT, How.LATE, since + KEPT_TRYING)
    how = How.DOUBTED if row.doubted_at else How.TRIED if row.attempts else How.WAITS
    return Ended(MessageEnd.ON_ITS_WAY, how, since)


def sent(row: SentMessage, now: datetime) -> Ended:
    """One that a server took. Of a mail that server, or one behind it, may still say more."""
    taken = row.sent_at or row.created_at
    if row.door not in TOLD_LATER:
        return Ended(MessageEnd.DELIVERED, How.TAKEN, taken)
    at = row.told_at or taken
    if row.told in (DeliveryNews.DELIVERED, DeliveryNews.EXPANDED):
        return Ended(MessageEnd.DELIVERED, How.REPORTED, at)
    last = row.created_at + KEPT_TRYING
    if row.told == DeliveryNews.DELAYED:
        if now >= last:
            return Ended(MessageEnd.REFUSED, How.DELAYED, max(at, last))
        return Ended(MessageEnd.ON_ITS_WAY, How.DELAYED, at)
    quiet = max(at, min(at + QUIET, last))
    if now >= quiet:
        return Ended(MessageEnd.DELIVERED, How.SILENCE, quiet)
    return Ended(MessageEnd.ON_ITS_WAY, How.TAKEN, at)


def in_words(words: Words, locale: str, ended: Ended) -> str:
    """« delivered (reported by its server) »: a plain state, and how it is known."""
    end = words.say(locale, f"message.end_{ended.end}")
    if ended.how is How.ENDED:
        return end
    return words.say(
        locale, "message.as_known", end=end, how=words.say(locale, f"message.how_{ended.how}")
    )
