"""The words and signs between dates: each way of saying « began » or « ended » as one word."""

from functools import lru_cache

from core.reading.dates.calendar import VERBS
from core.reading.languages import any_of, compiled, either, words

HOUR = compiled(
    rf"(?:\b(?:{any_of('calendar.at_hour')}) )?\b\d{{1,2}} ?"
    rf"(?:{any_of('calendar.hours')})(?:\d\d)?(?![a-z\d])"
)
TOKEN = compiled(rf"{either('calendar.tokens')}|[a-z]+'|[a-z]+|\S")
VERB = {
    verb: compiled("|".join(sorted(forms)).replace("*", "[a-z]*")) for verb, forms in VERBS.items()
}
AUXILIARIES = words("calendar.auxiliaries")


def spoken(folded: str) -> list[str]:
    """The tokens of a folded text without hours; « a » becomes « à », but not in « a commencé »."""
    told = [_verb(word) for word in TOKEN.findall(HOUR.sub(" ", folded))]
    following = [*told[1:], ""]
    return [
        word
        for word, after in zip(told, following, strict=False)
        if not (word in AUXILIARIES and after in VERB)
    ]


@lru_cache(maxsize=4096)
def _verb(word: str) -> str:
    return next((verb for verb, forms in VERB.items() if forms.fullmatch(word)), word)
