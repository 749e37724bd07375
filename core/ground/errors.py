"""What can go wrong, drawn as a tree that says whose turn it is."""


class CocardeError(Exception):
    """The root: everything that Cocarde itself raises."""


class Refusal(CocardeError):
    """The person can mend it: a key of the words files and the values of its placeholders."""

    def __init__(self, word: str, **values: str) -> None:
        super().__init__(word, values)
        self.word = word
        self.values = values


class Trouble(CocardeError):
    """The operator must act: what is wrong, and how to mend it."""

    def __init__(self, message: str, *, mend: str = "") -> None:
        super().__init__(f"{message} {mend}".strip())
        self.message = message
        self.mend = mend


class DeliveryError(CocardeError):
    """A message did not go out; `permanent` says that trying again is useless."""

    def __init__(self, message: str, *, permanent: bool, retry_after: float = 0.0) -> None:
        super().__init__(message)
        self.permanent = permanent
        self.retry_after = retry_after


class IllegalMove(CocardeError):
    """A bug: a claim was asked to make a move that its state has no way for."""
