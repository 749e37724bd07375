"""A name that the staff write to stand on a badge: as it is written, and nothing else beside it."""

from core.reading.names.reading import read
from core.reading.phrases import phrases
from core.reading.text import clean, words


def plain_name(text: str) -> str:
    """The name where a text says that alone, as it is written; with the capitals of a name where
    it has none. Empty where anything else could be said."""
    written = " ".join(clean(text).split()).strip(' .,;:!«»"“”')
    found = read(written)
    told = words(written)
    polite = any((word,) in phrases("courtesy", "closing", "greeting") for word in told)
    if found is None or found.doubt or polite or sorted(words(found.name)) != sorted(told):
        return ""
    return found.name if written.islower() else written
