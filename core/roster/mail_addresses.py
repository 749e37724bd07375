"""The mail address of a roster's cell, however it was pasted there."""

import hashlib
import json
import re
from collections.abc import Iterable

from email_validator import SPECIAL_USE_DOMAIN_NAMES as SPECIAL
from email_validator import EmailNotValidError, validate_email

from core.ground.tables import Bookmark
from core.ground.world import Turn
from core.reading.addresses.mail_typos import mended

# What the library takes without a second thought: ASCII, no quotes, no encoded (xn--) label.
_USUAL = re.compile(
    r"[a-z0-9_+-]{1,64}(?:\.[a-z0-9_+-]{1,64}){0,9}@"
    r"(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.){1,8}[a-z]{2,24}",
    re.IGNORECASE | re.ASCII,
)
_NAMED = re.compile(r"[^<>]*<([^<>]+)>")
LONGEST, LONGEST_LOCAL = 200, 64


def read_mail(cell: str) -> str | None:
    """The address in lower case, out of « mailto:… » or « Prénom NOM <…> » too; none if it is none.

    The verdict is that of the library; an address of the most usual kind is not shown to it.
    """
    written = unwrapped(cell.strip())
    if usual(written):
        return written.lower()
    try:
        checked = validate_email(written, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return None
    return checked.normalized.lower()


def unwrapped(cell: str) -> str:
    named = _NAMED.fullmatch(cell)
    inner = (named[1] if named else cell).strip().rstrip(";,").strip()
    return inner[7:].strip() if inner[:7].lower() == "mailto:" else inner


def usual(address: str) -> bool:
    """Whether an address is so plain that it needs no library to be judged."""
    if len(address) > LONGEST or not _USUAL.fullmatch(address) or "--" in address:
        return False
    local, _, domain = address.partition("@")
    top = domain.rpartition(".")[2].lower()
    return len(local) <= LONGEST_LOCAL and top not in SPECIAL


NEAR, ENOUGH = "roster.near_domains", 3


def learn(turn: Turn, mails: Iterable[str]) -> None:
    """Remember the domains of these mails that would be asked about, with a print of each mail.

    Nearly no roster has any; nothing is read or written for one that has none.
    """
    near = [mail for mail in mails if looks_mistyped(mail.rpartition("@")[2])]
    if not near:
        return
    mark = turn.db.get(Bookmark, NEAR) or Bookmark(name=NEAR, value="{}")
    known: dict[str, list[str]] = json.loads(mark.value)
    for mail in near:
        seen = known.setdefault(mail.rpartition("@")[2], [])
        if len(seen) < ENOUGH and (own := print_of(mail)) not in seen:
            seen.append(own)
    mark.value = json.dumps(known)
    turn.db.add(mark)


def looks_mistyped(domain: str) -> bool:
    return mended(domain) != domain


def print_of(mail: str) -> str:
    return hashlib.sha256(mail.encode()).hexdigest()[:16]


def own(turn: Turn) -> frozenset[str]:
    """The domains that three people of the rosters have, so that they are no slip of one's hand."""
    mark = turn.db.get(Bookmark, NEAR)
    known: dict[str, list[str]] = json.loads(mark.value) if mark else {}
    return frozenset(domain for domain, seen in known.items() if len(seen) >= ENOUGH)
