"""A badge that counted is revoked, or whoever gathered is two persons again: the wider badges that
were given on the strength of what is gone."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import col, select

from core.claims.gathering.gathered import GatheredBadge, from_elsewhere, from_here
from core.claims.gathering.progress import MilestoneProgress, counts, progress
from core.ground.rows import timers
from core.ground.tables import Badge, Link, Person, Witness
from core.ground.world import Turn
from core.people.joined import living, selves
from core.programmes.catalogue import catalogue

COMPONENT = "component"  # the timer that looks at what stood on a revoked badge
HERE, ELSEWHERE, PARTED = "here", "elsewhere", "parted"


@dataclass(frozen=True, slots=True)
class LostGround:
    """A wider badge that stands, though a badge on whose strength it was given is revoked and the
    others are not enough: `far` is how far they reach. `component` is that badge; None where others
    of them are somebody else's, who is one person with its holder no more."""

    person: Person
    component: GatheredBadge | None
    wider: Badge
    far: MilestoneProgress


def tell_here(turn: Turn, badge: Badge) -> None:
    """Have what stood on a badge of ours looked at, as it was revoked."""
    timers.put(turn, COMPONENT, f"{HERE}:{badge.id}", turn.at)


def tell_elsewhere(turn: Turn, row: Witness) -> None:
    """Have what stood on a badge of another issuer looked at, as that was revoked."""
    timers.put(turn, COMPONENT, f"{ELSEWHERE}:{row.id}", turn.at)


def tell_parted(turn: Turn, link: Link) -> None:
    """Have what two persons were given as one looked at, as they are two again."""
    timers.put(turn, COMPONENT, f"{PARTED}:{link.id}", turn.at)


def lost_ground(turn: Turn, subject: str) -> list[LostGround]:
    """The wider badges that would not be reached any more without what a timer names."""
    where, _, key = subject.partition(":")
    if where == PARTED:
        return apart(turn, turn.db.get_one(Link, UUID(key)))
    row = turn.db.get(Badge, key) if where == HERE else turn.db.get(Witness, UUID(key))
    if row is None:
        return []
    person = living(turn, turn.db.get_one(Person, row.person_id))
    found = []
    for programme in catalogue(turn.settings.programmes_folder).programmes:
        component = (
            from_here(turn, row, programme)
            if isinstance(row, Badge)
            else from_elsewhere(turn, row, programme)
        )
        if component is not None:
            found += without(turn, person, programme, component)
    return found


def apart(turn: Turn, link: Link) -> list[LostGround]:
    """The wider badges given while two persons were one for which neither has enough alone."""
    both = [living(turn, turn.db.get_one(Person, each)) for each in (link.host_id, link.guest_id)]
    return [
        LostGround(person, None, wider, far)
        for person in both
        for programme in catalogue(turn.settings.programmes_folder).programmes
        for wider, far in short(turn, person, programme, link.made_at)
    ]


def without(
    turn: Turn, person: Person, programme: str, component: GatheredBadge
) -> list[LostGround]:
    """The wider badges of a person in a programme that were given on the strength of this one and
    have too little ground now."""
    return [
        LostGround(person, component, wider, far)
        for wider, far in short(turn, person, programme, component.given_at)
        if any(counts(part.condition, component) for part in far.parts)
    ]


def short(
    turn: Turn, person: Person, programme: str, since: datetime
) -> Iterator[tuple[Badge, MilestoneProgress]]:
    """The wider badges given to a person in a programme since then that stand and have too little
    ground now, and how far that reaches. What has ended since was true when they were given."""
    query = select(Badge).where(
        col(Badge.person_id).in_(selves(turn, person)),
        Badge.programme == programme,
        col(Badge.revoked_at).is_(None),
        col(Badge.issued_at) >= since,
    )
    known = catalogue(turn.settings.programmes_folder)[programme]
    for wider in turn.db.exec(query.order_by(col(Badge.issued_at))).all():
        badge = known.badge_class(wider.badge)
        over = wider.expires_at is not None and wider.expires_at <= turn.at
        if badge is None or badge.milestone is None or over:
            continue
        far = progress(turn, person, programme, badge, wider.issued_at)
        if far and not far.reached:
            yield wider, far
