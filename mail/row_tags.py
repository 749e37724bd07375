"""The outbox row of a mail, written into its Message-ID and envelope sender, and found again."""

import re
from base64 import b32decode, b32encode
from binascii import Error
from collections.abc import Iterable
from email.message import Message
from uuid import UUID

from mail import tags
from mail.parsing.headers import raw_values

LETTERS = 26  # 128 bits in base32
_COCARDES = re.compile(rf"<{tags.TOKEN}\.[a-z2-7]{{{LETTERS}}}@[^@<>\s]+>", re.I)
_THREADED = ("in-reply-to", "references")


def tag(row: UUID) -> str:
    """The row's key in 26 letters that an address may hold."""
    return b32encode(row.bytes).decode("ascii").rstrip("=").lower()


def row_of(written: str) -> UUID | None:
    """The key of the outbox row that a tag stands for; None where it is no tag."""
    try:
        return UUID(bytes=b32decode(written.upper() + "======"))
    except (Error, ValueError):
        return None


def message_id(base: str, token: str, row: UUID) -> str:
    """The Message-ID of a row: the same for ever; it holds the token too, if the mail has one."""
    return tags.message_id(base, token or tag(row), tag(row))


def bounce_address(base: str, row: UUID) -> str:
    """The envelope sender by which a bounce tells its row (VERP)."""
    return tags.bounce_address(base, tag(row))


def rows_in(texts: Iterable[str], base: str) -> list[UUID]:
    """The outbox rows whose Message-IDs stand in these texts, each once."""
    end = re.escape(base.partition("@")[2])
    ours = re.compile(rf"<{tags.TOKEN}\.([a-z2-7]{{{LETTERS}}})@{end}>", re.I)
    found = (row_of(written) for text in texts for written in ours.findall(text))
    return list(dict.fromkeys(row for row in found if row))


def by_a_cocarde(identity: str) -> bool:
    """Whether any installation of Cocarde wrote the mail with this Message-ID."""
    return _COCARDES.fullmatch(identity) is not None


def answered_rows(message: Message, base: str) -> list[UUID]:
    """The mails of ours that this one answers, by its In-Reply-To and References."""
    return rows_in((text for name in _THREADED for text in raw_values(message, name)), base)
