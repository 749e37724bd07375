"""Why a mail was refused: the words and codes of servers, from `templates/bounces/`, a file each.

`about` says whose matter it is: the sender's (us), the mail's, the mailbox's, the address's. Only
the last closes an address; so what is another's matter is looked for before it.
"""

import re
import tomllib
from collections.abc import Sequence
from dataclasses import dataclass
from enum import IntEnum
from functools import cache

from core.ground.paths import TEMPLATES
from core.reading.text import fold

FOLDER = TEMPLATES / "bounces"
GAP = "…"  # in a phrase: some signs between its parts
ANY_CODE = re.compile(r"(?<![\d.])([245])\.(\d{1,3})\.(\d{1,3})(?![\d.]*\d)")
REPLY = re.compile(
    r"(?<![\d.:/#\w-])([45]\d\d)(?=[ \-#;:'\"]|$)(?![ -]?(?:bytes|seconds|days|hours))"
)
_ADDRESS = re.compile(r"[^\s<>()\[\]:;,\"'=]+@[^\s<>()\[\]:;,\"']+")
_WORDS = re.compile(r"\w")


class About(IntEnum):
    """Whose matter a refusal is, in the order in which it is looked for."""

    SENDER = 0
    MAIL = 1
    MAILBOX = 2
    ADDRESS = 3


@dataclass(frozen=True, slots=True)
class Reason:
    """One kind of refusal; `statuses` are enhanced codes (RFC 3463) without their class."""

    name: str
    about: About
    statuses: frozenset[str]
    pattern: re.Pattern[str]

    @property
    def closes(self) -> bool:
        """Whether nothing will ever arrive at the address."""
        return self.about is About.ADDRESS

    @property
    def ours(self) -> bool:
        """Whether it is about us, so that the same mail may be taken once we have mended it."""
        return self.about is About.SENDER


UNCLEAR = Reason("unclear", About.MAILBOX, frozenset(), re.compile(r"(?!)"))


@cache
def reasons() -> Sequence[Reason]:
    """Every reason of the folder, those first that are nobody's at that address."""
    found = [
        Reason(
            path.stem,
            About[told["about"].upper()],
            frozenset(told["statuses"]),
            any_of(told["phrases"]),
        )
        for path in sorted(FOLDER.glob("*.toml"))
        for told in [tomllib.loads(path.read_text(encoding="utf-8"))]
    ]
    return sorted(found, key=lambda reason: (reason.about, reason.name))


def any_of(phrases: Sequence[str]) -> re.Pattern[str]:
    """One pattern for all phrases of a reason, each from the beginning of a word."""
    return re.compile("|".join(map(_phrase, phrases)))


def _phrase(phrase: str) -> str:
    parts = (re.escape(fold(part).strip()) for part in phrase.split(GAP))
    start = r"\b" if _WORDS.match(phrase) else ""
    return start + r".{0,60}?".join(parts)


def by_words(text: str) -> Reason | None:
    """The first reason whose words stand in the text; addresses in it say nothing."""
    bare = " ".join(fold(_ADDRESS.sub("@", text)).split())
    return next((reason for reason in reasons() if reason.pattern.search(bare)), None)


def by_status(code: str) -> Reason | None:
    """The reason that an enhanced code stands for, whatever its class."""
    _, _, detail = code.partition(".")
    return next((reason for reason in reasons() if detail in reason.statuses), None)


def codes_in(text: str) -> list[str]:
    """The enhanced codes of a text that tell of a failure, in order."""
    found = (match.group() for match in ANY_CODE.finditer(text))
    return [code for code in found if not code.startswith("2")]


def judge(line: str, status: str = "") -> Reason:
    """Why the remote server refused, by its own line first, then by the Status of a report.

    A server that says "later" (a 4xx of its own) has not said that an address is gone.
    """
    told = codes_in(line)
    reason = by_words(line)
    reason = reason or next(filter(None, map(by_status, told)), None)
    if reason is None and not told:
        reason = by_status(status)
    reason = reason or UNCLEAR
    return UNCLEAR if reason.closes and is_for_now(line) else reason


def is_for_now(line: str) -> bool:
    """Whether the server's own reply in this line is a 4xx."""
    replies = [match[1] for match in REPLY.finditer(line)]
    return bool(replies) and all(code.startswith("4") for code in replies)
