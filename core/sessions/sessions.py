"""The sessions of the managers' pages: one browser, thirty minutes idle, eight hours at most."""

from dataclasses import dataclass
from datetime import timedelta
from uuid import UUID

from sqlmodel import col, select, update

from core.ground.tables import Address, PageSession, Person
from core.ground.world import Turn
from core.people.tokens import LETTERS, digest
from core.sessions import second_factors

IDLE, LONGEST = timedelta(minutes=30), timedelta(hours=8)
PROVED = timedelta(minutes=10)  # how long a second factor serves for what needs it anew
TOUCHED = timedelta(minutes=1)  # how exactly it is known when a session was last used
AGENT = 60


@dataclass(frozen=True, slots=True)
class SignedIn:
    """Who is signed in, in which session."""

    session: PageSession
    person: Person

    def proved(self, turn: Turn) -> bool:
        """Whether a second factor was shown just now."""
        return turn.at - self.session.proved_at < PROVED


def begin(turn: Turn, mailbox: Address, person: Person, agent: str = "") -> str:
    """A new session for who has shown both factors, of this mailbox and another; gives the secret
    for their cookie."""
    secret = turn.chance.letters(LETTERS)
    turn.db.add(
        PageSession(
            id=turn.chance.uuid(),
            digest=digest(secret),
            person_id=person.id,
            address_id=mailbox.id,
            agent=agent[:AGENT],
            started_at=turn.at,
            seen_at=turn.at,
            proved_at=turn.at,
        )
    )
    turn.db.flush()
    return secret


def find(turn: Turn, secret: str) -> SignedIn | None:
    """The live session of a cookie: not ended, not idle, not too old, of a mailbox that is still
    its person's, who still holds a role that has pages. None for any other."""
    query = select(PageSession).where(PageSession.digest == digest(secret))
    session = turn.db.exec(query).first() if secret else None
    if session is None or not lives(turn, session):
        return None
    address = turn.db.get(Address, session.address_id)
    if address is None or address.person_id != session.person_id:
        return None
    person = turn.db.get_one(Person, session.person_id)
    return SignedIn(session, person) if second_factors.welcome(turn, person) else None


def lives(turn: Turn, session: PageSession) -> bool:
    """Whether a session was not ended, and neither of its times is over."""
    idle, whole = turn.at - session.seen_at, turn.at - session.started_at
    return session.ended_at is None and idle < IDLE and whole < LONGEST


def due(turn: Turn, session: PageSession) -> bool:
    """Whether it is time to note that a session is still used."""
    return turn.at - session.seen_at >= TOUCHED


def touch(turn: Turn, session_id: UUID) -> None:
    """Note that a session is used just now."""
    here = update(PageSession).where(col(PageSession.id) == session_id)
    turn.db.exec(here.values(seen_at=turn.at))


def current(turn: Turn, session: PageSession) -> PageSession:
    """A session as it stands in this turn."""
    return turn.db.get_one(PageSession, session.id)


def prove(turn: Turn, session: PageSession) -> None:
    """Note that a second factor was shown again in a session."""
    session.proved_at = turn.at
    turn.db.add(session)


def end(turn: Turn, session: PageSession) -> None:
    """End a session: its cookie opens nothing from now on."""
    session.ended_at = session.ended_at or turn.at
    turn.db.add(session)


def end_where_unwelcome(turn: Turn, person: Person) -> None:
    """End every session of somebody who holds no role with pages any more."""
    if not second_factors.welcome(turn, person):
        for session in of_person(turn, person):
            end(turn, session)


def of_person(turn: Turn, person: Person) -> list[PageSession]:
    """The live sessions of a person, the latest first."""
    query = select(PageSession).where(PageSession.person_id == person.id)
    found = turn.db.exec(query.order_by(col(PageSession.started_at).desc()))
    return [each for each in found if lives(turn, each)]
