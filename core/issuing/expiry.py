"""A badge whose time comes to its end: its holder is told once, in time, and may renew it."""

from dataclasses import replace
from datetime import timedelta

from sqlmodel import select

from core.claims import claim_form, opening, reminders
from core.claims.claim_form import ClaimForm
from core.claims.moves import move
from core.claims.sending import send
from core.claims.states import Move, State
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import timers
from core.ground.tables import Address, Badge, Claim, Person
from core.ground.world import Turn
from core.people import people
from core.people.opt_outs import stopped
from core.programmes.changed.in_force import in_force
from core.programmes.programme import Programme

EXPIRY = "expiry"


def plan(turn: Turn, badge: Badge, programme: Programme) -> None:
    """Set the day on which the holder is told; a badge that stays true has none."""
    if badge.expires_at is not None:
        ahead = timedelta(days=in_force(turn, programme).delays.renewal_days)
        timers.put(turn, EXPIRY, badge.id, max(badge.expires_at - ahead, turn.at))


def renewed_by(turn: Turn, badge_id: str) -> Badge | None:
    """The badge that its holder had in the place of this one; None where they have not renewed
    it."""
    return turn.db.exec(select(Badge).where(Badge.renews == badge_id)).first()


def tell(turn: Turn, badge_id: str) -> None:
    """Tell the holder until when their badge is true, and open the claim that renews it, filled
    with what they said before; nothing happens for a badge that is revoked or renewed."""
    badge = turn.db.get(Badge, badge_id)
    if badge is None or badge.revoked_at or renewed_by(turn, badge_id):
        return
    person = turn.db.get_one(Person, badge.person_id)
    address = people.reach(turn, person) or turn.db.get_one(Address, badge.address_id)
    if stopped(turn, address, badge.programme):
        return
    form = claim_form.form_of(turn, turn.db.get_one(Claim, badge.claim_id))
    if form.badge in form.programme.claimable:
        form = renewal(turn, person, badge)
    send(turn, address, form.claim, MessageKind.EXPIRY, badge.id, message(turn, form, badge))


def renewal(turn: Turn, person: Person, badge: Badge) -> ClaimForm:
    """The claim by which the holder may have the badge again."""
    claim = opening.open_claim(turn, person, badge.programme, badge.badge, language=badge.language)
    form = claim_form.form_of(turn, claim)
    if claim.state == State.DRAFT and not form.missing:
        move(turn, claim, Move.COMPLETE)
    return form


def message(turn: Turn, form: ClaimForm, badge: Badge) -> Message:
    """Until when the badge is true; then what its renewal wants, or that it is the team's."""
    over = badge.expires_at is not None and badge.expires_at < turn.at
    values = {
        "badge": badge.name,
        "issued": form.day(badge.issued_at),
        "day": form.day(badge.expires_at or turn.at),
    }
    before = turn.say(form.locale, "badge.expired" if over else "badge.expires", **values)
    word = "badge.expired_subject" if over else "badge.expires_subject"
    subject = turn.say(form.locale, word, badge=badge.name, day=values["day"])
    if form.claim.state == State.ISSUED:
        text = f"{before}\n\n{turn.say(form.locale, 'badge.renewed_by_team')}"
        return Message(text, form.locale, values={"text": text, "subject": subject})
    before = f"{before}\n\n{turn.say(form.locale, 'badge.renewal')}"
    told = reminders.message(turn, form, 0, before=before)
    return replace(told, values={**told.values, "subject": subject})
