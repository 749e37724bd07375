"""What the programme's own rules say of a mission, or of answers that were given or refused."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date

from core.claims.roster_answers import from_roster
from core.ground.tables import Mission
from core.programmes import rules
from core.programmes.badge_class import BadgeClass
from core.programmes.programme import Programme
from core.programmes.programme_parts import ProgrammeEvent
from core.programmes.rules import Barred, EventFact, Facts, MissionFact
from core.support.diagnosis.causes import Cause

CAUSES = {
    "rules.interrupted": Cause.INTERRUPTED,
    "rules.too_short": Cause.TOO_SHORT,
    "rules.not_ended": Cause.NOT_ENDED,
}
FIRST = (*CAUSES.values(), Cause.REFUSED)  # what will never come goes before what is still to come


@dataclass(frozen=True, slots=True)
class RuleObstacle:
    """Why the rules bar somebody: the cause, the rule's own word, and the days it judged."""

    cause: Cause
    word: str
    values: Mapping[str, str]
    dates: str = ""
    months: int = 0


def bar(
    programme: Programme,
    badge: BadgeClass,
    answers: Mapping[str, str],
    missions: tuple[Mission, ...],
    today: date,
    language: str,
) -> RuleObstacle | None:
    """The most final of what the rules of a badge bar these answers for, or none."""
    known = Facts(
        answers=answers,
        today=today,
        language=language,
        missions=tuple(map(fact, missions)),
        event={each.code: in_time(each) for each in programme.event if each.badge == badge.slug},
    )
    found = [
        RuleObstacle(
            CAUSES.get(verdict.word, Cause.REFUSED),
            verdict.word,
            verdict.values,
            next((answers[name] for name in verdict.questions or rule.of if name in answers), ""),
            months if isinstance(months := rule.values.get("months"), int) else 0,
        )
        for rule, verdict in rules.judge(programme.form_of(badge).rule, known, set(answers))
        if isinstance(verdict, Barred)
    ]
    return min(found, key=lambda each: FIRST.index(each.cause), default=None)


def fact(mission: Mission) -> MissionFact:
    return MissionFact(
        start=mission.starts_on,
        end=mission.ends_on,
        organisation=mission.organisation,
        place=mission.place,
        interrupted=mission.interrupted,
    )


def in_time(event: ProgrammeEvent) -> EventFact:
    """How often a code was used is not counted here: it was when the code was said."""
    return EventFact(until=event.until, cap=event.cap, used=0)


def as_answers(programme: Programme, badge: BadgeClass, mission: Mission) -> dict[str, str]:
    """The answers that the roster's row of a mission gives to the form, by question."""
    told = {
        question.name: from_roster(question, mission)
        for question in programme.form_of(badge).question
    }
    return {name: value for name, value in told.items() if value}
