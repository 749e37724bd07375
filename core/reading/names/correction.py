"""The name that mends the one which stands: « pas Durant mais Durand, Éric Durand »."""

from core.reading import languages
from core.reading.names.known_words import INSTEAD, LEADS, PLACES, RATHER, said
from core.reading.names.reading import read, repeats
from core.reading.names.signed import says_only, signs_off, unsigned
from core.reading.names.spoken_words import runs
from core.reading.organisation_words import same
from core.reading.phrases import phrases
from core.reading.text import clean, words

WRONG = languages.words("names.wrong")
OWN_NAME = languages.phrases("names.own")
OF_NAMES = languages.words("names.about")  # words by which a message is about a name


def corrected(text: str, stands: str) -> str:
    """The name that a message gives in place of the one that stands; empty where it gives none.

    The message is about a name, or the new name is much like the old one, or nothing else is said.
    """
    text = unsigned(text)
    found = read(text)
    if found is None or found.doubt or repeats(found.name.split(), stands.split()):
        return found.name if found and not found.doubt and respelt(found.name, stands) else ""
    if signs_off(text, found.name):
        return ""
    spoken = words(text)
    about = bool(OF_NAMES.intersection(spoken))
    if PLACES.intersection(spoken) and not about:
        return ""
    alike = any(same(one, other) for one in words(found.name) for other in words(stands))
    mended = announced(text) or denied(text) or says_only(text, found.name)
    mended = mended or bool(WRONG.intersection(spoken))
    return found.name if about or alike or (found.apart and mended) else ""


def speaks_of_own_name(text: str) -> bool:
    """Whether a message speaks of the name of who writes, and of no other thing's."""
    return any(True for run in runs(clean(text)) for _ in said(run.words, OWN_NAME))


def denied(text: str) -> bool:
    """Whether the message begins with a no."""
    told = words(text)[:2]
    return any((word,) in phrases("no") for word in told)


def respelt(name: str, stands: str) -> bool:
    """Whether it is the same name with other letters or accents, all of it."""
    return name != stands and len(name.split()) == len(stands.split())


def announced(text: str) -> bool:
    """Whether words that come before a name are said."""
    told = runs(clean(text))
    colon = any(run.sign == ":" for run in told)
    return colon or any(True for run in told for _ in said(run.words, LEADS | RATHER | INSTEAD))
