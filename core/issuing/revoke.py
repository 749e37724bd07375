"""A badge is revoked, or replaced by one with the right name: in one transaction, once."""

from enum import StrEnum
from uuid import UUID

from sqlalchemy import update
from sqlmodel import col, select

from core.claims import announcing, claim_form, notices
from core.claims.claim_form import ClaimForm
from core.claims.gathering import lost
from core.claims.moves import Actor, note
from core.ground.effects import Effects
from core.ground.errors import CocardeError, Refusal
from core.ground.rows import events, timers
from core.ground.rows.event_kinds import EventKind
from core.ground.rows.events import Happened
from core.ground.tables import Address, Answer, Badge, Claim, Person, Revocation
from core.ground.world import Turn, World, runs_again
from core.issuing import drawing, expiry, handing_over, issue
from core.issuing.drawing import Pictures
from core.programmes.form import EvidenceField

REVOKE = "revoke"  # the timer of a revocation that can still be taken back


class RevocationState(StrEnum):
    """How far a revocation is."""

    WANTED = "wanted"  # the holder asks for it
    PROPOSED = "proposed"  # one of the staff ordered it, and another must agree
    PLANNED = "planned"  # it can still be taken back
    DONE = "done"
    DROPPED = "dropped"


def carry_out_now(world: World, effects: Effects) -> Effects:
    """Carry out what a turn has ordered to be done at once; whatever goes wrong, the timer tries
    again."""
    for revocation_id in effects.revocations:
        try:
            effects.joined(carry_out(world, UUID(revocation_id)))
        except CocardeError as error:
            effects.why = effects.why or str(error)
    return effects


@runs_again
def carry_out(world: World, revocation_id: UUID) -> Effects:
    """Do a planned revocation, in one transaction with all that its holder is told; nothing happens
    for one that was taken back or is done.

    Raises `Trouble` where the badge that takes its place cannot be drawn or signed.
    """
    pictures = draw(world, revocation_id)
    with world.turn() as turn:
        query = select(Revocation).where(Revocation.id == revocation_id).with_for_update()
        ordered = turn.db.exec(query).one()
        timers.drop(turn, REVOKE, str(ordered.id))
        if ordered.state == RevocationState.PLANNED:
            work(turn, ordered, pictures)
        return turn.effects


def draw(world: World, revocation_id: UUID) -> Pictures | None:
    """The pictures of the badge that takes the place of another; they bear its month."""
    with world.glance() as turn:
        ordered = turn.db.get_one(Revocation, revocation_id)
        if ordered.state != RevocationState.PLANNED or not ordered.new_name:
            return None
        badge = turn.db.get_one(Badge, ordered.badge_id)
    return drawing.drawn(world, badge.claim_id, badge.issued_at, badge)


def work(turn: Turn, ordered: Revocation, pictures: Pictures | None) -> None:
    """Revoke the badge of an order, and issue the one that takes its place; an order for a badge
    that somebody else has revoked meanwhile is dropped."""
    badge = turn.db.get_one(Badge, ordered.badge_id)
    form = claim_form.form_of(turn, turn.db.get_one(Claim, badge.claim_id))
    try:
        revoke(turn, badge, ordered.reason)
    except Refusal:
        close(turn, ordered, RevocationState.DROPPED)
        return
    close(turn, ordered, RevocationState.DONE)
    note(turn, form.claim.id, f"revoked {badge.id}: {ordered.reason}", actor_of(ordered))
    write_down(turn, ordered, badge, again=pictures is not None)
    if pictures is None:
        notices.revoked(turn, form, badge)
    else:
        replace(turn, form, badge, ordered.new_name, pictures)


def write_down(turn: Turn, ordered: Revocation, badge: Badge, *, again: bool) -> None:
    """Write down that a badge was revoked or replaced, and who ordered it."""
    told = Happened(
        EventKind.REPLACED if again else EventKind.REVOKED,
        person_id=badge.person_id,
        actor_id=ordered.by_id,
        door=ordered.door,
        programme=badge.programme,
        subject=badge.id,
    )
    events.write(turn, told)


def actor_of(ordered: Revocation) -> Actor:
    """Who ordered it, and by which door."""
    return Actor(ordered.by_id, ordered.door)


def close(turn: Turn, ordered: Revocation, state: RevocationState) -> None:
    """End an order, done or dropped."""
    ordered.state, ordered.closed_at = state, turn.at
    turn.db.add(ordered)
    turn.db.flush()


def revoke(turn: Turn, badge: Badge, reason: str) -> None:
    """Mark a badge as revoked from now on, for everybody who looks. Raises `Refusal` where it was
    before."""
    standing = col(Badge.id) == badge.id, col(Badge.revoked_at).is_(None)
    marked = {"revoked_at": turn.at, "revoked_reason": reason}
    done = turn.db.exec(update(Badge).where(*standing).values(**marked))
    turn.db.refresh(badge)
    if done.rowcount != 1:
        raise already(turn, badge)
    turn.effects.revoked.append(badge.id)
    handing_over.revoke_there(turn, badge)
    lost.tell_here(turn, badge)
    announcing.badge_revoked(turn, badge)


def replace(turn: Turn, form: ClaimForm, revoked: Badge, name: str, pictures: Pictures) -> Badge:
    """Issue the badge that takes the place of a revoked one: the same answers but for the name, for
    the same address. The holder is sent it."""
    mend_name(turn, form, name)
    address = turn.db.get_one(Address, revoked.address_id)
    badge = issue.built(turn, form, address, pictures, revoked)
    revoked.replaced_by, badge.renews = badge.id, revoked.renews
    badge.organisation = revoked.organisation
    turn.db.add(revoked)
    turn.db.flush()
    turn.db.add(badge)
    turn.db.flush()
    turn.effects.badges.append(badge.id)
    expiry.plan(turn, badge, form.programme)
    notices.replaced(turn, form, badge, name)
    announcing.badge_issued(turn, badge)
    return badge


def mend_name(turn: Turn, form: ClaimForm, name: str) -> None:
    """Put the right name into the claim, and onto the person who bore the wrong one."""
    borne = named(form)
    person = turn.db.get_one(Person, form.claim.person_id)
    if borne is None:
        return
    if person.name in ("", borne.value):
        person.name = name
        turn.db.add(person)
    borne.value = borne.said = name
    turn.db.add(borne)
    turn.db.flush()


def named(form: ClaimForm) -> Answer | None:
    """The answer by which a badge bears a name; None where it bears none."""
    shown = [each.name for each in form.questions if each.evidence is EvidenceField.NAME]
    return next((form.rows[name] for name in shown if name in form.values), None)


def already(turn: Turn, badge: Badge) -> Refusal:
    """The refusal for a badge that is revoked: since when, and which badge took its place."""
    form = claim_form.form_of(turn, turn.db.get_one(Claim, badge.claim_id))
    when = form.day(badge.revoked_at or turn.at)
    word = "revoke.already_replaced" if badge.replaced_by else "revoke.already"
    return Refusal(word, badge=badge.name, when=when, new=badge.replaced_by)
