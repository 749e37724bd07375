"""Whole phrases that people say, by what they mean: the keys of each language's `said.toml`."""

from functools import lru_cache

from core.reading import languages
from core.reading.languages import Phrase, Phrases

__all__ = ["Phrase", "Phrases", "phrases"]


@lru_cache(maxsize=64)
def phrases(*kinds: str) -> Phrases:
    """The phrases of these kinds in all languages, as folded words."""
    return languages.phrases(*(f"said.{kind}" for kind in kinds))
