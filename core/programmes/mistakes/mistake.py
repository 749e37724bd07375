"""One mistake in a file of a programme: where it is, what is wrong, how to mend it."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, NamedTuple

from core.ground.findings import Weight
from core.ground.sentences import ENGLISH, Sentence, value_text

Place = tuple[str | int, ...]
"""The keys and numbers (from 0) that lead to something in a file: `("badge", 2, "name")`."""

NAMING = ("slug", "name", "code", "kind", "value", "framework")
"""The keys by which people know one table among several."""


class Wrong(NamedTuple):
    """What is wrong at a place of a file; `beware` of what works all the same."""

    place: Place
    sentence: Sentence
    weight: Weight = Weight.WRONG


@dataclass(frozen=True, slots=True)
class Mistake:
    """One mistake in a programme's file; `line` is counted from 1, 0 where there is none."""

    path: Path
    line: int
    steps: tuple[object, ...]
    sentence: Sentence
    weight: Weight = Weight.WRONG

    def where(self, language: str = ENGLISH) -> str:
        """The file, the line, and what stands there by its name."""
        told = value_text(Sentence("programme.line", line=self.line), language) if self.line else ""
        file = f"{self.path}, {told}" if told else str(self.path)
        steps = ", ".join(value_text(step, language) for step in self.steps)
        return f"{file}: {steps}" if steps else file

    def __str__(self) -> str:
        return self.in_words()

    def in_words(self, language: str = ENGLISH) -> str:
        """The mistake on one line."""
        mend = self.sentence.mend
        what = self.sentence.in_words(language)
        told = Sentence("programme.told", what=what, mend=mend)
        return f"{self.where(language)}: {told.in_words(language)}"


@dataclass(frozen=True, slots=True)
class Whereabouts:
    """Where a mistake is, told in the language of whoever reads it."""

    mistake: Mistake

    def in_words(self, language: str = ENGLISH) -> str:
        """The file, the line, and what stands there by its name."""
        return self.mistake.where(language)


@dataclass(frozen=True, slots=True)
class ReadFile:
    """A file as it is written: its path, its tables, and the line of each of its places."""

    path: Path
    told: Mapping[str, Any]
    lines: Mapping[Place, int]

    def mistakes(self, found: Iterable[Wrong]) -> tuple[Mistake, ...]:
        """What is wrong, each once and with its place, in the order of the file."""
        once = dict.fromkeys((wrong.place, str(wrong.sentence), wrong.weight) for wrong in found)
        sentences = {(w.place, str(w.sentence), w.weight): w.sentence for w in found}
        made = [
            Mistake(self.path, self.line(place), self.steps(place), sentences[key], key[2])
            for key in once
            for place in [key[0]]
        ]
        return tuple(sorted(made, key=lambda mistake: mistake.line or 10**6))

    def line(self, place: Place) -> int:
        """The line of a place, or of the nearest one around it; 0 where nothing of it is there."""
        for count in range(len(place), 0, -1):
            if place[:count] in self.lines:
                return self.lines[place[:count]]
        return 0

    def steps(self, place: Place) -> tuple[object, ...]:
        """A place in words: keys joined by points, tables among several by number and name."""
        steps: list[object] = []
        joined, here = "", self.told
        for step in place:
            here = inside(here, step)
            if isinstance(step, str):
                joined = f"{joined}.{step}" if joined else step
                continue
            steps.append(numbered(joined, step + 1, here))
            joined = ""
        return (*steps, joined) if joined else tuple(steps)


def inside(here: Any, step: str | int) -> Any:
    """What stands under a key or number; None where nothing does."""
    if isinstance(here, Mapping) and isinstance(step, str):
        return here.get(step)
    if isinstance(here, list) and isinstance(step, int) and 0 <= step < len(here):
        return here[step]
    return None


def numbered(key: str, number: int, here: Any) -> Sentence:
    """« badge 3 (« python ») »: the number of one among several, with its name if it has one."""
    told = here if isinstance(here, Mapping) else {}
    name = next((told[each] for each in NAMING if isinstance(told.get(each), str)), "")
    if not name:
        return Sentence("programme.numbered", key=key, number=number)
    return Sentence("programme.numbered_name", key=key, number=number, name=name)
