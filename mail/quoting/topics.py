"""What a text beside a person's words speaks of: an outside sender, links, secrecy, paper.

Programs and companies say the same things in endless wordings. So their lines are told by the
topics that they bring together, in one language at a time, and by no word of a person in them.
"""

import re
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache, lru_cache

from core.reading.languages import NOTHING, compiled, each, expanded
from core.reading.text import words

LONGEST = 4000  # signs of a paragraph that are looked at


@dataclass(frozen=True, slots=True)
class Topics:
    """What a text speaks of; `share` is the part of its words that do, from 0 to 1."""

    names: frozenset[str] = frozenset()
    share: float = 0.0

    def __len__(self) -> int:
        return len(self.names)


@dataclass(frozen=True, slots=True)
class Vocabulary:
    """The topics of one kind of text in one language, and the words that only a person writes."""

    topics: re.Pattern[str]
    person: re.Pattern[str]


@lru_cache(maxsize=64)
def topics(text: str, kind: str) -> Topics:
    """The topics of one kind (`warning`, `notice`, `printing`, `listing`) in a text, of the
    language that has most of them; none where a person speaks."""
    told = words(text[:LONGEST])
    said = " ".join(told)
    best = Topics()
    for known in vocabularies(kind):
        found = [match.lastgroup or "" for match in known.topics.finditer(said)]
        if len(set(found)) > len(best) and not known.person.search(said):
            best = Topics(frozenset(found), len(found) / len(told))
    return best


@cache
def vocabularies(kind: str) -> tuple[Vocabulary, ...]:
    """The vocabulary of a kind in each language that has one."""
    persons = each("footers.persons")
    return tuple(
        Vocabulary(any_topic(table), compiled(rf"\b(?:{_any(persons.get(code, ''))})\b"))
        for code, table in each(f"footers.{kind}").items()
    )


def any_topic(table: Mapping[str, str]) -> re.Pattern[str]:
    """A pattern that finds the beginning of a word or phrase of any topic, by the topic's name."""
    parts = (f"(?P<{name}>{_any(said)})" for name, said in table.items())
    return compiled(rf"\b(?:{'|'.join(parts)})")


def _any(said: str) -> str:
    """The phrases of a text as one pattern, the longest first."""
    folded = {" ".join(words(phrase)) for phrase in expanded(said)} - {""}
    return "|".join(sorted(map(re.escape, folded), key=len, reverse=True)) or NOTHING
