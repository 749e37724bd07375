"""The organisations of a programme: those of its file, and those that joined since."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import col, select

from core.ground.tables import Badge, CountedClass, JoinedOrganisation
from core.ground.world import Turn
from core.programmes.badge_class import BadgeClass
from core.programmes.catalogue import catalogue
from core.programmes.file_values import said, with_article
from core.programmes.members.issuer_documents import hosts_of
from core.programmes.programme import Programme
from core.programmes.programme_parts import KnownOrganisation, Partner
from core.reading.text import clean, name_key, words

FACTORIES = frozenset({"openbadgefactory.com", "api.badgr.io"})  # host badges of many issuers


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
    return next((each for each in known if name_key(each.name) == name_key(name)), None)


def in_file(programme: Programme, name: str) -> KnownOrganisation | None:
    """The organisation of the programme's file that has this name, however it is spelled."""
    listed = programme.organisation
    return next((each for each in listed if name_key(each.name) == name_key(name)), None)


def has_left(turn: Turn, programme: str, name: str) -> bool:
    """Whether the organisation of this name has left the programme: it confirms nothing more."""
    row = of_name(turn, programme, name) if name else None
    return row is not None and row.left_at is not None


def counted_classes(turn: Turn, organisation: JoinedOrganisation) -> list[CountedClass]:
    """The badge classes of an organisation that count, by competence and level."""
    query = select(CountedClass).where(CountedClass.organisation_id == organisation.id)
    order = col(CountedClass.competence), col(CountedClass.level), col(CountedClass.achievement)
    return list(turn.db.exec(query.order_by(*order)))


def known_organisations(turn: Turn, programme: Programme) -> list[KnownOrganisation]:
    """Every organisation that answers and reviewers can name: the file's first, then those that
    joined; one that is both has the aliases of both."""
    return _with_file(programme, joined(turn, programme.slug))


def as_known(joined: JoinedOrganisation) -> KnownOrganisation:
    """An organisation that joined, as the programme's file would have it. Its name stands in
    badges: signs that nobody sees cannot be signed."""
    return KnownOrganisation.model_construct(  # a row may be older than today's checks
        name=clean(joined.name),
        aliases=joined.aliases.splitlines(),
        slug=joined.slug,
        url=joined.url,
        email=joined.mail,
    )


def issuing(
    turn: Turn, programme: Programme, badge: BadgeClass, name: str
) -> KnownOrganisation | None:
    """The organisation of this name, by any of its names, where badges of this class are issued in
    its own; None where the programme issues them."""
    if programme.form_of(badge).issuer != "organisation":
        return None
    known = [each for each in known_organisations(turn, programme) if each.slug]
    told = words(name)
    return next((each for each in known if told in map(words, (each.name, *each.aliases))), None)


def issuer_on(badge: Badge, programme: Programme, language: str = "") -> str:
    """The name of a badge's issuer, in its language or in another."""
    return organisation_on(badge) or said(programme.name, language or badge.language)


def issuer_said(badge: Badge, programme: Programme, language: str = "") -> str:
    """The name of a badge's issuer within a sentence of its language or another, with its
    article."""
    return spoken(programme, organisation_on(badge), language or badge.language)


def spoken(programme: Programme, organisation: str, language: str) -> str:
    """The name of an organisation within a sentence, with the article of the file; of the programme
    where there is none."""
    if not organisation:
        return programme.named(language)
    known = in_file(programme, organisation)
    return with_article(organisation, known.article.get(language, "") if known else "")


def organisation_on(badge: Badge) -> str:
    """The name of the organisation that issued a badge; empty where its programme did."""
    return badge.organisation if badge.issuer else ""


def of_slug(turn: Turn, programme: Programme, slug: str) -> KnownOrganisation | None:
    """The organisation of this slug, of the file or joined, and of those that have left too: their
    badges stand. None where there is none."""
    known = _with_file(programme, ever_joined(turn, programme.slug))
    return next((each for each in known if slug and each.slug == slug), None)


def still_in(turn: Turn, programme: Programme, slug: str) -> bool:
    """Whether the organisation of this slug has not left the programme."""
    return slug in [each.slug for each in known_organisations(turn, programme)]


def partners_of(turn: Turn, programme: Programme) -> list[Partner]:
    """The other issuers that a programme believes: the file's, and the organisations that joined
    with badges from elsewhere. One that has left is asked about what it gave before."""
    others = [
        Partner.model_construct(
            name=each.name, issuers=each.issuers.splitlines(), hosts=each.hosts.splitlines()
        )
        for each in ever_joined(turn, programme.slug)
        if each.issuers
    ]
    return [*programme.partner, *others]


def shared_hosts(turn: Turn, programme: Programme) -> frozenset[str]:
    """The hosts at which several organisations issue: those of known factories of badges, and those
    of two that the programme believes."""
    found = [hosts_of(each.issuers, each.hosts) for each in partners_of(turn, programme)]
    times = Counter(host for hosts in found for host in hosts)
    return FACTORIES | {host for host, count in times.items() if count > 1}


def issuers(turn: Turn) -> list[str]:
    """The slug of every issuer: each programme, and each organisation that can issue badges of its
    own in one."""
    found: list[str] = []
    for programme in catalogue(turn.settings.programmes_folder).programmes.values():
        found += programme.issuers(known_organisations(turn, programme))
    return found


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


def _with_file(programme: Programme, rows: Sequence[JoinedOrganisation]) -> list[KnownOrganisation]:
    """The file's own organisations, each with what is told of it where it joined as well, then the
    others that joined."""
    others = {name_key(each.name): each for each in map(as_known, rows)}
    return [
        *(_beside(each, others.pop(name_key(each.name), each)) for each in programme.organisation),
        *others.values(),
    ]


def _beside(place: KnownOrganisation, same: KnownOrganisation) -> KnownOrganisation:
    """An organisation of the file with what the file leaves out, and the aliases of both."""
    return KnownOrganisation.model_construct(
        name=place.name,
        article=place.article,
        aliases=list(dict.fromkeys([*place.aliases, *same.aliases])),
        slug=place.slug or same.slug,
        url=place.url or same.url,
        email=place.email or same.email,
    )
