"""Which question a line's label means: in any language, shortened, or in the person's words."""

import re
from collections.abc import Iterable, Sequence
from functools import lru_cache

from core.programmes.form import Question, QuestionKind
from core.reading import languages
from core.reading.organisation_words import alike
from core.reading.text import words

ARTICLES = languages.words("labels.articles")
KINDS = (
    QuestionKind.NAME,
    QuestionKind.DATE_RANGE,
    QuestionKind.ORGANISATION,
    QuestionKind.CHOICE,
    QuestionKind.REPOSITORY,
    QuestionKind.SITE,
    QuestionKind.ACCOUNT,
    QuestionKind.CODE,
    QuestionKind.TEXT,
)
OWN_WORDS = {kind: languages.folded(f"labels.{kind}") for kind in KINDS}
FIRST_NAMES, SURNAMES = languages.folded("labels.first_name"), languages.folded("labels.surname")
BRACKETS = re.compile(r"[([].*?[)\]]")

Labels = dict[str, Question]


@lru_cache(maxsize=4096)
def plain(label: str) -> str:
    """The label's words, folded, with one space between."""
    return " ".join(words(label))


def exact(questions: Sequence[Question]) -> Labels:
    """Every label in every language, whole and without what it has in brackets."""
    return {
        label: question
        for question in questions
        for written in question.label.values()
        for label in (plain(written), plain(BRACKETS.sub(" ", written)))
        if label
    }


def meant(
    label: str, questions: Sequence[Question], known: Labels, *, whole: bool = False
) -> Question | None:
    """The only question that a label can stand for; `whole` wants the label as it is written."""
    bare = plain(BRACKETS.sub(" ", label))
    if found := known.get(plain(label)) or known.get(bare):
        return found
    short = [word for word in bare.split() if word not in ARTICLES]
    if whole or not short or len(short) > 6:
        return None
    begun = {known[told].name: known[told] for told in _begun(short, known)}
    near = list(begun.values()) or [
        each
        for each in questions
        if {bare, " ".join(short)}.intersection(OWN_WORDS.get(each.kind, ()))
    ]
    return near[0] if len(near) == 1 else None


def _begun(short: Sequence[str], labels: Iterable[str]) -> list[str]:
    """The labels that these words shorten: « Dates », « Organisme » or « Dates misson »; « Date »
    alone is more often a letter's head."""
    own = {told: [word for word in told.split() if word not in ARTICLES] for told in labels}
    firsts = alike(short[0], (telling[0] for telling in own.values() if telling))
    if list(short) == ["date"]:
        firsts &= {"date"}
    return [
        told
        for told, telling in own.items()
        if telling and telling[0] in firsts and all(alike(word, telling) for word in short)
    ]


def named_in(text: str, questions: Sequence[Question]) -> list[Question]:
    """The questions that a sentence speaks of by a word of theirs: « les dates sont fausses ».

    « Le nom de l'organisme » speaks of the organisation.
    """
    spoken = [word for word in words(text) if len(word) > 2]
    found = [each for each in questions if _own(each).intersection(spoken)]
    found = found or [each for each in questions if any(alike(w, _own(each)) for w in spoken)]
    others = [each for each in found if each.kind is not QuestionKind.NAME]
    return others or found


def _own(question: Question) -> set[str]:
    """The words that stand for a question: the first of each label, and its kind's own."""
    labels = [
        next((word for word in plain(label).split() if len(word) > 3 and word not in ARTICLES), "")
        for label in question.label.values()
    ]
    own = [said for said in OWN_WORDS.get(question.kind, ()) if " " not in said]
    names = [*FIRST_NAMES, *SURNAMES] if question.kind is QuestionKind.NAME else []
    return {word for word in (*labels, *own, *names) if word and " " not in word}


def part_of_name(label: str) -> str:
    """« Prénom » alone is "first", « Nom » alone "last"; anything else is ""."""
    told = plain(label)
    return "first" if told in FIRST_NAMES else "last" if told in SURNAMES else ""
