"""An organisation joins a programme, has badge classes counted in it, and leaves it."""

from collections.abc import Sequence
from uuid import UUID

from core.ground.errors import Trouble
from core.ground.rows import events, timers
from core.ground.rows.event_kinds import EventKind
from core.ground.rows.events import Happened
from core.ground.sentences import Sentence
from core.ground.tables import CountedClass, JoinedOrganisation
from core.ground.world import Turn, World
from core.programmes.catalogue import catalogue
from core.programmes.competences import read_competence, read_level
from core.programmes.members import organisations
from core.programmes.members.issuer_documents import Published, hosts_of, look
from core.programmes.members.join_mistakes import mistakes, own_id
from core.programmes.members.join_request import ClassRequest, JoinRequest
from core.reading.text import words

COUNTED = "counted"  # the timer that counts what was handed in before its class was registered
LONGEST_SLUG = 40
PLAIN = "abcdefghijklmnopqrstuvwxyz0123456789"


def looked(world: World, programme: str, request: JoinRequest) -> Published:
    """What stands at the addresses of a request, asked of the organisation's own hosts: before the
    turn opens in which it joins."""
    with world.glance() as turn:
        known = organisations.of_name(turn, programme, request.name)
        before = (known.issuers.splitlines(), known.hosts.splitlines()) if known else ([], [])
    classes = [each.achievement for each in request.classes]
    hosts = hosts_of([*before[0], *request.issuers], [*before[1], *request.hosts])
    return look(world.ask, request.issuers, hosts, classes)


def join(
    turn: Turn,
    programme: str,
    request: JoinRequest,
    *,
    published: Published | None = None,
    by: UUID | None = None,
    shared: bool = False,
) -> JoinedOrganisation:
    """Let an organisation join; one that has joined gets what is new beside what it has, and one
    that has left is back.

    `published` is what was found at its addresses (`issuer_documents.look`); without it nothing of
    that is held against the request. `shared` allows a host that is another organisation's. Raises
    `Trouble` with every mistake at once, and keeps nothing then.
    """
    known = catalogue(turn.settings.programmes_folder)[programme]
    wrong = mistakes(turn, known, request, published, shared=shared)
    if wrong:
        raise Trouble("organisation.wrong", name=request.name or "?", mistakes=told(wrong))
    place = organisations.in_file(known, request.name)
    row = organisations.of_name(turn, programme, request.name) or JoinedOrganisation(
        id=turn.chance.uuid(),
        programme=programme,
        slug=free_slug(turn, programme, request.name),
        name=place.name if place else request.name,
        joined_at=turn.at,
        joined_by=by,
    )
    if row.left_at is not None:
        row.joined_at, row.joined_by, row.left_at = turn.at, by, None
    row.url, row.mail = request.url or row.url, request.mail or row.mail
    row.aliases = lines(row.aliases, request.aliases)
    row.issuers = lines(row.issuers, request.issuers)
    row.hosts = lines(row.hosts, request.hosts)
    turn.db.add(row)
    turn.db.flush()
    for each in request.classes:
        count_one(turn, row, each, published)
    if request.classes:
        timers.put(turn, COUNTED, str(row.id), turn.at)
    note(turn, EventKind.ORGANISATION_JOINED, row, by)
    return row


def note(turn: Turn, kind: EventKind, row: JoinedOrganisation, by: UUID | None) -> None:
    """Write down what became of an organisation, and who did it."""
    events.write(turn, Happened(kind, actor_id=by, programme=row.programme, subject=row.slug))


def member(turn: Turn, programme: str, text: str) -> JoinedOrganisation:
    """The organisation that somebody names by its slug, its name or an alias; raises `Trouble`
    where none of that name has ever joined."""
    found = organisations.named(turn, programme, text)
    if found is None:
        raise Trouble("organisation.unknown", name=repr(text), programme=programme)
    return found


