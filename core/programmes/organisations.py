"""The organisations of a programme: those of its file, and those that joined since."""

from dataclasses import dataclass

from sqlmodel import col, select

from core.ground.tables import CountedClass, JoinedOrganisation
from core.ground.world import Turn
from core.programmes.catalogue import catalogue
from core.programmes.programme import KnownOrganisation, Partner, Programme


@dataclass(frozen=True, slots=True)
class CountingBadge:
    """What a badge from elsewhere counts for: whose it is, in which competence, at which level."""

    organisation: str
    competence: str
    level: int


def joined(turn: Turn, programme: str) -> list[JoinedOrganisation]:
    """The organisations that joined a programme and have not left it, by name."""
    query = select(JoinedOrganisation).where(
        JoinedOrganisation.programme == programme, col(JoinedOrganisation.left_at).is_(None)
    )
    return list(turn.db.exec(query.order_by(JoinedOrganisation.name)))


def known_organisations(turn: Turn, programme: Programme) -> list[KnownOrganisation]:
    """Every organisation that answers and reviewers can name: the file's first, then those that
    joined."""
    others = [
        KnownOrganisation(name=each.name, aliases=each.aliases.splitlines())
        for each in joined(turn, programme.slug)
    ]
    return [*programme.organisation, *others]


def partners_of(turn: Turn, programme: Programme) -> list[Partner]:
    """The other issuers that a programme believes: the file's, and the organisations that joined
    with badges from elsewhere."""
    others = [
        Partner(name=each.name, issuers=each.issuers.splitlines(), hosts=each.hosts.splitlines())
        for each in joined(turn, programme.slug)
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
    for counted, organisation in turn.db.exec(query):
        if issuer in organisation.issuers.splitlines():
            return CountingBadge(organisation.name, counted.competence, counted.level)
    return None
