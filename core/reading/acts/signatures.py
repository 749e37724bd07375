"""The lines of a signature: a name that is known, a phone, an address, what somebody does."""

import re
from collections.abc import Collection

from core.reading.languages import any_of, compiled, either
from core.reading.phrases import phrases
from core.reading.text import fold, words

PHONE = re.compile(r"(?:[a-z]{1,9}\.? ?:? ?)?\+?[\d\s().-]{8,20}")
NUMBER = rf"\d{{1,4}}(?: ?(?:{any_of('around_answers.house_number')}))?"
POSTAL = compiled(
    rf"{NUMBER},? (?:{either('around_answers.streets')}) .{{2,40}}"
    rf"|[a-z' -]{{2,30}}(?:{either('around_answers.streets')}) \d{{1,4}} ?[a-z]?"
    r"|\d{4,5} [a-z' -]{2,30}"
)
MAIL = compiled(rf"(?:{either('around_answers.mail_label')})?\s*:?\s*[\w.+-]+@[\w-]+(?:\.[\w-]+)+")
NAME = re.compile(r"[A-ZÀ-Þ][\w'’-]*\.?(?: [A-ZÀ-Þ][\w'’-]*\.?){0,3}")
MOST_WORDS = 8


def is_name(text: str, names: Collection[str], *, signing: bool) -> bool:
    """Whether a text is a name of who writes, whole; below a closing also a part of it.

    A name that says more than what is known, or something else, is none.
    """
    spoken = words(text)
    for name in names:
        known = words(name)
        if spoken and sorted(spoken) == sorted(known):
            return True
        if signing and spoken and known and _parts(spoken, known):
            return True
    return False


def _parts(spoken: list[str], known: list[str]) -> bool:
    """« Léo », « L. Martin », « Léo M. »: each word one of the name, or the first letter of one."""
    left = list(known)
    for word in spoken:
        fit = next((k for k in left if k == word or (len(word) == 1 and k[0] == word)), None)
        if fit is None:
            return False
        left.remove(fit)
    return any(len(word) > 1 for word in spoken) or len(spoken) == len(known)


def signs(line: str, names: Collection[str], others: Collection[str]) -> bool:
    """Whether a line below a closing is of a signature, and says nothing else.

    Of somebody whose name is not known any name is.
    """
    told, plain = words(line), fold(line).strip(" .,;|*_-")
    if not told or "?" in line:
        return False
    if not names and NAME.fullmatch(line.strip(" .,;|*_-")):
        return True
    if is_name(line, names, signing=True) or any(told == words(each) for each in others):
        return True
    if PHONE.fullmatch(plain) and sum(sign.isdigit() for sign in plain) >= 8:
        return not re.search(r"\d[./-]\d{1,2}[./-](?:19|20)\d\d", plain)
    if MAIL.fullmatch(plain):
        return any(told == words(each) for each in others)
    return bool(POSTAL.fullmatch(plain)) or _does(told, others)


def _does(told: list[str], others: Collection[str]) -> bool:
    """« Volontaire en service civique, Mairie de Lille »: what somebody does, and where."""
    where = {word for each in others for word in words(each)}
    known = phrases("signing")
    titled = any((word,) in known and len(word) > 3 for word in told)
    return titled and len(told) <= MOST_WORDS and all((w,) in known or w in where for w in told)
