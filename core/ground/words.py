"""The words people read: `templates/words/<language>/<topic>.toml`, one sentence a key.

`words.say("fr", "claim.done", name="Lina")` is the key `done` of `fr/claim.toml`. A variant such
as `fr-informal` holds only what differs from its language.
"""

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path

from core.ground.errors import Trouble
from core.ground.joined_words import filled
from core.ground.paths import TEMPLATES
from core.ground.sentences import ENGLISH
from core.ground.sentences import FOLDER as COMMANDS

FIRST = "fr"
FOLDER = TEMPLATES / "words"


@cache
def spoken_languages(folder: Path = FOLDER) -> tuple[str, ...]:
    """The languages that Cocarde speaks: the folders of `templates/words`, variants apart."""
    return tuple(sorted(path.name for path in folder.iterdir() if "-" not in path.name))


@cache
def neighbours(path: Path = TEMPLATES / "languages" / "instead.toml") -> Mapping[str, str]:
    """Which language is spoken instead of one that Cocarde does not speak."""
    told = tomllib.loads(path.read_text(encoding="utf-8"))
    return {each: spoken for spoken, others in told.items() for each in others.split()}


def instead_of(language: str) -> str:
    """The language in which words stand for whoever reads this one: itself where it is spoken, else
    a neighbour's, else English."""
    spoken = spoken_languages()
    return language if language in spoken else neighbours().get(language, ENGLISH)


class Words:
    """Every sentence, by language and `topic.key`."""

    def __init__(self, sentences: Mapping[str, Mapping[str, str]]) -> None:
        self._sentences = sentences

    @classmethod
    def read(cls, folder: Path = FOLDER) -> "Words":
        """The words of every language that has a folder there; a broken file is `Trouble`."""
        return cls({path.name: read_topics(path) for path in sorted(folder.iterdir())})

    @classmethod
    def of_commands(cls, folder: Path = FOLDER) -> "Words":
        """The sentences for whoever runs Cocarde, which `sentences.Sentence` tells one by one."""
        return cls(
            {path.parent.name: read_topics(path) for path in sorted(folder.glob(f"*/{COMMANDS}"))}
        )

    @property
    def first(self) -> str:
        """The language of those whose language is not known."""
        return FIRST

    @property
    def languages(self) -> list[str]:
        """The languages without their variants, such as `fr` and not `fr-informal`."""
        return [language for language in self._sentences if "-" not in language]

    @property
    def variants(self) -> list[str]:
        """Every language with its variants."""
        return list(self._sentences)

    def keys(self, language: str) -> dict[str, str]:
        """Every sentence that this very language or variant holds, by `topic.key`; empty for one
        that is not there."""
        return dict(self._sentences.get(language, {}))

    def say(self, language: str, word: str, **values: str) -> str:
        """The sentence of a word with its `$names` filled in; raises `Trouble` for a word that no
        file has, which is a mistake of ours."""
        base = language.partition("-")[0]
        for variant in (language, base, instead_of(base), FIRST):
            sentence = self._sentences.get(variant, {}).get(word)
            if sentence is not None:
                return filled(sentence, variant, values)
        raise Trouble("trouble.no_words", word_named=repr(word), language=FIRST)

    def has(self, word: str) -> bool:
        """Whether the first language has the word; a test holds the others equal to it."""
        return word in self._sentences[FIRST]

    def first_known(self, *words: str) -> str:
        """The first of these words that is there, else the last: the general one."""
        return next((word for word in words if self.has(word)), words[-1])


def read_topics(folder: Path) -> dict[str, str]:
    """Every sentence of one language by `topic.key`; raises `Trouble` for a file that cannot be
    read."""
    sentences: dict[str, str] = {}
    for path in sorted(folder.glob("*.toml")):
        try:
            topic = tomllib.loads(path.read_text(encoding="utf-8"))
        except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
            raise Trouble("trouble.words_file", path=path, error=error) from error
        sentences |= {f"{path.stem}.{key}": sentence.strip() for key, sentence in topic.items()}
    return sentences
