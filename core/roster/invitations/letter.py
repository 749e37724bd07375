"""The invitation's words, found when its turn to be sent has come: what is true by then counts."""

from uuid import UUID

from sqlmodel import col, select

from core.claims import claim_form, eligibility, recap, rerouting, sending
from core.claims.claim_form import ClaimForm
from core.claims.eligibility import holds
from core.claims.moves import move
from core.claims.opening import open_claim
from core.claims.states import ASKING, Move, State
from core.ground.effects import Effects
from core.ground.message_kinds import DeliveryNews
from core.ground.messages import Message
from core.ground.rows import in_hand, outbox, timers
from core.ground.tables import Address, Mission, Outbox
from core.ground.world import Turn, World, runs_again
from core.people import people
from core.people.opt_outs import stopped
from core.people.tokens import Purpose
from core.programmes.catalogue import catalogue
from core.programmes.rules import Barred, Mend
from core.roster.invitations import schedule
from core.roster.invitations.schedule import Unsent

SHOWN = 100


@runs_again
def write_out(world: World, row: Outbox, effects: Effects | None = None) -> Outbox | None:
    """The row with its words; none where it is not to be sent, or not yet."""
    if row.message:
        return row
    with world.turn() as turn:
        waiting = select(Outbox).where(Outbox.id == row.id, Outbox.state == outbox.WAITING)
        kept = turn.db.exec(waiting.with_for_update()).first()
        if kept is not None and not kept.message:
            look_again(turn, kept)
    if effects is not None:
        effects.joined(turn.effects)
    if not (kept and kept.message):
        in_hand.drop(world, [row.id])
    return kept if kept and kept.message and kept.state == outbox.WAITING else None


def write_out_first(world: World, most: int = SHOWN) -> Effects:
    """Find the words of the first invitations whose turn has come, for those who want to see."""
    effects = Effects()
    for row in outbox.wordless(world, people.MAIL, most):
        ready = write_out(world, row, effects)
        if ready is not None:
            message = Message.from_json(ready.message)
            effects.replies.append(outbox.as_effect(ready.door, ready.place, message))
    return effects


def look_again(turn: Turn, row: Outbox) -> None:
    """Fill a row, drop it, or put it off, by what the roster says now."""
    known = select(Mission).where(col(Mission.id) == UUID(row.subject))
    mission = turn.db.exec(known.with_for_update()).first()
    if mission is None:
        drop(row, Unsent.GONE)
        return
    programme = catalogue(turn.settings.programmes_folder)[mission.programme]
    due = schedule.due_at(programme, mission)
    if due is None or programme.invitation is None:
        drop(row, Unsent.NOT_DUE)
    elif due > turn.at:
        turn.db.delete(row)
        timers.put(turn, schedule.INVITE, row.subject, due)
    else:
        row.place = mission.mail
        badge = mission.badge or programme.invitation.badge
        invite(turn, row, mission, badge)


def drop(row: Outbox, why: str) -> None:
    row.state, row.error = outbox.DROPPED, why


def invite(turn: Turn, row: Outbox, mission: Mission, badge: str) -> None:
    """Fill the row for the person behind the address, unless they have asked or claimed before."""
    address = people.meet(
        turn, people.MAIL, mission.mail, name=mission.name, language=mission.language
    )
    person = people.person_of(turn, address)
    person.name = person.name or mission.name
    row.person_id = person.id
    if stopped(turn, address, mission.programme):
        drop(row, Unsent.STOPPED)
    elif holds(turn, person.id, mission.programme, badge):
        drop(row, Unsent.HELD)
    else:
        claim = open_claim(turn, person, mission.programme, badge, mission=mission)
        row.claim_id = claim.id
        fill(turn, row, address, claim_form.form_of(turn, claim))


def fill(turn: Turn, row: Outbox, address: Address, form: ClaimForm) -> None:
    """The words about a claim; none where its rules refuse it, or it waits for nothing."""
    claim = form.claim
    begun = claim.opened_at == turn.at
    if begun and (word := barred(turn, form)):
        move(turn, claim, Move.WITHDRAW, reason="the rules refuse it")
        drop(row, word)
    elif claim.state not in ASKING:
        drop(row, Unsent.ANSWERED)
    else:
        if not form.missing and claim.state == State.DRAFT:
            move(turn, claim, Move.COMPLETE)
        message = letter(turn, form, people.person_of(turn, address).name, address.value)
        row.message = sending.answerable(turn, address, claim, message, Purpose.CLAIM).as_json()
        row.created_at = turn.at
        if not outbox.hold_back(turn, row) and address.unreachable_at:
            row.state, row.error = outbox.DEAD, Unsent.UNREACHABLE
            row.told, row.told_at = DeliveryNews.ADDRESS, turn.at
            rerouting.elsewhere(turn, row)


def barred(turn: Turn, form: ClaimForm) -> str:
    """The word of the rule that refuses already what the roster says, such as a mission that was
    too short; empty where none does."""
    verdicts = [verdict for _, verdict in eligibility.judge(turn, form, {})]
    refused = [each.word for each in verdicts if isinstance(each, Barred | Mend)]
    return next(iter(refused), "")


def letter(turn: Turn, form: ClaimForm, name: str, recipient: str) -> Message:
    """Everything known: the exact text, and a yes is enough. Else: the lines that are missing."""
    complete = not form.missing
    values = {
        **recap.recap(turn, form).values,
        "name": name,
        "recipient": recipient,
        "lines": recap.missing(turn, form),
    }
    kind = "invitation" if complete else "invitation-incomplete"
    text = turn.say(form.locale, f"invite.{'complete' if complete else 'incomplete'}", **values)
    return Message(text, form.locale, letter=kind, values=values)
