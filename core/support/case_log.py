"""What was said and done in a case: rows that are only ever added, each with who and when."""

from enum import StrEnum

from sqlmodel import col, select

from core.ground.errors import Refusal
from core.ground.tables import Case, Entry, Person
from core.ground.world import Turn
from core.support import answer_due


class EntryKind(StrEnum):
    """What an entry of a case's timeline tells of; an action of the staff may leave one of its own
    kind, whatever its name."""

    TOLD = "told"  # a card went out; its outbox row has the entry's id as its subject
    SAID = "said"  # the person's words
    ANSWERED = "answered"  # the staff's words to the person
    ASSIGNED = "assigned"
    SENT = "sent"
    ISSUED = "issued"
    READDRESSED = "readdressed"
    MERGED = "merged"
    CORRECTED = "corrected"  # another name on a badge was ordered
    REVOKED = "revoked"
    KEPT = "kept"  # the order was taken back
    REQUESTED = "requested"  # what an organisation that wants to join told, as JSON
    ENROLLED = "enrolled"
    DECLINED = "declined"
    CLOSED = "closed"
    REOPENED = "reopened"
    ESCALATED = "escalated"


KEPT = (EntryKind.TOLD, EntryKind.REQUESTED)  # of no interest to who reads what was done


def add(
    turn: Turn, case: Case, kind: str, actor: Person | None = None, text: str = "", door: str = ""
) -> Entry:
    """One more line on a case's timeline."""
    entry = Entry(
        id=turn.chance.uuid(),
        case_id=case.id,
        kind=kind,
        actor_id=actor.id if actor else None,
        door=door,
        text=text,
        at=turn.at,
    )
    turn.db.add(entry)
    turn.db.flush()
    return entry


def of(turn: Turn, case: Case, *kinds: str) -> list[Entry]:
    """The entries of a case of these kinds, or of all where none is named, first to last."""
    query = select(Entry).where(Entry.case_id == case.id)
    if kinds:
        query = query.where(col(Entry.kind).in_(kinds))
    return list(turn.db.exec(query.order_by(col(Entry.at), col(Entry.id))))


def done(turn: Turn, case: Case) -> list[Entry]:
    """What was said and done in a case, first to last: all but the cards that went out, and what
    they show."""
    return [entry for entry in of(turn, case) if entry.kind not in KEPT]


def check_first(turn: Turn, case: Case, kind: str, seen: int | None) -> None:
    """Raise `Refusal` where somebody did this since the card was shown; `seen` is how often it was
    done by then, None asks nothing."""
    done = of(turn, case, kind)
    if seen is not None and len(done) > seen:
        raise already(turn, case, done[-1])


def already(turn: Turn, case: Case, entry: Entry) -> Refusal:
    """The refusal for what was done before: by whom, and when."""
    return Refusal(
        f"case.already_{entry.kind}",
        ref=case.ref,
        who=name(turn, entry),
        when=answer_due.moment(turn, case.programme, entry.at),
        text=entry.text,
    )


def name(turn: Turn, entry: Entry) -> str:
    """The name of who made an entry; « Cocarde » where nobody of the staff did."""
    who = turn.db.get(Person, entry.actor_id) if entry.actor_id else None
    return who.name if who and who.name else "Cocarde"
