"""An approved claim that has no badge five minutes after it was due: a case, until it has one."""

from datetime import datetime, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlalchemy import or_
from sqlmodel import col, select

from core.claims.states import ISSUE, State
from core.ground.rows import timers
from core.ground.rows.lookup import among
from core.ground.tables import Claim, Person, Timer
from core.ground.world import Turn, World
from core.programmes.catalogue import catalogue
from core.programmes.period import zone_of
from core.reading.text import clean
from core.support import CaseSubject, Occasion, close_case, open_case

UNISSUED = "unissued"
LATE = timedelta(minutes=5)
LONGEST = 300


def plan(turn: Turn, claim: Claim, due_at: datetime) -> None:
    """Set the timers of an approved claim: the badge at its time, and five minutes later a look
    whether it came."""
    timers.put(turn, ISSUE, str(claim.id), due_at)
    timers.put(turn, UNISSUED, str(claim.id), due_at + LATE)


def over(turn: Turn, claim: Claim) -> None:
    """Drop the timers of a badge that is there or not due any more, and close its case."""
    for kind in (ISSUE, UNISSUED):
        timers.drop(turn, kind, str(claim.id))
    close_case.close_of_claim(turn, claim, Occasion.UNISSUED)


def look(turn: Turn, claim_id: str) -> None:
    """Open a case, once, where there is still no badge; called by the timer."""
    claim = turn.db.get(Claim, UUID(claim_id))
    if claim is None or claim.state != State.APPROVED:
        return
    known = claim.programme in catalogue(turn.settings.programmes_folder).programmes
    why = sentence(turn, claim, zone_of(turn, claim.programme if known else ""))
    if known:
        person = turn.db.get_one(Person, claim.person_id)
        open_case(
            turn, CaseSubject(Occasion.UNISSUED, claim_id, why, claim.programme, person, claim)
        )
        return
    # Its folder has gone, which is why there is no badge: nothing more can be found out about it.
    case = open_case(turn, CaseSubject(Occasion.UNISSUED, claim_id, why))
    case.claim_id = claim.id
    turn.db.add(case)


def sentence(turn: Turn, claim: Claim, zone: ZoneInfo) -> str:
    """Since when the badge is missing, what the last try came to, and what to do."""
    language = turn.world.words.first
    error = tried(turn, str(claim.id)) or turn.say(language, "case.unissued_untried")
    since = f"{claim.updated_at.astimezone(zone):%d/%m/%Y %H:%M}"
    return turn.say(language, "case.unissued", ref=claim.ref, since=since, error=error)


def tried(turn: Turn, claim_id: str) -> str:
    """What the last try to issue came to, in one line."""
    query = select(Timer.error).where(Timer.kind == ISSUE, Timer.subject == claim_id)
    return " ".join(clean(turn.db.exec(query).first() or "").split())[:LONGEST].rstrip(".")


def sweep(world: World) -> None:
    """Set the timers of claims that were approved before there was such a look, or whose own were
    lost; where one is still to be issued in its time, the look comes five minutes after that."""
    with world.glance() as turn:
        query = select(Claim.id).where(Claim.state == State.APPROVED)
        late = [str(each) for each in turn.db.exec(query.where(Claim.updated_at < turn.at - LATE))]
        known = planned(turn, late) if late else {}
    unissued = {each: turn.at for each in late if (ISSUE, each) not in known}
    unseen = {
        each: max(turn.at, known.get((ISSUE, each), turn.at - LATE) + LATE)
        for each in late
        if (UNISSUED, each) not in known
    }
    if unissued or unseen:
        with world.turn() as turn:
            timers.put_all(turn, ISSUE, unissued)
            timers.put_all(turn, UNISSUED, unseen)


def planned(turn: Turn, claims: list[str]) -> dict[tuple[str, str], datetime]:
    """When each of these claims is issued, if that is to come, and when it is or was looked at.

    Once the look was taken the case is there, and is not opened again.
    """
    query = select(Timer.kind, Timer.subject, Timer.due_at)
    query = query.where(col(Timer.kind).in_((ISSUE, UNISSUED)))
    query = query.where(among(turn, col(Timer.subject), claims))
    to_come = query.where(or_(col(Timer.done_at).is_(None), col(Timer.kind) == UNISSUED))
    return {(kind, claim): due_at for kind, claim, due_at in turn.db.exec(to_come)}
