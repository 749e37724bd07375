"""Where the name of an organisation ends: what is said behind it, its town, its branch."""

import re

from core.reading.languages import any_of, compiled, either
from core.reading.organisation_sureness import KINDS, KNOWN, MARKS
from core.reading.organisation_words import SMALL
from core.reading.text import fold, words

ARTICLES_BEFORE = r"(?:l'|la |le |les |the |de |het |der |die |das )?"
BRANCH = compiled(
    rf"^\s*,\s*{ARTICLES_BEFORE}(?P<own>(?:{any_of('organisations.branch')})\b"
    r"(?P<of>\s+(?:d[eu]s?\b|d'|of|van|von|in)\b\s*)?[^,;.!?()\n]{2,40})"
)
ACRONYM = re.compile(r"\s*\([A-Z]{2,8}\)")
ENDS = compiled(
    rf"\s*[,;(|/]|\s[-–—]\s|[.!?…](?:\s|$)|\s+(?:{either('organisations.goes_on')})\b|\n"
)
TAIL = compiled(rf"(?:[\s,.!]+(?:{either('organisations.closing')}))+\W*$")
IN_TOWN = compiled(rf"\s+(?:{either('organisations.in_town')})\s+\S.*$")


def ended(line: str) -> str:
    """The name without what is said behind it, and without the town that it is in."""
    line = _parted_article(line.lstrip(" :=-"))
    quoted = re.match(r"[«\"“]\s*(?P<name>[^»\"”]{2,80}?)\s*[»\"”]", line)
    if quoted:
        return quoted["name"].strip()
    end = ENDS.search(fold(line))
    name = line[: end.start()] if end else line
    tail = TAIL.search(fold(name))
    proper = tail and re.match(r"[^\W\d_]", tail[0].strip()) and _capital_tail(name, tail.start())
    name = name[: tail.start()] if tail and not proper else name
    if within := re.match(r".*?[«\"“][^»\"”]{2,80}[»\"”](?=\s+[^\W\d_])", name):
        name = name[: within.end()]
    town = IN_TOWN.search(fold(name))
    if town and any(
        word not in KINDS and word not in SMALL for word in words(name[: town.start()])
    ):
        name = name[: town.start()]
    name = name.strip(" .,;:!'")
    return f"{name}." if name.endswith("e.V") else name


def with_branch(name: str, line: str) -> str:
    """The name with the branch of it that is said behind: « Croix blanche, section Argentan »."""
    at = line.find(name)
    behind = BRANCH.match(fold(line[at + len(name) :])) if at >= 0 else None
    if behind is None:
        return name
    told = line[at + len(name) :][behind.start("own") : behind.end()]
    proper = bool(behind["of"]) or told.split()[-1][:1].isupper()
    return f"{name}, {told.strip()}" if proper else name


def with_acronym(name: str, line: str) -> str:
    """The name with its acronym behind it: « Association pour le Jeu Vivant (AJV) »."""
    at = line.find(name)
    behind = ACRONYM.match(line[at + len(name) :]) if at >= 0 else None
    return name + behind[0] if behind else name


def _capital_tail(name: str, start: int) -> bool:
    """« Collectif Merci »: a word with a capital behind a space belongs to the name."""
    tail = name[start:]
    return tail[:1] == " " and tail.lstrip()[:1].isupper() and name[:1].isupper()


def _parted_article(line: str) -> str:
    """« larmée du salut », « lADMR » without the article that was typed with the word."""
    first = fold(line.split(" ", maxsplit=1)[0])
    begins = first[1:] in MARKS or any(known[0] == first[1:] for known in KNOWN)
    return line[1:] if first[:1] == "l" and first not in MARKS and begins else line
