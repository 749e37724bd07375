"""What the work at hand is about: each line of the log bears these references meanwhile.

References name rows and nobody: a claim's reference, an input's number, a row of the outbox.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar

NUMBER = 40  # signs of an input's number
MOST_CLAIMS = 5  # of one piece of work: a list of a hundred names none of them

References = dict[str, str | list[str]]
_HERE: ContextVar[References | None] = ContextVar("about", default=None)


@contextmanager
def about(claim: str = "", **references: str) -> Iterator[None]:
    """While the block runs, in this task and in threads that it starts, the log bears these."""
    named: References = {name: value for name, value in references.items() if value}
    if claim:
        named["claims"] = [claim]
    before = _HERE.set({**references_now(), **named})
    try:
        yield
    finally:
        _HERE.reset(before)


def input_name(source: str, source_id: str) -> str:
    """An input's name in the log, by which its row of the inbox is found again."""
    return f"{source}:{source_id[:NUMBER]}"


def touches(claim: str) -> None:
    """Note that the work at hand is about this claim too; nothing outside of such a block."""
    here = _HERE.get()
    if here is None or not claim:
        return
    known = here.get("claims", [])
    if claim not in known and len(known) < MOST_CLAIMS:
        here["claims"] = [*known, claim]


def references_now() -> References:
    """The references of the work at hand, by their name in the log; empty for none."""
    return dict(_HERE.get() or {})
