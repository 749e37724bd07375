"""A reviewer's verdict in their own words: nothing is decided while anything else was said."""

import re
from collections.abc import Iterator

from core.reading.acts.accounting import NOBODY, KnownWriter, account, closes, ungreeted
from core.reading.acts.kinds import ReviewVerdict
from core.reading.acts.reasons import doubtful
from core.reading.languages import compiled, either
from core.reading.phrases import phrases
from core.reading.text import clean, words

# Such words after a no could take it back: « Non, aucun problème », « Non, c'est validé ».
BOTH = compiled(rf"\b(?:{either('staff.both')})\b")
FINE = compiled(rf"\b(?:{either('staff.fine')})\b")
HEAD = re.compile(r"(?P<head>[^,;:.!\n-]{1,40}?)\s*(?:[,;:.!]+|\s-+\s|-+$|$)\s*(?P<rest>.*)")
OTHERS = {ReviewVerdict.REFUSE: ("no", "refuse"), ReviewVerdict.RETURN: ("return",)}


def verdict_in(text: str, known: KnownWriter = NOBODY) -> tuple[ReviewVerdict | None, str]:
    """The verdict of a letter and the reviewer's reason; none where it is not clear.

    A question, a yes and a no, a yes with anything else around it: nothing is decided. The reason
    stands as it was written.
    """
    if account(text, ("yes", "approve"), known).acts:
        return ReviewVerdict.APPROVE, ""
    lines = list(own_lines(text))
    found = HEAD.fullmatch(lines[0]) if lines else None
    verdict = _other(found["head"]) if found else None
    if found is None or verdict is None or "?" in lines[0]:
        return None, ""
    reason, below = parted([found["rest"], *lines[1:]], known)
    if account(below, (), known, ended=True).unknown or (reason and unsure(verdict, reason, known)):
        return None, ""
    return verdict, reason


def _other(head: str) -> ReviewVerdict | None:
    said = tuple(words(head))
    return next((each for each, kinds in OTHERS.items() if said in phrases(*kinds)), None)


def unsure(verdict: ReviewVerdict, reason: str, known: KnownWriter) -> bool:
    """Whether a reason could take its verdict back, or is none."""
    said = " ".join(words(reason))
    both = BOTH.search(said) or (FINE.search(said) and verdict is ReviewVerdict.REFUSE)
    return bool(both) or doubtful(reason, known)


def parted(lines: list[str], known: KnownWriter) -> tuple[str, str]:
    """The reason down to its closing, and what stands below: nothing else may be told there."""
    end = next((at for at, line in enumerate(lines) if closes(line, known)), len(lines))
    told = "\n".join(lines[:end]).strip()
    reason = " ".join(told.split()) if "\n\n" not in told else re.sub(r"\n{2,}", "\n\n", told)
    return reason, "\n".join(lines[end:])


def undoes(text: str, known: KnownWriter = NOBODY) -> bool:
    """Whether a text takes the decision back, and says no more."""
    return account(text, ("undo",), known).acts


def consults(text: str, known: KnownWriter = NOBODY) -> bool:
    """Whether a text asks for a second opinion, and says no more."""
    return account(text, ("second",), known).acts


def own_lines(text: str) -> Iterator[str]:
    """The lines from the first that says more than a greeting, without it."""
    said = False
    for line in clean(text).split("\n"):
        rest = line.strip() if said else without_greeting(line.strip())
        said = said or bool(rest)
        if said:
            yield rest


def without_greeting(line: str) -> str:
    """The line without « Bonjour, », « Bonjour Madame Martin, »."""
    own = ungreeted(line)
    while found := HEAD.fullmatch(own):
        told = account(found["head"], ("greeting",)).told
        if not told or not account(found["head"], ("greeting",)).acts:
            break
        own = found["rest"]
    return own
