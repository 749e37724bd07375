"""Answers to the questions for a number: kept as plain decimals, "20" or "2.5"."""

from collections.abc import Sequence
from decimal import Decimal

from core.ground.errors import Refusal
from core.programmes import answers_as_text
from core.programmes.answers.answer import CheckedAnswer, Context, SeveralReadings, brief
from core.programmes.form import Question
from core.reading.numbers import NumberFound, find_numbers

USUAL = Decimal(20)  # the number of an example, where it is allowed


def number(question: Question, text: str, context: Context) -> CheckedAnswer:
    """The answer to a question for a number. Raises `Refusal` where there is none or it is out of
    bounds, `SeveralReadings` for one that is not exact or could be several."""
    found = numbers_in(question, text, context.language)
    counted = [each for each in found if each.unit] or [each for each in found if not each.other]
    if not counted:
        word = "answers.other_unit" if found else "answers.no_number"
        raise _refused(question, word, text, context)
    values = [value for each in counted for value in each.values]
    fitting = list(dict.fromkeys(value for value in values if fits(question, value)))
    if not fitting:
        raise _out_of_bounds(question, values[0], text, context)
    exact = len(fitting) == 1 and all(each.values[0] in fitting for each in counted)
    if exact and not any(each.vague for each in counted):
        return CheckedAnswer(kept(fitting[0]), text)
    choices = tuple(CheckedAnswer(kept(value), text) for value in fitting)
    shown = [answers_as_text.show(question, each.value, context.language) for each in choices]
    guesses = answers_as_text.either(shown, context.language)
    raise SeveralReadings("answers.which_number", choices, said=brief(text), guesses=guesses)


def told_by_the_way(question: Question, text: str, language: str) -> NumberFound | None:
    """The one number of a text that stands beside its unit, sure and within bounds: « j'ai fait 20
    heures »; None where there is none, or several."""
    if not question.unit:
        return None
    found = [each for each in numbers_in(question, text, language) if each.unit]
    sure = [each for each in found if len(each.values) == 1 and not each.vague]
    one = len(found) == 1 and len(sure) == 1 and fits(question, sure[0].values[0])
    return sure[0] if one else None


def numbers_in(question: Question, text: str, language: str) -> list[NumberFound]:
    """The numbers of a text, told apart by the question's unit in any language."""
    unit = [word for told in question.unit.values() for word in told]
    return find_numbers(text, unit, language)


def kept(value: Decimal) -> str:
    """A number as it is kept: no zeros at its end, no exponent."""
    plain = format(value, "f")
    return plain.rstrip("0").rstrip(".") if "." in plain else plain


def fits(question: Question, value: Decimal) -> bool:
    """Whether a question takes a number: not below its least (0 unless told) or above its greatest,
    and with no more figures after the point."""
    return least(question) <= value <= most(question) and round(value, question.decimals) == value


def least(question: Question) -> Decimal:
    return Decimal(0) if question.min is None else Decimal(str(question.min))


def most(question: Question) -> Decimal:
    return Decimal("Infinity") if question.max is None else Decimal(str(question.max))


def _out_of_bounds(question: Question, value: Decimal, text: str, context: Context) -> Refusal:
    """Why a number is not taken, by the first bound that it passes."""
    if value < least(question):
        return _refused(question, "answers.number_least", text, context, least(question))
    if value > most(question):
        return _refused(question, "answers.number_most", text, context, most(question))
    if question.decimals == 0:
        below = value // 1
        return _choose(question, [below, below + 1], text, context)
    return _choose(question, [round(value, question.decimals)], text, context)


def _choose(question: Question, values: Sequence[Decimal], text: str, context: Context) -> Refusal:
    """The nearest numbers that the question takes, to choose from."""
    choices = tuple(CheckedAnswer(kept(each), text) for each in values if fits(question, each))
    shown = [answers_as_text.show(question, each.value, context.language) for each in choices]
    guesses = answers_as_text.either(shown, context.language)
    word = "answers.whole_number" if question.decimals == 0 else "answers.which_number"
    return SeveralReadings(word, choices, said=brief(text), guesses=guesses)


def _refused(
    question: Question, word: str, text: str, context: Context, bound: Decimal | None = None
) -> Refusal:
    """A refusal with what was said and a number that would do."""
    fallback = max(min(USUAL, most(question)), least(question))
    value = fallback if bound is None else bound
    example = answers_as_text.show(question, kept(value), context.language)
    return Refusal(word, said=brief(text), example=example)
