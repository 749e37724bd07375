"""The way of a badge back to who claimed it: each step with who took it, by which door, on which
rules, and whether its row is under a seal."""

import json
from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import or_, select
from sqlmodel import col
from sqlmodel import select as select_row

from core.audit import proof
from core.audit.basis import rule_key
from core.audit.proof import RowProof
from core.audit.sealing import EVENT
from core.ground.message_kinds import MessageKind
from core.ground.rows.event_digests import EventRow
from core.ground.tables import Badge, Claim, IssuedElsewhere, Outbox, Person, RuleVersion
from core.ground.world import Turn
from core.people.people import MAIL, masked
from core.programmes.form import Rule

SENT = (MessageKind.BADGE, MessageKind.RESIGNED, MessageKind.REVOKED, MessageKind.AGAIN)


@dataclass(frozen=True, slots=True)
class RuleSaid:
    """A rule that was judged: its kind, the questions and values that it had, what it said."""

    kind: str
    of: tuple[str, ...]
    values: dict[str, Any]
    verdict: str


@dataclass(frozen=True, slots=True)
class WayStep:
    """One event on the way: what, when, who (None: Cocarde), by which door, from where to where.

    `version` names the rules that a decision rests on, `rules` what each said, `answers` the digest
    of each answer; `proof` how far the row can be trusted.
    """

    at: datetime
    move: str
    actor_id: UUID | None
    actor: str
    door: str
    from_state: str
    to_state: str
    reason: str
    subject: str
    version: str
    rules: tuple[RuleSaid, ...]
    answers: dict[str, str]
    seal: int | None
    proof: RowProof


@dataclass(frozen=True, slots=True)
class BadgeMessage:
    """A message that brought the badge or spoke of it: where to, hidden but for a few signs."""

    kind: str
    door: str
    to: str
    state: str
    put_at: datetime
    sent_at: datetime | None


@dataclass(frozen=True, slots=True)
class Way:
    """A badge, or a claim that has none, with all that led to it. `key` is the id of the key that
    signed it; `elsewhere` the id under which another service issued it."""

    badge: str
    programme: str
    badge_class: str
    organisation: str
    claim: str
    state: str
    person_id: UUID
    person: str
    issued_at: datetime | None
    expires_at: datetime | None
    revoked_at: datetime | None
    replaced_by: str
    key: str
    elsewhere: str
    steps: tuple[WayStep, ...]
    sent: tuple[BadgeMessage, ...]

    @property
    def sound(self) -> bool:
        """Whether every row of the way is as it was written."""
        return all(step.proof is not RowProof.BROKEN for step in self.steps)

    def as_json(self) -> dict[str, Any]:
        """The way for programs."""
        told: dict[str, Any] = json.loads(json.dumps(asdict(self), default=str))
        return {**told, "sound": self.sound}


def of_badge(turn: Turn, badge: Badge) -> Way:
    """The way of a badge."""
    return way(turn, turn.db.get_one(Claim, badge.claim_id), badge)


def of_claim(turn: Turn, claim: Claim) -> list[Way]:
    """The way of each badge of a claim, the first issued one first; that of the claim itself where
    it has none."""
    query = select_row(Badge).where(Badge.claim_id == claim.id).order_by(col(Badge.issued_at))
    return [way(turn, claim, badge) for badge in turn.db.exec(query)] or [way(turn, claim, None)]


def of_persons(turn: Turn, persons: list[UUID]) -> list[Way]:
    """The way of every badge and claim of somebody, given as all that they ever were here."""
    query = (
        select_row(Claim).where(col(Claim.person_id).in_(persons)).order_by(col(Claim.opened_at))
    )
    return [each for claim in turn.db.exec(query) for each in of_claim(turn, claim)]


def way(turn: Turn, claim: Claim, badge: Badge | None) -> Way:
    """All that led to a badge, or to where a claim stands."""
    person = turn.db.get_one(Person, badge.person_id if badge else claim.person_id)
    there = turn.db.get(IssuedElsewhere, badge.id) if badge else None
    return Way(
        badge=badge.id if badge else "",
        programme=claim.programme,
        badge_class=claim.badge,
        organisation=badge.organisation if badge else claim.organisation,
        claim=claim.ref,
        state=claim.state,
        person_id=person.id,
        person=person.name,
        issued_at=badge.issued_at if badge else None,
        expires_at=badge.expires_at if badge else None,
        revoked_at=badge.revoked_at if badge else None,
        replaced_by=badge.replaced_by if badge else "",
        key=key_of(badge) if badge else "",
        elsewhere=there.event_id if there else "",
        steps=tuple(steps(turn, claim, badge)),
        sent=tuple(sent(turn, claim)),
    )


def steps(turn: Turn, claim: Claim, badge: Badge | None) -> list[WayStep]:
    """The events of the claim, and those of the badge, in their order."""
    about = EVENT.c.claim_id == claim.id
    if badge is not None:
        about = or_(about, (EVENT.c.subject == badge.id) & (EVENT.c.person_id == badge.person_id))
    query = select(EVENT).where(about).order_by(EVENT.c.at, EVENT.c.id)
    rows = turn.db.connection().execute(query).mappings().all()
    return [step(turn, row) for row in rows]


def step(turn: Turn, row: EventRow) -> WayStep:
    """One event as a step."""
    actor = turn.db.get(Person, row["actor_id"]) if row["actor_id"] else None
    return WayStep(
        at=row["at"],
        move=row["move"],
        actor_id=row["actor_id"],
        actor=actor.name if actor else "",
        door=row["door"],
        from_state=row["from_state"],
        to_state=row["to_state"],
        reason=row["reason"],
        subject=row["subject"],
        version=row["version"],
        rules=said(turn, row["version"], row["rules"]),
        answers=json.loads(row["answers"] or "{}"),
        seal=row["seal"],
        proof=proof.of_row(turn, row),
    )


def said(turn: Turn, version: str, told: str) -> tuple[RuleSaid, ...]:
    """What each rule of a version said, as far as its text is kept."""
    kept = turn.db.get(RuleVersion, version) if version else None
    values = {}
    for each in json.loads(kept.text)["form"]["rule"] if kept else ():
        rule = Rule(**each)
        values[rule_key(rule)] = rule.values
    found = []
    for word in told.split():
        key, _, verdict = word.partition("=")
        kind, _, of = key.partition(":")
        found.append(
            RuleSaid(kind, tuple(filter(None, of.split(","))), values.get(key, {}), verdict)
        )
    return tuple(found)


def key_of(badge: Badge) -> str:
    """The id of the key that signed a badge, as its proof names it; empty where another service
    issued it."""
    if not badge.credential:
        return ""
    proofs = json.loads(badge.credential).get("proof", {})
    first = proofs[0] if isinstance(proofs, list) else proofs
    return str(first.get("verificationMethod", ""))


def sent(turn: Turn, claim: Claim) -> list[BadgeMessage]:
    """The messages about the badge of a claim, the first one first."""
    query = select_row(Outbox).where(Outbox.claim_id == claim.id, col(Outbox.kind).in_(SENT))
    return [
        BadgeMessage(row.kind, row.door, hidden(row), row.state, row.created_at, row.sent_at)
        for row in turn.db.exec(query.order_by(col(Outbox.created_at), col(Outbox.id)))
    ]


def hidden(row: Outbox) -> str:
    """Where a message went, as it may be shown."""
    return masked(row.place) if row.door == MAIL else "…"
