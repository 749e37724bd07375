"""The badges that somebody holds, as they may be shown: none that was revoked or renewed."""

from collections.abc import Collection, Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import col, select

from core.badges.openbadges import paths
from core.ground.rows.lookup import among
from core.ground.tables import Badge, Person
from core.ground.world import Turn
from core.people.joined import selves
from core.programmes import answers_as_text
from core.programmes.catalogue import catalogue
from core.programmes.members import organisations


@dataclass(frozen=True, slots=True)
class HeldBadge:
    """One badge as a list of several shows it; `until` is the day through which it is true, and
    `ended` says that this day is over."""

    id: str
    name: str
    language: str
    level: str
    issuer: str
    day: str
    until: str
    ended: bool
    picture: str
    page: str


@dataclass(frozen=True, slots=True)
class HeldGroup:
    """The badges of one programme."""

    programme: str
    title: str
    badges: tuple[HeldBadge, ...]


def rows(turn: Turn, persons: Collection[UUID], programme: str = "") -> list[Badge]:
    """The badges of these people, the first one issued first; of one programme where one is
    named."""
    query = select(Badge).where(among(turn, col(Badge.person_id), persons))
    found = [badge for badge in turn.db.exec(query) if badge.revoked_at is None]
    renewed = {badge.renews for badge in found}
    return sorted(
        (b for b in found if b.id not in renewed and programme in ("", b.programme)),
        key=lambda each: (each.issued_at, each.id),
    )


def is_over(turn: Turn, badge: Badge) -> bool:
    """Whether the time of a badge has ended."""
    return badge.expires_at is not None and badge.expires_at <= turn.at


def of_person(turn: Turn, person: Person) -> list[Badge]:
    """The badges of a person in the order in which they are shown: by programme, those that are
    true first."""
    known = list(catalogue(turn.settings.programmes_folder).programmes)
    held = [badge for badge in rows(turn, selves(turn, person)) if badge.programme in known]
    return sorted(held, key=lambda each: (known.index(each.programme), is_over(turn, each)))


def grouped(turn: Turn, badges: Sequence[Badge], language: str) -> list[HeldGroup]:
    """Badges under the titles of their programmes in a language, in the order given."""
    known = catalogue(turn.settings.programmes_folder)
    slugs = dict.fromkeys(badge.programme for badge in badges)
    return [
        HeldGroup(
            slug,
            known[slug].titled(language),
            tuple(shown(turn, each, language) for each in badges if each.programme == slug),
        )
        for slug in slugs
    ]


def shown(turn: Turn, badge: Badge, language: str) -> HeldBadge:
    """One badge as a list shows it, its days in this language."""
    programme = catalogue(turn.settings.programmes_folder)[badge.programme]
    known = programme.badge_class(badge.badge)
    end = badge.expires_at
    return HeldBadge(
        id=badge.id,
        name=badge.name,
        language=badge.language,
        level=programme.level_name(known, badge.language) if known else "",
        issuer=organisations.issuer_on(badge, programme, language),
        day=answers_as_text.day(badge.issued_at.astimezone(programme.zone).date(), language),
        until=answers_as_text.day(end.astimezone(programme.zone).date(), language) if end else "",
        ended=is_over(turn, badge),
        picture=f"/i/{programme.slug}/{known.slug}/{badge.language}.png"
        if known and badge.language in programme.languages
        else f"/b/{badge.id}.png",
        page=paths.badge_page("", badge.id),
    )
