"""The questions asked often about a programme, and their answers: the shape of `questions.toml`."""

from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from core.ground.sentences import Sentence
from core.programmes.file_values import (
    Language,
    ProgrammeTable,
    Shaped,
    Text,
    TextList,
    WebAddress,
)
from core.programmes.mistakes.mistake import Mistake, Wrong
from core.programmes.mistakes.registers import wrong_register
from core.programmes.mistakes.texts import wrong_languages
from core.programmes.programme import Programme
from core.programmes.toml_files import load
from core.reading.text import words

FILE = "questions.toml"
LONGEST = 700

# A button of a chat bears the slug of its programme and this one: 64 bytes in all (Bot API).
Short = Annotated[str, AfterValidator(Shaped("short", r"[a-z][a-z0-9-]{0,18}"))]
Way = Literal["", "claim", "badges", "lost", "human", "join"]


class FaqEntry(ProgrammeTable):
    """One question with its answer, each entry an `[[entry]]`."""

    slug: Short = Field(description="its name; stands in a button of the chat", examples=["expiry"])
    question: Text = Field(
        description="the question as a person would put it",
        examples=[{"fr": "Mon badge expire-t-il ?"}],
    )
    answer: Text = Field(
        description="two to four sentences, in the programme's register; 700 signs at most",
        examples=[{"fr": "Non, il est valable à vie."}],
    )
    asked: TextList = Field(
        default_factory=dict,
        description="other ways in which people put it, in each language; "
        "not two entries with the same one",
        examples=[{"fr": ["Combien de temps est-il valable ?"]}],
    )
    also: list[Short] = Field(
        default_factory=list,
        description="the slugs of other usual questions that it answers (below)",
        examples=[["value"]],
    )
    more: WebAddress | Literal[""] = Field(
        default="",
        description="the page that says more, shown below the answer",
        examples=["https://wiki.example.org/badges"],
    )
    way: Way = Field(
        default="",
        description="the way on after the answer: `claim` (ask for a badge), `badges` (lists them, "
        "of the group or level that was asked), `lost` (where my "
        "claim stands), `human` (adds the programme's `email`), `join` (the page on which "
        "organisations join)",
        examples=["claim"],
    )


class Faq(ProgrammeTable):
    """The file: its entries in the order in which they are listed."""

    entry: list[FaqEntry] = Field(default_factory=list)


Entries = tuple[FaqEntry, ...]


def read_faq(folder: Path, programme: Programme | None) -> tuple[Entries, tuple[Mistake, ...]]:
    """The entries of a folder's `questions.toml` and their mistakes, in the languages and the
    register of its programme; without a file, none."""
    path = folder / FILE
    if not path.is_file():
        return (), ()

    def look(faq: Faq) -> Iterator[Wrong]:
        yield from wrong_entries(faq)
        yield from wrong_ways(faq)
        if programme:
            yield from wrong_texts_of(faq, programme)

    loaded = load(path, Faq, look)
    return tuple(loaded.shape.entry) if loaded.shape else (), loaded.mistakes


def wrong_texts_of(faq: Faq, programme: Programme) -> Iterator[Wrong]:
    """Each entry is whole in each language of the programme, and speaks in its register."""
    for number, entry in enumerate(faq.entry):
        for key in ("question", "answer", "asked"):
            place = ("entry", number, key)
            yield from wrong_languages(place, getattr(entry, key), programme.languages)
        yield from wrong_register(("entry", number, "answer"), entry.answer, programme.register_)


def wrong_entries(faq: Faq) -> Iterator[Wrong]:
    """What is wrong with the entries of a file: a slug used twice, an answer too long for a
    message."""
    slugs = Counter(entry.slug for entry in faq.entry)
    for number, entry in enumerate(faq.entry):
        if slugs[entry.slug] > 1:
            sentence = Sentence("programme.entry_twice", slug=repr(entry.slug))
            yield Wrong(("entry", number, "slug"), sentence)
        for language, text in entry.answer.items():
            if len(text) > LONGEST:
                told = {"language": repr(language), "count": len(text), "most": str(LONGEST)}
                sentence = Sentence("programme.answer_long", **told)
                yield Wrong(("entry", number, "answer"), sentence)


def wrong_ways(faq: Faq) -> Iterator[Wrong]:
    """One way of asking leads to one answer."""
    known: dict[str, str] = {}
    for number, entry in enumerate(faq.entry):
        for asked in (each for many in ways(entry).values() for each in many):
            said = " ".join(words(asked))
            sentence = None
            if not said:
                sentence = Sentence("programme.no_word", asked=repr(asked))
            elif known.setdefault(said, entry.slug) != entry.slug:
                told = {"asked": repr(asked), "other": repr(known[said])}
                sentence = Sentence("programme.asked_twice", **told)
            if sentence:
                yield Wrong(("entry", number, "asked"), sentence)


def ways(entry: FaqEntry) -> dict[Language, list[str]]:
    """All the ways of asking an entry's question, by language: the question itself, then the
    others."""
    return {
        language: [question, *entry.asked.get(language, [])]
        for language, question in entry.question.items()
    }
