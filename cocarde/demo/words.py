"""The demo's own sentences: French, as most of its people are, where no language is chosen."""

from cocarde.language import language
from core.ground.sentences import Sentence
from core.ground.words import FIRST


def text(word: str, /, **values: object) -> str:
    """A sentence of the demo."""
    return Sentence(word, **values).in_words(language(FIRST))
