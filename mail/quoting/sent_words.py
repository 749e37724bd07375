"""The mails that we sent, against the words that came back: what is ours is not the person's."""

import re
from collections.abc import Iterable, Sequence

from core.ground.blanking import CODE
from core.reading.text import fold, words

TAIL = 4  # words of the line above that show where a line was broken
RUN_WORDS = 12
WHOLE_WORDS = 8  # a sentence that nobody writes by chance
SHORT_WORDS = 4
LONGEST_JOINED = 80  # letters of two buttons on one line
LONG_RUN = 16  # letters in a row that nobody writes by chance
_ADDRESS = re.compile(r"<[^<>]*>|<[^<>\s]+$|^[^<>\s]+>")  # a client breaks long ones
_SECRET = re.compile(r"[a-z2-7]{26}")
_CODE = re.compile(r"(?<!\d)\d{4} ?\d{4}(?!\d)")
_ANSWER = re.compile(r":|http|[A-ZÀ-Ý0-9]")
_FORM_LINE = re.compile(r" {2}(\S[^:]{1,90}?)\s*:(?:\s+(\S.*))?")


class Parents:
    """The words of our own mails; without any, nothing is ever ours."""

    def __init__(self, texts: Iterable[str]) -> None:
        lines = [line for text in texts for line in text.split("\n") if "mailto:" not in line]
        self._coded = any(CODE in line for line in lines)
        self._known: dict[str, tuple[list[str], list[list[str]]]] = {}
        told = [word for line in lines for word in self.words(line)]
        self._said = f" {' '.join(told)} "
        self._letters = "".join(told)
        self._whole = {"".join(self.words(line)) for line in lines}
        found = [each for line in lines if (each := _FORM_LINE.fullmatch(line.rstrip()))]
        found.sort(key=lambda each: -len(each[1]))
        self._labels = {" ".join(words(each[1])): each[1] for each in found}
        self._folded = [(fold(label), label) for label in self._labels.values()]

    @property
    def known(self) -> bool:
        """Whether any mail of ours is at hand to hold the words against."""
        return bool(self._letters)

    def words(self, line: str) -> list[str]:
        """The words of a line, less the addresses that a client writes behind a link's words."""
        return self._read(line)[0]

    def pieces(self, line: str) -> list[list[str]]:
        """The words between the addresses of a line; those of an address that stands alone."""
        return self._read(line)[1]

    def _read(self, line: str) -> tuple[list[str], list[list[str]]]:
        """The words of a line and its pieces, worked out once for each line."""
        known = self._known.get(line)
        if known is None:
            parts = _ADDRESS.split(line) if "<" in line or ">" in line else [line]
            pieces = [told for part in parts if (told := self._open(part))] or [self._open(line)]
            known = self._known[line] = [word for piece in pieces for word in piece], pieces
        return known

    def _open(self, text: str) -> list[str]:
        """The words that are no secret: the mails that we keep hold none, those that people quote
        do."""
        if self._coded:
            text = _CODE.sub(" ", text)
        return [word for word in words(text) if not _SECRET.fullmatch(word)]

    def says(self, line: str) -> bool:
        """Whether there are words beside the addresses in `<…>`."""
        return bool(words(_ADDRESS.sub(" ", line)))

    def said(self, line: str) -> bool:
        """Whether mails of ours hold every piece of the line, word for word.

        Clients lose the space between two blocks: of a long piece the letters are enough.
        """
        return all(
            told and (self._holds(told) or self._is_whole("".join(told)))
            for told in self.pieces(line)
        )

    def said_at_length(self, line: str) -> bool:
        """Whether the line is ours and says more than « oui » or a name."""
        return len(self.words(line)) >= SHORT_WORDS and self.said(line)

    def said_in_words(self, line: str) -> bool:
        """Whether a mail of ours holds all words of the line, none of them cut short."""
        return f" {' '.join(self.words(line))} " in self._said

    def _holds(self, told: Sequence[str]) -> bool:
        """Whether our mails hold these words in a row, or the letters of a long run of them."""
        if f" {' '.join(told)} " in self._said:
            return True
        letters = "".join(told)
        return len(letters) >= LONG_RUN and letters in self._letters

    def went_on(self, above: str, line: str) -> bool:
        """Whether the line is the rest of a line of ours that the client broke."""
        before, told = self.words(above)[-TAIL:], self.words(line)
        return bool(before and told) and self._holds([*before, *told])

    def said_between(self, above: str, line: str, below: str) -> bool:
        """Whether the line is ours where it stands: a few words of ours may be an answer."""
        if not self.said(line):
            return bool(above) and self.went_on(above, line)
        if len(self.words(line)) >= SHORT_WORDS or self.is_button(line):
            return True
        return self.went_on(above, line) or self.went_on(line, below)

    def is_whole(self, line: str) -> bool:
        """Whether each piece of the line is a line of ours, or two that a client put together."""
        return all(self._is_whole("".join(told)) for told in self.pieces(line))

    def _is_whole(self, letters: str) -> bool:
        """Whether these letters are a line of ours, or two put together."""
        if letters in self._whole or len(letters) > LONGEST_JOINED:
            return letters in self._whole
        return any(
            letters[:at] in self._whole and letters[at:] in self._whole
            for at in range(1, len(letters))
        )

    def _begins(self, line: str) -> bool:
        """Whether the line is the beginning of one of ours, or several that were put together."""
        letters = "".join(self.words(line))
        return self.is_whole(line) or any(whole.startswith(letters) for whole in self._whole)

    def is_button(self, line: str) -> bool:
        """Whether a line of a few words is all of one of ours, as « Oui, tout est juste » is."""
        return len(self.words(line)) > 1 and self.is_whole(line)

    def is_whole_sentence(self, line: str) -> bool:
        """Whether the line is all of a line of ours, and long enough that nobody else would have
        written it."""
        return len(self.words(line)) >= WHOLE_WORDS and self.is_whole(line)

    def is_label(self, line: str) -> bool:
        """Whether the line is one of the labels of our form, and nothing more."""
        return " ".join(self.words(line)) in self._labels

    def is_form_line(self, line: str) -> bool:
        """Whether the line begins with a label of our form and a colon."""
        label, colon, _ = line.partition(":")
        return bool(colon) and self.is_label(label)

    def form(self, line: str) -> str:
        """A form line of ours with something new behind its label, as `label : answer`."""
        bare = re.sub(r"^[\s>*•·–-]+", "", line).rstrip()
        folded = fold(bare)
        for start, label in self._folded:
            if folded.startswith(start):
                answer = bare[len(label) :].strip()
                new = words(answer) and not self.said_in_words(f"{label} {answer}")
                if new and _ANSWER.match(answer):
                    return bare if answer.startswith(":") else f"{label} : {answer}"
        return ""

    def answered(self, label: str, line: str) -> str:
        """`label : answer`, where a client shows one of our labels on a line above its answer;
        empty where the line is ours or none."""
        known = self._labels[" ".join(self.words(label))]
        if not self.words(line) or self.is_label(line):
            return ""
        ours = self._begins(line) or self.said_in_words(f"{known} {line}")
        return "" if ours else f"{known} : {line.strip()}"

    def is_long(self, lines: Iterable[str]) -> bool:
        """Whether a run of our own lines is too long to be a person who repeats a few words.

        Form lines do not count: people copy them to correct one.
        """
        told = [line for line in lines if line.strip() and not self.is_form_line(line)]
        return len(told) >= 2 and sum(len(self.words(line)) for line in told) >= RUN_WORDS
