"""No-break spaces where a language has spaces within a word group: before « ? », inside « » quotes.

Put in when a text is shown, at the doors: what is kept, compared or answered to has plain spaces.
"""

import re
from collections.abc import Mapping
from functools import cache

from core.reading.languages import in_language

NO_BREAK = "\u00a0"
KEPT = re.compile(  # what people copy or send back, and tags
    r"(<(?:textarea|pre|code|script|style)\b.*?</(?:textarea|pre|code|script|style)>|<[^>]*>)",
    re.DOTALL | re.IGNORECASE,
)


def typeset(text: str, locale: str) -> str:
    """The text with its no-break spaces; as it is where the language has none."""
    found = places(locale.partition("-")[0])
    return found.sub(NO_BREAK, text) if found else text


def typeset_page(page: str, locale: str) -> str:
    """An HTML page with no-break spaces in its words, none in tags nor in what is copied."""
    if places(locale.partition("-")[0]) is None:
        return page
    parts = KEPT.split(page)
    return "".join(
        part if number % 2 else typeset(part, locale) for number, part in enumerate(parts)
    )


def typeset_values(values: Mapping[str, object], locale: str) -> dict[str, object]:
    """What a paper says, its texts with their no-break spaces, however deep they lie."""
    return {name: typeset_value(value, locale) for name, value in values.items()}


def typeset_value(value: object, locale: str) -> object:
    """A text with its no-break spaces, and so each of a list or a table; anything else as it is."""
    if isinstance(value, str):
        return typeset(value, locale)
    if isinstance(value, Mapping):
        return typeset_values(value, locale)
    if isinstance(value, list | tuple):
        return [typeset_value(each, locale) for each in value]
    return value


@cache
def places(language: str) -> re.Pattern[str] | None:
    """Where such a space stands in a language: before its marks, and behind an opening quote."""
    marks = in_language(language, "language.marks_with_space")
    if not marks:
        return None
    return re.compile(rf"(?<=\S) (?=[{re.escape(marks)}])|(?<=«) ")
