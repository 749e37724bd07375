"""Doing what is due: each timer in its own transaction, unharmed by one that fails."""

import logging
from collections.abc import Callable
from uuid import UUID

from core.claims import inviting, issuing
from core.claims.review import ISSUE
from core.claims.roster import INVITE
from core.ground import timers
from core.ground.effects import Effects
from core.ground.tables import Timer
from core.ground.world import Turn, World

log = logging.getLogger(__name__)

ACTS: dict[str, Callable[[Turn, str], None]] = {INVITE: inviting.invite}


def due(world: World) -> Effects:
    """Everything that is due now, the oldest first, until nothing is left."""
    done = Effects()
    while batch := timers.take(world):
        for timer in batch:
            try:
                done.joined(act(world, timer))
            except Exception as error:
                log.exception("%s of %s must wait.", timer.kind, timer.subject)
                timers.failed(world, timer, str(error))
    return done


def act(world: World, timer: Timer) -> Effects:
    """One timer: over as soon as its act is committed, unless the act sets it anew."""
    if timer.kind == ISSUE:
        return issuing.issue(world, UUID(timer.subject))
    with world.turn() as turn:
        timers.drop(turn, timer.kind, timer.subject)
        ACTS[timer.kind](turn, timer.subject)
    return turn.effects
