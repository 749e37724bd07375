"""Written speech made plain: « slt jpe pa ouvrir !! » is « salut je peux pas ouvrir ».

Folded letters, chat spellings written out (`chat_spelling.toml` of each language), drawn-out
letters shortened, and a value (an address, a date, a code) as one sign, so that what is said can
be compared whatever hand wrote it. All languages are looked up at once: people mix them.
"""

import re
from functools import cache

from core.reading.languages import pairs
from core.reading.text import fold

MOST = 4000  # signs that are read
MAIL, LINK, DATE, CODE, NUMBER, ASKS = "<mail>", "<link>", "<date>", "<code>", "<number>", "?"
DRAWN_OUT = re.compile(r"([a-z])\1{2,}")
TOKEN = re.compile(
    r"""
    (?P<mail>[\w.+-]+@[\w-]+(?:\.[\w-]+)+)
    |(?P<link>(?:https?://|www\.)[^\s<>]+|[a-z][\w-]*(?:\.[\w-]+)*\.[a-z]{2,4}\b/[^\s<>]*
        |[a-z][\w-]*(?:\.[\w-]+)*\.(?:com|fr|be|org|net|io|dev|eu|nl|de)\b)
    |(?P<date>\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}\b|\d{4}-\d\d-\d\d\b)
    |(?P<code>\d{3,4}[ -]?\d{3,4}\b)
    |(?P<number>\d+)
    |(?P<asks>\?)
    |(?P<word>[^\W\d_]+(?:'[^\W\d_]+)*)
    |(?P<sign>[\u203c-\u3299\U0001f000-\U0001f3fa\U0001f400-\U0001faff])
    """,
    re.VERBOSE,
)
VALUES = {"mail": MAIL, "link": LINK, "date": DATE, "code": CODE, "number": NUMBER, "asks": ASKS}
TWO_LETTERS = str.maketrans({"œ": "oe", "æ": "ae", "ß": "ss"})


@cache
def spellings() -> dict[str, tuple[str, ...]]:
    """What a chat spelling stands for, in plain words: "jpe" is « je », « peux »."""
    told = pairs("chat_spelling.short").items()
    return {typed: tuple(meant.replace("'", " ").split()) for typed, meant in told}


def spoken(text: str) -> list[str]:
    """The plain words of a clause or a message, in order; a value stands as `<mail>`, `<date>` …,
    a question mark and a picture each as themselves."""
    known = spellings()
    told: list[str] = []
    folded = fold(text[:MOST]).translate(TWO_LETTERS)
    for found in TOKEN.finditer(DRAWN_OUT.sub(r"\1", folded)):
        kind, said = str(found.lastgroup), found[0]
        if kind in VALUES:
            told.append(VALUES[kind])
        elif said in known:
            told += known[said]
        else:
            told += said.split("'")
    return _without_doubles(told)


def _without_doubles(told: list[str]) -> list[str]:
    """The words without one that only repeats the word before: « c » written out before « est »."""
    return [word for at, word in enumerate(told) if not at or word != told[at - 1]]
