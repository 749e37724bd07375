"""What each secret may do: at each door, in whose hands. Every cell is played, and printed."""

from enum import StrEnum
from itertools import groupby

from tests.secrets.showing import DOORS, FRESH, HOLDERS, Found


class May(StrEnum):
    """What comes of showing a secret, in the words of `docs/security.md`."""

    USE = "does it"
    USE_TOLD = "does it; its mailbox is told"
    AFTER_CODE = "does it, after a code sent to its mailbox"
    CODE = "a code goes to its mailbox, nothing else"
    SEE = "shows it"
    TOLD = "nothing; its mailbox is told"
    NOTHING = "nothing"
    CANNOT_BE = "–"


U, M, A, C, S, T, N, X = (
    May.USE, May.USE_TOLD, May.AFTER_CODE, May.CODE, May.SEE, May.TOLD, May.NOTHING, May.CANNOT_BE,
)  # fmt: skip
Row = tuple[May, May, May, May, May, May]
DEAD: Row = (N, N, X, N, N, N)

# secret → door → what it may do in the hands of: the owner, another, somebody whose role was
# removed, anybody once a link of its mailbox was undone, once it was used, once it is over.
TABLE: dict[str, dict[str, Row]] = {
    "review": {
        "telegram": (A, C, N, N, N, N),
        "terminal": (A, C, N, N, N, N),
        "mail": (U, T, N, T, T, T),
        "web": (M, M, N, N, S, N),
    },
    "claim": {
        "telegram": (A, C, X, N, C, N),
        "terminal": (A, C, X, N, C, N),
        "mail": (U, T, X, T, T, T),
        "web": (U, U, X, N, S, N),
    },
    "invitation": {
        "telegram": (M, M, X, N, C, N),
        "terminal": (M, M, X, N, C, N),
        "mail": (U, T, X, T, T, T),
        "web": (M, M, X, N, S, N),
    },
    "link code": {
        "telegram": (U, N, X, N, N, N),
        "terminal": (U, N, X, N, N, N),
        "mail": (U, N, X, T, T, T),
        "web": DEAD,
    },
    "unsubscribe": {
        "telegram": (A, C, X, N, C, N),
        "terminal": (A, C, X, N, C, N),
        "mail": (U, U, X, N, N, N),
        "web": (U, U, X, N, S, N),
    },
    "undo": {
        "telegram": DEAD,
        "terminal": DEAD,
        "mail": (U, M, X, T, T, T),
        "web": (U, U, X, S, S, N),
    },
    "figures": {
        "telegram": (N, N, N, N, X, N),
        "terminal": (N, N, N, N, X, N),
        "mail": (N, N, N, T, X, T),
        "web": (S, S, N, N, X, N),
    },
    "report": {
        "telegram": (N, N, N, N, X, N),
        "terminal": (N, N, N, N, X, N),
        "mail": (N, N, N, T, X, T),
        "web": (S, S, N, N, X, N),
    },
    "what one shows": {
        "telegram": (N, N, X, N, X, N),
        "terminal": (N, N, X, N, X, N),
        "mail": (N, N, X, T, X, T),
        "web": (U, U, X, N, X, N),
    },
    "own data": {
        "telegram": (N, N, X, N, X, N),
        "terminal": (N, N, X, N, X, N),
        "mail": (N, N, X, T, X, T),
        "web": (U, U, X, N, X, N),
    },
    "case": {
        "telegram": (N, N, X, N, X, N),
        "terminal": (N, N, X, N, X, N),
        "mail": (U, T, X, T, X, T),
        "web": (N, N, X, N, X, N),
    },
    "support": {
        "telegram": (N, N, N, N, N, N),
        "terminal": (N, N, N, N, N, N),
        "mail": (U, T, N, T, T, T),
        "web": (N, N, N, N, N, N),
    },
    "changed address": {
        "telegram": DEAD,
        "terminal": DEAD,
        "mail": (U, T, X, T, T, T),
        "web": DEAD,
    },
    "lost badge": {
        "telegram": DEAD,
        "terminal": DEAD,
        "mail": (U, T, X, T, T, T),
        "web": DEAD,
    },
}


def may(found: Found, door: str, holder: str) -> May:
    """What was found, in one word; an answer to who wrote from a mailbox is no news to it."""
    answered = door == "mail" and holder in ("owner", "staff removed")
    told = found.told and not answered
    if found.done and found.code:
        return May.AFTER_CODE
    if found.done:
        return May.USE_TOLD if told else May.USE
    if found.code:
        return May.CODE
    if found.page:
        return May.SEE
    return May.TOLD if told else May.NOTHING


def printed() -> str:
    """The table as Markdown; doors where a secret may do the same share a row."""
    lines = [f"| secret | door | {' | '.join(HOLDERS)} |", f"|{'---|' * (len(HOLDERS) + 2)}"]
    for secret, doors in TABLE.items():
        for row, same in groupby(DOORS, key=doors.__getitem__):
            named = ", ".join("Telegram" if door == "telegram" else door for door in same)
            lines.append(f"| {secret} | {named} | {' | '.join(row)} |")
    return "\n".join(lines)


def joins(secret: str, door: str, what: May) -> bool:
    """Whether who shows a secret may be the person of its mailbox afterwards."""
    return what is May.AFTER_CODE or (secret == "invitation" and door in FRESH and what is M)
