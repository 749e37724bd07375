"""Questions asked often, found in what a person says: precise first, silent when unsure.

A question is cut out of the text; the words around it stay, for they may hold answers.
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass, replace
from functools import cache
from pathlib import Path

from core.programmes.catalogue import catalogue
from core.programmes.faq.index import Hit, Index
from core.reading.acts.question_words import (
    GREETING,
    NAMING,
    OTHER_BADGES,
    PERSONAL,
    TAIL,
    TROUBLES,
    plain_words,
    questioning,
    stem,
    telling,
)
from core.reading.languages import any_of, compiled, leading
from core.reading.sentence_language import sentence_language
from core.reading.text import clean, fold

# How near (score), how far before the next (lead), and how much matter is shared (evidence).
SURE, NEAR, MARGIN = 0.65, 0.45, 0.07
TOLD = 0.82  # where something is told rather than asked
ALONE, FAR = 0.61, 0.2  # where nothing else comes near
VERY = 0.85
WHOLE, SLIGHT_MARGIN = 0.999, 0.05  # where all that is said is a way of asking
EVIDENCE, SLIGHT, TELLING = 0.3, 0.1, 0.9
OFFERED, MOST, FAINT = 2, 3, 0.35
LONGEST = 4_000  # characters that are searched
BRIEF = 6  # words of an answer that a question follows in one sentence
FEW = 12  # words of a question that holds no matter but « badge »
LONG = 28  # words: beyond them a sentence tells a story
SENTENCE = re.compile(r"[^.!?\n;]+(?:[.!?;]+|\n|$)")
ASKED_BY_OTHERS = re.compile(r"\"[^\"?]*\?[^\"]*\"")
CLAUSE = compiled(rf",\s+(?!{leading('questions.clause_joins')})")
VALUE = re.compile(r"(?:https?://|www\.)\S+|\S+@\S+|\b(?=\w*\d)(?=\w*[^\W\d_])\w{5,}\b")
# The programme itself is asked about, not its badge: its name is blank where the index read it.
ITSELF = re.compile(rf"\b(?:{any_of('questions.itself')}) {{4,}}")
FACTS = re.compile(r"\b\d{1,2}[/.-]\d{1,2}\b|\b(?:19|20)\d\d\b|@|https?://|\bwww\.")


@dataclass(frozen=True, slots=True)
class FaqMatch:
    """One question in a text: where it stands, its entry or the two or three it may be, and the
    language that it is asked in, if its words tell."""

    start: int
    end: int
    hits: tuple[Hit, ...]
    language: str = ""

    @property
    def sure(self) -> bool:
        """Whether only one entry can be meant; else the person is asked which."""
        return len(self.hits) == 1


@dataclass(frozen=True, slots=True)
class FaqMatches:
    """The questions of a text, and the text without them."""

    questions: tuple[FaqMatch, ...]
    rest: str


@cache
def indexes(folder: Path) -> dict[str, Index]:
    """The index of each programme of a folder, made once."""
    known = catalogue(folder)
    return {slug: Index(entries, known[slug].name.values()) for slug, entries in known.faq.items()}


def find(index: Index, text: str, *, unmarked: bool = False) -> FaqMatches:
    """The questions that a text asks, at most three, each entry once, and the text without them.

    `unmarked`: what is not shaped like a question may be one all the same.
    """
    said = text[:LONGEST].strip()
    said = said if _clean(said) else clean(said)
    found = list(_questions(index, said, unmarked=unmarked))
    return FaqMatches(tuple(_told(found))[:MOST], _without(said, found) if found else said)


def _clean(said: str) -> bool:
    """Whether a text is as `clean` would leave it, told quickly."""
    return said.replace("\n", " ").isprintable() and unicodedata.is_normalized("NFC", said)


def _questions(index: Index, said: str, *, unmarked: bool) -> Iterator[FaqMatch]:
    """Sentence by sentence; « que faire ? » makes a question of the sentence before it."""
    folded = _masked(index.unnamed(said))
    spans = [spot.span() for spot in SENTENCE.finditer(folded) if spot[0].strip()]
    for number, (start, end) in enumerate(spans):
        sentence = folded[start:end]
        if TAIL.match(sentence.strip()):
            continue
        after = spans[number + 1] if number + 1 < len(spans) else None
        tailed = after is not None and bool(TAIL.match(folded[slice(*after)].strip()))
        question = _question(index, folded, start, end, shaped=tailed, unmarked=unmarked)
        if question is not None:
            stop = after[1] if tailed and after else end
            yield replace(question, end=stop)


def _question(
    index: Index, folded: str, start: int, end: int, *, shaped: bool, unmarked: bool
) -> FaqMatch | None:
    """The question of a sentence; of its last clause alone where a short answer stands before."""
    said = plain_words(folded[start:end])
    shaped = shaped or questioning(folded[start:end]) or index.says(said)
    asking = shaped or unmarked
    if not asking and TROUBLES.isdisjoint(said):
        return None
    itself = NAMING.isdisjoint(map(stem, said)) and ITSELF.search(folded, start, end)
    if itself or not OTHER_BADGES.isdisjoint(said):
        return None
    for cut in [spot.end() for spot in CLAUSE.finditer(folded, start, end)][-1:]:
        if _apart(index, folded[start:cut]):
            start, said = cut, plain_words(folded[cut:end])
    hits = _hits(index, said, asking=asking, shaped=shaped)
    return FaqMatch(start, end, hits, sentence_language(folded[start:end])) if hits else None


def _apart(index: Index, head: str) -> bool:
    """Whether a beginning says something of its own: a name, a place, a yes."""
    plain = GREETING.sub("", head.strip()).strip(" ,.!")
    spoken = plain_words(plain)
    return not plain or (
        len(spoken) <= BRIEF
        and not PERSONAL.match(plain)
        and not any(index.meant(word) in index.weights for word in telling(spoken))
    )


def _hits(index: Index, said: list[str], *, asking: bool, shaped: bool) -> tuple[Hit, ...]:
    """The entry that the words of a sentence surely ask for, or the few that they may."""
    if len(said) > LONG:
        return ()
    near = index.near(said, asking=asking, shaped=shaped)
    found = [hit for hit in near if _proven(hit, said)]
    if found and _sure(found[0], _lead(found), asking=asking):
        return (found[0],)
    few = tuple(hit for hit in found[:OFFERED] if hit.score >= FAINT)
    return few if asking and len(few) > 1 and few[0].score >= NEAR else ()


def _proven(hit: Hit, said: list[str]) -> bool:
    """Whether more is shared than the small words of any question; a short one may be made of
    them alone."""
    whole = hit.asks and hit.score >= VERY and len(said) <= FEW
    return hit.evidence >= EVIDENCE or (hit.evidence >= SLIGHT and whole)


def _lead(found: list[Hit]) -> float:
    return found[0].score - (found[1].score if len(found) > 1 else 0.0)


def _sure(best: Hit, lead: float, *, asking: bool) -> bool:
    """Near enough, and nearer than the next; a question to which nothing else comes near, less."""
    if lead < (SLIGHT_MARGIN if best.score >= WHOLE else MARGIN):
        return False
    if not asking:
        return best.score >= TOLD
    alone = asking and lead >= FAR and best.evidence >= TELLING
    return best.score >= (ALONE if alone else SURE)


def _empty(head: str) -> bool:
    """Whether a beginning holds nothing of its own: « Bonjour, »."""
    return not GREETING.sub("", head.strip()).strip(" ,.!")


def _masked(folded: str) -> str:
    """What others asked stands in quotes and asks nothing here; no more does an address."""
    for hidden in (ASKED_BY_OTHERS, VALUE):
        folded = hidden.sub(lambda found: " " * len(found[0]), folded)
    return folded


def _told(found: list[FaqMatch]) -> Iterator[FaqMatch]:
    """Each entry once; a doubtful question beside a sure one is let go."""
    known: set[str] = set()
    sure = any(question.sure for question in found)
    for question in found:
        slugs = {hit.entry.slug for hit in question.hits}
        if (question.sure or not sure) and not slugs & known:
            known |= slugs
            yield question


def _without(said: str, found: list[FaqMatch]) -> str:
    """The text without its questions; one that holds a date or an address stays in it too."""
    for question in reversed(found):
        if not FACTS.search(said[question.start : question.end]):
            said = said[: question.start] + said[question.end :]
    rest = said.strip(" ,;:\n")
    return "" if _empty(fold(rest)) else rest
