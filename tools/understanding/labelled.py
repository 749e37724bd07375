"""Messages with what they mean, as JSON lines; those of a folder called `tune` may be shown."""

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from core.ground.errors import Trouble
from core.reading.acts.act import SURE
from core.reading.acts.kinds import FINAL, ActKind

TUNE = "tune"
SAMPLE_KEYS = ("id", "text", "asked", "role", "programme", "lang", "door")


@dataclass(frozen=True, slots=True)
class Labelled:
    """A message, what a fair reader takes it for (any of these sets of kinds, the first is meant),
    and whether a fair reader would rather ask back."""

    given: Mapping[str, Any]
    meant: tuple[frozenset[str], ...]
    better_asked: bool
    fields: Mapping[str, str]

    @property
    def somebodys(self) -> bool:
        """Whether it means any act."""
        return bool(self.meant[0])


@dataclass(frozen=True, slots=True)
class Judged:
    """How a message was read: the kinds that were done and those that were offered, beside what
    was meant; each certainty with whether it was right."""

    message: Labelled
    done: frozenset[str]
    offered: tuple[str, ...]
    certainties: tuple[tuple[float, bool], ...]

    @property
    def meant(self) -> frozenset[str]:
        """The fair reading that is nearest to what was done."""
        return min(self.message.meant, key=lambda kinds: (len(self.done ^ kinds), len(kinds)))

    @property
    def once(self) -> bool:
        """Read at once and rightly: all that is meant, nothing else. Nobody's act: nothing done."""
        return self.done == self.meant and not self.message.better_asked

    @property
    def wrong(self) -> bool:
        """Something was done that was not meant."""
        return bool(self.done - self.meant)

    @property
    def harmful(self) -> bool:
        """Something final was done that no fair reading has."""
        return bool(self.done & FINAL) and not any(
            self.done & FINAL <= k for k in self.message.meant
        )

    @property
    def asked(self) -> bool:
        """Nothing wrong was done, and what is meant and not yet done is among the offers."""
        if self.wrong:
            return False
        if self.message.better_asked:
            return not self.done & FINAL
        return bool((self.meant - self.done) & set(self.offered))

    @property
    def in_three(self) -> bool:
        """What is meant was done or is among three offers."""
        found = self.done | set(self.offered[:3])
        return any(bool(kinds & found) for kinds in self.message.meant if kinds)


def labelled(path: Path) -> list[Labelled]:
    """The messages of a file or of a folder's files; raises `Trouble` where there is none."""
    files = sorted(path.glob("**/*.jsonl")) if path.is_dir() else [path]
    found = [each for file in files for each in _messages(file)]
    if not found:
        raise Trouble("tool.no_labelled", file=path)
    return found


def may_be_shown(path: Path) -> bool:
    """Whether single messages of it may be looked at."""
    return TUNE in path.resolve().parts


def judged(message: Labelled, reading: Mapping[str, Any]) -> Judged:
    """A reading, as `cocarde read` prints it, beside what was meant."""
    fair = frozenset().union(*message.meant)
    acts = reading["acts"]
    return Judged(
        message,
        frozenset(act["kind"] for act in acts if act["certainty"] >= SURE),
        tuple(reading["offers"]),
        tuple((act["certainty"], act["kind"] in fair) for act in acts),
    )


def _messages(file: Path) -> Iterator[Labelled]:
    """The messages of one file; raises `Trouble` where a line is none."""
    for line in file.read_text(encoding="utf-8").splitlines():
        try:
            told = json.loads(line)
            kinds = [told["acts"], *told.get("ok", [])]
            meant = tuple(frozenset(map(ActKind, each)) for each in kinds)
            given = {key: told[key] for key in SAMPLE_KEYS}
        except (ValueError, KeyError, TypeError, AttributeError) as error:
            raise Trouble("tool.no_labelled", file=file) from error
        yield Labelled(given, meant, bool(told.get("ask")), told.get("fields", {}))
