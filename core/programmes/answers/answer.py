"""What comes out of reading an answer, and what reading may lean on."""

from dataclasses import dataclass
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
    organisations that are known."""

    language: str
    today: date
    organisations: tuple[NamedOrganisation, ...] = ()


class SeveralReadings(Refusal):
    """A doubt where words could mean several things: the readings to choose from, best first."""

    def __init__(self, word: str, choices: tuple[CheckedAnswer, ...], **values: str) -> None:
        super().__init__(word, **values)
        self.choices = choices


def brief(text: str, longest: int = 80) -> str:
    """What was said, short enough to be quoted back."""
    line = " ".join(text.split())
    return line if len(line) <= longest else f"{line[: longest - 1].rstrip()}…"
