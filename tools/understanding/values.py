"""How well values are read out of messages that people wrote by hand: names, dates, organisations,
and whatever else a question asks for.

Each half of the messages is counted alone. What is printed of the sealed half is its rates: nobody
looks at its messages.
"""

import json
import tempfile
from collections import Counter
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from cocarde.inspect.read import as_line, read_line
from core.desk.understanding.sample_talk import SampleRoom, open_room
from core.ground.paths import ROOT
from core.ground.settings import read_settings
from core.reading.organisation_words import telling
from core.reading.text import words

FOLDER = ROOT / "tests" / "reading" / "understanding"
HALVES = ("tune", "sealed")
FIELDS = {"names": "name", "dates": "mission", "organisations": "organisation"}
MIXED = "values"  # its messages answer questions of every kind
NAME, RECAP = "name", "recap"
LINKED = ("repository", "site")
CHOSEN = "domain"  # its options are told by their labels, a word of which begins as their value

Say = Callable[[str], None]


@dataclass(slots=True)
class Rates:
    """How many values there were to read, and what became of them.

    `right`: as it should stand; `near`: an organisation with more or fewer of the words around its
    name; `asked`: not taken though a person would; `wrong`: another value was taken; `rightly`:
    what nobody can tell for sure was not taken.
    """

    counts: Counter[str] = field(default_factory=Counter)
    missed: list[str] = field(default_factory=list)

    def told(self) -> str:
        """The rates in one line."""
        count, sure = self.counts, self.counts["right"] + self.counts["near"]
        readable = sure + self.counts["asked"] + self.counts["other"]
        whole = sum(count.values())
        wrong = count["other"] + count["guessed"]
        return (
            f"{whole} messages: read at once {share(sure, readable)} of {readable}"
            f" ({count['near']} near) · asked {count['asked']} · rightly asked"
            f" {share(count['rightly'], whole - readable)} of {whole - readable}"
            f" · confidently wrong {wrong} ({share(wrong, whole)})"
        )


def measure(say: Say, folder: Path = FOLDER, *, show: bool = False) -> None:
    """Tell the rates of every file and half; `show` what was missed of the half to tune by."""
    with tempfile.TemporaryDirectory() as own:
        room = open_room(read_settings(), Path(own))
        for name, question in FIELDS.items():
            for half in HALVES:
                rates = counted(room, folder / half / f"{name}.jsonl", question)
                say(f"{name:13} {half:6} {rates.told()}")
                tell_missed(say, rates, show and half == "tune")
        for half in HALVES:
            path = folder / half / f"{MIXED}.jsonl"
            told = messages(path) if path.exists() else ()
            for question in sorted({question_of(message) for message in told}):
                rates = counted(room, path, question, only=True)
                say(f"{MIXED} {question:12} {half:6} {rates.told()}")
                tell_missed(say, rates, show and half == "tune")
        room.world.store.close()


def tell_missed(say: Say, rates: Rates, show: bool) -> None:
    """Tell the messages that were missed, where they may be shown."""
    for line in rates.missed if show else ():
        say(f"    {line}")


def counted(room: SampleRoom, path: Path, question: str, *, only: bool = False) -> Rates:
    """The rates of one file of messages; `only`: of those of its messages that are about this
    question."""
    rates = Rates()
    for number, message in enumerate(messages(path), start=1):
        if only and question_of(message) != question:
            continue
        read = read_line(room, as_line(message, str(number)))
        wanted = value_of((message.get("fields") or {}).get(question, ""), question)
        taken = value_of(read["fields"].get(question, ""), question)
        fair = (
            value_of(other.get(question, ""), question) for other in message.get("ok_fields", ())
        )
        fate = "right" if taken and taken in fair else judged(question, wanted, taken)
        rates.counts[fate] += 1
        if fate not in ("right", "rightly"):
            rates.missed.append(f"{fate}: {message['text']!r} {wanted!r} → {taken!r}")
    return rates


def question_of(message: Mapping[str, Any]) -> str:
    """The question that a message is about: the one whose value it gives, else the one asked; the
    name where the whole claim stands before the person."""
    given = message.get("fields") or {}
    state, _, asked = str(message["asked"]).partition(":")
    return next(iter(given), asked or (NAME if state == RECAP else state))


def value_of(value: object, question: str) -> str:
    """A value as it is compared: an address without its scheme."""
    told = str(value or "")
    bare = told.partition("://")[2] or told
    return bare.removeprefix("www.").rstrip("/") if question in LINKED else told


def messages(path: Path) -> Iterator[Mapping[str, Any]]:
    """The messages of a file of JSON lines."""
    return (json.loads(line) for line in path.read_text("utf-8").splitlines() if line.strip())


def judged(question: str, wanted: str, taken: str) -> str:
    """What became of one value: see `Rates`; `guessed` was taken where nobody could tell,
    `other` is not what it should be."""
    if not wanted:
        return "guessed" if taken else "rightly"
    if not taken:
        return "asked"
    if question == CHOSEN:
        return "right" if any(word.startswith(taken) for word in words(wanted)) else "other"
    if question != "organisation":
        return "right" if taken == wanted else "other"
    mine, theirs = telling(taken), telling(wanted)
    if mine == theirs:
        return "right"
    return "near" if set(mine) <= set(theirs) or set(theirs) <= set(mine) else "other"


def share(part: int, whole: int) -> str:
    """A share in per cent."""
    return f"{100 * part / whole:.1f} %" if whole else "—"
