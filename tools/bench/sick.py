"""Many people whose badge is missing, of every cause, written straight into the tables."""

from collections.abc import Callable, Iterator
from datetime import date, timedelta
from uuid import UUID

from core.ground.tables import (
    Address,
    Answer,
    Assignment,
    Badge,
    Claim,
    Event,
    Inbox,
    Mission,
    Outbox,
    Person,
    Timer,
)
from tests.world.world import START
from tools.bench.filling import Row

PERSON, ADDRESS, MISSION, CLAIM, OUTBOX, OTHER = range(1, 7)
CIVIC, BECODE = ("service-civique", "volontaire"), ("becode", "python-avance")
BEFORE = START - timedelta(days=20)
TODAY = START.date()
ENDED = (TODAY - timedelta(days=240), TODAY - timedelta(days=21))
SIGNED = b"{" + b"x" * 1500 + b"}"


def key(kind: int, number: int) -> UUID:
    """Keys in the order of making, one range a table."""
    return UUID(int=kind << 96 | number + 1)


def people(count: int) -> Iterator[Row]:
    """The rows of so many people, each with a mission on the roster and a claim."""
    for number in range(count):
        yield from someone(number)


def someone(number: int) -> Iterator[Row]:
    """A person with a proven mailbox, and what is wrong with their badge."""
    yield Person, {"id": key(PERSON, number), "name": "Awa", "language": "fr", "created_at": BEFORE}
    yield address(number, "mail", f"p{number}@example.org", 0)
    yield from KINDS[number % len(KINDS)](number)


def address(number: int, door: str, value: str, nth: int) -> Row:
    return Address, {
        "id": key(ADDRESS + 16 * nth, number), "person_id": key(PERSON, number), "door": door,
        "value": value, "proven_at": BEFORE, "unreachable_at": None,
        "last_used_at": BEFORE + timedelta(hours=nth), "preferred_at": None,
    }  # fmt: skip


def mission(
    number: int, days: tuple[date, date] = ENDED, *, mine: bool = True, interrupted: bool = False
) -> Row:
    return Mission, {
        "id": key(MISSION, number), "programme": "service-civique", "reference": f"SC-{number}",
        "mail": f"{'p' if mine else 'q'}{number}@example.org", "name": "Awa Diallo",
        "starts_on": days[0], "ends_on": days[1], "interrupted": interrupted,
        "organisation": "Maison des aînés", "domain": "Solidarité", "place": "Rouen", "badge": "",
        "language": "fr", "name_key": f"awa d{number}", "days_key": f"{days[0]}/{days[1]}/{number}",
        "imported_at": BEFORE,
    }  # fmt: skip


def claim(
    number: int, state: str, of: tuple[str, str] = CIVIC, *, mission_id: UUID | None = None
) -> Row:
    return Claim, {
        "id": key(CLAIM, number), "ref": f"r{number:07}", "programme": of[0], "badge": of[1],
        "person_id": key(PERSON, number), "mission_id": mission_id, "state": state, "asked": "",
        "asks_mail": False, "language": "fr", "reason": "Le dépôt est vide.", "organisation": "",
        "review_due_at": START + timedelta(days=2), "opened_at": BEFORE, "updated_at": BEFORE,
    }  # fmt: skip


def withdrawn(number: int) -> Iterator[Row]:
    """A claim that counts no more, so that there are as many claims as roster rows."""
    yield claim(number, "withdrawn", BECODE)
    yield Event, {
        "id": key(OTHER, number), "move": "withdraw", "claim_id": key(CLAIM, number),
        "person_id": key(PERSON, number), "actor_id": None, "from_state": "draft",
        "to_state": "withdrawn", "door": "", "reason": "", "rules": "", "at": BEFORE,
    }  # fmt: skip


def answer(number: int, question: str, value: str, source: str = "person") -> Row:
    return Answer, {
        "claim_id": key(CLAIM, number), "question": question, "value": value, "said": value,
        "source": source, "wrong": False, "unchecked": "", "answered_at": BEFORE,
    }  # fmt: skip


