"""What happens to a claim whose reviewer is silent: a reminder, somebody else, then a case."""

from datetime import datetime, time
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import func
from sqlmodel import col, select

from core.claims import claim_form, sending
from core.claims.claim_form import ClaimForm
from core.claims.path import decision_day
from core.claims.states import State
from core.ground.message_kinds import MessageKind
from core.ground.messages import Message
from core.ground.rows import timers
from core.ground.tables import Assignment, Claim, Person
from core.ground.world import Turn
from core.people import people, roles
from core.review import assign, assignment_notices, assignments, cards, deadlines, reassign
from core.review.deadlines import DUE, LATE, NUDGE
from core.review.reassign import HandoverReason
from core.review.routing import NOTHING_SAID

DECIDED = frozenset({State.APPROVED, State.ISSUED})
MOST_A_DAY = 5


def nudge(turn: Turn, claim_id: str) -> None:
    """Remind those who have said nothing yet, each of their own moments once. The timer of a claim
    in review calls it."""
    form = in_review(turn, claim_id)
    if form is None or turn.at >= deadlines.until(turn, form):
        return  # after the end a reminder would come too late
    if not by_day(turn, form, NUDGE):
        return
    for assignment in assignments.waiting(turn, form.claim):
        told = assignment.reminded_at or assignment.given_at
        if any(told < at <= turn.at for at in deadlines.nudges(turn, form, assignment)):
            remind(turn, form, assignment)
    deadlines.plan_nudge(turn, form)


def remind(turn: Turn, form: ClaimForm, assignment: Assignment) -> None:
    """The card once more; in a chat the first five of a day, then one line for all others."""
    reviewer = turn.db.get_one(Person, assignment.person_id)
    address, today = people.reach(turn, reviewer), turn.at.astimezone(form.programme.zone).date()
    before = reminded(turn, reviewer, form.programme.zone)
    assignment.reminded_at = turn.at
    turn.db.add(assignment)
    turn.db.flush()
    if address is None or address.door == people.MAIL or before < MOST_A_DAY:
        last = deadlines.until(turn, form) - turn.at <= deadlines.last_reminder(form)
        cards.hand(turn, form, reviewer, "seat.nudge_last" if last else "seat.nudge_half")
        return
    locale = sending.locale_of(turn, reviewer)
    more = Message(turn.say(locale, "seat.nudge_more"), locale)
    sending.send(turn, address, None, MessageKind.REVIEW_MORE, f"{reviewer.id}:{today}", more)


def reminded(turn: Turn, reviewer: Person, zone: ZoneInfo) -> int:
    """Of how many claims somebody was reminded today, of those that wait before them."""
    midnight = datetime.combine(turn.at.astimezone(zone).date(), time(0), zone)
    query = select(func.count()).select_from(Assignment).where(Assignment.person_id == reviewer.id)
    query = query.where(
        col(Assignment.verdict) == NOTHING_SAID, col(Assignment.reminded_at) >= midnight
    )
    return turn.db.exec(query).one()


def due(turn: Turn, claim_id: str) -> None:
    """Give a claim whose time is over to other reviewers with a new time, or else to the staff."""
    form = in_review(turn, claim_id)
    if form is None or not over(turn, form, DUE):
        return
    claim, passed = form.claim, form.claim.review_due_at
    claim.review_due_at = decision_day(turn, form, form.programme.delays.next_reviewer_days)
    successors = reassign.successors_of(turn, form, assignments.waiting(turn, claim))
    if not successors:
        claim.review_due_at = passed
        call_staff(turn, form)
        return
    claim.promised_at = None  # who has it now has a day of their own
    turn.db.add(claim)
    deadlines.plan(turn, form, LATE)
    reassign.hand_on(turn, form, successors, HandoverReason.SILENT)


def late(turn: Turn, claim_id: str) -> None:
    """Open a case for a claim whose second time is over too."""
    form = in_review(turn, claim_id)
    if form is not None and over(turn, form, LATE):
        call_staff(turn, form)


def call_staff(turn: Turn, form: ClaimForm) -> None:
    """A case, and a word to the learner that somebody looks after it, where there is somebody."""
    waited = assignment_notices.named(turn, form.claim, turn.world.words.first)
    case = assign.alarm(turn, form, waited)
    if roles.supporters(turn, form.claim.programme):
        assignment_notices.tell_alarm(turn, form, case)


def in_review(turn: Turn, claim_id: str) -> ClaimForm | None:
    """The form of a claim if a decision on it is still due, the claim locked until the turn ends;
    else None."""
    query = select(Claim).where(Claim.id == UUID(claim_id)).with_for_update()
    claim = turn.db.exec(query).first()
    if claim is None or claim.state != State.IN_REVIEW:
        tidy(turn, claim)
        return None
    return claim_form.form_of(turn, claim)


def tidy(turn: Turn, claim: Claim | None) -> None:
    """End the assignments of a long decided claim in which nothing was said."""
    if claim is not None and claim.state in DECIDED:
        for assignment in assignments.waiting(turn, claim):
            assignments.take_away(turn, claim, assignment.person_id)


def over(turn: Turn, form: ClaimForm, kind: str) -> bool:
    """Whether the time is over and it is day; else the timer is set to when it will be."""
    end = deadlines.until(turn, form)
    if turn.at < end:
        return wait(turn, form, kind, end)
    return by_day(turn, form, kind)


def by_day(turn: Turn, form: ClaimForm, kind: str) -> bool:
    """Whether people may be written to at this hour; else the timer is set to the morning."""
    morning = deadlines.by_day(turn.at, form.programme)
    return morning <= turn.at or wait(turn, form, kind, morning)


def wait(turn: Turn, form: ClaimForm, kind: str, until: datetime) -> bool:
    timers.put(turn, kind, str(form.claim.id), deadlines.by_day(until, form.programme))
    return False
