"""The floor to beat: the phrase that looks most like the message, by rapidfuzz."""

from collections.abc import Mapping
from functools import cache
from typing import Any

from rapidfuzz import fuzz, process

from core.reading.acts.kinds import FINAL
from core.reading.written_speech import spoken
from tools.understanding.examples import readings
from tools.understanding.labelled import Labelled
from tools.understanding.phrase_files import OTHER, phrase_lines

ALIKE = 90  # of 100: where the nearest phrase is taken
FINAL_ALIKE = 97
PHRASES_OF_A_LINE = 5


@cache
def known_phrases() -> tuple[tuple[str, ...], tuple[str, ...]]:
    """Plain phrases, and the kind of each."""
    told = [
        (" ".join(spoken(text)), line.kind)
        for line in phrase_lines()
        for text in readings(line)[:PHRASES_OF_A_LINE]
    ]
    return tuple(text for text, _ in told), tuple(kind for _, kind in told)


def nearest_phrase(message: Labelled) -> Mapping[str, Any]:
    """A reading by the nearest phrases of the whole message, as `cocarde read` would print it."""
    texts, kinds = known_phrases()
    plain = " ".join(spoken(message.given["text"]))
    found = process.extract(plain, texts, scorer=fuzz.ratio, limit=10)
    ranked = dict.fromkeys(kinds[at] for _, _, at in found)
    acts = []
    if found:
        kind, likeness = kinds[found[0][2]], found[0][1]
        if kind != OTHER and likeness >= (FINAL_ALIKE if kind in FINAL else ALIKE):
            acts = [{"kind": kind, "certainty": likeness / 100}]
    return {"acts": acts, "offers": [kind for kind in ranked if kind != OTHER][:3]}
