"""Cases: what a human of the staff has to see, opened once for each occasion and subject."""

from dataclasses import dataclass
from datetime import timedelta
from enum import StrEnum

from sqlmodel import col, select

from core.claims import people, post, roles
from core.ground import outbox
from core.ground.adding import add_new
from core.ground.messages import Message
from core.ground.outbox import To
from core.ground.tables import Address, Case, Claim, Mission, Person
from core.ground.world import REF, Turn

CASE, OPEN = "case", "open"
REF_LETTERS = 6
LONGEST = 500
HOUR = timedelta(hours=1)


class Occasion(StrEnum):
    """Why a case was opened."""

    POISON = "poison_mail"
    BOUNCED = "bounced"
    UNDELIVERED = "undelivered"
    HUMAN = "human"
    NOT_ME = "not_me"
    UNSOLVED = "unsolved"
    MATCH = "match"
    OVERDUE = "overdue"
    BOUNCES = "bounces"
    FAST = "fast"


@dataclass(frozen=True, slots=True)
class Matter:
    """What a case is about; `subject` is what it is known by, `why` what staff read first.

    `cause` is the diagnosis (`diagnosis.causes`), `mission` a roster row that it may be about.
    """

    occasion: Occasion
    subject: str
    why: str
    programme: str = ""
    person: Person | None = None
    claim: Claim | None = None
    mission: Mission | None = None
    cause: str = ""


def open_case(turn: Turn, matter: Matter, *, told: bool = True) -> Case:
    """Open a case and tell the staff; where this one was opened before, that one, and no word."""
    case = Case(
        id=turn.chance.uuid(),
        ref=turn.chance.letters(REF_LETTERS, REF),
        occasion=matter.occasion,
        subject=matter.subject,
        programme=matter.programme,
        person_id=matter.person.id if matter.person else None,
        claim_id=matter.claim.id if matter.claim else None,
        mission_id=matter.mission.id if matter.mission else None,
        state=OPEN,
        cause=matter.cause,
        why=matter.why[:LONGEST],
        opened_at=turn.at,
    )
    if not add_new(turn, case):
        return known(turn, matter)
    if told:
        for member in roles.supporters(turn, matter.programme):
            tell(turn, case, matter, member)
    return case


def poisoned(turn: Turn, source_id: str, why: str) -> None:
    """An input that was set aside; of many in an hour the staff are told of the first."""
    lately = select(Case.id).where(
        Case.occasion == Occasion.POISON, Case.opened_at > turn.at - HOUR
    )
    told = turn.db.exec(lately).first() is None
    open_case(turn, Matter(Occasion.POISON, source_id, why), told=told)


def known(turn: Turn, matter: Matter) -> Case:
    query = select(Case).where(Case.occasion == matter.occasion, Case.subject == matter.subject)
    return turn.db.exec(query).one()


def tell(turn: Turn, case: Case, matter: Matter, member: Person) -> None:
    """One notice to one member of the staff, where they read us."""
    address = people.reach(turn, member)
    if address is None:
        return
    locale = post.locale_of(turn, member)
    values = {
        "ref": case.ref,
        "occasion": turn.say(locale, f"case.occasion_{case.occasion}"),
        "why": case.why,
        "claimant": described(turn, matter),
    }
    message = Message(turn.say(locale, "case.opened", **values), locale, letter=CASE, values=values)
    outbox.put(turn, To(address.door, address.value, member.id), CASE, key(case, address), message)


def key(case: Case, address: Address) -> str:
    return f"{case.id}:{address.id}"


def described(turn: Turn, matter: Matter) -> str:
    """Who it is about, as staff know them: name, mail, claim."""
    if matter.person is None:
        return ""
    mails = [a.value for a in people.addresses(turn, matter.person) if a.door == people.MAIL]
    told = [matter.person.name, *mails[:1], matter.claim.ref if matter.claim else ""]
    return " · ".join(filter(None, told))


def open_cases(turn: Turn, programme: str = "") -> list[Case]:
    """The cases that wait, the oldest first."""
    query = select(Case).where(Case.state == OPEN).order_by(col(Case.opened_at), col(Case.id))
    if programme:
        query = query.where(Case.programme == programme)
    return list(turn.db.exec(query))
