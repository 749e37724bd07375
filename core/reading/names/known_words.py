"""The words around names: what announces one, what ends it, what is seldom part of one."""

from collections.abc import Iterator, Sequence
from functools import cache

from core.reading import languages
from core.reading.acts.usual_words import common_words
from core.reading.dates.calendar import MONTHS, WEEKDAYS
from core.reading.languages import Phrases
from core.reading.names.spoken_words import SpokenWord

LEADS = languages.phrases("names.leads")  # a name follows them wherever they stand
PRESENTED = languages.phrases("names.presented")  # one with capitals follows them
SOMEBODY = languages.phrases("names.somebody")  # who is near, and not who speaks
OPENINGS = languages.phrases("names.openings", "names.titles")  # before a name, first in a run
TITLES = languages.phrases("names.titles")
RATHER = languages.phrases("names.rather")  # what stands before is taken back
INSTEAD = languages.phrases("names.instead")  # what stands behind is not the name
EITHER = languages.phrases("names.either")
BOTH = languages.phrases("names.both")
BORN = languages.phrases("names.born")  # « Jacqueline Morin née Leblanc »
JOKING = languages.phrases("names.joking")
INSISTED = languages.phrases("names.insisted")
FIRST_NAME = languages.phrases("names.first_label")
SURNAME = languages.phrases("names.surname_label")
NAME = languages.phrases("names.name_label")
WHOLE_NAME = languages.phrases("names.whole_label")
BESIDE = languages.words("names.beside")
ARTICLES = languages.words("names.articles")
# Words that no name has, small words of a sentence, and those of a place.
GIVEN = languages.words("names.given")  # first names, though the word is said of other things
COLLECTIVE = languages.words("names.collective")  # « Famille Durand »
FORMER = languages.phrases("names.former")  # « ancien nom : Paul Grand »
TURNED = languages.phrases("names.turned")  # « nom puis prénom »
JOKES = languages.phrases("names.jokes")  # nobody's name, or nearly
NOT_MINE = languages.words("names.not_mine")  # « ton nom »
TOWARDS = languages.words("names.towards")  # « avec Claire Petit » is somebody else
NOT_NAMES = languages.words("names.not_names", "names.sentence")
PLACES = languages.words("organisations.kinds", "names.places")
LONGEST = 8  # words of a phrase


def known(word: str) -> bool:
    """Whether a folded word says something of its own."""
    return word in NOT_NAMES or word in PLACES


@cache
def usual(word: str) -> bool:
    """Whether a word typed without capitals is one that people say about anything."""
    if word in GIVEN:
        return False
    calendar = word in MONTHS or word in WEEKDAYS
    return len(word) == 1 or known(word) or calendar or word in common_words() or word in ARTICLES


def folded(spoken: Sequence[SpokenWord]) -> list[tuple[str, int]]:
    """The folded words, each with the place of its own word."""
    return [(part, at) for at, word in enumerate(spoken) for part in word.folded]


def said(spoken: Sequence[SpokenWord], phrases: Phrases) -> Iterator[tuple[int, int]]:
    """Where such phrases stand among the words, the longest at each place: the first word of one,
    and the word behind it. « en » is not said in « Arc-en-ciel »."""
    at = 0
    while at < len(spoken):
        size = whole(spoken[at:], phrases)
        if size:
            yield at, at + size
        at += size or 1


@cache
def beginnings(phrases: Phrases) -> frozenset[str]:
    """The first words of phrases."""
    return frozenset(each[0] for each in phrases)


def whole(spoken: Sequence[SpokenWord], phrases: Phrases) -> int:
    """How many of the first words are together the longest such phrase; 0 for none."""
    if not spoken or not beginnings(phrases).intersection(spoken[0].folded[:1]):
        return 0
    told: tuple[str, ...] = ()
    size = 0
    for count, word in enumerate(spoken[:LONGEST], start=1):
        told = (*told, *word.folded)
        size = count if told in phrases else size
    return size
