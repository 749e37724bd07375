"""The page of all of a person's badges: opened by them alone, at a secret address or a public one.

`/p/ADDRESS`. It shows what `held_badges` has, and the person's name only where they said so.
"""

from dataclasses import replace
from enum import StrEnum

from sqlmodel import col, select

from core.ground.tables import Consent, Person
from core.ground.world import Turn
from core.people import consents
from core.people.consents import Exhibit, Showing, Yes
from core.people.joined import living, selves
from core.reading.text import words
from core.showing import reserved_addresses


class PageChange(StrEnum):
    """What a person can do with their page; each has its button, `showing.button_…`."""

    OPEN = "open"
    OPEN_NAMED = "open_named"
    AGAIN = "again"  # as it was when it was closed
    CLOSE = "close"
    NAMED = "named"
    UNNAMED = "unnamed"
    PUBLIC = "public"
    SECRET = "secret"  # noqa: S105 - no password
    ANEW = "anew"  # at another secret address


OPENING = (PageChange.OPEN, PageChange.OPEN_NAMED, PageChange.AGAIN)
LETTERS = 26  # 130 bits of base32, as the secrets of letters
FEW = 4  # letters that tell two of a name apart
LONGEST = 40


def standing(turn: Turn, person: Person) -> Consent | None:
    """The page that a person has open; None for none."""
    return consents.standing(turn, person, Showing.PAGE)


def at(turn: Turn, address: str) -> tuple[Consent, Person] | None:
    """The page at an address and whose it is; None where none is open there."""
    query = select(Consent).where(Consent.what == Showing.PAGE, Consent.address == address)
    row = turn.db.exec(query.where(col(Consent.withdrawn_at).is_(None))).first()
    if row is None:
        return None
    return row, living(turn, turn.db.get_one(Person, row.person_id))


def url(turn: Turn, page: Consent) -> str:
    """The whole address of a page."""
    return f"{turn.settings.base}/p/{page.address}"


def change(turn: Turn, person: Person, wanted: PageChange, yes: Yes) -> bool:
    """Change what a person's page is, whether it is open or not; false where nothing was to be
    changed."""
    page = standing(turn, person)
    if wanted in OPENING:
        shown = opened_as(turn, person, wanted) if page is None else None
    elif page is None:
        return False
    elif wanted is PageChange.CLOSE:
        return consents.withdraw(turn, person, Showing.PAGE)
    else:
        shown = changed_as(turn, person, page, wanted)
    if shown is None:
        return False
    consents.withdraw(turn, person, Showing.PAGE)
    put(turn, person, shown, yes)
    return True


def possible(person: Person, page: Consent | None) -> list[PageChange]:
    """What can be done with the page of a person as it is."""
    if page is None:
        return [PageChange.OPEN, *([PageChange.OPEN_NAMED] if person.name else [])]
    named = [PageChange.NAMED] if person.name else []
    return [
        *([PageChange.UNNAMED] if page.name else named),
        PageChange.SECRET if page.public else PageChange.PUBLIC,
        *([] if page.public else [PageChange.ANEW]),
        PageChange.CLOSE,
    ]


def opened_as(turn: Turn, person: Person, wanted: PageChange) -> Exhibit | None:
    """How the page opens: at a secret address, or as it was when it was closed last."""
    if wanted is PageChange.AGAIN:
        before = next(iter(consents.given(turn, person, Showing.PAGE)), None)
        return as_shown(before) if before else None
    name = person.name if wanted is PageChange.OPEN_NAMED else ""
    return Exhibit(Showing.PAGE, secret(turn), name=name)


def changed_as(turn: Turn, person: Person, page: Consent, wanted: PageChange) -> Exhibit | None:
    """What an open page shows after a change; None where it is so already."""
    shown = as_shown(page)
    after = {
        PageChange.NAMED: replace(shown, name=person.name),
        PageChange.UNNAMED: replace(shown, name=""),
        PageChange.ANEW: replace(shown, address=secret(turn), public=False),
        PageChange.SECRET: replace(shown, address=secret(turn), public=False)
        if page.public
        else shown,
        PageChange.PUBLIC: shown
        if page.public
        else replace(shown, address=readable(turn, person), public=True),
    }[wanted]
    return after if after != shown else None


def as_shown(page: Consent) -> Exhibit:
    return Exhibit(Showing.PAGE, page.address, name=page.name, public=page.public)


def put(turn: Turn, person: Person, shown: Exhibit, yes: Yes) -> Consent:
    """Write the page down; at another address where somebody opened one there meanwhile."""
    page = consents.agree(turn, person, shown, yes)
    while page is None:
        address = further(turn, shown.address) if shown.public else secret(turn)
        page = consents.agree(turn, person, replace(shown, address=address), yes)
    return page


def secret(turn: Turn) -> str:
    return turn.chance.letters(LETTERS)


def readable(turn: Turn, person: Person) -> str:
    """« zoe-lambert »; with a few letters more where somebody else has or had that address, as what
    was shared of theirs must not lead here, or where it would pass for theirs."""
    name = "-".join(words(person.name)).encode("ascii", "ignore").decode().strip("-")[:LONGEST]
    plain = name or "badges"
    query = select(Consent.person_id).where(Consent.address == plain)
    others = set(turn.db.exec(query)) - set(selves(turn, person))
    free = name and not others and not reserved_addresses.reserved(turn, plain)
    return plain if free else further(turn, plain)


def further(turn: Turn, address: str) -> str:
    return f"{address}-{turn.chance.letters(FEW)}"
