"""What a learner has acquired in a programme: badges, competences, what is under way, what is left.

A report is made from the rows at the moment it is read; nothing of it is kept.
"""

from collections.abc import Collection, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import col, select

from core.badges.openbadges import paths
from core.claims.states import CLOSED, Move, State
from core.ground.rows.lookup import among
from core.ground.tables import Assignment, Badge, Claim, Event, Person
from core.ground.world import Turn
from core.people.joined import selves
from core.programmes.badge_class import BadgeClass
from core.programmes.file_values import said
from core.programmes.form import ReviewBy
from core.programmes.programme import Programme
from core.showing import held_badges

AGREED = "approve"  # what a reviewer's voice says (`ReviewVerdict`)
RULES, DECLARED = "rules", "declared"  # who validated where no person did


class HowFar(StrEnum):
    """How far a learner is with a badge."""

    HELD = "held"
    ENDED = "ended"
    UNDER_WAY = "under_way"
    LEFT = "left"


@dataclass(frozen=True, slots=True)
class ReportLine:
    """One badge of a report.

    `by` are the names of who validated it, `how` says that the rules did or that the learner
    declared it; `state` is that of the claim that is under way, `since` its day.
    """

    badge: str
    name: str
    level: str
    group: str
    standing: HowFar
    skills: tuple[str, ...] = ()
    issued: date | None = None
    until: date | None = None
    by: tuple[str, ...] = ()
    how: str = ""
    state: str = ""
    since: date | None = None
    page: str = ""


@dataclass(frozen=True, slots=True)
class LearnerReport:
    """The report of one learner in one programme, in one language."""

    programme: Programme
    person_id: UUID
    name: str
    language: str
    made_on: date
    lines: tuple[ReportLine, ...]

    def of(self, *standings: HowFar) -> list[ReportLine]:
        """The lines of these standings, in their order."""
        return [line for line in self.lines if line.standing in standings]

    @property
    def skills(self) -> list[str]:
        """The competences that the badges held attest, each once."""
        return list(dict.fromkeys(s for line in self.of(HowFar.HELD) for s in line.skills))

    @property
    def empty(self) -> bool:
        """Whether nothing is held nor under way."""
        return not self.of(HowFar.HELD, HowFar.ENDED, HowFar.UNDER_WAY)


@dataclass(frozen=True, slots=True)
class LearnerRows:
    """What the store has of some learners in a programme."""

    badges: list[Badge]
    claims: list[Claim]
    deciders: dict[UUID, tuple[str, ...]]  # who approved a claim or gave its badge

    def of(self, person_id: UUID) -> "LearnerRows":
        """Those of one of them."""
        badges = [each for each in self.badges if each.person_id == person_id]
        claims = [each for each in self.claims if each.person_id == person_id]
        return LearnerRows(badges, claims, self.deciders)


def report(
    turn: Turn,
    programme: Programme,
    person: Person,
    language: str,
    within: Collection[UUID] | None = None,
) -> LearnerReport:
    """The report of a learner in a language of the programme; of those of their claims that are
    `within` these, where not all may be seen."""
    found = learner_rows(turn, programme, selves(turn, person), within)
    return written(turn, programme, person, language, found)


def learner_rows(
    turn: Turn,
    programme: Programme,
    persons: Collection[UUID],
    within: Collection[UUID] | None = None,
) -> LearnerRows:
    """The badges and claims of these people in a programme."""
    query = select(Claim).where(among(turn, col(Claim.person_id), persons))
    found = [claim for claim in turn.db.exec(query) if claim.programme == programme.slug]
    claims = sorted(found, key=lambda each: (each.opened_at, each.id))
    badges = held_badges.rows(turn, persons, programme.slug)
    if within is not None:
        claims = [claim for claim in claims if claim.id in within]
        badges = [badge for badge in badges if badge.claim_id in within]
    return LearnerRows(badges, claims, deciders(turn, [badge.claim_id for badge in badges]))


