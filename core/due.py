"""Doing what is due: each timer in its own transaction, unharmed by one that fails."""

import logging
from collections.abc import Callable
from uuid import UUID

from core.audit import sealing
from core.claims import reminders
from core.claims.evidence import ending
from core.claims.gathering import lost
from core.claims.states import ISSUE, TELL
from core.ground.effects import Effects
from core.ground.rows import in_hand, timers
from core.ground.tables import Timer
from core.ground.watched import tallies
from core.ground.watched.about import about
from core.ground.world import Turn, World, runs_again
from core.issuing import asked_again, expiry, issue, milestone_offers, revoke, witnesses
from core.programmes.members import membership
from core.reports import weekly
from core.review import assign, deadlines, decide, lost_components, overdue
from core.rights import erasing
from core.rights.retention import jobs
from core.roster import search_keys
from core.roster.invitations import campaign
from core.sessions import sign_in
from core.support import CASE, escalate, unissued
from core.support.returned_mail import bounce_alarm

log = logging.getLogger(__name__)

ACTS: dict[str, Callable[[Turn, str], None]] = {
    reminders.REMIND: reminders.remind,
    ending.DELETE_FILES: ending.end,
    TELL: decide.tell,
    unissued.UNISSUED: unissued.look,
    deadlines.NUDGE: overdue.nudge,
    deadlines.DUE: overdue.due,
    deadlines.LATE: overdue.late,
    assign.SEAT_CLAIMS: assign.seat_older,
    search_keys.MISSION_KEYS: search_keys.fill,
    CASE: escalate.escalate,
    bounce_alarm.BOUNCES: bounce_alarm.tell,
    weekly.WEEKLY: weekly.tell,
    expiry.EXPIRY: expiry.tell,
    jobs.LOOK: jobs.look,
    jobs.LET_GO: jobs.let_go,
    membership.COUNTED: milestone_offers.recount,
    lost.COMPONENT: lost_components.look,
    sign_in.SIGN_IN: sign_in.send,
}

# What draws, or asks others, before its own transaction opens.
IN_TURNS: dict[str, Callable[[World, UUID], Effects]] = {
    ISSUE: issue.issue,
    revoke.REVOKE: revoke.carry_out,
    witnesses.LOOK_AGAIN: asked_again.look_again,
    erasing.ERASE: erasing.carry_out,
}


def due(world: World) -> Effects:
    """Everything that is due now, the oldest first, until nothing is left; then what happened is
    sealed.

    Invitations come last and by ten thousand, so that nothing else waits behind a campaign.
    """
    unissued.sweep(world)
    done = Effects()
    more = True
    while more:
        while batch := timers.take(world):
            for timer in batch:
                done.joined(attempt(world, timer))
        invitations = campaign.put_due(world)
        more = invitations is not None
        done.joined(invitations or Effects())
    sealing.seal(world)
    return done


def attempt(world: World, timer: Timer) -> Effects:
    """Do what one timer is for, or try it again later."""
    with about(timer=f"{timer.kind}:{timer.subject}"):
        try:
            effects = act(world, timer)
        except Exception as error:
            tallies.count("timers", kind=timer.kind, outcome="failed")
            log.exception("%s of %s must wait.", timer.kind, timer.subject)
            timers.failed(world, timer, str(error))
            return Effects()
        finally:
            in_hand.drop(world, [timer.id])
        tallies.count("timers", kind=timer.kind, outcome="done")
        log.info("Timer done: %s", timer.kind)
        return effects


@runs_again
def act(world: World, timer: Timer) -> Effects:
    """One timer: over as soon as its act is committed, unless the act sets it anew."""
    if timer.kind in IN_TURNS:
        return IN_TURNS[timer.kind](world, UUID(timer.subject))
    with world.turn() as turn:
        timers.drop(turn, timer.kind, timer.subject)
        ACTS[timer.kind](turn, timer.subject)
    return turn.effects
