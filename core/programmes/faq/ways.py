"""All the ways of asking an entry's question: its own, and those of the questions that are usual.

What every programme is asked (what is it, is it free …) is asked in the same words everywhere:
`usual_questions.toml` of each language has those, by the slug of the entry that answers them.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache

from core.programmes.faq_file import FaqEntry, ways
from core.reading.acts.question_words import plain_words, questioning, telling
from core.reading.languages import folded_rows

USUAL = folded_rows("usual_questions.asked")


@dataclass(frozen=True, slots=True)
class WayOfAsking:
    """One way of asking as it is read: its plain words, those that tell, whether it tells what
    happened rather than asks."""

    plain: tuple[str, ...]
    telling: tuple[str, ...]
    told: bool


@cache
def way_of_asking(text: str) -> WayOfAsking:
    """A way of asking, read once for all programmes that have it."""
    plain = plain_words(text)
    return WayOfAsking(tuple(plain), tuple(telling(plain)), not questioning(text))


def all_ways(
    entries: Sequence[FaqEntry], unnamed: Callable[[str], str]
) -> list[tuple[int, WayOfAsking]]:
    """Each way of asking, without the programme's names, after the number of its entry.

    A usual one that an entry has as its own is that entry's alone.
    """
    own = [
        (number, way_of_asking(unnamed(way)))
        for number, entry in enumerate(entries)
        for many in ways(entry).values()
        for way in many
    ]
    taken = {way.plain: number for number, way in own}
    for number, text in usual_ways(entries):
        way = way_of_asking(unnamed(text))
        if taken.setdefault(way.plain, number) == number:
            own.append((number, way))
    return own


def usual_ways(entries: Sequence[FaqEntry]) -> Iterator[tuple[int, str]]:
    """The usual ways of asking, for the entries that answer a usual question."""
    for number, entry in enumerate(entries):
        for slug in (entry.slug, *entry.also):
            yield from ((number, way) for way in USUAL.get(slug, ()))
