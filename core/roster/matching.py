"""Which mission somebody means who has lost their mailbox: found by keys, weighed, never trusted.

A match is for the staff to look at; nothing is opened or told by it.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from itertools import combinations

from rapidfuzz import fuzz
from sqlmodel import col, select

from core.ground.tables import Mission
from core.ground.world import Turn
from core.reading.text import words
from core.roster.search_keys import days_key, name_key

MOST_WORDS, LEAST_WORDS = 5, 2
CANDIDATES = 40
NEAR_DAYS = 45  # from here on two dates have nothing in common
WEIGHTS = (0.5, 0.35, 0.15)  # name, dates, place
LIKELY, CLEAR = 60.0, 5.0


@dataclass(frozen=True, slots=True)
class SaidMission:
    """What somebody says of their mission; empty where they do not know."""

    name: str
    starts_on: date | None = None
    ends_on: date | None = None
    place: str = ""


@dataclass(frozen=True, slots=True)
class Match:
    """A mission beside what was said of it, each part from 0 to 100; None where none was said."""

    mission: Mission
    name: float
    days: float | None
    place: float | None

    @property
    def score(self) -> float:
        """The parts that were said, by their weights; a name alone is never likely."""
        parts = zip((self.name, self.days, self.place), WEIGHTS, strict=True)
        return sum((part if part is not None else 0.0) * weight for part, weight in parts)


def matches(turn: Turn, programmes: Iterable[str], said: SaidMission) -> list[Match]:
    """The likely missions, the best first; the same work whether there are any or none."""
    weighed = [weigh(mission, said) for mission in candidates(turn, list(programmes), said)]
    likely = [each for each in weighed if each.score >= LIKELY]
    return sorted(likely, key=lambda each: (-each.score, str(each.mission.id)))


def clear(found: list[Match]) -> Match | None:
    """The one that stands out; none where two are equally good."""
    if len(found) > 1 and found[0].score - found[1].score < CLEAR:
        return None
    return found[0] if found else None


def candidates(turn: Turn, programmes: list[str], said: SaidMission) -> list[Mission]:
    """The missions that may be meant, by equality of keys only, each in its index: the name in any
    order, or the days.

    Without a day nothing is looked for by days: SQLite would read the whole roster for no keys.
    """
    found: dict[object, Mission] = {}
    names = spellings(said.name)
    dated = {days_key(name, said.starts_on, said.ends_on) for name in names} - {""}
    for column, keys in (
        (col(Mission.days_key), sorted(dated)),
        (col(Mission.name_key), sorted({name_key(name) for name in names})),
    ):
        if not keys:
            continue
        query = select(Mission).where(col(Mission.programme).in_(programmes), column.in_(keys))
        found |= {each.id: each for each in turn.db.exec(query.limit(CANDIDATES))}
    return list(found.values())


def spellings(name: str) -> list[str]:
    """The name, and shorter ones of it: « Awa Marie Diallo » may be « Awa Diallo » on a roster."""
    said = words(name)[:MOST_WORDS]
    least = min(LEAST_WORDS, len(said)) or 1
    return [" ".join(some) for size in range(least, len(said) + 1)
            for some in combinations(said, size)]  # fmt: skip


def weigh(mission: Mission, said: SaidMission) -> Match:
    named = fuzz.token_set_ratio(name_key(said.name), mission.name_key)
    whole = fuzz.token_sort_ratio(name_key(said.name), mission.name_key)
    return Match(mission, (named + whole) / 2, nearness(mission, said), beside(mission, said))


def nearness(mission: Mission, said: SaidMission) -> float | None:
    """How near the two days are; None where the person gave none."""
    if said.starts_on is None or said.ends_on is None:
        return None
    if mission.starts_on is None or mission.ends_on is None:
        return 0.0
    apart = abs((mission.starts_on - said.starts_on).days)
    apart += abs((mission.ends_on - said.ends_on).days)
    return max(0.0, 100.0 * (1 - apart / NEAR_DAYS))


def beside(mission: Mission, said: SaidMission) -> float | None:
    """How like the organisation or the town what was said of the place is."""
    if not said.place:
        return None
    told = " ".join(words(said.place))
    known = " ".join(words(f"{mission.organisation} {mission.place}"))
    return float(fuzz.token_set_ratio(told, known))
