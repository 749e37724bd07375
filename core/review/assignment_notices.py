"""What a learner is told of their claim in review: who has it now, and until when."""

from core.claims import sending
from core.claims.claim_form import ClaimForm
from core.claims.promising import promise
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.tables import Case, Claim, Person
from core.ground.world import Turn
from core.people import people
from core.programmes import answers_as_text
from core.programmes.file_values import said
from core.review import assignments
from core.support import answer_due


def tell_moved(turn: Turn, form: ClaimForm) -> None:
    """Tell the learner in one short message who has the claim now, and until when."""
    tell(
        turn,
        form,
        MessageKind.ASSIGNMENT_MOVED,
        "seat.moved" if named(turn, form.claim, form.locale) else "seat.moved_unnamed",
    )


def tell_alarm(turn: Turn, form: ClaimForm, case: Case) -> None:
    """Tell the learner that the time is over and the staff look after it, and until when."""
    due = case.due_at or answer_due.due(turn, case.programme)
    until = answer_due.until(turn, case.programme, due, form.locale)
    tell(turn, form, MessageKind.ASSIGNMENT_ALARM, "seat.alarm", until)


def tell(turn: Turn, form: ClaimForm, kind: MessageKind, word: str, until: str = "") -> None:
    """A note to the claimant about their claim in review, once at each moment."""
    claim, locale = form.claim, form.locale
    address = people.reach(turn, turn.db.get_one(Person, claim.person_id))
    if address is None:
        return
    text = turn.say(
        locale,
        word,
        badge=said(form.badge.name, form.language),
        ref=claim.ref,
        who=named(turn, claim, locale),
        until=until or form.day(promise.until(turn, form)),
    )
    message = Message(text, locale, letter="note", values={"text": text})
    sending.send(turn, address, claim, kind, f"{claim.id}:{turn.at.isoformat()}", message)


def named(turn: Turn, claim: Claim, locale: str) -> str:
    """The names of those who have the claim now; of advisers only where nobody else is left."""
    waiting = assignments.waiting(turn, claim)
    deciding = [each for each in waiting if each.advises is None] or waiting
    people_ = (turn.db.get_one(Person, each.person_id) for each in deciding)
    return answers_as_text.listed([each.name for each in people_ if each.name], locale)
