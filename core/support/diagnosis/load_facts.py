"""Reading what the store knows of one person: a dozen statements by key, whatever its size."""

from collections.abc import Iterable, Sequence
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam
from sqlmodel import col, select

from core.claims.claim_form import ClaimForm
from core.claims.states import ISSUE, State
from core.ground.message_kinds import MessageKind
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
    Stop,
    Timer,
)
from core.ground.world import Turn
from core.people import people
from core.programmes.catalogue import catalogue
from core.support.diagnosis.facts import PersonFacts, SaidRow, SentRow

MOST_MISSIONS, MOST_HEARD = 50, 3


def many(name: str) -> Any:
    """A place in a statement for several keys."""
    return bindparam(name, expanding=True)


# statements made once: making one takes longer than the database needs for it
CLAIMS = select(Claim).where(Claim.person_id == bindparam("person"))
BADGES = select(Badge).where(Badge.person_id == bindparam("person"))
BY_MAIL = select(Mission).where(col(Mission.mail).in_(many("keys"))).limit(MOST_MISSIONS)
BY_CLAIM = select(Mission).where(col(Mission.id).in_(many("keys"))).limit(MOST_MISSIONS)
GIVEN = select(Answer).where(col(Answer.claim_id).in_(many("keys")))
COLUMNS: Any = [getattr(Outbox, name) for name in SentRow._fields]
OF_CLAIMS = select(*COLUMNS).where(
    col(Outbox.claim_id).in_(many("keys")),
    col(Outbox.kind).in_((MessageKind.INVITATION, MessageKind.BADGE)),
)
OF_MISSIONS = select(*COLUMNS).where(
    col(Outbox.kind) == MessageKind.INVITATION, col(Outbox.subject).in_(many("keys"))
)
STILL_DUE = select(Timer).where(
    col(Timer.kind) == ISSUE, col(Timer.subject).in_(many("keys")), col(Timer.done_at).is_(None)
)
STOPS = select(Stop).where(col(Stop.address_id).in_(many("keys")))
SPOKEN: Any = [getattr(Inbox, name) for name in SaidRow._fields]
LAST_HEARD = (
    select(*SPOKEN)
    .where(col(Inbox.person_id) == bindparam("person"))
    .order_by(col(Inbox.received_at).desc(), col(Inbox.id).desc())
    .limit(MOST_HEARD)
)
WITHDRAWN = select(Event).where(
    col(Event.claim_id).in_(many("keys")),
    col(Event.to_state) == State.WITHDRAWN,
    col(Event.actor_id).is_not(None),
)
SEATED = (
    select(Assignment.claim_id, Person.name)
    .join(Person, col(Person.id) == Assignment.person_id)
    .where(col(Assignment.claim_id).in_(many("keys")), Assignment.verdict == "")
)


def gather(
    turn: Turn, person: Person, programme: str = "", here: Address | None = None
) -> PersonFacts:
    """Everything known of a person, of one programme if one is named. Reads only."""
    addresses = people.addresses(turn, person)
    claims = of_person(turn, CLAIMS, person, programme)
    claims.sort(key=lambda each: (each.updated_at, each.id), reverse=True)
    found = missions(turn, addresses, claims, programme)
    return PersonFacts(
        person,
        here or last_heard(addresses),
        addresses,
        claims,
        of_person(turn, BADGES, person, programme),
        found,
        sheets(turn, claims),
        sent_rows(turn, claims, found),
        timers(turn, claims),
        {row.programme: row.stopped_at for row in rows(turn, STOPS, ids(addresses))},
        [SaidRow(*row) for row in turn.db.connection().execute(LAST_HEARD, {"person": person.id})],
        withdrawn(turn, claims),
        seated(turn, claims),
    )


def ids(found: Iterable[Any]) -> list[UUID]:
    return [each.id for each in found]


def rows(turn: Turn, query: Any, keys: Sequence[object]) -> list[Any]:
    """What a statement finds by these keys; nothing is asked for none."""
    return list(turn.db.exec(query, params={"keys": keys})) if keys else []


def last_heard(addresses: list[Address]) -> Address | None:
    used = [(each.last_used_at, each) for each in addresses if each.last_used_at]
    return max(used, key=lambda each: each[0], default=(None, None))[1]


def of_person(turn: Turn, query: Any, person: Person, programme: str) -> list[Any]:
    """The rows of a query for this person, of programmes and badges that still exist."""
    known = catalogue(turn.settings.programmes_folder)
    return [
        row
        for row in turn.db.exec(query, params={"person": person.id})
        if programme in ("", row.programme) and known.has(row.programme, row.badge)
    ]


def mails(addresses: list[Address]) -> list[str]:
    """The mail addresses that are theirs for sure."""
    return [each.value for each in people.sure(addresses) if each.door == people.MAIL]


def missions(
    turn: Turn, addresses: list[Address], claims: list[Claim], programme: str
) -> list[Mission]:
    """The roster rows of these addresses and claims, the latest first."""
    own = rows(turn, BY_CLAIM, [each.mission_id for each in claims if each.mission_id])
    found = {row.id: row for row in (*rows(turn, BY_MAIL, mails(addresses)), *own)}
    known = catalogue(turn.settings.programmes_folder)
    fitting = [
        each
        for each in found.values()
        if programme in ("", each.programme) and known.has(each.programme)
    ]
    return sorted(fitting, key=lambda each: (str(each.ends_on or "9"), each.id), reverse=True)


def sheets(turn: Turn, claims: list[Claim]) -> dict[UUID, ClaimForm]:
    """The form of each claim with its answers, read at once; the turn's own where it has one."""
    given: dict[UUID, dict[str, Answer]] = {each.id: {} for each in claims}
    for row in rows(turn, GIVEN, ids(claims)):
        given[row.claim_id][row.question] = row
    known = catalogue(turn.settings.programmes_folder)
    for claim in claims:
        programme, badge = known[claim.programme], known.badge(claim.programme, claim.badge)
        turn.memo.setdefault(claim.id, ClaimForm(claim, programme, badge, given[claim.id]))
    return {each.id: turn.memo[each.id] for each in claims}


def sent_rows(turn: Turn, claims: list[Claim], found: list[Mission]) -> list[SentRow]:
    """The invitations and badges that were put for them, by claim or by mission, in order."""
    subjects = [str(each.id) for each in found]
    both = (*rows(turn, OF_CLAIMS, ids(claims)), *rows(turn, OF_MISSIONS, subjects))
    return sorted({row.id: SentRow(*row) for row in both}.values(), key=lambda row: row.id)


def timers(turn: Turn, claims: list[Claim]) -> dict[UUID, Timer]:
    """The issuing of a badge that is still due, by its claim."""
    wanted = {str(each.id): each.id for each in claims if each.state == State.APPROVED}
    return {wanted[row.subject]: row for row in rows(turn, STILL_DUE, list(wanted))}


def withdrawn(turn: Turn, claims: list[Claim]) -> dict[UUID, Event]:
    """How the claims that were withdrawn came to it, where the person did it."""
    theirs = ids(each for each in claims if each.state == State.WITHDRAWN)
    return {row.claim_id: row for row in rows(turn, WITHDRAWN, theirs)}


def seated(turn: Turn, claims: list[Claim]) -> dict[UUID, list[str]]:
    """The names of those who have a claim before them and have not said anything of it."""
    names: dict[UUID, list[str]] = {}
    reviewed = ids(each for each in claims if each.state == State.IN_REVIEW)
    for claim_id, name in rows(turn, SEATED, reviewed):
        names.setdefault(claim_id, []).append(name)
    return names
