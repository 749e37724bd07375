"""All that was between a person and us, and what was done in their case, by time."""

import re
from dataclasses import dataclass
from datetime import datetime, timedelta

from sqlalchemy import func
from sqlmodel import col, select

from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows.ends import Ended, end_of
from core.ground.tables import Case, Claim, Event, Inbox, Outbox, Person
from core.ground.world import Turn
from core.people import roles
from core.support import case_diagnosis, case_log
from core.support.case_log import EntryKind

PERSON, COCARDE, CLAIM = "person", "cocarde", "claim"
NOTED = "human-noted"  # the letter that says that words have come
MOST, FEW = 40, 4
CUT_FOR_CARD = 160
PRESSED = re.compile(r"[a-z]+\??:(?!//)\S*")
SAME = timedelta(minutes=10)
HIDDEN = (  # what is for staff, a secret, or told before
    MessageKind.CASE, MessageKind.CASE_EDIT, MessageKind.CODE,
    MessageKind.REVIEW, MessageKind.REVIEW_CLOSED, MessageKind.PROGRESS,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class TimelineLine:
    """One line: when, who (person, cocarde, claim, or a member's name), what, where, which words.

    `kind` is that of an entry (`case_log.EntryKind`), `said`, `sent` or the move of a claim.
    """

    at: datetime
    who: str
    kind: str
    door: str
    text: str
    became: Ended | None = None  # of what we sent


def timeline(turn: Turn, case: Case, most: int = MOST) -> list[TimelineLine]:
    """The latest lines, first to last; never more than `most`."""
    noted = [line for line in in_case(turn, case) if line.kind not in case_log.KEPT]
    person, told = case_diagnosis.person_of(turn, case), []
    if person is not None:
        told = unheard(talked(turn, person, case, most), noted)
        told += moved(turn, person, case, most)
    return sorted([*told, *noted], key=lambda line: line.at)[-most:]


def exchanges(turn: Turn, case: Case) -> list[TimelineLine]:
    """The last words between the person and us, but for those why the case was opened."""
    spoken = {EntryKind.SAID, EntryKind.ANSWERED, "said", "sent"}
    told = (line for line in timeline(turn, case) if line.text not in case.why)
    return [line for line in told if line.kind in spoken][-FEW:]


def in_case(turn: Turn, case: Case) -> list[TimelineLine]:
    """What was said and done in the case itself."""
    return [
        TimelineLine(
            each.at,
            PERSON if each.kind == EntryKind.SAID else case_log.name(turn, each),
            each.kind,
            each.door,
            each.text,
        )
        for each in case_log.of(turn, case)
    ]


def talked(turn: Turn, person: Person, case: Case, most: int) -> list[TimelineLine]:
    """What was said on either side; that of the staff is about others, and stays with them."""
    if roles.works_here(turn, person):
        return []
    return [*said(turn, person, most), *sent(turn, person, case, most)]


def said(turn: Turn, person: Person, most: int) -> list[TimelineLine]:
    """The person's latest words, at whichever door; a press of a button is none."""
    query = select(Inbox.received_at, Inbox.source, Inbox.said).where(Inbox.person_id == person.id)
    query = query.where(Inbox.said != "").order_by(col(Inbox.received_at).desc()).limit(most)
    found = turn.db.exec(query)
    heard = (row for row in found if not PRESSED.fullmatch(row[2]))
    return [TimelineLine(at, PERSON, "said", source, words) for at, source, words in heard]


def sent(turn: Turn, person: Person, case: Case, most: int) -> list[TimelineLine]:
    """Our latest messages to the person but for mere receipts, none about another programme."""
    query = select(Outbox).join(Claim, col(Claim.id) == Outbox.claim_id, isouter=True)
    query = query.where(Outbox.person_id == person.id, Outbox.message != "")
    if case.programme:
        query = query.where(func.coalesce(col(Claim.programme), case.programme) == case.programme)
    query = query.where(col(Outbox.kind).not_in(HIDDEN))
    rows = turn.db.exec(query.order_by(col(Outbox.created_at).desc()).limit(most))
    told = [(row, Message.from_json(row.message)) for row in rows]
    return [
        TimelineLine(
            row.created_at,
            COCARDE,
            "sent",
            row.door,
            worded(turn, row, message),
            end_of(row, turn.at),
        )
        for row, message in told
        if message.letter != NOTED
    ]


def worded(turn: Turn, row: Outbox, message: Message) -> str:
    """The words of a message; where their days are over, that they are gone."""
    return turn.say(turn.world.words.first, "message.bare") if row.bare else message.text


def moved(turn: Turn, person: Person, case: Case, most: int) -> list[TimelineLine]:
    """The moves of the person's claims in the case's programme, by reference."""
    query = select(Event, Claim.ref).join(Claim, col(Claim.id) == Event.claim_id)
    query = query.where(Event.person_id == person.id, Event.to_state != "")
    if case.programme:
        query = query.where(Claim.programme == case.programme)
    found = turn.db.exec(query.order_by(col(Event.at).desc()).limit(most))
    return [
        TimelineLine(
            each.at, CLAIM, each.move, each.door, " · ".join(filter(None, (ref, each.reason)))
        )
        for each, ref in found
    ]


def unheard(lines: list[TimelineLine], known: list[TimelineLine]) -> list[TimelineLine]:
    """Those that the case has no entry of: an answer is an entry and a message."""
    return [
        line
        for line in lines
        if not any(
            each.text
            and each.text in line.text
            and abs(each.at - line.at) < SAME
            and each.kind in (EntryKind.SAID, EntryKind.ANSWERED)
            for each in known
        )
    ]
