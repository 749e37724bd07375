"""What a person has gathered in a programme: badges given here, and those that they handed in."""

from collections.abc import Hashable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from datetime import datetime
from decimal import Decimal
from uuid import UUID

from sqlalchemy import or_
from sqlmodel import col, select

from core.badges.verify.jws import read_token
from core.ground.tables import Answer, Badge, Person, Witness
from core.ground.world import Turn
from core.people.joined import selves
from core.programmes.catalogue import catalogue
from core.programmes.members.organisations import counts_for, ever_joined, known_organisations
from core.reading.text import fold, name_key


@dataclass(frozen=True, slots=True)
class GatheredBadge:
    """A badge that counts: `id` is its row's, `kind` its class (a slug here, an id elsewhere),
    `slug` that of a class here, empty for one from elsewhere. `organisation` gave it, empty for
    the programme itself. `numbers` are those of its claim that a milestone adds up, by question."""

    id: str
    name: str
    kind: str
    slug: str
    organisation: str
    competence: str
    level: int
    given_at: datetime
    claim_id: UUID | None = None
    numbers: Mapping[str, Decimal] = field(default_factory=dict)


def gathered(
    turn: Turn, person: Person, programme: str, at: datetime | None = None
) -> list[GatheredBadge]:
    """The person's badges that stand and may count in a programme, in the order in which they were
    given; of each class of an organisation one. Those that end are left out from their end on,
    as seen from `at`, now unless told."""
    at = at or turn.at
    found = [*given_here(turn, person, programme, at), *handed_in(turn, person, programme, at)]
    one_each = {(each.organisation, each.kind): each for each in found}
    one_award = {called(each): each for each in one_each.values()}
    counted = with_numbers(turn, programme, list(one_award.values()))
    return sorted(counted, key=lambda each: (each.given_at, each.id))


def with_numbers(turn: Turn, programme: str, badges: list[GatheredBadge]) -> list[GatheredBadge]:
    """The badges with what their claims say to the questions whose answers a milestone adds up."""
    wider = [each.milestone for each in catalogue(turn.settings.programmes_folder)[programme].badge]
    asked = {part.total.question for each in wider if each for part in each.all if part.total}
    claims = {each.claim_id for each in badges if each.claim_id}
    if not asked or not claims:
        return badges
    query = select(Answer).where(col(Answer.claim_id).in_(claims), col(Answer.question).in_(asked))
    told: dict[UUID, dict[str, Decimal]] = {}
    for row in turn.db.exec(query.where(Answer.value != "", col(Answer.wrong).is_(False))):
        told.setdefault(row.claim_id, {})[row.question] = Decimal(row.value)
    return [replace(each, numbers=told.get(each.claim_id or UUID(int=0), {})) for each in badges]


def called(badge: GatheredBadge) -> Hashable:
    """What tells a badge from the others of its organisation. Elsewhere the two forms of one class,
    Open Badges 2.0 and 3.0, have an id each: of one name that counts for one thing, it is one."""
    name = badge.slug or (badge.competence, badge.level, *fold(badge.name).split())
    return (badge.organisation, name)


def given_here(turn: Turn, person: Person, programme: str, at: datetime) -> Iterator[GatheredBadge]:
    """The badges of the programme that the person holds."""
    query = select(Badge).where(
        col(Badge.person_id).in_(selves(turn, person)),
        Badge.programme == programme,
        col(Badge.revoked_at).is_(None),
        or_(col(Badge.expires_at).is_(None), col(Badge.expires_at) > at),
    )
    for badge in turn.db.exec(query.order_by(col(Badge.issued_at))).all():
        if counted := from_here(turn, badge, programme):
            yield counted


def handed_in(turn: Turn, person: Person, programme: str, at: datetime) -> Iterator[GatheredBadge]:
    """The badges of other issuers that the person has handed in, as far as they count there."""
    query = select(Witness).where(
        col(Witness.person_id).in_(selves(turn, person)),
        Witness.note != "",
        col(Witness.revoked_at).is_(None),
        or_(col(Witness.expires_at).is_(None), col(Witness.expires_at) > at),
    )
    for row in turn.db.exec(query.order_by(col(Witness.made_at))).all():
        if counted := from_elsewhere(turn, row, programme):
            yield counted


def from_here(turn: Turn, badge: Badge, programme: str) -> GatheredBadge | None:
    """A badge given here as one that may count in a programme; None in another's, and for one that
    was given after its organisation had left."""
    if badge.programme != programme or given_after_leaving(turn, badge):
        return None
    return GatheredBadge(
        id=badge.id,
        name=badge.name,
        kind=badge.badge,
        slug=badge.badge,
        organisation=one_name(turn, programme, badge.organisation),
        competence=badge.competence,
        level=badge.level or 0,
        given_at=badge.issued_at,
        claim_id=badge.claim_id,
    )


def given_after_leaving(turn: Turn, badge: Badge) -> bool:
    """Whether the organisation in whose name a badge was given had left the programme by then."""
    key = (given_after_leaving, badge.programme)
    if key not in turn.memo:
        known = ever_joined(turn, badge.programme)
        turn.memo[key] = {name_key(each.name): each.left_at for each in known}
    left_at = turn.memo[key].get(name_key(badge.organisation))
    return left_at is not None and badge.issued_at > left_at


def from_elsewhere(turn: Turn, row: Witness, programme: str) -> GatheredBadge | None:
    """A badge of another issuer as one that counts in a programme; None where its class is not
    registered there, or it was given after its organisation had left."""
    counted, given_at = counts_for(turn, programme, row.issuer, row.achievement), given(row)
    if counted is None or (counted.until and given_at > counted.until):
        return None
    return GatheredBadge(
        id=str(row.id),
        name=row.name or row.achievement,
        kind=row.achievement,
        slug="",
        organisation=one_name(turn, programme, counted.organisation),
        competence=counted.competence,
        level=counted.level,
        given_at=given_at,
    )


def given(row: Witness) -> datetime:
    """When a badge that was handed in was given, as our note of it says; else when it was handed
    in, which was later."""
    told = read_token(row.note).claims.get("issued")
    return min(datetime.fromisoformat(told), row.made_at) if told else row.made_at


def one_name(turn: Turn, programme: str, organisation: str) -> str:
    """The one name of an organisation that may go by several; any other as it is."""
    key = (one_name, programme)
    if key not in turn.memo:
        known = known_organisations(turn, catalogue(turn.settings.programmes_folder)[programme])
        turn.memo[key] = {
            name_key(name): each.name
            for each in reversed(known)
            for name in (*each.aliases, each.name)
        }
    names: dict[tuple[str, ...], str] = turn.memo[key]
    return names.get(name_key(organisation), organisation)
