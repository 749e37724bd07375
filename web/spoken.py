"""Texts of a programme on a page: one that is not in the page's language says in which it is."""

import re

from jinja2 import pass_context
from jinja2.runtime import Context
from markupsafe import Markup

from core.programmes.file_values import Text

SENTENCE = re.compile(r"(?<=[.!?])\s")


class Spoken(str):
    """A text with the language that it is in; empty for a text that is in none."""

    language: str


def spoken_in(text: Text, language: str) -> Spoken:
    """The text in this language, whatever its country, else in the first that the programme has."""
    near = (tag for tag in text if tag.partition("-")[0] == language.partition("-")[0])
    there = language if language in text else next(near, next(iter(text), ""))
    spoken = Spoken(text.get(there, ""))
    spoken.language = there
    return spoken


def first_sentence(text: Spoken) -> Spoken:
    """The first sentence of a text, in the same language."""
    first = Spoken(SENTENCE.split(text, maxsplit=1)[0])
    first.language = text.language
    return first


@pass_context
def with_language(page: Context, text: str) -> Markup | str:
    """The text for a place of its own in a page, marked where it is in another language (WCAG
    3.1.2)."""
    language = getattr(text, "language", "")
    if language in ("", page["language"]):
        return str(text)
    return Markup('<span lang="{}">{}</span>').format(language, str(text))
