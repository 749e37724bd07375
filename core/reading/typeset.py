"""No-break spaces where a language has spaces within a word group: before « ? », inside « » quotes.

Put in when a text is shown, at the doors: what is kept, compared or answered to has plain spaces.
"""

import re
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


@cache
def places(language: str) -> re.Pattern[str] | None:
    """Where such a space stands in a language: before its marks, and behind an opening quote."""
    marks = in_language(language, "language.marks_with_space")
    if not marks:
        return None
    return re.compile(rf"(?<=\S) (?=[{re.escape(marks)}])|(?<=«) ")
