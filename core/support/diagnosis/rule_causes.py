"""What the rules bar, as a diagnosis: with the days, and when it may be asked for."""

from datetime import datetime

from core.ground.tables import Claim, Mission
from core.programmes.programme import Programme
from core.roster.invitations import schedule
from core.support.diagnosis import evidence, rule_check
from core.support.diagnosis.causes import Cause, Cure, Diagnosis


def of_bar(
    barred: rule_check.RuleObstacle,
    programme: Programme,
    claim: Claim | None,
    mission: Mission | None,
    at: datetime,
    *,
    said: bool,
    badge: str = "",
) -> Diagnosis:
    """The diagnosis of what the rules bar, with the days they judged and when it may be asked for.

    `said` is true where the person's own words are judged, which they may take back, and not the
    roster's.
    """
    due = schedule.due_at(programme, mission) if mission and not said else None
    values = {"rule": barred.word, **barred.values}
    if barred.cause is not Cause.REFUSED:
        values = {"dates": barred.dates, "months": str(barred.months)}
        values |= {"until": due.isoformat()} if due else {}
    seen = (evidence.of_claim(claim),) if claim else ()
    return Diagnosis(
        barred.cause,
        Cure.NONE,
        programme.slug,
        claim.badge if claim else badge,
        claim,
        mission,
        values=values,
        proof=(*seen, *((evidence.of_mission(mission),) if mission else ())),
        variant=variant(barred, due, said=said),
        at=at,
    )


def variant(barred: rule_check.RuleObstacle, due: datetime | None, *, said: bool) -> str:
    """The ending of the diagnosis's word: what is known of the days, and whether somebody has to
    ask."""
    if barred.cause is Cause.INTERRUPTED:
        return "" if barred.dates else "undated"
    if barred.cause is Cause.NOT_ENDED and not barred.dates:
        return "open"
    if said and barred.cause is not Cause.REFUSED:
        return "said"
    return "ask" if barred.cause is Cause.NOT_ENDED and due is None else ""
