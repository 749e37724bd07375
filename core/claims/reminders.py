"""Reminders of a claim that waits for its person: so many days after their last word, no more."""

from datetime import datetime, timedelta
from uuid import UUID

from core.claims import claim_form, moves, recap, sending
from core.claims.claim_form import PERSON, SKIPPED, ClaimForm
from core.claims.states import ASKING, MENDABLE
from core.ground.message_kinds import MessageKind
from core.ground.messages import Button, Buttons, Message
from core.ground.rows import timers
from core.ground.tables import Address, Claim, Person
from core.ground.world import Turn
from core.people import people
from core.people.opt_outs import stopped
from core.programmes import answers_as_text

REMIND = "remind"
A_WEEK = 7


def plan(turn: Turn, form: ClaimForm) -> None:
    """Set the first reminder of a claim that was opened or sent back; each answer moves it."""
    for first in days_of(form)[:1]:
        timers.put(turn, REMIND, str(form.claim.id), moment(form, first))


def days_of(form: ClaimForm) -> tuple[int, ...]:
    """How many days after the last word a person is reminded, as their programme has it: of what
    an invitation began, or of any claim."""
    programme = form.programme
    if form.claim.mission_id and programme.invitation:
        own = programme.invitation.reminder_days
        return programme.delays.reminder_days if own is None else own
    return programme.delays.reminder_days


def remind(turn: Turn, claim_id: str) -> None:
    """Remind the person of a claim if it still waits, and set the next reminder; none follows the
    last."""
    claim = turn.db.get(Claim, UUID(claim_id))
    if claim is None or claim.state not in ASKING | MENDABLE:
        return
    form = claim_form.form_of(turn, claim)
    planned = days_of(form)
    coming = [days for days in planned if moment(form, days) > turn.at]
    if coming:
        timers.put(turn, REMIND, claim_id, moment(form, coming[0]))
    passed = [days for days in planned if days not in coming]
    address = people.reach(turn, turn.db.get_one(Person, claim.person_id))
    if address is None or stopped(turn, address, claim.programme) or untouched(turn, form):
        return
    if passed:
        send(turn, form, address, passed[-1])


def untouched(turn: Turn, form: ClaimForm) -> bool:
    """Whether anybody may have begun the claim, on a page with this person's address, and they have
    answered nothing of it themselves since."""
    opened = next((each for each in moves.history(turn, form.claim)), None)
    by_page = opened is not None and opened.door == people.WEB and opened.actor_id is None
    given = [row for row in form.rows.values() if row.source in (PERSON, SKIPPED)]
    return by_page and all(row.answered_at <= form.claim.opened_at for row in given)


def send(turn: Turn, form: ClaimForm, address: Address, days: int) -> None:
    """The reminder of this day, once for each last word of the person."""
    subject = f"{form.claim.id}:{last_word(form):%Y-%m-%d}:{days}"
    sending.send(
        turn, address, form.claim, MessageKind.REMINDER, subject, message(turn, form, days)
    )


def last_word(form: ClaimForm) -> datetime:
    """When the claim last moved, or the person last answered, in UTC."""
    answered = [row.answered_at for row in form.rows.values() if row.source == PERSON]
    return max([form.claim.updated_at, *answered])


def moment(form: ClaimForm, days: int) -> datetime:
    """So many days after the last word, at the same hour of the programme's zone.

    A campaign's reminders so go out at the pace at which its invitations did.
    """
    return last_word(form).astimezone(form.programme.zone) + timedelta(days=days)


def message(turn: Turn, form: ClaimForm, days: int, before: str = "") -> Message:
    """What is missing: a yes, some lines, or what a reviewer asked to mend."""
    claim, locale = form.claim, form.locale
    before = before or opening(turn, form, days)
    shown = recap.recap(turn, form)
    known = turn.db.get_one(Person, claim.person_id).name if claim.mission_id else ""
    values = {
        **shown.values,
        **({"name": known} if known else {}),
        "before": before,
        "reason": claim.reason,
        "lines": recap.missing(turn, form),
        "known": shown.values["answers"],
    }
    kind, buttons = wanted(turn, form, shown)
    text = turn.say(locale, f"remind.{kind}", **values)
    return Message(f"{before}\n\n{text}", locale, buttons, f"reminder-{kind}", values)


def opening(turn: Turn, form: ClaimForm, days: int) -> str:
    """The first sentence of a reminder: how long the claim waits, or that none will follow."""
    locale = form.locale
    if days == days_of(form)[-1]:
        return turn.say(locale, "remind.last")
    if days == A_WEEK:
        return turn.say(locale, "remind.first")
    return turn.say(locale, "remind.since", days=answers_as_text.days(days, form.language))


def wanted(turn: Turn, form: ClaimForm, shown: Message) -> tuple[str, Buttons]:
    """The letter for what the claim waits for, and its buttons in a chat."""
    claim, locale = form.claim, form.locale
    if claim.state in MENDABLE:
        word, kind = "claim.button_again", "mend"
    elif form.missing:
        word, kind = "status.button_go_on", "missing"
    else:
        return "yes", shown.buttons
    return kind, ((Button(turn.say(locale, word), f"again:{claim.ref}"),),)
