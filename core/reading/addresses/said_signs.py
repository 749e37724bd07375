"""Addresses and codes whose signs are said in words: « léo point martin arobase example point
org », "github dot com slash ravi slash lab", « zéro trois neuf un »."""

import re

from core.reading import languages
from core.reading.languages import compiled, either
from core.reading.organisation_clauses import RATHER
from core.reading.text import fold, words

SAID = {  # each sign, and the words for it
    ".": rf"\s+(?:{either('around_answers.dot')})\s+",
    "-": rf"\s+(?:{either('around_answers.dash')})\s+",
    "_": rf"\s+(?:{either('around_answers.underscore')})\s+",
    "/": rf"\s+(?:{either('around_answers.slash')})\s+",
}
PIECE = r"[a-z0-9+]+"
DOT = rf"(?:\.|{SAID['.']})"
JOIN = rf"(?:[._-]|{SAID['.']}|{SAID['-']}|{SAID['_']})"
NAME = rf"(?<![\w@.+-]){PIECE}(?:{JOIN}{PIECE})*"
HOST = rf"{PIECE}(?:{JOIN}{PIECE})*?{DOT}[a-z]{{2,24}}"
AT = rf"\s*(?:@|\(at\)|\[at\]|{either('around_answers.at_sign')})\s*"
BY = rf"\s+(?:{either('around_answers.at_too')})\s+"
MAIL = compiled(rf"(?P<own>{NAME})(?:{AT}|(?P<by>{BY}))(?P<host>{HOST}(?:{DOT}[a-z]{{2,24}})*)\b")
WEB = compiled(rf"(?<![\w@.-]){HOST}(?:(?:/|{SAID['/']}){PIECE}(?:{JOIN}{PIECE})*)+")
DENIED = languages.words("organisations.denied")
FIGURES = {
    word: figure
    for figure, said in languages.table("around_answers.figures").items()
    for word in said
}
FIGURE = "|".join(sorted(map(re.escape, FIGURES), key=len, reverse=True))
RUN = compiled(rf"\b(?:\d|{FIGURE})(?:[\s,.-]+(?:\d|{FIGURE})){{3,}}\b")


def mail_said(text: str) -> str:
    """The one mail address whose signs are said in words; empty for none or several.

    « chez » stands for the sign only where a dot is said, or behind what is no word: « jordan76
    chez example.org ».
    """
    found = [each for each in MAIL.finditer(fold(text)) if not each["by"] or _in_address(each)]
    if len(found) != 1 or not found[0][0].isascii():
        return ""
    return f"{_signed(found[0]['own'])}@{_signed(found[0]['host'])}"


def of_two(text: str, one: str, other: str) -> str:
    """The address that is meant where one is taken back: « a@example.org pardon b@example.org »,
    « pas a@example.org, b@example.org »; empty where neither is."""
    before, _, rest = text.partition(one)
    between, _, behind = rest.partition(other)
    if DENIED.intersection(words(before)[-2:]) or RATHER.search(fold(between)):
        return other
    return one if DENIED.intersection(words(between)[-2:]) and not words(behind) else ""


def web_said(text: str) -> str:
    """The text with the signs of each web address that are said in words written."""
    for found in reversed(list(WEB.finditer(fold(text)))):
        text = text[: found.start()] + _signed(found[0]) + text[found.end() :]
    return text


def figures_said(text: str) -> str:
    """The text with figures for each run of four or more that are said in words."""
    for found in reversed(list(RUN.finditer(fold(text)))):
        told = (FIGURES.get(word, word) for word in re.findall(r"\w+", found[0]))
        text = text[: found.start()] + "".join(told) + text[found.end() :]
    return text


def _in_address(found: re.Match[str]) -> bool:
    """Whether « chez » is surely in an address: a dot is said behind it, or a figure or sign stands
    before it."""
    return bool(re.search(SAID["."], found["host"])) or not _signed(found["own"]).isalpha()


def _signed(said_so: str) -> str:
    """The words with their signs, without spaces."""
    for sign, said in SAID.items():
        said_so = re.sub(said, sign, said_so)
    return said_so
