"""A name that the staff write to stand on a badge: as it is written, and nothing else beside it."""

from core.reading.acts.kinds import ActKind
from core.reading.acts.usual_words import common_words, hedged
from core.reading.names.reading import read
from core.reading.phrases import phrases
from core.reading.text import clean, words
from core.reading.written_speech import spoken


def plain_name(text: str) -> str:
    """The name where a text says that alone, as it is written; with the capitals of a name where
    it has none. Empty where anything else could be said."""
    written = " ".join(clean(text).split()).strip(' .,;:!«»"“”')
    found = read(written)
    told = words(written)
    polite = any((word,) in phrases("courtesy", "closing", "greeting") for word in told)
    if (
        found is None
        or found.doubt
        or polite
        or says_something(written)
        or sorted(words(found.name)) != sorted(told)
    ):
        return ""
    return found.name if written.islower() else written


def says_something(name: str) -> bool:
    """Whether what is written like a name is said rather: « Ne Rien Faire », « À Confirmer »."""
    said = spoken(name)
    return hedged(said, ActKind.CONFIRM) or all(word in common_words() for word in said)
