"""« Le bilan de Zoé »: whose report the words of one of the staff ask for."""

from core.reading.acts.wish_phrases import pattern
from core.reading.languages import compiled, either
from core.reading.text import clean, fold, words

LONGEST = 12  # words
OF = compiled(rf"(?:(?:{pattern('lead')}) )*(?:{either('wishes.report_of')}) (?P<who>\S.*)")
TAIL = compiled(rf" (?:{pattern('tail')})$")
ALL = compiled(either("wishes.report_all"))


def whose(text: str) -> str:
    """Whom the words name whose report is asked for, folded but for a mail address; empty where
    they ask for none."""
    told = clean(text)
    if "@" in told:
        return told if OF.fullmatch(" ".join(words(fold(told)))) else ""
    spoken = words(fold(told))
    found = OF.fullmatch(" ".join(spoken)) if len(spoken) <= LONGEST else None
    if found is None:
        return ""
    who = found["who"]
    while tail := TAIL.search(who):
        who = who[: tail.start()]
    return who


def everybody(text: str) -> bool:
    """Whether the words mean all learners."""
    return ALL.fullmatch(" ".join(words(fold(text)))) is not None
