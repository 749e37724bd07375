"""What people read, sentence by sentence: `python -m tools.read_by_people` prints its lengths.

Mails, words of chat and pages, answers to questions. Not the texts of badges, nor what the command
says to whoever runs it. `tests/house/test_easy_words.py` holds the bounds of easy-read text.
"""

import re
import sys
import tomllib
from collections.abc import Iterator
from dataclasses import dataclass

from core.ground.paths import TEMPLATES
from core.ground.words import Words
from mail.letters.letter_file import BlockShape, read

EASY, LONGEST = 12, 25  # words of a sentence
SHARE = 0.10  # of the sentences may be over the easy length
PLACEHOLDER = re.compile(r"\$\{?[a-z_]+\}?")
END = re.compile(r"(?<=[.!?…])[»”\"]?\s+|\n")
FORMS = re.compile(r"\{([^{}|]+)\|[^{}|]+\}")


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence, and where it stands."""

    place: str
    text: str

    @property
    def length(self) -> int:
        """How many words it has, a placeholder being one."""
        plain = PLACEHOLDER.sub("X", FORMS.sub(r"\1", self.text))
        return sum(bool(re.search(r"\w", word)) for word in plain.split())


def sentences(place: str, text: str) -> Iterator[Sentence]:
    """The sentences of a text: they end with a full stop, a question or exclamation mark, or the
    line; a colon and a semicolon end none."""
    for part in END.split(text):
        if re.search(r"\w", part):
            yield Sentence(place, part.strip())


def words(locale: str) -> Iterator[Sentence]:
    """Every sentence that chat and pages say in this locale."""
    for key, text in Words.read().keys(locale).items():
        yield from sentences(f"{locale}/{key}", text)


def letters(locale: str) -> Iterator[Sentence]:
    """Every sentence of the letters in this locale, but the labels of their buttons."""
    for path in sorted((TEMPLATES / "mail").glob(f"*.{locale}.txt")):
        letter = read(path)
        yield from sentences(path.name, letter.subject)
        for block in letter.blocks:
            if block.shape is not BlockShape.BUTTONS:
                yield from sentences(path.name, "\n".join(block.lines))


def answers(language: str) -> Iterator[Sentence]:
    """Every sentence of the answers that programmes give to questions."""
    for path in sorted((TEMPLATES / "programmes").glob("*/questions.toml")):
        for entry in tomllib.loads(path.read_text(encoding="utf-8"))["entry"]:
            told = entry["answer"].get(language, "")
            yield from sentences(f"{path.parent.name}/{entry['slug']}", told)


def kinds(locale: str) -> dict[str, list[Sentence]]:
    """The sentences of a locale by what they stand in."""
    found = {"words": list(words(locale)), "mails": list(letters(locale))}
    if "-" not in locale:
        found["answers"] = list(answers(locale))
    return found


def over(found: list[Sentence], most: int) -> list[Sentence]:
    """Those that are longer than so many words."""
    return [each for each in found if each.length > most]


def main(locales: list[str]) -> None:
    """Print the share of long sentences, by locale and kind; with a locale named, each of them."""
    for locale in locales or Words.read().variants:
        for kind, found in kinds(locale).items():
            long = over(found, EASY)
            share, longest = len(long) / len(found), len(over(found, LONGEST))
            print(f"{locale:12} {kind:8} {len(found):5} over {EASY}: {share:5.1%}", end="")
            print(f"  over {LONGEST}: {longest}")
            for each in long if locales else []:
                print(f"    {each.length:3} {each.place} | {each.text}")


if __name__ == "__main__":
    main(sys.argv[1:])
