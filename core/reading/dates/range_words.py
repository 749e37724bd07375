"""The words and signs between dates: each way of saying « began » or « ended » as one word."""

import re
from functools import lru_cache

from core.reading.dates.calendar import VERBS

HOUR = re.compile(
    r"(?:\b(?:a|at|om|vers) )?\b\d{1,2} ?(?:h|u|am|pm|heures|uur)(?:\d\d)?(?![a-z\d])"
)
TOKEN = re.compile(r"t/m|t\.e\.m\.?|jusqu'(?:au?|en)|[a-z]+'(?:est)?|[a-z]+|\S")
VERB = {
    verb: re.compile("|".join(forms.replace("*", "[a-z]*").split()))
    for verb, forms in VERBS.items()
}


def spoken(folded: str) -> list[str]:
    """The tokens of a folded text without hours; « a » becomes « à », but not in « a commencé »."""
    told = [_verb(word) for word in TOKEN.findall(HOUR.sub(" ", folded))]
    following = [*told[1:], ""]
    return [
        word
        for word, after in zip(told, following, strict=False)
        if not (word == "a" and after in VERB)
    ]


@lru_cache(maxsize=4096)
def _verb(word: str) -> str:
    return next((verb for verb, forms in VERB.items() if forms.fullmatch(word)), word)
