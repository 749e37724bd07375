"""What follows from a move of a claim, beside what its mover does: rows of the same transaction.

A wing that moves claims cannot call one above it; the follower stands in the wing that owns it.
"""

from collections.abc import Callable, Mapping

from core.claims.life import Move
from core.ground.tables import Claim
from core.ground.world import Turn
from core.support import unissued

FOLLOWERS: Mapping[str, tuple[Callable[[Turn, Claim], None], ...]] = {
    Move.ISSUE: (unissued.over,),  # the badge is there: a case about its absence closes
    Move.UNDO: (unissued.over,),  # it is not due any more
}
