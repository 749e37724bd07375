"""What a reviewer is answered: what became of what they said, and whether it can be taken back."""

from dataclasses import dataclass

from core.claims import claim_form
from core.ground.effects import Outcome
from core.ground.tables import Claim
from core.ground.world import Turn
from core.review import decide, jury, second_opinions
from core.review.decision import Decision, Ruling, Verdict

OUTCOMES = {
    Ruling.DECIDED: Outcome.DECIDED,
    Ruling.VOTED: Outcome.VOTED,
    Ruling.ADVISED: Outcome.VOTED,
}


@dataclass(frozen=True, slots=True)
class Answer:
    """A key of the words files with its values."""

    word: str
    values: dict[str, str]
    undoable: bool


def rule(turn: Turn, claim: Claim, said: Decision) -> Answer:
    """Take what a reviewer says; gives the words to answer. Raises `Refusal` as `decide` does."""
    ruling = decide.decide(turn, claim, said)
    turn.effects.told(OUTCOMES[ruling])
    if ruling is Ruling.ADVISED:
        asker = second_opinions.advising(turn, claim, said.reviewer)
        return Answer("review.advised", {"who": asker.name if asker else ""}, undoable=False)
    if ruling is Ruling.VOTED:
        return voted(turn, claim)
    return final(turn, claim, said)


def voted(turn: Turn, claim: Claim) -> Answer:
    """How many have voted, never who or how."""
    review_of = claim_form.sheet(turn, claim).form.review
    votes = jury.voted(turn, claim)
    if review_of.second:
        differ = jury.disputed(jury.verdicts(votes))
        word = "review.voted_disputed" if differ else "review.voted_first"
        return Answer(word, {"ref": claim.ref}, undoable=True)
    values = {"ref": claim.ref, "count": str(len(votes)), "of": str(review_of.of)}
    return Answer("review.voted_jury", values, undoable=True)


def final(turn: Turn, claim: Claim, said: Decision) -> Answer:
    """Decided: what follows, and when if not at once; a jury's may differ from the last vote."""
    filled = claim_form.sheet(turn, claim)
    verdict = VERDICTS[claim.state]
    pause = decide.wait(filled.form.review, said.door)
    values = {"ref": claim.ref}
    if not pause:
        return Answer(f"review.done_{verdict}", values, undoable=verdict is not Verdict.APPROVE)
    until = f"{(turn.at + pause).astimezone(filled.programme.zone):%H:%M}"
    values |= {"until": until, "reason": claim.reason}
    return Answer(f"review.undo_{verdict}", values, undoable=True)


VERDICTS = {
    "approved": Verdict.APPROVE,
    "returned": Verdict.RETURN,
    "refused": Verdict.REFUSE,
}