def deciders(turn: Turn, claims: Sequence[UUID]) -> dict[UUID, tuple[str, ...]]:
    """The names of who approved these claims or gave their badges, by claim."""
    if not claims:
        return {}
    voices = select(Assignment.claim_id, Person.name).join(
        Person, col(Person.id) == Assignment.person_id
    )
    voices = voices.where(
        among(turn, col(Assignment.claim_id), claims), Assignment.verdict == AGREED
    )
    moves = select(Event.claim_id, Person.name).join(Person, col(Person.id) == Event.actor_id)
    moves = moves.where(
        among(turn, col(Event.claim_id), claims), col(Event.move).in_((Move.APPROVE, Move.AWARD))
    )
    found: dict[UUID, dict[str, None]] = {}
    for claim_id, name in turn.db.exec(voices.order_by(col(Assignment.said_at))):
        found.setdefault(claim_id, {})[name] = None
    for moved, name in turn.db.exec(moves.order_by(col(Event.id))):
        if moved is not None:
            found.setdefault(moved, {})[name] = None
    return {key: tuple(filter(None, names)) for key, names in found.items()}


def written(
    turn: Turn, programme: Programme, person: Person, language: str, found: LearnerRows
) -> LearnerReport:
    """The report that these rows of a learner make."""
    spoken = language if language in programme.languages else programme.languages[0]
    begun = (
        *(held_line(turn, programme, each, spoken, found) for each in found.badges),
        *under_way(programme, found.claims, spoken),
    )
    lines = (*begun, *left(programme, {line.badge for line in begun}, spoken))
    return LearnerReport(
        programme=programme,
        person_id=person.id,
        name=person.name,
        language=spoken,
        made_on=day_in(programme, turn.at),
        lines=lines,
    )


def held_line(
    turn: Turn, programme: Programme, badge: Badge, language: str, found: LearnerRows
) -> ReportLine:
    """A badge that is held: since when, validated by whom."""
    known = programme.badge_class(badge.badge)
    by = found.deciders.get(badge.claim_id, ())
    house = (badge.organisation,) if badge.organisation and badge.organisation not in by else ()
    return ReportLine(
        badge=badge.badge,
        name=said(known.name, language) if known else badge.name,
        level=programme.level_name(known, language) if known else "",
        group=heading(programme, known, language) if known else "",
        standing=HowFar.ENDED if held_badges.is_over(turn, badge) else HowFar.HELD,
        skills=tuple(known.skills.get(language, ())) if known else (),
        issued=day_in(programme, badge.issued_at),
        until=day_in(programme, badge.expires_at) if badge.expires_at else None,
        by=(*by, *house),
        how="" if by or house else how_judged(programme, known),
        page=paths.badge_page(turn.settings.base, badge.id),
    )


def how_judged(programme: Programme, known: BadgeClass | None) -> str:
    """What validated a badge where no person did."""
    declared = known is not None and programme.form_of(known).review.by is ReviewBy.DECLARED
    return DECLARED if declared else RULES


def under_way(programme: Programme, claims: Sequence[Claim], language: str) -> Iterator[ReportLine]:
    """The badges that are asked for and not there yet."""
    for claim in claims:
        known = programme.badge_class(claim.badge)
        if known is not None and claim.state not in CLOSED:
            yield ReportLine(
                badge=claim.badge,
                name=said(known.name, language),
                level=programme.level_name(known, language),
                group=heading(programme, known, language),
                standing=HowFar.UNDER_WAY,
                state=State(claim.state),
                since=day_in(programme, claim.opened_at),
            )


def left(programme: Programme, begun: Collection[str], language: str) -> Iterator[ReportLine]:
    """The badges of the programme of which nothing is begun."""
    for known in programme.badge:
        if known.slug not in begun:
            yield ReportLine(
                badge=known.slug,
                name=said(known.name, language),
                level=programme.level_name(known, language),
                group=heading(programme, known, language),
                standing=HowFar.LEFT,
            )


def heading(programme: Programme, badge: BadgeClass, language: str) -> str:
    """The heading under which the programme has a badge; empty for none."""
    names = {group.slug: said(group.name, language) for group in programme.group}
    return names.get(badge.competence or "", "") or names.get(badge.group or "", "")


def day_in(programme: Programme, moment: datetime) -> date:
    """The day of a moment in the programme's own zone."""
    return moment.astimezone(programme.zone).date()
