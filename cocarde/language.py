"""In which language a command speaks: that of `--lang`, else of the locale, else the one it had.

A command has one reader, so the language is chosen once, before it runs. Where neither the option
nor the locale names a language that we have, whoever runs Cocarde is told in English, and what is
meant for the people of a programme is told in French, the language of those whose is not known.
"""

import os
from argparse import ArgumentParser
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from contextvars import ContextVar
from itertools import pairwise

from core.ground.paths import TEMPLATES
from core.ground.sentences import ENGLISH, FOLDER, Sentence

# POSIX, "Environment Variables", 8.2: the first of these that is not empty decides.
LOCALE = ("LC_ALL", "LC_MESSAGES", "LANG")
_chosen: ContextVar[str] = ContextVar("language", default="")


def lang_option(parser: ArgumentParser) -> None:
    """Give a command `--lang`, with the languages that there are words in."""
    known = languages()
    parser.add_argument("--lang", choices=known, default="", help=text("help.lang"))


def languages() -> list[str]:
    """Those whose commands' words we have."""
    return sorted(path.parent.name for path in (TEMPLATES / "words").glob(f"*/{FOLDER}"))


def of_locale(environ: Mapping[str, str] = os.environ) -> str:
    """`fr` for `fr_FR.UTF-8`; "" where the locale names no language that we have."""
    named = next((environ[name] for name in LOCALE if environ.get(name)), "")
    language = named.partition(".")[0].partition("@")[0].partition("_")[0].lower()
    return language if language in languages() else ""


def speak(language: str) -> None:
    """Tell what comes in this language; "" leaves each sentence the one it had."""
    _chosen.set(language)


def asked(arguments: Sequence[str]) -> str:
    """The language that `--lang` names among the words of a command line, before these are read;
    "" for none that we have."""
    for word, following in pairwise((*arguments, "")):
        named = following if word == "--lang" else word.removeprefix("--lang=")
        if word.startswith("--lang") and named in languages():
            return named
    return ""


@contextmanager
def speaking(language: str) -> Iterator[None]:
    """Tell everything within in this language; "" leaves each sentence the one it had."""
    before = _chosen.set(language)
    try:
        yield
    finally:
        _chosen.reset(before)


def language(otherwise: str = ENGLISH) -> str:
    """The language chosen, or another where none is."""
    return _chosen.get() or otherwise


def text(word: str, /, **values: object) -> str:
    """A sentence of the commands' words, for whoever runs Cocarde."""
    return Sentence(word, **values).in_words(language())


def say(word: str, /, **values: object) -> None:
    """Print such a sentence."""
    print(text(word, **values))
