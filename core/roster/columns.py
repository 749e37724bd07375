"""Which column of a roster is what, under anybody's headings, in any language."""

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from core.reading.text import words
from core.roster.cells import mended
from core.roster.headings import COLUMNS, DATE, HOSTS, NEUTRAL, OTHERS, PERSONAL, TELLING

NAMES = {alias: name for name, aliases in COLUMNS.items() for alias in aliases}
USUAL, PLAIN, QUALIFIED = range(3)
DATES = frozenset({"starts_on", "ends_on"})


@dataclass(frozen=True, slots=True)
class Columns:
    """What each column holds, by its place, "" for nothing of ours; and what several could hold."""

    held: Sequence[str] = ()
    rivals: Mapping[str, Sequence[int]] = field(default_factory=dict)

    @property
    def score(self) -> int:
        """How many things are found; none where the mail is not."""
        found = {name for name in self.held if name} | self.rivals.keys()
        return len(found) if "mail" in found else 0


def columns(header: Sequence[str], hidden: Collection[int] = ()) -> Columns:
    """What each column holds.

    The usual headings come first, then plain ones (« Mail du volontaire »), then those that say
    more (« Date de fin prévue »), visible ones before hidden ones; of two equally good neither is
    taken. What is about a tutor, a birth or the mail of the organisation is nobody's we look for.
    """
    told = [words(mended(written)) for written in header]
    meant = [fitting(heading) for heading in told]
    whole = {name for name, rank in meant if rank == USUAL} >= {"given_name", "family_name"}
    given = any(name == "given_name" for name, _ in meant)
    found: dict[str, list[tuple[tuple[int, bool], int]]] = {}
    for place, (about, rank) in enumerate(meant):
        beside = about == "name" and rank != USUAL and given  # « Nom du volontaire » and « Prénom »
        name = ("" if whole else "family_name") if beside else about
        if name:
            found.setdefault(name, []).append(((rank, place in hidden), place))
    held, rivals = [""] * len(told), {}
    for name, fits in found.items():
        best = [place for rank, place in fits if rank == min(fits)[0]]
        if len(best) == 1:
            held[best[0]] = name
        else:
            rivals[name] = best
    return Columns(held, rivals)


def fitting(heading: Sequence[str]) -> tuple[str, int]:
    """What a heading is about and how surely."""
    if usual := NAMES.get(" ".join(heading), ""):
        return usual, USUAL
    name = telling(heading)
    plain = NEUTRAL.union(TELLING).issuperset(heading)
    if name in PERSONAL and not plain:
        return "", QUALIFIED
    return name, PLAIN if plain else QUALIFIED


def telling(heading: Sequence[str]) -> str:
    """What a heading of several words is about, by the first telling one of our list."""
    found = [name for word, name in TELLING.items() if word in heading]
    if not found or OTHERS.intersection(heading):
        return ""
    if dated(heading):
        return next((name for name in found if name in DATES), "")
    hosts = [name for name in found if name in HOSTS]
    if "place" in hosts:
        return "place"
    if found[0] in PERSONAL and hosts:
        return hosts[0] if found[0] == "name" else ""
    return found[0]


def dated(heading: Iterable[str]) -> bool:
    """« Date de signature du contrat » is a date, and no number of a contract."""
    return not DATE.isdisjoint(heading)


def joined(above: Sequence[str], below: Sequence[str]) -> list[str]:
    """Two rows of headings as one: a group's name goes on over the empty cells to its right."""
    made, group = [], ""
    for place in range(max(len(above), len(below))):
        top = above[place].strip() if place < len(above) else ""
        sub = below[place].strip() if place < len(below) else ""
        group = top or (group if sub else "")
        usual = " ".join(words(sub)) in NAMES
        made.append(sub if usual else f"{group} {sub}".strip())
    return made
