"""The questions asked often about a programme, and their answers: the shape of `questions.toml`."""

from collections import Counter
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from core.ground.sentences import Sentence
from core.programmes.file_values import Language, ProgrammeTable, Shaped, Text, TextList
from core.programmes.mistakes import Mistake, Wrong
from core.programmes.toml_files import load
from core.reading.text import words

FILE = "questions.toml"
LONGEST = 700

# A button of a chat bears the slug of its programme and this one: 64 bytes in all (Bot API).
Short = Annotated[str, AfterValidator(Shaped("short", r"[a-z][a-z0-9-]{0,18}"))]
Way = Literal["", "claim", "lost", "human", "join"]


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
    way: Way = Field(
        default="",
        description="the way on after the answer: `claim` (ask for a badge), `lost` (where my "
        "claim stands), `human` (adds the programme's `email`), `join` (the page on which "
        "organisations join)",
        examples=["claim"],
    )


class Faq(ProgrammeTable):
    """The file: its entries in the order in which they are listed."""

    entry: list[FaqEntry] = Field(default_factory=list)


Entries = tuple[FaqEntry, ...]


def read_faq(folder: Path, languages: Sequence[Language]) -> tuple[Entries, tuple[Mistake, ...]]:
    """The entries of a folder's `questions.toml` and their mistakes; without a file, none."""
    path = folder / FILE
    read = load(path, Faq) if path.is_file() else Faq()
    if not isinstance(read, Faq):
        return (), read
    found = [*wrong_languages(read, languages), *wrong_entries(read), *wrong_ways(read)]
    return tuple(read.entry), tuple(Mistake(path, *wrong) for wrong in found)


def wrong_languages(faq: Faq, languages: Sequence[Language]) -> Iterator[Wrong]:
    """Each entry is whole in each language of the programme."""
    for entry in faq.entry:
        for language in languages:
            for field, text in (("question", entry.question), ("answer", entry.answer)):
                if not text.get(language):
                    key = f"entry.{entry.slug}.{field}"
                    add = f"{field}.{language} = …"
                    yield key, Sentence("programme.no_text", language=repr(language), add=add)
            if not entry.asked.get(language):
                named, add = repr(language), f"asked.{language} = […]"
                sentence = Sentence("programme.never_asked", language=named, add=add)
                yield f"entry.{entry.slug}.asked", sentence


def wrong_entries(faq: Faq) -> Iterator[Wrong]:
    """What is wrong with the entries of a file: a slug used twice, an answer too long for a
    message."""
    slugs = Counter(entry.slug for entry in faq.entry)
    for slug in (slug for slug, times in slugs.items() if times > 1):
        yield "entry", Sentence("programme.entry_twice", slug=repr(slug))
    for entry in faq.entry:
        for language, text in entry.answer.items():
            if len(text) > LONGEST:
                named, most = repr(language), str(LONGEST)
                yield (
                    f"entry.{entry.slug}.answer",
                    Sentence("programme.answer_long", language=named, count=len(text), most=most),
                )


def wrong_ways(faq: Faq) -> Iterator[Wrong]:
    """One way of asking leads to one answer."""
    known: dict[str, str] = {}
    for entry in faq.entry:
        for asked in (each for many in ways(entry).values() for each in many):
            said = " ".join(words(asked))
            if not said:
                yield f"entry.{entry.slug}.asked", Sentence("programme.no_word", asked=repr(asked))
            elif known.setdefault(said, entry.slug) != entry.slug:
                other = repr(known[said])
                sentence = Sentence("programme.asked_twice", asked=repr(asked), other=other)
                yield f"entry.{entry.slug}.asked", sentence


def ways(entry: FaqEntry) -> dict[Language, list[str]]:
    """All the ways of asking an entry's question, by language: the question itself, then the
    others."""
    return {
        language: [question, *entry.asked.get(language, [])]
        for language, question in entry.question.items()
    }
