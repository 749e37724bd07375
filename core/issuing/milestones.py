"""Badges that others add up to: enough of a competence opens the wider badge for acceptance."""

from dataclasses import dataclass

from sqlalchemy import or_
from sqlmodel import col, select

from core.claims.opening import open_claim
from core.ground.tables import Badge, Claim, Person
from core.ground.world import Turn
from core.programmes.catalogue import catalogue
from core.programmes.programme import BadgeClass, Milestone


@dataclass(frozen=True, slots=True)
class MilestoneProgress:
    """How far a person is: badges that count, organisations they come from, what is asked."""

    badge: BadgeClass
    milestone: Milestone
    badges: int
    organisations: int

    @property
    def reached(self) -> bool:
        enough = self.badges >= self.milestone.count
        return enough and self.organisations >= self.milestone.organisations


def progress(
    turn: Turn, person: Person, programme: str, badge: BadgeClass
) -> MilestoneProgress | None:
    """How far the person is towards a milestone badge; None for another kind of badge.

    A badge of a higher level counts for a lower one too.
    """
    milestone = badge.milestone
    if milestone is None:
        return None
    query = select(Badge).where(
        Badge.person_id == person.id,
        Badge.programme == programme,
        Badge.competence == milestone.competence,
        col(Badge.level) >= milestone.level,
        col(Badge.revoked_at).is_(None),
        Badge.organisation != "",
        or_(col(Badge.expires_at).is_(None), col(Badge.expires_at) > turn.at),
    )
    counted = list(turn.db.exec(query))
    organisations = {each.organisation for each in counted}
    return MilestoneProgress(badge, milestone, len(counted), len(organisations))


def begun(turn: Turn, person: Person, programme: str) -> list[MilestoneProgress]:
    """Every milestone of a programme that the person has something towards."""
    badges = catalogue(turn.settings.programmes_folder)[programme].badge
    found = (progress(turn, person, programme, badge) for badge in badges)
    return [each for each in found if each and each.badges]


def opened_by(turn: Turn, badge: Badge) -> list[Claim]:
    """The claims that a badge just issued opens: each milestone now reached and not yet held."""
    person = turn.db.get_one(Person, badge.person_id)
    held = set(
        turn.db.exec(
            select(Badge.badge).where(Badge.person_id == person.id, col(Badge.revoked_at).is_(None))
        )
    )
    reached = [
        each
        for each in begun(turn, person, badge.programme)
        if each.reached and each.badge.slug not in held
    ]
    return [
        open_claim(turn, person, badge.programme, each.badge.slug, language=badge.language)
        for each in reached
    ]
