"""Whether every language says the same things: same keys, same placeholders."""

from collections.abc import Iterator
from string import Template

from core.ground.findings import Finding, wrong
from core.ground.sentences import Sentence
from core.ground.words import FIRST, Words


def check_words(words: Words) -> Iterator[Finding]:
    """Every sentence that a language lacks, has too many, or fills in otherwise."""
    first = words.keys(FIRST)
    for language in words.variants:
        said = words.keys(language)
        for key in sorted(said.keys() - first.keys()):
            yield wrong(f"words/{language}", "check.word_too_many", key=key, first=FIRST)
        if "-" not in language:
            for key in sorted(first.keys() - said.keys()):
                yield wrong(f"words/{language}", "check.word_missing", key=key, first=FIRST)
        for key in sorted(said.keys() & first.keys()):
            if placeholders(said[key]) != placeholders(first[key]):
                listed = ", ".join(sorted(placeholders(first[key])))
                wanted = listed or Sentence("plain.none")
                yield wrong(f"words/{language}", "check.word_unlike", key=key, wanted=wanted)


def placeholders(sentence: str) -> set[str]:
    return set(Template(sentence).get_identifiers())
