"""What follows from a move of a claim where the mover's wing cannot reach: rows of its transaction.

A wing that moves claims calls what lies below it by itself (`decide.settle` closes cards and
secrets); for what lies above, the follower stands in the wing that owns it, and is named here.
"""

from collections.abc import Callable, Mapping

from core.claims.evidence import ending, kept_files
from core.claims.states import Move
from core.ground.tables import Claim
from core.ground.world import Turn
from core.support import unissued

FOLLOWERS: Mapping[str, tuple[Callable[[Turn, Claim], None], ...]] = {
    Move.APPROVE: (ending.plan_end,),  # its files are kept no longer than is told
    Move.QUALIFY: (ending.plan_end,),
    Move.REFUSE: (ending.plan_end,),
    Move.WITHDRAW: (kept_files.drop_all,),  # nobody will look at them any more
    Move.ISSUE: (unissued.over,),  # the badge is there: a case about its absence closes
    Move.UNDO: (unissued.over,),  # it is not due any more
}
