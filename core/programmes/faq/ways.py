"""All the ways of asking an entry's question: its own, and those of the questions that are usual.

What every programme is asked (what is it, is it free …) is asked in the same words everywhere:
`usual_questions.toml` of each language has those, by the slug of the entry that answers them.
"""

from collections.abc import Iterator, Sequence

from core.programmes.faq_file import FaqEntry, ways
from core.reading.acts.question_words import plain_words
from core.reading.languages import folded_rows

USUAL = folded_rows("usual_questions.asked")

Way = tuple[int, str]  # which entry, and the words that ask for it


def all_ways(entries: Sequence[FaqEntry]) -> list[Way]:
    """Each way of asking with the number of its entry; a usual one that an entry has as its own is
    that entry's alone."""
    own = [
        (number, way)
        for number, entry in enumerate(entries)
        for many in ways(entry).values()
        for way in many
    ]
    taken = {tuple(plain_words(way)): number for number, way in own}
    for number, way in usual_ways(entries):
        if taken.setdefault(tuple(plain_words(way)), number) == number:
            own.append((number, way))
    return own


def usual_ways(entries: Sequence[FaqEntry]) -> Iterator[Way]:
    """The usual ways of asking, for the entries that answer a usual question."""
    for number, entry in enumerate(entries):
        for slug in (entry.slug, *entry.also):
            yield from ((number, way) for way in USUAL.get(slug, ()))
