"""How far a person is towards the badges that others add up to."""

from dataclasses import dataclass
from datetime import datetime
from decimal import Decimal

from sqlmodel import col, select

from core.claims.gathering.gathered import GatheredBadge, gathered
from core.ground.tables import Badge, Person
from core.ground.world import Turn
from core.people.joined import selves
from core.programmes.badge_class import BadgeClass, Condition
from core.programmes.catalogue import catalogue
from core.programmes.changed.in_force import in_force
from core.programmes.validity import ends_soon


@dataclass(frozen=True, slots=True)
class ConditionProgress:
    """One condition of a milestone, and the badges that count towards it."""

    condition: Condition
    badges: tuple[GatheredBadge, ...]

    @property
    def organisations(self) -> int:
        """How many organisations these badges come from."""
        return len({each.organisation for each in self.badges})

    @property
    def more_organisations(self) -> int:
        """From how many others there have to be badges yet."""
        return max(self.condition.organisations - self.organisations, 0)

    @property
    def more(self) -> int:
        """How many badges are missing."""
        return max(self.condition.needed - len(self.badges), self.more_organisations)

    @property
    def had(self) -> int:
        """How many of the badges that it takes are there."""
        return min(len(self.badges), self.condition.needed)

    @property
    def total(self) -> Decimal:
        """What the claims of these badges add up to, each once; 0 where nothing is added up."""
        total = self.condition.total
        if total is None:
            return Decimal(0)
        once = {each.claim_id: each.numbers.get(total.question, 0) for each in self.badges}
        return Decimal(sum(once.values()))

    @property
    def more_of_total(self) -> Decimal:
        """How much of the sum is missing."""
        total = self.condition.total
        return max(total.needed - self.total, Decimal(0)) if total else Decimal(0)

    @property
    def reached(self) -> bool:
        """Whether there are enough badges, and enough of what they add up to."""
        return not self.more and not self.more_of_total


@dataclass(frozen=True, slots=True)
class MilestoneProgress:
    """A badge that others add up to, and how far its conditions are."""

    badge: BadgeClass
    parts: tuple[ConditionProgress, ...]

    @property
    def reached(self) -> bool:
        """Whether all conditions hold."""
        return all(part.reached for part in self.parts)

    @property
    def more(self) -> int:
        """How many badges are missing in all."""
        return sum(part.more for part in self.parts)

    @property
    def had(self) -> int:
        """How many of those that it takes are there."""
        return sum(part.had for part in self.parts)

    @property
    def needed(self) -> int:
        """How many badges it takes."""
        return sum(part.condition.needed for part in self.parts)

    @property
    def badges(self) -> tuple[GatheredBadge, ...]:
        """The badges that count, each once."""
        counted = {each.id: each for part in self.parts for each in part.badges}
        return tuple(sorted(counted.values(), key=lambda each: (each.given_at, each.id)))


def progress(
    turn: Turn, person: Person, programme: str, badge: BadgeClass, at: datetime | None = None
) -> MilestoneProgress | None:
    """How far the person is towards a milestone badge; None for another kind of badge."""
    if badge.milestone is None:
        return None
    return towards(badge, gathered(turn, person, programme, at))


def towards(badge: BadgeClass, found: list[GatheredBadge]) -> MilestoneProgress:
    """How far these badges lead to a milestone."""
    conditions = badge.milestone.all if badge.milestone else []
    return MilestoneProgress(
        badge,
        tuple(
            ConditionProgress(each, tuple(one for one in found if counts(each, one)))
            for each in conditions
        ),
    )


def counts(condition: Condition, badge: GatheredBadge) -> bool:
    """Whether a badge counts towards a condition; where organisations are asked for, one of the
    programme itself does not."""
    given = bool(badge.organisation) or not condition.organisations
    return given and condition.takes(badge.slug, badge.competence, badge.level)


def begun(turn: Turn, person: Person, programme: str) -> list[MilestoneProgress]:
    """Every milestone of a programme that the person has something towards."""
    known = catalogue(turn.settings.programmes_folder)[programme].badge
    wider = [badge for badge in known if badge.milestone]
    found = gathered(turn, person, programme) if wider else []
    far = [towards(badge, found) for badge in wider]
    return [each for each in far if each.badges]


def open_to(turn: Turn, person: Person, programme: str) -> list[MilestoneProgress]:
    """Those begun that the person does not hold yet, or may have again."""
    far = begun(turn, person, programme)
    holds = held(turn, person, programme) if far else frozenset()
    return [each for each in far if each.badge.slug not in holds]


def held(turn: Turn, person: Person, programme: str) -> frozenset[str]:
    """The classes of which the person holds a badge that stands and need not be renewed yet."""
    query = select(Badge).where(
        col(Badge.person_id).in_(selves(turn, person)),
        Badge.programme == programme,
        col(Badge.revoked_at).is_(None),
    )
    known = catalogue(turn.settings.programmes_folder)[programme]
    days = in_force(turn, known).delays.renewal_days
    stand = (each for each in turn.db.exec(query) if not ends_soon(each.expires_at, turn.at, days))
    return frozenset(each.badge for each in stand)
