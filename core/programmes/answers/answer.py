"""What comes out of reading an answer, and what reading may lean on."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core.ground.errors import Refusal
from core.reading.organisations import NamedOrganisation


@dataclass(frozen=True, slots=True)
class CheckedAnswer:
    """One checked answer: the value that is kept, and the words it was read from."""

    value: str
    said: str


@dataclass(frozen=True, slots=True)
class Context:
    """What reading an answer may lean on: the person's language, the day it is where they are, the
    organisations that are known; what was answered `before`, by question, or half answered;
    `whole`: half an answer is none, for all of a form is before the person."""

    language: str
    today: date
    organisations: tuple[NamedOrganisation, ...] = ()
    before: Mapping[str, str] = field(default_factory=dict)
    whole: bool = False


class SeveralReadings(Refusal):
    """A doubt where words could mean several things: the readings to choose from, best first;
    where they are not `offered`, only a yes in words takes one; `likely`: the words do mean one."""

    def __init__(
        self,
        word: str,
        choices: tuple[CheckedAnswer, ...],
        *,
        offered: bool = True,
        likely: bool = True,
        **values: str,
    ) -> None:
        super().__init__(word, **values)
        self.choices, self.offered, self.likely = choices, offered, likely


class HalfAnswer(Refusal):
    """A part of an answer, worth keeping until the rest is told: `half` is how it is kept."""

    def __init__(self, word: str, half: str, **values: str) -> None:
        super().__init__(word, **values)
        self.half = half


def brief(text: str, longest: int = 80) -> str:
    """What was said, short enough to be quoted back."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
