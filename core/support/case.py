"""What a case is about, why it was opened, and how far it is."""

from dataclasses import dataclass
from enum import StrEnum

from core.ground.tables import Claim, Mission, Person

CASE = "case"  # the kind of a card, and of the timer that looks at a case again


class CaseState(StrEnum):
    """Whose turn it is in a case: the staff's, the person's, or nobody's."""

    OPEN = "open"
    ANSWERED = "answered"
    CLOSED = "closed"


class Occasion(StrEnum):
    """Why a case was opened."""

    POISON = "poison_mail"
    BOUNCED = "bounced"
    UNDELIVERED = "undelivered"
    HUMAN = "human"
    MISSPELT = "misspelt"
    NOT_ME = "not_me"
    UNSOLVED = "unsolved"
    MATCH = "match"
    OVERDUE = "overdue"
    BOUNCES = "bounces"
    FAST = "fast"
    REFUSED = "refused_us"
    LOST_EVENT = "lost_event"
    UNISSUED = "unissued"
    MISUSED = "misused_key"
    REVOCATION = "revocation"
    JOINING = "joining"
    COMPONENT = "component"  # what a wider badge was given for is gone


# About a person, and not told to them: the staff's own affair.
OF_STAFF = frozenset({Occasion.FAST, Occasion.MISUSED, Occasion.REVOCATION, Occasion.COMPONENT})


@dataclass(frozen=True, slots=True)
class CaseSubject:
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
