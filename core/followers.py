"""What follows from a move of a claim where the mover's wing cannot reach: rows of its transaction.

A wing that moves claims calls what lies below it by itself (`decide.settle` closes cards and
secrets); for what lies above, the follower stands in the wing that owns it, and is named here.
"""

from collections.abc import Callable, Mapping

from core.claims.states import Move
from core.ground.tables import Claim
from core.ground.world import Turn
from core.support import unissued

FOLLOWERS: Mapping[str, tuple[Callable[[Turn, Claim], None], ...]] = {
    Move.ISSUE: (unissued.over,),  # the badge is there: a case about its absence closes
    Move.UNDO: (unissued.over,),  # it is not due any more
}
