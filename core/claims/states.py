"""The life of a claim: its states, its moves, and the one table that joins them."""

from enum import StrEnum

ISSUE, TELL = "issue", "tell"  # the timers of what follows from a decision


class State(StrEnum):
    """Where a claim stands; `issued` has no way out."""

    DRAFT = "draft"
    READY = "ready"
    IN_REVIEW = "in_review"
    APPROVED = "approved"
    ISSUED = "issued"
    REFUSED = "refused"
    RETURNED = "returned"
    WITHDRAWN = "withdrawn"


class Move(StrEnum):
    """A step in a claim's life; each leaves one event row."""

    OPEN = "open"
    COMPLETE = "complete"
    AMEND = "amend"
    SUBMIT = "submit"
    CONSULT = "consult"
    VOTE = "vote"
    UNVOTE = "unvote"
    QUALIFY = "qualify"
    AWARD = "award"
    APPROVE = "approve"
    RETURN = "return"
    REFUSE = "refuse"
    UNDO = "undo"
    RECLAIM = "reclaim"
    WITHDRAW = "withdraw"
    FOLD = "fold"
    UNFOLD = "unfold"
    ISSUE = "issue"


MOVES: dict[Move, tuple[frozenset[State], State]] = {
    Move.COMPLETE: (frozenset({State.DRAFT}), State.READY),
    Move.AMEND: (frozenset({State.READY}), State.DRAFT),
    Move.SUBMIT: (frozenset({State.READY}), State.IN_REVIEW),
    Move.CONSULT: (frozenset({State.IN_REVIEW}), State.IN_REVIEW),
    Move.VOTE: (frozenset({State.IN_REVIEW}), State.IN_REVIEW),
    Move.UNVOTE: (frozenset({State.IN_REVIEW}), State.IN_REVIEW),
    Move.QUALIFY: (frozenset({State.READY}), State.APPROVED),
    Move.AWARD: (frozenset({State.DRAFT}), State.APPROVED),
    Move.APPROVE: (frozenset({State.IN_REVIEW}), State.APPROVED),
    Move.RETURN: (frozenset({State.IN_REVIEW}), State.RETURNED),
    Move.REFUSE: (frozenset({State.IN_REVIEW}), State.REFUSED),
    Move.UNDO: (frozenset({State.APPROVED, State.RETURNED, State.REFUSED}), State.IN_REVIEW),
    Move.RECLAIM: (frozenset({State.REFUSED, State.RETURNED}), State.DRAFT),
    Move.WITHDRAW: (
        frozenset({State.DRAFT, State.READY, State.IN_REVIEW, State.REFUSED, State.RETURNED}),
        State.WITHDRAWN,
    ),
    Move.FOLD: (frozenset(set(State) - {State.ISSUED, State.WITHDRAWN}), State.WITHDRAWN),
    Move.ISSUE: (frozenset({State.APPROVED}), State.ISSUED),
}
# Beside the table: UNFOLD leads back to where FOLD left, and from nowhere else.

ASKING = frozenset({State.DRAFT, State.READY})
MENDABLE = frozenset({State.REFUSED, State.RETURNED})
CLOSED = frozenset({State.ISSUED, State.WITHDRAWN})
