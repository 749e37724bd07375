"""A badge of another issuer, judged by asking the partners that the programmes have registered."""

import json
from collections.abc import Callable, Collection
from dataclasses import replace
from datetime import datetime

from core.badges.verify.partners import Ask, PartnersRegister
from core.badges.verify.verify import Verdict, verify
from core.programmes.link_check import FoundDocument
from core.programmes.programme_parts import Partner

GONE = 410
Fetched = Callable[[str, Collection[str]], FoundDocument | None]


def told_of(
    file: bytes, recipient: str | None, register: PartnersRegister, now: datetime
) -> Verdict:
    """The verdict on a badge that is none of ours."""
    told = verify(file, recipient=recipient, register=register, now=now)
    return replace(told, partner=True) if told.valid else told


def partners(known: Collection[Partner], fetched: Fetched) -> PartnersRegister:
    """The partners of all programmes as the register of one badge."""
    issuers = frozenset(issuer for partner in known for issuer in partner.issuers)
    register = PartnersRegister(issuers, frozenset(h for p in known for h in p.hosts), _nobody)
    register.ask = asking(fetched, register.hosts_asked)
    return register


def asking(fetched: Fetched, hosts: Collection[str]) -> Ask:
    """How those hosts are asked: an assertion that is gone is revoked (Open Badges 2.0, hosted
    verification), any other failure is no document."""

    def ask(url: str) -> bytes | None:
        found = fetched(url, hosts)
        if found is None:
            return None
        if found.status == GONE:
            return json.dumps({"id": url, "revoked": True}).encode()
        return found.body if found.status == 200 else b""

    return ask


def _nobody(_url: str) -> None:
    return None
