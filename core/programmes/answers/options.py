"""The option that a few words choose, or none."""

from collections.abc import Sequence

from rapidfuzz import fuzz

from core.programmes.form import Question
from core.programmes.question_parts import Option
from core.reading.languages import any_of, compiled
from core.reading.organisation_words import same, telling
from core.reading.organisations import DENIALS, MARGIN
from core.reading.text import fold, words

CLOSE = 85
DENIED = compiled(rf"^\W*(?:{any_of('organisations.denials')})\b[^,;.!]*[,;.!]\s*(?=\w)")


def chosen(question: Question, text: str) -> str:
    """The value of the one option that is meant: by its number, a label, or nearly; else ""."""
    spoken = " ".join(words(text))
    for number, option in enumerate(question.options, 1):
        if spoken == str(number) or spoken in labels(option):
            return option.value
    if denied := DENIED.match(fold(text)):
        return chosen(question, text[denied.end() :])
    if DENIALS.intersection(spoken.split()):
        return ""
    return _by_words(question, telling(text)) or _nearly(question, spoken)


def labels(option: Option) -> list[str]:
    """The option's value and its labels in every language, folded."""
    return [" ".join(words(label)) for label in (option.value, *option.label.values())]


def _by_words(question: Question, spoken: Sequence[str]) -> str:
    """The option that has all these words, or is named among them while no other is."""
    hits = {option.value: _hits(spoken, option) for option in question.options}
    for option in question.options:
        own = hits[option.value]
        rivals = [other for value, other in hits.items() if value != option.value]
        sure = len(own) == len(spoken) or _named(spoken, option)
        if own and sure and all(other < own for other in rivals):
            return option.value
    return ""


def _hits(spoken: Sequence[str], option: Option) -> set[int]:
    """Which of the words are words of the option."""
    own = {word for label in labels(option) for word in telling(label)}
    return {at for at, word in enumerate(spoken) if any(same(word, other) for other in own)}


def _named(spoken: Sequence[str], option: Option) -> bool:
    named = [telling(label) for label in labels(option)]
    return any(all(any(same(w, s) for s in spoken) for w in own) for own in named if own)


def _nearly(question: Question, spoken: str) -> str:
    """A slip or two in a label of several words."""
    alike = {
        option.value: max(fuzz.ratio(spoken, label) for label in labels(option))
        for option in question.options
    }
    ranked = sorted(alike, key=lambda value: -alike[value])
    rival = alike[ranked[1]] if len(ranked) > 1 else 0
    best = alike[ranked[0]] if ranked else 0
    return ranked[0] if best >= CLOSE and best - rival >= MARGIN else ""


def likely(question: Question, text: str) -> list[Option]:
    """The options that the words may mean, by what people say of them; to be asked about."""
    spoken = f" {' '.join(words(text))} "
    if DENIALS.intersection(spoken.split()):
        return []
    return [each for each in question.options if any(f" {said} " in spoken for said in also(each))]


def also(option: Option) -> list[str]:
    """What people say of an option, in every language, folded."""
    return [" ".join(words(said)) for told in option.also.values() for said in told]
