"""What `cocarde check` finds: where, what, and how to mend it."""

from dataclasses import dataclass
from enum import StrEnum

from core.ground.sentences import ENGLISH, Sentence, Told, value_text


class Weight(StrEnum):
    """`wrong` stops something from working; `beware` is worth knowing; `fine` was tried and
    works."""

    WRONG = "wrong"
    BEWARE = "beware"
    FINE = "fine"


@dataclass(frozen=True, slots=True)
class Finding:
    """One thing that `check` found; its sentence says what, the sentence's mend what to do."""

    weight: Weight
    about: str | Told
    sentence: Sentence

    @property
    def what(self) -> str:
        """What is wrong, in English."""
        return self.sentence.in_words()

    @property
    def mend(self) -> str:
        """How to mend it, in English; "" where nothing is known."""
        return self.as_dict()["mend"]

    def __str__(self) -> str:
        return self.in_words()

    def in_words(self, language: str = ENGLISH) -> str:
        """The finding on one line."""
        found = self.as_dict(language)
        mend = f" {found['mend']}" if found["mend"] else ""
        weight = Sentence(f"check.{self.weight}").in_words(language)
        return f"{weight}: {found['about']}: {found['what']}{mend}"

    def as_dict(self, language: str = ENGLISH) -> dict[str, str]:
        """The finding as programs read it, its sentences in a language."""
        mend = self.sentence.mend
        return {
            "weight": self.weight,
            "about": value_text(self.about, language),
            "what": self.sentence.in_words(language),
            "mend": mend.in_words(language) if mend else "",
        }


@dataclass(frozen=True, slots=True)
class LiveStep:
    """One thing that `check --live` tried for real, what came of it, and after how many seconds."""

    finding: Finding
    seconds: float = 0.0

    def as_dict(self, language: str = ENGLISH) -> dict[str, str | float]:
        """The step as programs read it, its sentences in a language."""
        return {**self.finding.as_dict(language), "seconds": round(self.seconds, 2)}


def fine(about: str | Told, word: str, /, **values: object) -> Finding:
    """What was tried and works, for `check --live`."""
    return Finding(Weight.FINE, about, Sentence(word, **values))


def wrong(about: str | Told, word: str, /, **values: object) -> Finding:
    """A finding that keeps the installation from working: `check` fails on it. `about` names the
    file, setting or door; `word` and its values are a sentence of the commands' words."""
    return Finding(Weight.WRONG, about, Sentence(word, **values))


def beware(about: str | Told, word: str, /, **values: object) -> Finding:
    """A finding to know of with which the installation still works."""
    return Finding(Weight.BEWARE, about, Sentence(word, **values))
