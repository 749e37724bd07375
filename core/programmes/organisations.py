"""The organisations of a programme: those of its file, and those that joined since."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from core.ground.tables import CountedClass, JoinedOrganisation
from core.ground.world import Turn
from core.programmes.catalogue import catalogue
from core.programmes.programme import KnownOrganisation, Partner, Programme
from core.reading.text import words


@dataclass(frozen=True, slots=True)
class CountingBadge:
    """What a badge from elsewhere counts for: whose it is, in which competence, at which level.

    `until`: when the organisation left; what it gave later counts for nothing.
    """

    organisation: str
    competence: str
    level: int
    until: datetime | None = None


def ever_joined(turn: Turn, programme: str) -> list[JoinedOrganisation]:
    """The organisations that joined a programme, by name, those that have left it among them."""
    query = select(JoinedOrganisation).where(JoinedOrganisation.programme == programme)
    return list(turn.db.exec(query.order_by(col(JoinedOrganisation.name))))


def joined(turn: Turn, programme: str) -> list[JoinedOrganisation]:
    """The organisations that joined a programme and have not left it, by name."""
    return [each for each in ever_joined(turn, programme) if each.left_at is None]


def named(turn: Turn, programme: str, text: str) -> JoinedOrganisation | None:
    """The organisation that somebody names by its slug, its name or an alias, joined or left
    since; None for none."""
    told = words(text)
    for each in ever_joined(turn, programme):
        names = (each.slug, each.name, *each.aliases.splitlines())
        if told and told in [words(name) for name in names]:
            return each
    return None


def of_name(turn: Turn, programme: str, name: str) -> JoinedOrganisation | None:
    """The organisation of this very name, joined or left since; an alias is another's as well."""
    known = ever_joined(turn, programme)
    return next((each for each in known if words(each.name) == words(name)), None)


def counted_classes(turn: Turn, organisation: JoinedOrganisation) -> list[CountedClass]:
    """The badge classes of an organisation that count, by competence and level."""
    query = select(CountedClass).where(CountedClass.organisation_id == organisation.id)
    order = col(CountedClass.competence), col(CountedClass.level), col(CountedClass.achievement)
    return list(turn.db.exec(query.order_by(*order)))


def known_organisations(turn: Turn, programme: Programme) -> list[KnownOrganisation]:
    """Every organisation that answers and reviewers can name: the file's first, then those that
    joined; one that is both has the aliases of both."""
    others = {
        each.name: KnownOrganisation(name=each.name, aliases=each.aliases.splitlines())
        for each in joined(turn, programme.slug)
    }
    return [*_of_file(programme, others), *others.values()]


def partners_of(turn: Turn, programme: Programme) -> list[Partner]:
    """The other issuers that a programme believes: the file's, and the organisations that joined
    with badges from elsewhere. One that has left is asked about what it gave before."""
    others = [
        Partner(name=each.name, issuers=each.issuers.splitlines(), hosts=each.hosts.splitlines())
        for each in ever_joined(turn, programme.slug)
        if each.issuers
    ]
    return [*programme.partner, *others]


def all_partners(turn: Turn) -> list[Partner]:
    """The other issuers that any programme believes."""
    known = catalogue(turn.settings.programmes_folder).programmes.values()
    return [partner for programme in known for partner in partners_of(turn, programme)]


def counts_for(turn: Turn, programme: str, issuer: str, achievement: str) -> CountingBadge | None:
    """What a badge of this class and issuer counts for in a programme; None for nothing. An
    organisation that has left keeps what it gave before: whoever counts looks at its day."""
    query = (
        select(CountedClass, JoinedOrganisation)
        .join(JoinedOrganisation, col(JoinedOrganisation.id) == col(CountedClass.organisation_id))
        .where(JoinedOrganisation.programme == programme, CountedClass.achievement == achievement)
    )
    for counted, each in turn.db.exec(query):
        if issuer in each.issuers.splitlines():
            return CountingBadge(each.name, counted.competence, counted.level, each.left_at)
    return None


def _of_file(
    programme: Programme, others: dict[str, KnownOrganisation]
) -> Iterator[KnownOrganisation]:
    """The file's own, each with what it is called in `others`, from which it is taken."""
    for place in programme.organisation:
        same = others.pop(place.name, None)
        aliases = dict.fromkeys([*place.aliases, *(same.aliases if same else [])])
        yield KnownOrganisation(name=place.name, aliases=list(aliases))
