"""A second opinion: another reviewer looks as well, and tells their view to the one who decides."""

from core.claims import sending
from core.claims.claim_form import ClaimForm, form_of
from core.claims.moves import Actor, move
from core.claims.states import Move
from core.ground.errors import Refusal
from core.ground.tables import Assignment, Claim, Person
from core.ground.world import Turn
from core.reading.acts.kinds import ReviewVerdict
from core.review import assignments, cards, deadlines, decision, jury, routing
from core.review.decision import Decision


def ask(turn: Turn, claim: Claim, asker: Person, door: str) -> Person:
    """Assign the claim to one more reviewer, whose view goes to the asker; gives that reviewer.

    Raises `Refusal` to who advises themselves, where several decide anyway, where somebody was
    asked before, and where nobody is left.
    """
    decision.hold(turn, claim, asker)
    if advising(turn, claim, asker) is not None:
        raise Refusal("review.second_advising")
    form = form_of(turn, claim)
    if form.definition.review.several:
        raise Refusal("review.second_several")
    asked = asked_by(turn, claim, asker)
    if asked is not None:
        raise Refusal("review.second_asked", who=name_of(turn, asked.person_id))
    other = another(turn, form, asker)
    if other is None:
        raise Refusal("review.second_nobody")
    assignments.give(turn, claim, [asker])
    assignments.give(turn, claim, [other], advises=asker.id)
    move(turn, claim, Move.CONSULT, Actor(asker.id, door), other.name)
    cards.hand(turn, form, other, word="review.second_wanted", who=asker.name)
    deadlines.plan_nudge(turn, form)
    return other


def asked_by(turn: Turn, claim: Claim, asker: Person) -> Assignment | None:
    """The assignment of the adviser whom somebody has asked; None where they asked nobody."""
    found = (each for each in assignments.seated(turn, claim) if each.advises == asker.id)
    return next(found, None)


def another(turn: Turn, form: ClaimForm, asker: Person) -> Person | None:
    """The nearest reviewer who has not been asked yet; never somebody who advises already."""
    seated = {each.person_id for each in assignments.seated(turn, form.claim)}
    chosen = routing.choose(turn, form, {asker.id, *seated})
    return turn.db.get_one(Person, chosen[0].person_id) if chosen else None


def name_of(turn: Turn, person_id: object) -> str:
    """The name of a person by key; empty for a key of nobody."""
    who = turn.db.get(Person, person_id)
    return who.name if who else ""


def advising(turn: Turn, claim: Claim, person: Person) -> Person | None:
    """Whom the person was asked to advise on this claim; None where nobody asked them."""
    assignment = turn.db.get(Assignment, (claim.id, person.id))
    return turn.db.get(Person, assignment.advises) if assignment and assignment.advises else None


def tell(turn: Turn, form: ClaimForm, view: Decision, asker: Person) -> None:
    """Keep the view, and bring the card once more to the one who asked, with it on top."""
    claim = form.claim
    assignment = turn.db.get_one(Assignment, (claim.id, view.reviewer.id))
    jury.write(turn, assignment, view)
    told = f"{view.verdict}: {view.reason}".rstrip(": ")
    move(turn, claim, Move.VOTE, Actor(view.reviewer.id, view.door), told)
    view_text = view_of(turn, assignment, sending.locale_of(turn, asker))
    cards.hand(turn, form, asker, word="review.second_view", view=view_text)


def view_of(turn: Turn, assignment: Assignment, locale: str) -> str:
    """What an adviser says, and why; empty while they have not said it."""
    if not assignment.verdict:
        return ""
    who = name_of(turn, assignment.person_id)
    what = turn.say(locale, f"review.view_{ReviewVerdict(assignment.verdict)}", who=who)
    return (
        f"{what}\n{turn.say(locale, 'review.said', reason=assignment.reason)}"
        if assignment.reason
        else what
    )
