"""Numbers as people write them: « 1 250,5 », "twenty-two", « une vingtaine », « 20h30 »."""

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import product

from babel.numbers import get_decimal_symbol

from core.reading.languages import in_language, pairs, words
from core.reading.text import fold

SPELLED = {word: Decimal(value) for word, value in pairs("numbers.spelled").items()}
ROUND = {word: Decimal(value) for word, value in pairs("numbers.round").items()}
JOINERS = words("numbers.joiners")
HALF = words("numbers.half")
VAGUE = words("numbers.vague")
UNITS = words("numbers.units")
HOURS = words("numbers.hours")
SCALES = (Decimal(100), Decimal(1000))

TOKEN = re.compile(r"\d+(?:[ .,']\d+)*|[^\W\d_]+|~")
GROUPED = re.compile(r"\d{1,3}(?P<mark>[ .,'])\d{3}(?:(?P=mark)\d{3})*")
CLOCK = re.compile(r"(?<!\d)(\d{1,4})\s?(?:h|:|u)\s?([0-5]\d)\b")
MOST = Decimal(10**12)  # nobody means more, and far more cannot be reckoned with
FRACTION = re.compile("[¼-¾⅐-⅞²³¹]")  # one sign, whose figures are no figures of the number before
NEARBY = 2  # words after a number among which its unit stands


@dataclass(frozen=True, slots=True)
class NumberFound:
    """A number in a text: what it may be (one value where that is sure), and where it stands.

    `unit`: the unit that was asked for stands beside it; `other`: another one does.
    """

    values: tuple[Decimal, ...]
    start: int
    end: int
    unit: bool = False
    other: bool = False
    vague: bool = False


@dataclass(frozen=True, slots=True)
class _Token:
    """A word, a figure or a sign of the text, folded."""

    text: str
    start: int
    end: int


def find_numbers(text: str, unit: Sequence[str], language: str) -> list[NumberFound]:
    """The numbers of a text in their order; `unit` are the words for what is counted, and
    `language` tells a decimal comma from one between thousands."""
    folded = fold(FRACTION.sub("~", text))
    own = {fold(each) for each in unit}
    if own & HOURS and (clock := CLOCK.search(folded)):
        value = Decimal(clock[1]) + Decimal(clock[2]) / 60
        return [NumberFound((value,), *clock.span(), unit=True)]
    tokens = [_Token(each[0], *each.span()) for each in TOKEN.finditer(folded)]
    vague = any(each.text in VAGUE for each in tokens)
    found = []
    at = 0
    while at < len(tokens):
        values, after, about = _read(tokens, at, language)
        if not values:
            at = max(after, at + 1)
            continue
        half, beyond = _half(tokens, after, own)
        near = [each.text for each in tokens[beyond : beyond + NEARBY]]
        is_own = beyond > after or (bool(near) and _means(near[0], own))
        other = not is_own and any(each in UNITS and not _means(each, own) for each in near)
        article = values == (Decimal(1),) and not tokens[at].text.isdigit()
        if not article or is_own or len(tokens) == after - at:
            values = tuple(each + half for each in values)
            place = tokens[at].start, tokens[beyond - 1].end
            found.append(NumberFound(values, *place, is_own, other, vague or about))
        at = beyond
    return found


def _half(tokens: Sequence[_Token], after: int, own: set[str]) -> tuple[Decimal, int]:
    """The half that follows a number, before or behind its unit (« deux heures et demie », "two and
    a half"), and the token after it; nothing where none does."""
    at = after + (after < len(tokens) and _means(tokens[after].text, own))
    following = [each.text for each in tokens[at : at + 3]]
    for length in (2, 3):
        told = following[:length]
        if len(told) == length and told[0] in JOINERS and told[-1] in HALF:
            return Decimal("0.5"), at + length
    return Decimal(0), after


def _read(
    tokens: Sequence[_Token], at: int, language: str
) -> tuple[tuple[Decimal, ...], int, bool]:
    """What a number that begins here may be, the token after it, and whether it is only about that
    much; no value where none begins."""
    first = tokens[at].text
    if first[0].isdigit():
        values, beyond = _bounded(dict.fromkeys(_figures(first, language)))
        return values, at + 1, beyond
    if first in ROUND:
        return (ROUND[first],), at + 1, True
    run: list[Decimal] = []
    after = at
    while after < len(tokens):
        word = tokens[after].text
        value = _spelled(word)
        joins = word in JOINERS and run and after + 1 < len(tokens)
        if value is not None:
            run.append(value)
        elif not (joins and _goes_on(tokens, after + 1)):
            break
        after += 1
    values, beyond = _bounded([_sum(run)] if run else [])
    return values, after, beyond


def _bounded(read: Iterable[Decimal]) -> tuple[tuple[Decimal, ...], bool]:
    """These values, `MOST` in place of those above it, and whether there is one."""
    values = list(read)
    return tuple(min(each, MOST) for each in values), any(each > MOST for each in values)


def _goes_on(tokens: Sequence[_Token], at: int) -> bool:
    """Whether a number word stands here that is none of « and a half »."""
    half = at + 1 < len(tokens) and tokens[at + 1].text in HALF
    return _spelled(tokens[at].text) is not None and not half


def _figures(written: str, language: str) -> Iterator[Decimal]:
    """What figures with marks between them may mean: « 1 250,5 » one thing, "1.250" two."""
    base = language.partition("-")[0]
    decimal = get_decimal_symbol(in_language(base, "language.locale", base))
    plain = written.replace(" ", "").replace("'", "")
    marks = [sign for sign in plain if sign in ".,"]
    if not marks:
        yield Decimal(plain)
        return
    last = marks[-1]
    if len(set(marks)) == 2:  # the last is the decimal one: 1.250,5; and stands once
        if marks.count(last) > 1:
            return
        other = "," if last == "." else "."
        yield Decimal(plain.replace(other, "").replace(last, "."))
        return
    grouped = GROUPED.fullmatch(plain) is not None
    if len(marks) == 1 and (last == decimal or not grouped):
        yield Decimal(plain.replace(last, "."))
    if grouped:
        yield Decimal(plain.replace(last, ""))


def _spelled(word: str) -> Decimal | None:
    """The value of a number word; Dutch writes unit and ten as one: « vijfentwintig »."""
    if word in SPELLED:
        return SPELLED[word]
    for joiner, cut in product(JOINERS, range(1, len(word))):
        ending = word[cut:].removeprefix(joiner)
        if word.startswith(joiner, cut) and word[:cut] in SPELLED and ending in SPELLED:
            return SPELLED[word[:cut]] + SPELLED[ending]
    return None


def _sum(run: Sequence[Decimal]) -> Decimal:
    """The value of number words in a row: « quatre vingt dix », "two hundred five"."""
    total = part = Decimal(0)
    for value in run:
        if value in SCALES:
            part = max(part, Decimal(1)) * value
            if value == SCALES[-1]:
                total, part = total + part, Decimal(0)
        elif value == 20 and part % 100 == 4:  # « quatre-vingts »
            part += 76
        else:
            part += value
    return total + part


def _means(word: str, unit: set[str]) -> bool:
    """Whether a word is the unit, or short for it: « h », "hrs" for hours."""
    return any(word == each or _shortens(word, each) for each in unit)


def _shortens(word: str, whole: str) -> bool:
    """Whether the letters of a word stand in the whole in their order, from its first on, as of an
    abbreviation."""
    if word in UNITS and word not in HOURS:
        return False
    letters = iter(whole)
    return len(word) <= 4 and word[:1] == whole[:1] and all(each in letters for each in word)
