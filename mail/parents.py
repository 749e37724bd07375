"""The mails that we sent, against the words that came back: what is ours is not the person's."""

import re
from collections.abc import Iterable

from core.programmes.folding import words

TAIL = 4  # words of the line above that show where a line was broken
RUN_WORDS = 12


class Parents:
    """The words of our own mails; without any, nothing is ever ours."""

    def __init__(self, texts: Iterable[str]) -> None:
        whole = "\n".join(texts)
        self._said = f" {' '.join(words(whole))} "
        self._labels = tuple(
            label
            for line in whole.split("\n")
            if line.rstrip().endswith(":") and (label := words(line))
        )

    @property
    def known(self) -> bool:
        return len(self._said) > 2

    def said(self, line: str) -> bool:
        """Whether every word of the line stands, in this order, in a mail of ours."""
        told = words(line)
        return bool(told) and f" {' '.join(told)} " in self._said

    def went_on(self, above: str, line: str) -> bool:
        """Whether the line is the rest of a line of ours that the client broke."""
        told = words(line)
        if not told or not self.known:
            return False
        return f" {' '.join([*words(above)[-TAIL:], *told])} " in self._said

    def filled(self, line: str) -> bool:
        """Whether the line is a form line of ours with something written behind the label."""
        told = words(re.sub(r"^[\s>*•·–-]+", "", line))
        for label in self._labels:
            rest = told[len(label) :]
            if told[: len(label)] == label and rest:
                return not self.said(line)
        return False


def is_long(lines: Iterable[str]) -> bool:
    """Whether a run of our own lines is too long to be a person who repeats a few words."""
    told = [line for line in lines if line.strip()]
    return len(told) >= 2 and sum(len(words(line)) for line in told) >= RUN_WORDS
