"""The clauses of a message put together into the parts that read best, each one act or nobody's."""

import math
import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from core.reading.acts import classifier
from core.reading.acts.accounting import Account, ClauseKind
from core.reading.acts.kinds import ActKind
from core.reading.acts.situation import Situation, meant
from core.reading.languages import compiled, either

MOST_PARTS, LONGEST_PART = 24, 4  # clauses that are read, clauses that make one part
NOBODYS = 0.02  # the least certainty that a part is somebody's act
CONJUNCTION = compiled(rf"\s+(?=(?:{either('acts.joining')})\s)", re.IGNORECASE)
ASKED_END = re.compile(r"(?<=\?)\s+")


@dataclass(frozen=True, slots=True)
class Part:
    """Some clauses that belong together, and how sure each kind is of them; `agreed`: they are a
    whole phrase of yes."""

    words: str
    said: Mapping[ActKind, float]
    agreed: bool = False

    @property
    def ranked(self) -> list[tuple[ActKind, float]]:
        """The kinds, the surest first."""
        return sorted(self.said.items(), key=lambda each: -each[1])


def clauses_of(told: Account) -> Iterator[str]:
    """The clauses that are not accounted for, cut at questions and at « mais »."""
    for clause, kind in told.told:
        if kind is ClauseKind.UNKNOWN:
            for asked in ASKED_END.split(clause):
                yield from filter(None, map(str.strip, CONJUNCTION.split(asked)))


def best_parts(spoken: Sequence[str], situation: Situation) -> list[Part]:
    """The clauses in the parts that are likeliest: each part an act, or nobody's."""
    best: list[tuple[float, list[Part]]] = [(0.0, [])]
    for end in range(1, len(spoken) + 1):
        ways = []
        for start in range(max(0, end - LONGEST_PART), end):
            part = scored(" ".join(spoken[start:end]), situation)
            worth, before = best[start]
            ways.append((worth + likelihood(part), [*before, part]))
        best.append(max(ways, key=lambda way: way[0]))
    return best[-1][1]


def scored(words: str, situation: Situation) -> Part:
    """A part with how sure each kind is of it where things stand."""
    return Part(words, meant(classifier.scores(words, situation.asked), situation))


def likelihood(part: Part) -> float:
    """How likely a part reads right: as its surest act, or as nobody's."""
    best = part.ranked[0][1] if part.said else 0.0
    return math.log(max(best, 1 - best, NOBODYS))
