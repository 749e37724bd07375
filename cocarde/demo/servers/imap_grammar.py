"""The grammar of the demo's IMAP server: commands, number sets, search keys (RFC 3501, 9)."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime

from cocarde.demo.servers.mailboxes import KeptMail

COMMAND = re.compile(r"([^\s()]+) (?:(UID) )?([A-Za-z]+)(?: (.*))?", re.I | re.S)
WORD = re.compile(r'"((?:[^"\\]|\\.)*)"|(\([^()]*\))|([^\s"()]+)')
ITEM = re.compile(r"([A-Z0-9.]+)(\[[^\]]*\])?(?:<(\d+)\.(\d+)>)?", re.I)
MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")


class UnknownCommand(ValueError):
    """The line is no command that this server knows."""


@dataclass(frozen=True, slots=True)
class ImapCommand:
    """`a1 UID FETCH 1:* (FLAGS)`: tag a1, uid, name FETCH, words ("1:*", "(FLAGS)")."""

    tag: str
    uid: bool
    name: str
    words: tuple[str, ...]

    @classmethod
    def read(cls, line: str) -> "ImapCommand":
        """The command that a line holds: tag, name, words; raises `Unreadable` for a line that is
        none."""
        found = COMMAND.fullmatch(line)
        if found is None:
            raise UnknownCommand
        return cls(found[1], bool(found[2]), found[3].upper(), words(found[4] or ""))


def words(text: str) -> tuple[str, ...]:
    """Atoms, quoted strings without their quotes, lists with their parentheses."""
    pieces = []
    for quoted, group, atom in WORD.findall(text):
        pieces.append(re.sub(r"\\(.)", r"\1", quoted) if not (group or atom) else group or atom)
    return tuple(pieces)


def literal(line: str) -> int | None:
    """The length announced by a line that ends in a literal."""
    found = re.search(r"\{(\d+)\+?\}$", line)
    return int(found[1]) if found else None


def members(text: str, known: Sequence[int]) -> list[int]:
    """The known numbers in `1,3:5,7:*`; `*` is the last one, and ranges go either way."""
    last = known[-1] if known else 0
    chosen: set[int] = set()
    for piece in text.split(","):
        ends = [last if end == "*" else _number(end) for end in piece.split(":")]
        chosen |= {number for number in known if min(ends) <= number <= max(ends)}
    return sorted(chosen)


def _number(text: str) -> int:
    if not text.isdigit():
        raise UnknownCommand
    return int(text)


def search(keys: Sequence[str], view: Sequence[int], mails: dict[int, KeptMail]) -> list[int]:
    """The UIDs of the view that match every key."""
    left, rest = list(view), [key.strip("()") for key in keys]
    while rest:
        key = rest.pop(0).upper()
        if key == "CHARSET":
            rest.pop(0)
        elif key in _FLAGGED:
            flag, wanted = _FLAGGED[key]
            left = [uid for uid in left if (flag in mails[uid].flags) is wanted]
        elif key == "UID":
            left = [uid for uid in members(rest.pop(0), view) if uid in left]
        elif key in ("SINCE", "BEFORE"):
            day, since = _day(rest.pop(0)), key == "SINCE"
            left = [uid for uid in left if (mails[uid].at.date() >= day) is since]
        elif key != "ALL":
            raise UnknownCommand
    return left


_FLAGGED = {
    "SEEN": ("\\Seen", True),
    "UNSEEN": ("\\Seen", False),
    "DELETED": ("\\Deleted", True),
    "UNDELETED": ("\\Deleted", False),
}


def _day(text: str) -> date:
    day, month, year = text.split("-")
    return date(_number(year), MONTHS.index(month.title()) + 1, _number(day))


def internal(at: datetime) -> str:
    """`21-Nov-2026 18:09:09 +0000`, English whatever the locale."""
    return f"{at.day:02}-{MONTHS[at.month - 1]}-{at:%Y %H:%M:%S %z}"


def piece(kept: KeptMail, section: str, start: str, length: str) -> bytes:
    """The part of a mail that `BODY[section]<start.length>` names."""
    head, blank, body = kept.raw.partition(b"\r\n\r\n")
    parts = {"": kept.raw, "HEADER": head + blank, "TEXT": body}
    if section.upper() not in parts:
        raise UnknownCommand
    found = parts[section.upper()]
    return found[int(start) : int(start) + int(length)] if start else found
