"""What a rule may say, and the facts that it says it from."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from core.programmes.file_values import TextList
from core.programmes.link_check import LinkCheck


@dataclass(frozen=True, slots=True)
class Pass:
    """What a rule says where its condition holds."""


@dataclass(frozen=True, slots=True)
class Mend:
    """What a rule says of answers that cannot be right as they are; the person can give them
    again."""

    questions: tuple[str, ...]
    word: str
    values: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Barred:
    """What a rule says where the person cannot have this badge, or not yet; `questions` are what it
    was judged from."""

    word: str
    values: Mapping[str, str] = field(default_factory=dict)
    questions: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Unchecked:
    """What a rule says where it could not be told: the claim goes on, and whoever decides is told
    what was not checked."""

    questions: tuple[str, ...]
    word: str
    values: Mapping[str, str] = field(default_factory=dict)


Verdict = Pass | Mend | Barred | Unchecked


@dataclass(frozen=True, slots=True)
class MissionFact:
    """A roster row of the person; for a school or an event, the stay itself."""

    start: date | None
    end: date | None
    organisation: str = ""
    place: str = ""
    interrupted: bool = False


@dataclass(frozen=True, slots=True)
class EventFact:
    """An event code: the last day it counts (ISO), how many badges it may give, has given."""

    until: str
    cap: int
    used: int


@dataclass(frozen=True, slots=True)
class Facts:
    """All that rules may know: answers by question, the day and language, records, evidence, and
    what the numbers count."""

    answers: Mapping[str, str]
    today: date
    language: str
    missions: tuple[MissionFact, ...] = ()
    held: bool = False
    event: Mapping[str, EventFact] = field(default_factory=dict)
    looks: Mapping[str, LinkCheck] = field(default_factory=dict)
    organisations: tuple[str, ...] = ()
    units: Mapping[str, TextList] = field(default_factory=dict)
