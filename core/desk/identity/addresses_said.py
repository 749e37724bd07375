"""A mail address or the digits of a code in somebody's words."""

import re

from core.reading import languages
from core.reading.acts.usual_words import common_words
from core.reading.addresses.said_signs import figures_said, mail_said, of_two
from core.reading.text import words
from core.roster.mail_addresses import read_mail

DIGITS = re.compile(r"(?<!\d)(?<!\d[ .-])\d(?:[ .\u00a0-]?\d){7}(?![ .-]?\d)")
LEADS = languages.words("around_answers.is", "around_answers.courtesies") | {
    word for phrase in languages.phrases("names.presented") for word in phrase
}  # « c lina@example.org »
ADDRESS = re.compile(r"[^\s<>()\[\],;:\"«»]+@[^\s<>()\[\],;:\"«»]+")


def address_in(text: str) -> str:
    """The one address of a text, as it is kept; empty for none or several: « a b@example.org »
    could be two."""
    found = ADDRESS.findall(text)
    if not found and (said := mail_said(text)):
        return read_mail(said) or ""
    if len(found) == 2 and (meant := of_two(text, *found)):
        return read_mail(meant.strip(".")) or ""
    before = text.partition(found[0])[0].strip(" <\"'«") if len(found) == 1 else ""
    alone = before.split() if before[-1:] not in tuple(":,;.!") else []
    plain = set(words(alone[0])) if alone else set()
    usual = {word for word in plain if len(word) > 2 and word in common_words()} | (plain & LEADS)
    doubtful = len(alone) == 1 and (not plain or usual != plain)
    if len(found) != 1 or doubtful:
        return read_mail(text.strip(" <>.,;")) or ""
    return read_mail(found[0].strip(".")) or ""


def without_them(text: str) -> str:
    """The words without addresses and codes; spaces take their place."""
    bare = ADDRESS.sub(lambda found: " " * len(found[0]), text)
    return DIGITS.sub(lambda found: " " * len(found[0]), bare)


def digits_in(text: str) -> str:
    """The eight digits of a code, wherever they stand in a letter."""
    found = DIGITS.search(text) or DIGITS.search(figures_said(text))
    return found[0] if found else ""
