"""The feed of a programme's talents: who agreed to be found, as a client reads it page by page.

Rows stand in the order of their yes and never leave: whoever withdraws stays as a mark without
anything of theirs, so that a page keeps its bounds while people come and go.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlalchemy import and_, or_
from sqlmodel import col, select

from core.badges.openbadges import paths
from core.ground.rows.lookup import among
from core.ground.tables import Badge, Consent, Person
from core.ground.world import Turn
from core.people import consents
from core.people.consents import Exhibit, Showing, Yes
from core.people.joined import selves
from core.programmes.catalogue import catalogue
from core.programmes.file_values import said, variant
from core.programmes.programme import Programme
from core.showing import held_badges

VERSION = 1
MOST, USUAL = 200, 50  # people of a page
LETTERS = 26


@dataclass(frozen=True, slots=True)
class FeedPage:
    """Some people of a feed, and the id after which the next page begins; empty on the last."""

    entries: list[dict[str, object]]
    after: str


def question(turn: Turn, programme: Programme, person: Person, language: str) -> str:
    """What somebody is asked before they are in the feed: all that would be seen, and by whom. It
    is kept with their yes. Empty for a programme without a feed."""
    if programme.talents is None:
        return ""
    return turn.say(
        variant(language, programme.register_),
        "showing.talents_ask" if person.name else "showing.talents_ask_unnamed",
        programme=programme.titled(language),
        readers=said(programme.talents.readers, language),
        name=person.name,
    )


def open_to(turn: Turn, person: Person) -> list[Programme]:
    """The programmes with a feed in which a person may be: they hold a badge of it that is true."""
    known = catalogue(turn.settings.programmes_folder).programmes.values()
    held = held_badges.rows(turn, selves(turn, person))
    true = {badge.programme for badge in held if not held_badges.is_over(turn, badge)}
    return [each for each in known if each.talents is not None and each.slug in true]


def offered(turn: Turn) -> list[Programme]:
    """The programmes that have a feed of talents."""
    known = catalogue(turn.settings.programmes_folder).programmes.values()
    return [each for each in known if each.talents is not None]


def standing(turn: Turn, person: Person, programme: str) -> Consent | None:
    """The yes by which somebody is in the feed of a programme; None for who is not."""
    return consents.standing(turn, person, Showing.TALENTS, programme)


def join(turn: Turn, person: Person, programme: str, yes: Yes) -> Consent:
    """Put somebody into the feed, under the name that they have now; who is there stays as they
    are."""
    known = standing(turn, person, programme)
    while known is None:
        shown = Exhibit(Showing.TALENTS, turn.chance.letters(LETTERS), programme, person.name)
        known = consents.agree(turn, person, shown, yes)
    return known


def leave(turn: Turn, person: Person, programme: str) -> bool:
    """Take somebody out of the feed at once; gives whether they were in it."""
    return consents.withdraw(turn, person, Showing.TALENTS, programme)


def page(turn: Turn, programme: Programme, after: str, limit: int) -> FeedPage | None:
    """The people of the feed that come after the one of this id, or the first ones; None for an id
    that is not in it."""
    query = select(Consent).where(
        Consent.what == Showing.TALENTS, Consent.programme == programme.slug
    )
    if after:
        last = turn.db.exec(query.where(Consent.address == after)).first()
        if last is None:
            return None
        later = and_(col(Consent.given_at) == last.given_at, col(Consent.id) > last.id)
        query = query.where(or_(col(Consent.given_at) > last.given_at, later))
    in_order = query.order_by(col(Consent.given_at), col(Consent.id))
    found = list(turn.db.exec(in_order.limit(limit + 1)))
    rows = found[:limit]
    return FeedPage(entries(turn, programme, rows), rows[-1].address if rows != found else "")


def entries(turn: Turn, programme: Programme, rows: Sequence[Consent]) -> list[dict[str, object]]:
    """Each row as the feed has it; of two that became one person, the first stands for both."""
    persons = {row.person_id for row in rows if row.withdrawn_at is None}
    first = standing_rows(turn, programme, persons)
    held = held_badges.rows(turn, persons, programme.slug) if persons else []
    known = {each.id: each for each in people_of(turn, persons)}
    return [
        listed(turn, programme, row, known[row.person_id], held)
        if first.get(row.person_id) == row.id
        else {"id": row.address, "status": "withdrawn"}
        for row in rows
    ]


def standing_rows(turn: Turn, programme: Programme, persons: set[UUID]) -> dict[UUID, UUID]:
    """The row by which each of these people is in the feed."""
    query = select(Consent).where(
        Consent.what == Showing.TALENTS,
        Consent.programme == programme.slug,
        col(Consent.withdrawn_at).is_(None),
        among(turn, col(Consent.person_id), persons),
    )
    latest_first = query.order_by(col(Consent.given_at).desc(), col(Consent.id).desc())
    return {row.person_id: row.id for row in turn.db.exec(latest_first)} if persons else {}


def people_of(turn: Turn, persons: set[UUID]) -> list[Person]:
    query = select(Person).where(among(turn, col(Person.id), persons))
    return list(turn.db.exec(query)) if persons else []


def listed(
    turn: Turn, programme: Programme, row: Consent, person: Person, held: Sequence[Badge]
) -> dict[str, object]:
    """What somebody agreed to show: their name, their language, the programme's badges that are
    true."""
    return {
        "id": row.address,
        "status": "listed",
        "since": row.given_at.isoformat(),
        "name": row.name or None,
        "language": person.language or programme.languages[0],
        "badges": [
            told(turn, programme, badge)
            for badge in held
            if badge.person_id == row.person_id and not held_badges.is_over(turn, badge)
        ],
    }


def told(turn: Turn, programme: Programme, badge: Badge) -> dict[str, object]:
    """One badge with its proof."""
    known, base = programme.badge_class(badge.badge), turn.settings.base
    return {
        "id": badge.id,
        "badge": badge.badge,
        "name": badge.name,
        "level": badge.level,
        "level_name": programme.level_name(known, badge.language) or None if known else None,
        "competence": badge.competence or None,
        "skills": list(known.skills.get(badge.language, ())) if known else [],
        "organisation": badge.organisation or None,
        "issued": badge.issued_at.isoformat(),
        "expires": badge.expires_at.isoformat() if badge.expires_at else None,
        "page": paths.badge_page(base, badge.id),
        "picture": paths.badge_picture(base, badge.id),
        "credential": paths.credential(base, badge.id),
    }