def put(number: int, kind: str, state: str) -> Row:
    subject = str(key(MISSION, number)) if kind == "invitation" else f"b{number}"
    return Outbox, {
        "id": key(OUTBOX, number), "kind": kind, "subject": subject, "door": "mail",
        "place": f"p{number}@example.org", "person_id": key(PERSON, number),
        "claim_id": key(CLAIM, number), "message": "{}", "state": state, "bulk": True,
        "due_at": BEFORE, "attempts": 1, "error": "", "remote_id": "", "created_at": BEFORE,
        "sent_at": BEFORE,
    }  # fmt: skip


def not_ended(number: int) -> Iterator[Row]:
    yield mission(number, (ENDED[0], TODAY + timedelta(days=60)))
    yield from withdrawn(number)


def too_short(number: int) -> Iterator[Row]:
    yield mission(number, (ENDED[1] - timedelta(days=60), ENDED[1]))
    yield from withdrawn(number)


def interrupted(number: int) -> Iterator[Row]:
    yield mission(number, interrupted=True)
    yield from withdrawn(number)


def unknown(number: int) -> Iterator[Row]:
    yield mission(number, mine=False)
    yield from withdrawn(number)


def invitation_due(number: int) -> Iterator[Row]:
    yield mission(number)
    yield from withdrawn(number)


def invited(number: int, state: str) -> Iterator[Row]:
    yield mission(number)
    yield claim(number, "draft", mission_id=key(MISSION, number))
    yield answer(number, "name", "Awa Diallo", "roster")
    yield put(number, "invitation", state)


def not_understood(number: int) -> Iterator[Row]:
    yield from invited(number, "sent")
    yield Inbox, {
        "id": key(OTHER, number), "source": "mail", "source_id": f"m{number}", "raw": b"",
        "state": "worked", "attempts": 0, "outcome": "rejected", "why": "",
        "person_id": key(PERSON, number), "said": "Bonjour", "received_at": BEFORE,
    }  # fmt: skip


def claimed(number: int, state: str) -> Iterator[Row]:
    """Somebody of a school, beside a roster row of somebody else."""
    yield mission(number, mine=False)
    yield claim(number, state, BECODE)
    yield answer(number, "repository", "https://github.com/lina/meteo")


def in_review(number: int) -> Iterator[Row]:
    yield from claimed(number, "in_review")
    yield Assignment, {
        "claim_id": key(CLAIM, number), "person_id": key(PERSON, 0), "stands_in_for": None,
        "given_at": BEFORE, "reminded_at": None, "verdict": "", "reason": "", "wrong": "",
        "door": "", "said_at": None, "advises": None,
    }  # fmt: skip


def preparing(number: int) -> Iterator[Row]:
    yield from claimed(number, "approved")
    yield Timer, {
        "id": key(OTHER, number), "kind": "issue", "subject": str(key(CLAIM, number)),
        "due_at": START + timedelta(minutes=5), "attempts": 0, "error": "", "done_at": None,
    }  # fmt: skip


def issued(number: int, state: str = "sent", *, revoked: bool = False) -> Iterator[Row]:
    yield mission(number)
    yield claim(number, "issued", mission_id=key(MISSION, number))
    yield answer(number, "name", "Awa Diallo")
    yield put(number, "badge", state)
    yield Badge, {
        "id": f"b{number}", "claim_id": key(CLAIM, number), "person_id": key(PERSON, number),
        "address_id": key(ADDRESS, number), "programme": CIVIC[0], "badge": CIVIC[1],
        "competence": "", "level": None, "organisation": "", "language": "fr", "name": "Volontaire",
        "issued_at": BEFORE, "status_index": number, "artwork": "", "credential": SIGNED,
        "assertion": SIGNED, "revoked_at": START if revoked else None, "revoked_reason": "",
    }  # fmt: skip


def issued_elsewhere(number: int) -> Iterator[Row]:
    yield address(number, "telegram", str(10**9 + number), 1)
    yield from issued(number)


KINDS: tuple[Callable[[int], Iterator[Row]], ...] = (
    not_ended,
    too_short,
    interrupted,
    unknown,
    invitation_due,
    lambda number: invited(number, "dead"),
    lambda number: invited(number, "sent"),
    not_understood,
    lambda number: claimed(number, "draft"),
    in_review,
    lambda number: claimed(number, "returned"),
    lambda number: claimed(number, "refused"),
    preparing,
    lambda number: issued(number, "dead"),
    issued,
    issued_elsewhere,
    lambda number: issued(number, revoked=True),
)
