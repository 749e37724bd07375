"""What is wrong with the request of an organisation to join, all at once, and how to mend it."""

import re
from collections import Counter
from collections.abc import Iterable, Iterator

from email_validator import EmailNotValidError, validate_email
from pydantic import TypeAdapter, ValidationError

from core.badges.verify.partners import https_host, issuer_host
from core.ground.sentences import Sentence
from core.ground.world import Turn
from core.programmes.competences import (
    competence_levels,
    competence_name,
    read_competence,
    read_level,
)
from core.programmes.file_values import HostName, IssuerId, WebAddress
from core.programmes.members import organisations
from core.programmes.members.issuer_documents import AddressState, FoundAt, Published, hosts_of
from core.programmes.members.join_request import ClassRequest, JoinRequest
from core.programmes.members.name_mistakes import wrong_names
from core.programmes.programme import Programme
from core.programmes.programme_parts import Partner
from core.reading.text import name_key

LONGEST_ID = 200
MOST = {"issuers": 5, "hosts": 5, "aliases": 10, "classes": 40}
CLASS_ID = re.compile(r"(https://[^\s/@]+/\S*|urn:[a-z0-9-]+:\S+)", re.IGNORECASE)


def mistakes(
    turn: Turn,
    programme: Programme,
    request: JoinRequest,
    published: Published | None,
    *,
    shared: bool = False,
) -> list[Sentence]:
    """Every mistake of a request; `published` is what was found at its addresses, None where
    nobody looked; `shared` where a manager says that a host is several organisations'."""
    if many := list(too_many(request)):
        return many
    return [
        *wrong_names(turn, programme, request),
        *wrong_places(request),
        *wrong_issuers(turn, programme, request, published),
        *([] if shared else hosts_of_others(turn, programme, request)),
        *wrong_classes(turn, programme, request, published),
    ]


def too_many(request: JoinRequest) -> Iterator[Sentence]:
    """One press asks each address of a request: they must be few."""
    for name, most in MOST.items():
        if len(getattr(request, name)) > most:
            yield Sentence(f"organisation.many_{name}", most=most)


def wrong_places(request: JoinRequest) -> Iterator[Sentence]:
    """The site, the mailbox and the hosts must be well-formed."""
    if request.url and not fits(WebAddress, request.url):
        yield Sentence("organisation.url", url=request.url)
    if request.mail and not is_mail(request.mail):
        yield Sentence("organisation.mail", mail=request.mail)
    for host in request.hosts:
        if not fits(HostName, host):
            yield Sentence("organisation.host", host=host)


def wrong_issuers(
    turn: Turn, programme: Programme, request: JoinRequest, published: Published | None
) -> Iterator[Sentence]:
    """An issuer's id must be one, be of nobody else, and have its document."""
    taken = {
        issuer: partner.name
        for partner in others_of(turn, programme, request.name)
        for issuer in partner.issuers
    }
    for each in twice(request.issuers):
        yield Sentence("organisation.issuer_twice", issuer=each)
    for issuer in dict.fromkeys(request.issuers):
        if not fits(IssuerId, issuer) or len(issuer) > LONGEST_ID:
            yield Sentence("organisation.issuer", issuer=issuer)
        elif issuer_host(issuer) == https_host(turn.settings.base):
            yield Sentence("organisation.issuer_ours", issuer=issuer)
        elif other := taken.get(issuer):
            yield Sentence("organisation.issuer_taken", issuer=issuer, other=other)
        elif published and (found := published.issuers.get(issuer)):
            yield from wrong_issuer_document(issuer, found)


def others_of(turn: Turn, programme: Programme, name: str) -> list[Partner]:
    """Everybody else in the programme whose badges from elsewhere are believed."""
    known = organisations.partners_of(turn, programme)
    return [each for each in known if name_key(each.name) != name_key(name)]


def hosts_of_others(turn: Turn, programme: Programme, request: JoinRequest) -> Iterator[Sentence]:
    """No host may be that of one other organisation alone; one that is several organisations' is
    a factory of badges, which anybody can have an account at."""
    own = organisations.of_name(turn, programme.slug, request.name)
    kept = hosts_of(own.issuers.splitlines(), own.hosts.splitlines()) if own else frozenset()
    shared = organisations.shared_hosts(turn, programme)
    for partner in others_of(turn, programme, request.name):
        theirs = hosts_of(partner.issuers, partner.hosts) - shared - kept
        for host in sorted(theirs & hosts_of(request.issuers, request.hosts)):
            yield Sentence("organisation.host_taken", host=host, other=partner.name)


