"""What a cell says once what exports did to it is undone: entities, wrong encodings, quotes."""

import html
import re

from core.reading.languages import written
from core.reading.text import clean

ROUNDS = 3  # a cell may have been through several exports
NOTHING = frozenset(written("roster.nothing"))
SHORT = frozenset({"na", "nd", "nihil"})  # which are names, too
NAMES = frozenset({"name", "given_name", "family_name"})
_ENTITY = re.compile(r"&(?:#\d{2,7}|#[xX][0-9a-fA-F]{2,6}|[A-Za-z][A-Za-z0-9]{1,31});")
_BEYOND = re.compile(r"[^\x00-\x7f]+")
# UTF-8 read as cp1252 (Ã©), MacRoman (√©) or cp850 (├®): a lead byte, then a trail.
_TWICE = re.compile(r"[ÂÃÄÅÆÐÑØÙÎÏâ√ƒ¬├┬Ô][^\x00-\x7fÀ-ÿ]|(?<![A-ZÀ-Þ]{2})Ã(?=\s[a-zà-ÿ]|$)|â€")
_APOSTROPHE = re.compile(r"^'+(?![tsn]\b)")  # 't Hooft and 's Gravesande keep theirs
_DASHES = re.compile(r"[\W_]*")


def mended(cell: str) -> str:
    """The cell on one line, as it was before entities and a wrong encoding got into it."""
    for _ in range(ROUNDS):
        plain = _BEYOND.sub(decoded, html.unescape(cell) if _ENTITY.search(cell) else cell)
        if plain == cell:
            break
        cell = plain
    line = " ".join(clean(cell).replace("\n", " ").split(" "))
    bare = _APOSTROPHE.sub("", line)
    return bare[:-1] if bare != line and bare.endswith("'") else bare


def decoded(found: re.Match[str]) -> str:
    """A run of letters beyond ASCII, read as UTF-8 where somebody read it as something else."""
    run = found.group()
    if not _TWICE.search(run):
        return run
    for encoding in ("cp1252", "mac_roman", "cp850"):
        try:
            return b"".join(byte(sign, encoding) for sign in run).decode("utf-8")
        except UnicodeError:
            continue
    return run


def byte(sign: str, encoding: str) -> bytes:
    """The byte that a sign was; the five that cp1252 lacks stand for themselves."""
    try:
        return sign.encode(encoding)
    except UnicodeEncodeError:
        if encoding != "cp1252":
            raise
        return sign.encode("latin-1")


def spoilt(cell: str) -> bool:
    """Whether something is left that nobody wrote: half an entity, half a letter."""
    return bool(_ENTITY.search(cell) or _TWICE.search(cell))


def said(name: str, cell: str) -> str:
    """The cell, or "" where it says « nothing » the way that spreadsheets and databases do, as
    `NULL`."""
    folded = cell.casefold().strip("'\" ")
    nothing = folded in NOTHING or (folded in SHORT and name not in NAMES)
    capital = name in NAMES and cell.istitle() and "/" not in cell and cell.isalpha()
    if _DASHES.fullmatch(cell) or (nothing and not capital):
        return ""
    return cell
