"""Reminders of a claim that waits for its person: 7 and 30 days after their last word, no more."""

from datetime import datetime, timedelta
from uuid import UUID

from core.claims import claim_form, recap, sending
from core.claims.claim_form import PERSON, Sheet
from core.claims.life import ASKING, MENDABLE
from core.ground.message_kinds import MessageKind
from core.ground.messages import Button, Buttons, Message
from core.ground.rows import timers
from core.ground.tables import Address, Claim, Person
from core.ground.world import Turn
from core.people import people
from core.people.opt_outs import stopped

REMIND = "remind"
DAYS = (7, 30)


def plan(turn: Turn, filled: Sheet) -> None:
    """Set the first reminder of a claim that was opened or sent back; each answer moves it."""
    timers.put(turn, REMIND, str(filled.claim.id), moment(filled, DAYS[0]))


def remind(turn: Turn, claim_id: str) -> None:
    """Remind the person of a claim if it still waits, and set the next reminder; none follows the
    last."""
    claim = turn.db.get(Claim, UUID(claim_id))
    if claim is None or claim.state not in ASKING | MENDABLE:
        return
    filled = claim_form.sheet(turn, claim)
    coming = [days for days in DAYS if moment(filled, days) > turn.at]
    if coming:
        timers.put(turn, REMIND, claim_id, moment(filled, coming[0]))
    passed = [days for days in DAYS if days not in coming]
    address = people.reach(turn, turn.db.get_one(Person, claim.person_id))
    if passed and address is not None and not stopped(turn, address, claim.programme):
        send(turn, filled, address, passed[-1])


def send(turn: Turn, filled: Sheet, address: Address, days: int) -> None:
    """The reminder of this day, once for each last word of the person."""
    subject = f"{filled.claim.id}:{last_word(filled):%Y-%m-%d}:{days}"
    sending.send(
        turn, address, filled.claim, MessageKind.REMINDER, subject, message(turn, filled, days)
    )


def last_word(filled: Sheet) -> datetime:
    """When the claim last moved, or the person last answered, in UTC."""
    answered = [row.answered_at for row in filled.rows.values() if row.source == PERSON]
    return max([filled.claim.updated_at, *answered])


def moment(filled: Sheet, days: int) -> datetime:
    """So many days after the last word, at the same hour of the programme's zone.

    A campaign's reminders so go out at the pace at which its invitations did.
    """
    return last_word(filled).astimezone(filled.programme.zone) + timedelta(days=days)


def message(turn: Turn, filled: Sheet, days: int, before: str = "") -> Message:
    """What is missing: a yes, some lines, or what a reviewer asked to mend."""
    claim, locale = filled.claim, filled.locale
    before = before or turn.say(locale, f"remind.{'last' if days == DAYS[-1] else 'first'}")
    shown = recap.recap(turn, filled)
    known = turn.db.get_one(Person, claim.person_id).name if claim.mission_id else ""
    values = {
        **shown.values,
        **({"name": known} if known else {}),
        "before": before,
        "reason": claim.reason,
        "lines": recap.missing(turn, filled),
        "known": shown.values["answers"],
    }
    kind, buttons = wanted(turn, filled, shown)
    text = turn.say(locale, f"remind.{kind}", **values)
    return Message(f"{before}\n\n{text}", locale, buttons, f"reminder-{kind}", values)


def wanted(turn: Turn, filled: Sheet, shown: Message) -> tuple[str, Buttons]:
    """The letter for what the claim waits for, and its buttons in a chat."""
    claim, locale = filled.claim, filled.locale
    if claim.state in MENDABLE:
        word, kind = "claim.button_again", "mend"
    elif filled.missing:
        word, kind = "status.button_go_on", "missing"
    else:
        return "yes", shown.buttons
    return kind, ((Button(turn.say(locale, word), f"again:{claim.ref}"),),)