def wrong_issuer_document(issuer: str, found: FoundAt) -> Iterator[Sentence]:
    """The document of an issuer must be there and call itself by the id that its badges name."""
    if found.state is AddressState.ELSEWHERE:
        yield Sentence("organisation.issuer", issuer=issuer)
    elif found.state is not AddressState.READ:
        yield Sentence(f"organisation.issuer_{found.state}", issuer=issuer)
    elif found.id != issuer:
        yield Sentence("organisation.issuer_other", issuer=issuer, other=found.id)


def wrong_classes(
    turn: Turn, programme: Programme, request: JoinRequest, published: Published | None
) -> Iterator[Sentence]:
    """Each badge class must count for something that there is, and name the organisation."""
    own = organisations.of_name(turn, programme.slug, request.name)
    issuers = [*(own.issuers.splitlines() if own else []), *request.issuers]
    hosts = [*(own.hosts.splitlines() if own else []), *request.hosts]
    shared = organisations.shared_hosts(turn, programme)
    if request.classes and not issuers:
        yield Sentence("organisation.no_issuer")
    for each in twice(own_id(wanted, published) for wanted in request.classes):
        yield Sentence("organisation.class_twice", achievement=each)
    for wanted in request.classes:
        yield from wrong_purpose(programme, wanted)
        if not CLASS_ID.fullmatch(wanted.achievement) or len(wanted.achievement) > LONGEST_ID:
            yield Sentence("organisation.achievement", achievement=wanted.achievement)
        elif published and (found := published.classes.get(wanted.achievement)):
            yield from wrong_class_document(wanted, found, issuers, hosts_of(issuers, hosts))
            if not found.issuer and https_host(wanted.achievement) in shared:
                yield Sentence("organisation.class_unnamed", achievement=wanted.achievement)


def own_id(wanted: ClassRequest, published: Published | None) -> str:
    """The id by which a badge class calls itself, else the one that was told."""
    found = published.classes.get(wanted.achievement) if published else None
    return found.id if found and found.id else wanted.achievement


def wrong_purpose(programme: Programme, wanted: ClassRequest) -> Iterator[Sentence]:
    """The competence and the level must be some of the programme's."""
    known = competence_levels(programme)
    competence = read_competence(programme, wanted.competence)
    if not competence:
        names = dict.fromkeys(each.competence for each in known)
        yield Sentence(
            "organisation.competence" if known else "organisation.no_competences",
            achievement=wanted.achievement,
            competence=wanted.competence or "—",
            known=", ".join(names),
        )
        return
    levels = [each.level for each in known if each.competence == competence]
    level = read_level(programme, wanted.level)
    if level not in levels:
        yield Sentence(
            "organisation.level",
            achievement=wanted.achievement,
            competence=competence_name(programme, competence, programme.languages[0]),
            level=wanted.level or "—",
            known=", ".join(map(str, sorted(levels))),
        )


def wrong_class_document(
    wanted: ClassRequest, found: FoundAt, issuers: list[str], hosts: frozenset[str]
) -> Iterator[Sentence]:
    """The badge class must be there and name an issuer of the organisation, or nobody."""
    told = {"achievement": wanted.achievement}
    if found.state is AddressState.ELSEWHERE:
        told |= {"host": https_host(wanted.achievement), "hosts": ", ".join(sorted(hosts)) or "—"}
        yield Sentence("organisation.class_elsewhere", **told)
    elif found.state is not AddressState.READ:
        yield Sentence(f"organisation.class_{found.state}", **told)
    elif found.issuer and found.issuer not in issuers:
        yield Sentence("organisation.class_other", **told, other=found.issuer)


def twice(values: Iterable[str]) -> list[str]:
    """Those that are there more than once."""
    return [value for value, times in Counter(values).items() if times > 1]


def fits(shape: object, text: str) -> bool:
    """Whether a text has the shape of a type of the programme file."""
    try:
        TypeAdapter(shape).validate_python(text)
    except ValidationError:
        return False
    return True


def is_mail(text: str) -> bool:
    """Whether a text is a mail address."""
    try:
        validate_email(text, check_deliverability=False, test_environment=True)
    except EmailNotValidError:
        return False
    return True
