"""Mail domains of the roster that look like a typing error of a provider's and are none."""

import hashlib
import json
from collections.abc import Iterable

from core.ground.tables import Mark
from core.ground.world import Turn
from core.programmes.reading.mail_typos import mended

NEAR, ENOUGH = "roster.near_domains", 3


def learn(turn: Turn, mails: Iterable[str]) -> None:
    """Remember the domains of these mails that would be asked about, with a print of each mail.

    Nearly no roster has any; nothing is read or written for one that has none.
    """
    near = [mail for mail in mails if looks_mistyped(mail.rpartition("@")[2])]
    if not near:
        return
    mark = turn.db.get(Mark, NEAR) or Mark(name=NEAR, value="{}")
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
    mark = turn.db.get(Mark, NEAR)
    known: dict[str, list[str]] = json.loads(mark.value) if mark else {}
    return frozenset(domain for domain, seen in known.items() if len(seen) >= ENOUGH)
