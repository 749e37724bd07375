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
from core.programmes.programme import Programme
from core.reading.text import words

LONGEST, LONGEST_ID = 120, 200
MOST_CLASSES = 40
CLASS_ID = re.compile(r"(https://[^\s/@]+/\S*|urn:[a-z0-9-]+:\S+)", re.IGNORECASE)


def mistakes(
    turn: Turn, programme: Programme, request: JoinRequest, published: Published | None
) -> list[Sentence]:
    """Every mistake of a request; `published` is what was found at its addresses, None where
    nobody looked."""
    return [
        *wrong_name(turn, programme, request),
        *wrong_places(request),
        *wrong_issuers(turn, programme, request, published),
        *wrong_classes(turn, programme, request, published),
    ]


def wrong_name(turn: Turn, programme: Programme, request: JoinRequest) -> Iterator[Sentence]:
    """A name must be there, and be nobody else's: neither it nor an alias."""
    if not words(request.name):
        yield Sentence("organisation.no_name")
        return
    for each in (request.name, *request.aliases):
        if len(each) > LONGEST or "\n" in each:
            yield Sentence("organisation.long_name", name=each[:LONGEST], most=LONGEST)
    own = organisations.of_name(turn, programme.slug, request.name)
    same = own.name if own else request.name
    others = [(each.name, each.aliases) for each in programme.organisation]
    others += [
        (each.name, each.aliases.splitlines())
        for each in organisations.ever_joined(turn, programme.slug)
    ]
    taken = {
        tuple(words(name)): other
        for other, aliases in others
        if words(other) != words(same)
        for name in (other, *aliases)
    }
    for each in (request.name, *request.aliases):
        if other := taken.get(tuple(words(each))):
            yield Sentence("organisation.name_taken", name=each, other=other)


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
    taken = taken_issuers(turn, programme, request.name)
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


def taken_issuers(turn: Turn, programme: Programme, name: str) -> dict[str, str]:
    """The issuer ids of everybody else in the programme, and whose each is."""
    own = organisations.of_name(turn, programme.slug, name)
    same = own.name if own else name
    return {
        issuer: partner.name
        for partner in organisations.partners_of(turn, programme)
        for issuer in partner.issuers
        if words(partner.name) != words(same)
    }


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
    if request.classes and not issuers:
        yield Sentence("organisation.no_issuer")
    if len(request.classes) > MOST_CLASSES:
        yield Sentence("organisation.many_classes", most=MOST_CLASSES)
    for each in twice(own_id(wanted, published) for wanted in request.classes):
        yield Sentence("organisation.class_twice", achievement=each)
    for wanted in request.classes:
        yield from wrong_purpose(programme, wanted)
        if not CLASS_ID.fullmatch(wanted.achievement) or len(wanted.achievement) > LONGEST_ID:
            yield Sentence("organisation.achievement", achievement=wanted.achievement)
        elif published and (found := published.classes.get(wanted.achievement)):
            yield from wrong_class_document(wanted, found, issuers, hosts_of(issuers, hosts))


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
