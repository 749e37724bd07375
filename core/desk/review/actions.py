"""What a reviewer can do with a claim: one record per action, then what each does.

The buttons of the card, the page of a letter's link, `cocarde review` and docs/roles.md come from
these records; a chat, a mail and a page add how they answer.
"""

from collections.abc import Callable
from dataclasses import dataclass

from core.claims.claim_form import ClaimForm
from core.desk.review import outcome_reply
from core.desk.review.outcome_reply import OutcomeReply
from core.ground.effects import Outcome
from core.ground.tables import Claim
from core.ground.world import Turn
from core.people.roles import Right
from core.reading.acts.kinds import ReviewVerdict
from core.review import second_opinions
from core.review import undo as undoing
from core.review.decision import Decision
from core.support.staff_action import StaffAction, StaffAtWork


@dataclass(frozen=True, slots=True)
class Said:
    """What a reviewer says with an action: why, which questions are to be asked again, and the
    mark of the edition that they were shown, none where they were shown nothing."""

    reason: str = ""
    wrong: tuple[str, ...] = ()
    seen: str | None = None


Effect = Callable[[StaffAtWork, Claim, Said], OutcomeReply]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReviewAction(StaffAction[ClaimForm]):
    """An action on a claim; its `effect` gives what to answer, or raises a `Refusal`."""

    effect: Effect


def decision(verdict: ReviewVerdict) -> Effect:
    """The effect of saying this verdict: the decision, or a vote or a view on the way to it."""

    def decide(member: StaffAtWork, claim: Claim, said: Said) -> OutcomeReply:
        told = Decision(member.person, verdict, said.reason, member.door, said.wrong, said.seen)
        return outcome_reply.rule(member.turn, claim, told)

    return decide


def consult(member: StaffAtWork, claim: Claim, _: Said) -> OutcomeReply:
    """Somebody else looks at the claim as well."""
    other = second_opinions.ask(member.turn, claim, member.person, member.door)
    member.turn.effects.conclude(Outcome.ASKED)
    values = {"who": other.name, "ref": claim.ref}
    return OutcomeReply("review.second_sent", values, undoable=False)


def undo(member: StaffAtWork, claim: Claim, _: Said) -> OutcomeReply:
    """A decision or a vote is taken back; the card of who does so is for the caller to send."""
    word = undoing.undo(member.turn, claim, member.person, member.door)
    member.turn.effects.conclude(Outcome.DECIDED, "the decision was taken back")
    return OutcomeReply(word, {"ref": claim.ref}, undoable=False)


def one_decides(_: Turn, form: ClaimForm) -> bool:
    """Whether one reviewer decides alone, who may want to hear another first."""
    return not form.definition.review.several


ACTIONS: dict[str, ReviewAction] = {
    action.name: action
    for action in (
        ReviewAction(
            name="approve",
            right=Right.DECIDE,
            button="review.approve",
            row=1,
            guarded=True,
            effect=decision(ReviewVerdict.APPROVE),
        ),
        ReviewAction(
            name="return",
            right=Right.DECIDE,
            button="review.return",
            row=2,
            guarded=True,
            effect=decision(ReviewVerdict.RETURN),
        ),
        ReviewAction(
            name="refuse",
            right=Right.DECIDE,
            button="review.refuse",
            row=2,
            guarded=True,
            effect=decision(ReviewVerdict.REFUSE),
        ),
        ReviewAction(
            name="second",
            right=Right.DECIDE,
            button="review.second",
            fits=one_decides,
            row=3,
            effect=consult,
        ),
        ReviewAction(
            name="undo",
            right=Right.DECIDE,
            button="review.undo",
            effect=undo,
        ),
    )
}
