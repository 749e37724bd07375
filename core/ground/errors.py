"""What can go wrong, drawn as a tree that says whose turn it is."""

from typing import Self

from core.ground.sentences import ENGLISH, Sentence


class CocardeError(Exception):
    """The root: everything that Cocarde itself raises."""


class Refusal(CocardeError):
    """The person can mend it: a key of the words files and the values of its placeholders."""

    def __init__(self, word: str, **values: str) -> None:
        super().__init__(word, values)
        self.word = word
        self.values = values


class Trouble(CocardeError):
    """The operator must act: a key of the commands' words and the values of its placeholders.

    As text it is English; `told` says it in the language of whoever reads it.
    """

    def __init__(self, word: str, /, **values: object) -> None:
        super().__init__(word, values)
        self.sentence = Sentence(word, **values)

    def __str__(self) -> str:
        return self.in_words()

    def in_words(self, language: str = ENGLISH) -> str:
        """What is wrong, and how to mend it."""
        return f"{self.sentence.in_words(language)} {self.mend_in(language)}".strip()

    @property
    def message(self) -> str:
        """What is wrong, in English."""
        return self.sentence.in_words()

    @property
    def mend(self) -> str:
        """How to mend it, in English; "" where nothing is known."""
        return self.mend_in(ENGLISH)

    def mend_in(self, language: str) -> str:
        """How to mend it, in a language; empty where the files say nothing of that."""
        mend = self.sentence.mend
        return mend.in_words(language) if mend else ""


class DeliveryError(CocardeError):
    """A message did not go out; `permanent` says that trying again is useless."""

    def __init__(self, message: str, *, permanent: bool, retry_after: float = 0.0) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.retry_after = retry_after
        self.route = ""

    def by(self, route: str) -> Self:
        """Name the server that an error came from; gives the error."""
        self.route = route
        return self


class WayClosed(DeliveryError):
    """The server on the way was not reached or entered, or stopped answering before it had the
    message: no fault of the message, and another server may be asked at once."""

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=False)


class InDoubt(DeliveryError):
    """The server may have the message, and did not say so: only the same message may follow."""

    def __init__(self, message: str) -> None:
        super().__init__(message, permanent=False)


class IllegalMove(CocardeError):
    """A bug: a claim was asked to make a move that its state has no way for."""
