"""Phrase lines made into many examples: written out, filled, misspelt, among courtesies.

Everything is drawn by a chance of its own line, so that the same lines make the same examples.
"""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from random import Random

from core.reading.acts.kinds import STAFF, ActKind
from core.reading.languages import expanded
from core.reading.written_speech import spoken
from tools.understanding.filling_slots import filled
from tools.understanding.misspelling import misspelt
from tools.understanding.phrase_files import OTHER, PhraseLine

MOST_WRITTEN_OUT = 400  # readings of one line
CLEAN, SPOILT, AMONG = 2, 1, 1  # examples of a line: as written, misspelt, among courtesies
LEARNER_STATES = ("none", "recap", "question", "mail", "code", "in_review", "issued")
STAFF_STATES = ("none", "card", "card", "reason", "case")
SHORT = 3  # words of a courtesy that is said beside something else

Spoken = tuple[str, ...]
Meanings = Mapping[Spoken, set[tuple[str, tuple[str, ...]]]]


@dataclass(frozen=True, slots=True)
class Example:
    """A text as somebody may write it when `asked` stood, the kinds that it says (none: nobody's
    act), the number of its line, and its share of that line's weight."""

    text: str
    asked: str
    kinds: frozenset[str]
    line: int
    weight: float
    clean: bool


def examples(lines: Sequence[PhraseLine]) -> list[Example]:
    """The examples of all lines."""
    meanings = _meanings(lines)
    courtesies = _courtesies(lines)
    return [
        each
        for number, line in enumerate(lines)
        for each in _of_line(number, line, meanings, courtesies.get(line.language, [""]))
    ]


def readings(line: PhraseLine) -> list[str]:
    """The line written out, its slots still open."""
    return list(dict.fromkeys(expanded(line.text)))[:MOST_WRITTEN_OUT]


def _meanings(lines: Sequence[PhraseLine]) -> Meanings:
    """What each phrase means, and when: one that stands in two files says both."""
    found: dict[Spoken, set[tuple[str, tuple[str, ...]]]] = defaultdict(set)
    for line in lines:
        for text in readings(line):
            found[tuple(spoken(text))].add((line.kind, line.asked))
    return found


def _courtesies(lines: Sequence[PhraseLine]) -> dict[str, list[str]]:
    """Short courtesies by language, to be said beside something else."""
    found: dict[str, list[str]] = defaultdict(list)
    for line in lines:
        if line.kind == ActKind.COURTESY and not line.asked:
            found[line.language] += [
                text for text in readings(line) if "{" not in text and len(text.split()) <= SHORT
            ]
    return found


def _of_line(
    number: int, line: PhraseLine, meanings: Meanings, courtesies: Sequence[str]
) -> Iterator[Example]:
    chance = Random(f"{line.language} {line.kind} {line.text}")
    written = readings(line)
    drawn = chance.sample(written, min(CLEAN, len(written)))
    beside = 0 if line.kind == ActKind.COURTESY else AMONG
    told = [(text, text) for text in drawn]
    told += [
        (text, misspelt(text, chance, chance.choice((1, 1, 2))))
        for text in _some(drawn, chance, SPOILT)
    ]
    told += [(text, _among(text, courtesies, chance)) for text in _some(drawn, chance, beside)]
    for at, (text, variant) in enumerate(told):
        asked = _state(line, chance)
        kinds = {
            kind for kind, states in meanings[tuple(spoken(text))] if not states or asked in states
        }
        yield Example(
            filled(variant, chance),
            asked,
            frozenset(kinds | {line.kind}) - {OTHER},
            number,
            1 / len(told),
            at < len(drawn),
        )


def _some(drawn: Sequence[str], chance: Random, number: int) -> list[str]:
    return [chance.choice(drawn) for _ in range(number)]


def _among(text: str, courtesies: Sequence[str], chance: Random) -> str:
    """The text with a greeting before, thanks behind, or both; with a stop between or none."""
    before, behind = chance.choice(courtesies), chance.choice(courtesies)
    joint = chance.choice((" ", ", ", " "))
    return chance.choice(
        (f"{before}{joint}{text}", f"{text}{joint}{behind}", f"{before} {text} {behind}")
    )


def _state(line: PhraseLine, chance: Random) -> str:
    """What stood: one of the line's own states, else any, or nothing known."""
    if line.asked:
        return chance.choice(line.asked)
    if chance.random() < 0.4:
        return ""
    return chance.choice(STAFF_STATES if line.kind in STAFF else LEARNER_STATES)
