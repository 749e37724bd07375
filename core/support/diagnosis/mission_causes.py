"""The cause of a badge that nobody claimed yet: what the roster says of the mission."""

from collections.abc import Iterator
from datetime import UTC, datetime, time

from core.ground.tables import Mission
from core.ground.world import Turn
from core.programmes.badge_class import BadgeClass
from core.programmes.catalogue import catalogue
from core.programmes.programme import Programme
from core.roster.invitations import schedule
from core.roster.invitations.schedule import Unsent
from core.support.diagnosis import evidence, rule_check
from core.support.diagnosis.causes import Cause, Cure, Diagnosis
from core.support.diagnosis.evidence import came_of, sent_to
from core.support.diagnosis.facts import PersonFacts
from core.support.diagnosis.rule_causes import of_bar


def diagnoses(turn: Turn, known: PersonFacts) -> Iterator[Diagnosis]:
    """One diagnosis for each badge that a mission of the person leads to; of several missions, the
    one that fulfils it."""
    found: dict[tuple[str, str], Diagnosis] = {}
    for mission in known.missions:
        each = of_mission(turn, known, mission)
        if each is None:
            continue
        key = (each.programme, each.badge)
        if key not in found or (found[key].cure is Cure.NONE and each.cure is not Cure.NONE):
            found[key] = each
    yield from found.values()


def of_mission(turn: Turn, known: PersonFacts, mission: Mission) -> Diagnosis | None:
    """The diagnosis of one mission; None where the roster names no badge."""
    programme = catalogue(turn.settings.programmes_folder)[mission.programme]
    badge = led_to(programme, mission)
    if badge is None:
        return None
    barred = bar(turn, programme, badge, mission)
    if barred is not None:
        at = ended(mission) or turn.at
        return of_bar(barred, programme, None, mission, at, said=False, badge=badge.slug)
    return of_invitation(turn, known, programme, badge, mission)


def led_to(programme: Programme, mission: Mission) -> BadgeClass | None:
    slug = mission.badge or (programme.invitation.badge if programme.invitation else "")
    return programme.badge_class(slug)


def bar(
    turn: Turn, programme: Programme, badge: BadgeClass, mission: Mission
) -> rule_check.RuleObstacle | None:
    """Interrupted, too short or not over: as the rules have it, else as the invitation does."""
    answers = rule_check.as_answers(programme, badge, mission)
    today = turn.at.astimezone(programme.zone).date()
    language = mission.language or programme.languages[0]
    barred = rule_check.bar(programme, badge, answers, (mission,), today, language)
    if barred is not None:
        return barred
    if mission.interrupted:
        return rule_check.RuleObstacle(Cause.INTERRUPTED, "", {}, days(mission))
    if programme.invitation and (mission.ends_on is None or mission.ends_on >= today):
        return rule_check.RuleObstacle(Cause.NOT_ENDED, "", {}, days(mission))
    return None


def days(mission: Mission) -> str:
    """« 2026-05-01/2026-11-16 », the last day alone, or nothing where the roster has none."""
    if mission.ends_on is None:
        return ""
    first = mission.starts_on or mission.ends_on
    return f"{first.isoformat()}/{mission.ends_on.isoformat()}"


def ended(mission: Mission) -> datetime | None:
    return datetime.combine(mission.ends_on, time(), UTC) if mission.ends_on else None


def of_invitation(
    turn: Turn, known: PersonFacts, programme: Programme, badge: BadgeClass, mission: Mission
) -> Diagnosis:
    """Nothing stands in the way: the invitation is due, came back, or was never to be sent."""
    rows = known.invitations(None, mission)
    cause, variant = Cause.INVITATION_DUE, "" if programme.invitation else "none"
    values = {"at": (schedule.due_at(programme, mission) or turn.at).isoformat()}
    if rows:
        cause, row = came_of(rows)
        values = sent_to(known, row)
    if programme.slug in known.stopped or any(row.error == Unsent.STOPPED for row in rows):
        cause, variant = Cause.INVITATION_DUE, "stopped"
    return Diagnosis(
        cause,
        Cure.INVITE,
        programme.slug,
        badge.slug,
        mission=mission,
        values=values,
        proof=(evidence.of_mission(mission), *map(evidence.of_put, rows)),
        variant=variant,
        at=ended(mission) or turn.at,
    )
