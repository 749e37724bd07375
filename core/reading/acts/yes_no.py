"""Yes and no in a person's own words, where nothing else was said."""

from core.reading.acts.accounting import NOBODY, KnownWriter, account


def assents(text: str, known: KnownWriter = NOBODY) -> bool:
    """Whether a message says yes, and no clause of it says anything more."""
    return account(text, ("yes",), known).acts


def refuses(text: str, known: KnownWriter = NOBODY) -> bool:
    """Whether a message says no, and no clause of it says anything more."""
    return account(text, ("no",), known).acts
