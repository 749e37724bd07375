"""The message that told a person in a chat where their claim stands, kept true as it moves on."""

from sqlmodel import col, select

from core.claims.claim_form import ClaimForm
from core.claims.path import path
from core.claims.promising import promise
from core.claims.states import State
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import outbox
from core.ground.rows.outbox import To
from core.ground.tables import Badge, Claim, Outbox
from core.ground.world import Turn
from core.people import people
from core.programmes.file_values import said

STANDS = "stands"  # in a message's values: the reference of the claim that it tells of
LATELY = 8  # answers among which it is looked for


def refresh(turn: Turn, form: ClaimForm) -> None:
    """Put where a claim stands now in place of what its person was told last, in a chat."""
    row = told(turn, form.claim)
    if row is None:
        return
    before, text = Message.from_json(row.message), sentence(turn, form)
    message = Message(
        text,
        before.locale,
        values={STANDS: form.claim.ref},
        edits=row.subject,
        done=before.done,
        strong=(said(form.badge.name, form.language),),
    )
    there = To(row.door, row.place, row.person_id, form.claim.id)
    subject = f"{row.subject}:{turn.at.isoformat()}"
    outbox.put(turn, there, MessageKind.PROGRESS, subject, message)


def told(turn: Turn, claim: Claim) -> Outbox | None:
    """The last answer in a chat that told where the claim stands; None where none did."""
    query = select(Outbox).where(Outbox.claim_id == claim.id, Outbox.kind == MessageKind.REPLY)
    query = query.where(Outbox.door != people.MAIL).order_by(col(Outbox.id).desc())
    rows = turn.db.exec(query.limit(LATELY))
    return next((row for row in rows if STANDS in Message.from_json(row.message).values), None)


def badge_of(turn: Turn, claim: Claim) -> Badge | None:
    """The badge that was issued for a claim, or the one that has taken its place; None before."""
    query = select(Badge).where(Badge.claim_id == claim.id, Badge.replaced_by == "")
    return turn.db.exec(query).first()


def revoked(turn: Turn, form: ClaimForm) -> str:
    """Since when the badge of a claim is not valid any more, and why; empty while it is."""
    badge = badge_of(turn, form.claim) if form.claim.state == State.ISSUED else None
    if badge is None or badge.revoked_at is None:
        return ""
    day, reason = form.day(badge.revoked_at), badge.revoked_reason.removesuffix(".")
    return turn.say(
        form.locale,
        "status.revoked",
        badge=badge.name,
        ref=form.claim.ref,
        until=day,
        reason=reason,
    )


def sentence(turn: Turn, form: ClaimForm) -> str:
    """Where the claim stands, and below that its way."""
    claim = form.claim
    if gone := revoked(turn, form):
        return gone
    state = "in_review_unnamed" if claim.state == State.IN_REVIEW else claim.state
    line = turn.say(
        form.locale,
        f"status.{state}",
        badge=said(form.badge.name, form.language),
        ref=claim.ref,
        reason=claim.reason,
        until=form.day(promise.until(turn, form)),
        missing="",
        who="",
    )
    pace = promise.told(turn, form)
    return "\n".join(filter(None, (line, pace, path(turn, form, claim.state, ""))))