def count(
    turn: Turn,
    organisation: JoinedOrganisation,
    classes: Sequence[ClassRequest],
    published: Published | None = None,
) -> list[CountedClass]:
    """Let badge classes of an organisation count, each for one competence and level; one that
    counted for another counts for this one from now on. Raises `Trouble` as `join` does."""
    request = JoinRequest(organisation.name, classes=tuple(classes))
    join(turn, organisation.programme, request, published=published)
    return organisations.counted_classes(turn, organisation)


def leave(turn: Turn, organisation: JoinedOrganisation, by: UUID | None = None) -> None:
    """Let an organisation leave: what it gave until now counts, nothing that it gives later. Raises
    `Trouble` where it has left."""
    if organisation.left_at is not None:
        day = organisation.left_at.date().isoformat()
        raise Trouble("organisation.left", name=organisation.name, day=day)
    organisation.left_at = turn.at
    turn.db.add(organisation)
    turn.db.flush()
    note(turn, EventKind.ORGANISATION_LEFT, organisation, by)


def take_back(
    turn: Turn,
    organisation: JoinedOrganisation,
    wrong: JoinRequest,
    achievements: Sequence[str],
    by: UUID | None = None,
) -> None:
    """Take from an organisation what was registered wrongly: aliases, issuer ids, hosts, badge
    classes; no badge of those counts any more. Raises `Trouble` for what it does not have."""
    for name in ("aliases", "issuers", "hosts"):
        held = getattr(organisation, name).splitlines()
        gone = getattr(wrong, name)
        for each in (each for each in gone if each not in held):
            raise Trouble("organisation.not_its", name=organisation.name, what=each)
        setattr(organisation, name, "\n".join(each for each in held if each not in gone))
    for achievement in achievements:
        kept = turn.db.get(CountedClass, (organisation.id, achievement))
        if kept is None:
            raise Trouble("organisation.not_its", name=organisation.name, what=achievement)
        turn.db.delete(kept)
    turn.db.add(organisation)
    turn.db.flush()
    note(turn, EventKind.ORGANISATION_MENDED, organisation, by)


def told(wrong: Sequence[Sentence]) -> tuple[Sentence, ...]:
    """Each mistake on a line, with how to mend it."""
    return tuple(Sentence("organisation.mistake", what=each, mend=each.mend) for each in wrong)


def count_one(
    turn: Turn, row: JoinedOrganisation, wanted: ClassRequest, published: Published | None
) -> None:
    """Keep one sound badge class, by the id and the name that its own document gives."""
    known = catalogue(turn.settings.programmes_folder)[row.programme]
    found = published.classes.get(wanted.achievement) if published else None
    achievement = own_id(wanted, published)
    kept = turn.db.get(CountedClass, (row.id, achievement)) or CountedClass(
        organisation_id=row.id, achievement=achievement, competence="", level=0
    )
    kept.name = found.name if found and found.name else kept.name
    kept.competence = read_competence(known, wanted.competence)
    kept.level = read_level(known, wanted.level) or 0
    turn.db.add(kept)
    turn.db.flush()


def lines(kept: str, more: Sequence[str]) -> str:
    """Lines with those added that are not there yet."""
    return "\n".join(dict.fromkeys([*kept.splitlines(), *more]))


def free_slug(turn: Turn, programme: str, name: str) -> str:
    """The slug that the programme's file has for an organisation of this name, else one of the name
    that no other has."""
    known = catalogue(turn.settings.programmes_folder)[programme]
    place = organisations.in_file(known, name)
    if place and place.slug:
        return place.slug
    letters = "-".join(filter(None, map(_plain, words(name)))) or "organisation"
    slug = (letters if letters[0].isalpha() else f"o-{letters}")[:LONGEST_SLUG].strip("-")
    taken = {each.slug for each in known.organisation}
    taken |= {each.slug for each in organisations.ever_joined(turn, programme)}
    numbered = (f"{slug[: LONGEST_SLUG - 4].strip('-')}-{number}" for number in range(2, 1000))
    return next(each for each in (slug, *numbered) if each not in taken)


def _plain(word: str) -> str:
    return "".join(letter for letter in word if letter in PLAIN)
