"""Badges that Open Badge Factory issues in our place: what it is to do, as rows of the outbox.

A row is for one claim and is worked under a lease, so that no two processes ask for the same badge.
"""

import json
from dataclasses import asdict, dataclass
from datetime import timedelta
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from core.claims import claim_form, elsewhere, recipients
from core.claims.claim_form import ClaimForm
from core.claims.states import ISSUE, State
from core.ground.effects import Effects
from core.ground.errors import Trouble
from core.ground.message_kinds import MessageKind
from core.ground.rows import outbox, timers
from core.ground.rows.outbox import HELD, WAITING, To
from core.ground.tables import Badge, Claim, Outbox, Person, Timer
from core.ground.world import Turn, World, runs_again
from core.issuing import credential
from core.programmes import validity
from core.programmes.catalogue import catalogue
from core.programmes.form import EvidenceField

FACTORY = "factory"
LOOK_AGAIN = timedelta(hours=1)  # whether the row is still tried, or was given up


@dataclass(frozen=True, slots=True)
class FactoryOrder:
    """A badge that is to be issued there: for which claim, of which class, to whom, from when to
    when (in seconds since 1970)."""

    claim: str
    client: str
    badge: str
    mail: str
    name: str
    issued_on: int
    expires_on: int | None = None


@dataclass(frozen=True, slots=True)
class FactoryRevocation:
    """A badge that is to be revoked there: which event of theirs, and whose."""

    client: str
    event_id: str
    mail: str


def goes_elsewhere(world: World, claim_id: UUID) -> bool:
    """Whether the badge of a claim is one that Open Badge Factory issues."""
    with world.glance() as turn:
        claim = turn.db.get_one(Claim, claim_id)
        known = catalogue(turn.settings.programmes_folder).programmes.get(claim.programme)
        return known is not None and bool(known.issued_elsewhere(claim.badge))


@runs_again
def hand_over(world: World, claim_id: UUID) -> Effects:
    """Put the row by which an approved claim gets its badge there, or let one that was given up be
    tried anew; it is looked at again in an hour."""
    with world.turn() as turn:
        claim = turn.db.exec(select(Claim).where(Claim.id == claim_id).with_for_update()).one()
        if claim.state != State.APPROVED:
            timers.drop(turn, ISSUE, str(claim.id))
            return turn.effects
        body = json.dumps({"claim": str(claim.id)})
        to = To(FACTORY, claim.programme, programme=claim.programme)
        if not outbox.put_body(turn, to, MessageKind.HANDED_OVER, str(claim.id), body):
            wake(turn, str(claim.id))
        timers.put(turn, ISSUE, str(claim.id), turn.at + LOOK_AGAIN)
        return turn.effects


def wake(turn: Turn, subject: str) -> None:
    """Let a row that is done or given up wait anew: its claim was approved once more."""
    over = col(Outbox.kind) == MessageKind.HANDED_OVER, col(Outbox.state).not_in((WAITING, HELD))
    fresh = {"state": WAITING, "due_at": turn.at, "created_at": turn.at, "attempts": 0}
    turn.db.exec(update(Outbox).where(*over, col(Outbox.subject) == subject).values(**fresh))


def order(turn: Turn, claim_id: UUID) -> FactoryOrder | None:
    """What is to be issued for a claim; None where nothing is any more. Raises `Trouble` where its
    programme names no badge there, or its holder has no mail address."""
    claim = turn.db.get_one(Claim, claim_id)
    if claim.state != State.APPROVED:
        return None
    form = claim_form.form_of(turn, claim)
    there, address = form.programme.factory, recipients.recipient(turn, claim)
    badge = form.programme.issued_elsewhere(claim.badge)
    if there is None or not badge:
        raise Trouble("trouble.no_factory", programme=claim.programme, badge=claim.badge)
    if address is None:
        raise Trouble("trouble.no_recipient", ref=claim.ref)
    end = validity.end(form.badge.expires, turn.at, form.programme.zone)
    return FactoryOrder(
        claim=str(claim.id),
        client=there.client,
        badge=badge,
        mail=address.value,
        name=name(turn, form),
        issued_on=int(turn.at.timestamp()),
        expires_on=int(end.timestamp()) if end else None,
    )


def name(turn: Turn, form: ClaimForm) -> str:
    """The name that the badge is for: as it was answered, else as the person is known."""
    answered = credential.answered(form, EvidenceField.NAME)
    return answered or turn.db.get_one(Person, form.claim.person_id).name


def revoke_there(turn: Turn, badge: Badge) -> None:
    """Put the row by which a badge that was issued there is revoked there; nothing for ours."""
    there = elsewhere.found(turn, badge)
    if there is not None:
        put_revocation(
            turn, badge.programme, FactoryRevocation(there.client, there.event_id, there.recipient)
        )


def put_revocation(turn: Turn, programme: str, wanted: FactoryRevocation) -> None:
    """Put it once for each event of theirs."""
    body = json.dumps(asdict(wanted), ensure_ascii=False)
    to = To(FACTORY, programme, programme=programme)
    outbox.put_body(turn, to, MessageKind.REVOKE_THERE, wanted.event_id, body)


@runs_again
def note_error(world: World, claim_id: str, why: str) -> None:
    """Write what a try in vain came to where cases and `check` look for it."""
    with world.turn() as turn:
        timer = col(Timer.kind) == ISSUE, col(Timer.subject) == claim_id
        turn.db.exec(update(Timer).where(*timer).values(error=why))
