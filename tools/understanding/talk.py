"""Whole messages that the classifier learns from beside the phrases: `talk/*.jsonl`, each with what
stood when it came and what it means."""

from collections.abc import Iterator, Sequence
from pathlib import Path

from core.reading.acts.accounting import account
from core.reading.acts.parts import clauses_of
from tools.understanding.examples import Example
from tools.understanding.labelled import Labelled, labelled
from tools.understanding.phrase_files import TALK

WEIGHT = 1.0  # of a message, beside a phrase's


def talk_examples(messages: Sequence[Labelled], first: int = 0) -> Iterator[Example]:
    """Each message without its greeting and closing as an example; numbered from `first`."""
    for number, message in enumerate(messages, start=first):
        state = str(message.given["asked"] or "none").partition(":")[0]
        kinds = frozenset().union(*message.meant)
        yield Example(spoken_in(message), state, kinds, number, WEIGHT, clean=True)


def spoken_in(message: Labelled) -> str:
    """The words of a message as the reader scores them whole."""
    return " ".join(clauses_of(account(message.given["text"], ()))) or str(message.given["text"])


def talk(folder: Path = TALK) -> list[Labelled]:
    """All messages that may be learnt from."""
    return labelled(folder)
