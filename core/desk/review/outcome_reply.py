"""What a reviewer is answered: what became of what they said, and whether it can be taken back."""

from dataclasses import dataclass

from core.claims import claim_form
from core.ground.effects import Outcome
from core.ground.tables import Claim
from core.ground.world import Turn
from core.reading.acts.kinds import ReviewVerdict
from core.review import decide, jury, second_opinions
from core.review.decision import Decision, Ruling

OUTCOMES = {
    Ruling.DECIDED: Outcome.DECIDED,
    Ruling.VOTED: Outcome.VOTED,
    Ruling.ADVISED: Outcome.VOTED,
}


@dataclass(frozen=True, slots=True)
class OutcomeReply:
    """What a reviewer is answered: a key of the words files with its values."""

    word: str
    values: dict[str, str]
    undoable: bool


def rule(turn: Turn, claim: Claim, said: Decision) -> OutcomeReply:
    """Take what a reviewer says; gives the words to answer. Raises `Refusal` as `decide` does."""
    ruling = decide.decide(turn, claim, said)
    turn.effects.conclude(OUTCOMES[ruling])
    if ruling is Ruling.ADVISED:
        asker = second_opinions.advising(turn, claim, said.reviewer)
        return OutcomeReply("review.advised", {"who": asker.name if asker else ""}, undoable=False)
    if ruling is Ruling.VOTED:
        return voted(turn, claim)
    return final(turn, claim, said)


def voted(turn: Turn, claim: Claim) -> OutcomeReply:
    """How many have voted, never who or how."""
    review_of = claim_form.form_of(turn, claim).definition.review
    votes = jury.voted(turn, claim)
    if review_of.second:
        differ = jury.disputed(jury.verdicts(votes))
        word = "review.voted_disputed" if differ else "review.voted_first"
        return OutcomeReply(word, {"ref": claim.ref}, undoable=True)
    values = {"ref": claim.ref, "count": str(len(votes)), "of": str(review_of.of)}
    return OutcomeReply("review.voted_jury", values, undoable=True)


def final(turn: Turn, claim: Claim, said: Decision) -> OutcomeReply:
    """Decided: what follows, and when if not at once; a jury's may differ from the last vote."""
    form = claim_form.form_of(turn, claim)
    verdict = VERDICTS[claim.state]
    pause = decide.wait(form, said.door)
    values = {"ref": claim.ref}
    if not pause:
        return OutcomeReply(
            f"review.done_{verdict}", values, undoable=verdict is not ReviewVerdict.APPROVE
        )
    until = f"{(turn.at + pause).astimezone(form.programme.zone):%H:%M}"
    values |= {"until": until, "reason": claim.reason}
    return OutcomeReply(f"review.undo_{verdict}", values, undoable=True)


VERDICTS = {
    "approved": ReviewVerdict.APPROVE,
    "returned": ReviewVerdict.RETURN,
    "refused": ReviewVerdict.REFUSE,
}
