"""A sentence for whoever runs Cocarde: a key of the words files, told in their language.

The files are `templates/words/<language>/commands/<topic>.toml`, each read only when one of its
sentences is told, so that a command starts quickly. `<key>_mend` says how to mend what `<key>`
says is wrong. What learners and staff read is said by `words.Words`.
"""

import tomllib
from collections.abc import Callable, Mapping, Sequence
from functools import cache
from string import Template
from typing import Protocol, runtime_checkable

from core.ground.paths import TEMPLATES

ENGLISH = "en"
FOLDER, MEND = "commands", "_mend"


class Sentence:
    """A key `topic.key` and the values of its placeholders, which may be sentences themselves."""

    def __init__(self, word: str, /, **values: object) -> None:
        self.word = word
        self.values: Mapping[str, object] = values

    def __str__(self) -> str:
        """The sentence in English, as logs have it."""
        return self.in_words()

    def in_words(self, language: str = ENGLISH) -> str:
        """The sentence in a language; in English where that language lacks it."""
        topic, _, key = self.word.partition(".")
        template = topics(language, topic).get(key) or topics(ENGLISH, topic)[key]
        values = {name: value_text(value, language) for name, value in self.values.items()}
        return Template(template).substitute(values)

    @property
    def mend(self) -> "Sentence | None":
        """What to do about it, where the files say so."""
        topic, _, key = self.word.partition(".")
        known = f"{key}{MEND}" in topics(ENGLISH, topic)
        return Sentence(f"{self.word}{MEND}", **self.values) if known else None

    def changed(self, change: Callable[[str], str]) -> "Sentence":
        """A copy in which `change` was put to each value, as where secrets go out."""
        return Sentence(
            self.word,
            **{
                name: value.changed(change) if isinstance(value, Sentence) else change(str(value))
                for name, value in self.values.items()
            },
        )


@runtime_checkable
class Told(Protocol):
    """What can say itself in a language: a sentence, an error, a mistake of a file."""

    def in_words(self, language: str = ENGLISH, /) -> str:
        """What it says in this language, English by default."""


def value_text(value: object, language: str) -> str:
    """A value as it stands in a sentence of that language: a line each for several."""
    if isinstance(value, Told):
        return value.in_words(language)
    if isinstance(value, tuple):
        return "\n".join(value_text(each, language) for each in value)
    return "" if value is None else str(value)


def either(names: Sequence[str]) -> Sentence | str:
    """« a or b or c »; nothing for none."""
    *first, last = names or [""]
    return Sentence("plain.either", one=either(first), other=last) if first else last


def both(names: Sequence[str]) -> Sentence | str:
    """« a and b and c »; nothing for none."""
    *first, last = names or [""]
    return Sentence("plain.both", one=both(first), other=last) if first else last


def in_a_row(sentences: Sequence[Sentence]) -> Sentence:
    """Several sentences, one after the other."""
    *first, last = sentences
    return Sentence("plain.then", one=in_a_row(first), other=last) if first else last


@cache
def topics(language: str, topic: str) -> Mapping[str, str]:
    """The sentences of one file by key; none where a language has no such file."""
    path = TEMPLATES / "words" / language / FOLDER / f"{topic}.toml"
    if not path.is_file():
        return {}
    read: Mapping[str, str] = tomllib.loads(path.read_text(encoding="utf-8"))
    return {key: sentence.strip() for key, sentence in read.items()}
