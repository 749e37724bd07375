"""What is wrong with the names of an organisation that wants to join a programme."""

from collections.abc import Iterator

from core.ground.sentences import Sentence
from core.ground.world import Turn
from core.programmes.members import organisations
from core.programmes.members.join_request import JoinRequest
from core.programmes.programme import Programme
from core.reading.names.written_name import name_fault
from core.reading.text import clean, name_key

LONGEST = 120


def wrong_names(turn: Turn, programme: Programme, request: JoinRequest) -> Iterator[Sentence]:
    """A name must be there and legible, and be nobody else's, the programme's least of all: neither
    it nor an alias."""
    if not name_key(request.name):
        yield Sentence("organisation.no_name")
        return
    for each in (request.name, *request.aliases, *filter(None, [request.contact])):
        if len(each) > LONGEST:
            yield Sentence("organisation.long_name", name=each[:LONGEST], most=LONGEST)
        elif fault := odd_in(each):
            yield Sentence(f"organisation.name_{fault}", name=each)
    programmes, taken = names_of(programme), taken_names(turn, programme, request.name)
    for each in (request.name, *request.aliases):
        if name_key(each) in programmes:
            yield Sentence("organisation.name_programme", name=each)
        elif other := taken.get(name_key(each)):
            yield Sentence("organisation.name_taken", name=each, other=other)


def odd_in(name: str) -> str:
    """Why a name cannot be shown as it is; empty where it can."""
    if clean(name) != name or not name_key(name):
        return "signs"
    return name_fault(name) or ""


def names_of(programme: Programme) -> set[tuple[str, ...]]:
    """The names and titles of the programme itself, in each of its languages."""
    return {name_key(each) for each in (*programme.name.values(), *programme.title.values())}


def taken_names(turn: Turn, programme: Programme, own: str) -> dict[tuple[str, ...], str]:
    """The names of every other organisation of the programme, and whose each is."""
    others = [(each.name, each.aliases) for each in programme.organisation]
    others += [
        (each.name, each.aliases.splitlines())
        for each in organisations.ever_joined(turn, programme.slug)
    ]
    return {
        name_key(name): other
        for other, aliases in others
        if name_key(other) != name_key(own)
        for name in (other, *aliases)
    }
