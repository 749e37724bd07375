"""The clauses of a message, and the signs in it that say something beside its words."""

import re
from collections.abc import Iterator, Mapping

from core.ground.words import FIRST
from core.reading.languages import in_language
from core.reading.phrases import Phrase
from core.reading.text import words

ENDS = re.compile(
    r"(?<=\w)(?<!\b\w)[.!;:,…()]+(?=\s|$)|[;…()\[\]«»\"“”]+|\s[-–—/|]+(?=\s|$)|(?<!\b\w)[.!,:]+(?=\s|$)"
)
YES_SIGNS = "👍👌✅✔☑💯"
GLAD_SIGNS = "😀😃😄😁😊🙂☺😉😍🥰🤩😘🤗🙏👏🎉🥳💪❤♥💙💚💛🧡💜🌟⭐✨🌞☀🌸🌷💐🤝🙌"
YES = f" {in_language(FIRST, 'language.yes')} "
MEANING = {ord(sign): YES for sign in YES_SIGNS} | {ord(sign): " " for sign in GLAD_SIGNS}
MODIFIERS = re.compile("[\ufe0e\ufe0f\U0001f3fb-\U0001f3ff]")
SMILE = re.compile(r"[:;=]-?[)D](?!\w)")
FROWN = re.compile(r"\s*[:;=]-?[(\[](?!\w)")
PLAIN = re.compile(r"[\w\s.,!;:'’‘ʼ`´\"()\[\]«»“”„…*_‐‑‒–—―-]*")
DRAWN_OUT = re.compile(r"([^\W\d])\1{2,}")


def clauses(line: str) -> list[str]:
    """What a line says, part by part, between its stops and commas."""
    marked = FROWN.sub(" ☹", SMILE.sub(" ", MODIFIERS.sub("", line)))
    told = (part.strip() for part in ENDS.split(_spoken(marked)))
    return [part for part in told if part.strip(".,!;:'-–— *_")]


def _spoken(line: str) -> str:
    """The line with a thumb up as a yes and without the signs of being glad."""
    return line.translate(MEANING)


def is_plain(clause: str) -> bool:
    """Whether nothing but words and stops stands there: no question, no sign of another meaning."""
    return bool(PLAIN.fullmatch(clause))


def made_of(clause: str, known: Mapping[Phrase, bool], longest: int) -> bool | None:
    """Whether a clause of known phrases alone holds one that counts; None for other words."""
    spoken = words(DRAWN_OUT.sub(r"\1", clause))
    reached: dict[int, bool] = {0: False}
    for at in range(len(spoken)):
        if at in reached:
            for end, counts in _phrases_at(spoken, at, known, longest):
                reached[end] = reached.get(end, False) or reached[at] or counts
    return reached.get(len(spoken)) if spoken else None


def _phrases_at(
    spoken: list[str], at: int, known: Mapping[Phrase, bool], longest: int
) -> Iterator[tuple[int, bool]]:
    """Where the known phrases end that begin at this word, and whether each counts."""
    for end in range(at + 1, min(len(spoken), at + longest) + 1):
        counts = known.get(tuple(spoken[at:end]))
        if counts is not None:
            yield end, counts
