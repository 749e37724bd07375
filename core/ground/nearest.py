"""The known word that somebody meant who wrote another."""

from collections.abc import Iterable

from rapidfuzz import fuzz, process

from core.ground.sentences import Sentence, either

RESEMBLING = 70  # of 100
SHOWN = 12


def nearest(word: str, known: Iterable[str]) -> str:
    """The known word that looks most like this one; empty where none does."""
    found = process.extractOne(word, sorted(known), scorer=fuzz.ratio, score_cutoff=RESEMBLING)
    return str(found[0]) if found else ""


def rather(word: str, known: Iterable[str]) -> Sentence:
    """What to write in place of an unknown word: the nearest, else one of those that there are."""
    names = sorted(known)
    if near := nearest(word, names):
        return Sentence("programme.did_you_mean", near=near)
    if not names:
        return Sentence("programme.there_is_none")
    if len(names) > SHOWN:
        return Sentence("programme.one_of_many", known=", ".join(names))
    return Sentence("programme.write_one_of", known=either(names))
