"""Which edition of a claim somebody was shown: its round of review, and each answer in it.

A card, a letter and a page carry it; what comes back about another one decides nothing.
"""

import hashlib
from uuid import UUID

from sqlalchemy import func
from sqlmodel import select

from core.claims.claim_form import ClaimForm
from core.claims.states import Move
from core.ground.errors import Refusal
from core.ground.tables import Claim, Event, Person, Token
from core.ground.world import Turn

CHANGED = "review.changed"
MARK = 8  # signs of an edition on a button, whose data Telegram keeps to 64 bytes


def edition(turn: Turn, form: ClaimForm) -> UUID:
    """What tells apart two states of a claim: one value as long as the round of review, the
    person's name and every answer stay as they are."""
    person = turn.db.get_one(Person, form.claim.person_id)
    shown = [str(rounds(turn, form.claim)), person.name]
    shown += [f"{name}={form.rows[name].value}" for name in sorted(form.rows)]
    return UUID(hashlib.sha256("\0".join(shown).encode()).hexdigest()[:32])


def mark(turn: Turn, form: ClaimForm) -> str:
    """The edition in few signs, for a button or the field of a page."""
    return edition(turn, form).hex[:MARK]


def seen(token: Token) -> str:
    """The mark of the edition that the card of a secret showed; empty for an older card."""
    return token.about_id.hex[:MARK] if token.about_id else ""


def demand(turn: Turn, form: ClaimForm, seen: str | None) -> None:
    """Raise `Refusal` unless the edition seen still stands.

    None is who looked at nothing of ours that could be old. What was sent before editions were
    counted bears an empty one: it stands as long as the claim came to review once.
    """
    if seen is None or (not seen and rounds(turn, form.claim) <= 1):
        return
    if seen != mark(turn, form):
        raise Refusal(CHANGED)


def rounds(turn: Turn, claim: Claim) -> int:
    """How often the claim came to review."""
    query = select(func.count()).select_from(Event)
    return turn.db.exec(query.where(Event.claim_id == claim.id, Event.move == Move.SUBMIT)).one()
