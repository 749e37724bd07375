"""Reminding those who are late with a decision, when its learner asks."""

from datetime import timedelta

from core.claims import claim_form, sending
from core.ground.tables import Claim, Person
from core.ground.world import Turn
from core.review import assignments, cards

DAY = timedelta(days=1)


def remind(turn: Turn, claim: Claim) -> bool:
    """Whether anybody was reminded now; nobody twice in a day."""
    form, late = claim_form.form_of(turn, claim), []
    for seat in assignments.waiting(turn, claim):
        if turn.at - (seat.reminded_at or seat.given_at) >= DAY:
            seat.reminded_at = turn.at
            turn.db.add(seat)
            late.append(seat.person_id)
    for person_id in late:
        person = turn.db.get_one(Person, person_id)
        until = form.day(claim.review_due_at or turn.at, sending.locale_of(turn, person))
        cards.hand(turn, form, person, "recovery.overdue", until=until)
    return bool(late)
