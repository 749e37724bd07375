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


@lru_cache(maxsize=64)
def topics(text: str, kind: str) -> Topics:
    """The topics of one kind (`warning`, `notice`, `printing`, `listing`) in a text, of the
    language that has most of them; none where a person speaks."""
    told = words(text[:LONGEST])
    said = " ".join(told)
    best = Topics()
    for known in vocabularies(kind):
        found = [match.lastgroup or "" for match in known.finditer(said)]
        if len(set(found)) > len(best):
            best = Topics(frozenset(found), len(found) / len(told))
    return Topics() if best.names and _person().search(said) else best


def is_by_a_person(text: str) -> bool:
    """Whether a text has a word that only a person writes, in any language."""
    return _person().search(" ".join(words(text[:LONGEST]))) is not None


@cache
def vocabularies(kind: str) -> tuple[re.Pattern[str], ...]:
    """For each language that has this kind of text, a pattern that finds the beginning of a word or
    phrase of any topic, by the topic's name."""
    return tuple(any_topic(table) for table in each(f"footers.{kind}").values())


def any_topic(table: Mapping[str, str]) -> re.Pattern[str]:
    """The words and phrases of the topics of one language."""
    parts = (f"(?P<{name}>{_any(said)})" for name, said in table.items())
    return compiled(rf"\b(?:{'|'.join(parts)})")


@cache
def _person() -> re.Pattern[str]:
    """The words that only a person writes, of all languages: people mix them."""
    said = "\n".join(each("footers.persons").values())
    return compiled(rf"\b(?:{_any(said)})\b")


def _any(said: str) -> str:
    """The phrases of a text as one pattern, the longest first."""
    folded = {" ".join(words(phrase)) for phrase in expanded(said)} - {""}
    return "|".join(sorted(map(re.escape, folded), key=len, reverse=True)) or NOTHING
