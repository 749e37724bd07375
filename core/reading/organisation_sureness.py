"""Whether a few words can only be the name of an organisation."""

import re

from core.reading import languages
from core.reading.acts.usual_words import common_words
from core.reading.organisation_words import SMALL
from core.reading.text import fold

MOST_SURE, SHORT, LONGEST_ACRONYM, LONGEST_KNOWN = 10, 6, 5, 4
KINDS = languages.words("organisations.kinds", "organisations.acronyms")
PLACES = languages.words("names.places")
ACRONYMS = languages.words("organisations.acronyms")
KNOWN = languages.phrases("organisations.known")  # « la SPA », « Secours populaire »
JOKES = languages.words("organisations.jokes")  # « la NASA »
TOWNS = languages.words("organisations.towns")  # where, and not with whom
MARKS = KINDS | PLACES
VAGUE = languages.words("organisations.vague")
GENERIC = languages.words("organisations.generic")  # « une école primaire »
TOWN = re.compile(r"(?:mont|saint|sainte|st|ste)-\S+|\S+-(?:sur|sous|en|les|le|la|de|du)-\S+")


def only_a_name(name: str, spoken: list[str], *, alone: bool) -> bool:
    """Whether the words can only be a name: of a kind, with capitals, or few and unusual."""
    own = [word for word in spoken if word not in SMALL]
    if re.search(r"[«\"“]", name) and len(spoken) <= MOST_SURE:
        return True
    if no_name(name, spoken, own):
        return False
    if is_known(own):
        return True
    plain = common_words() | KINDS | GENERIC
    unusual = [word for word in own if word not in plain]
    if len(own) == 1 and not alone and not name.isupper():
        return proper(name) or (bool(MARKS.intersection(own)) and own[0] not in KINDS)
    if MARKS.intersection(spoken) and len(own) > 1:
        return (
            bool(unusual) or proper(name) or (name[:1].isupper() and not GENERIC.intersection(own))
        )
    mostly = len(unusual) * 2 > len(own) or not alone
    return proper(name) or (bool(unusual) and mostly and len(spoken) <= SHORT)


def titled(name: str) -> bool:
    """Whether every telling word of a name has a capital, or those behind its kind do."""
    told = [word for word in re.findall(r"[^\W\d_]+", name) if fold(word) not in SMALL]
    own = [word for word in told if fold(word) not in MARKS | GENERIC]
    return bool(own) and len(told) > 1 and all(word[0].isupper() for word in own)


def proper(name: str) -> bool:
    """Whether a word behind the first has a capital."""
    return any(word[:1].isupper() for word in re.split(r"[\s'’-]+", name)[1:])


def no_name(name: str, spoken: list[str], own: list[str]) -> bool:
    """Whether the words may well be none: too many, vague ones, a town, a joke."""
    vague = VAGUE.intersection(spoken) and not titled(name)
    town = TOWN.fullmatch(fold(name)) or (own and own[0] in TOWNS and TOWNS.issuperset(own))
    return bool(len(spoken) > MOST_SURE or vague or town or JOKES.intersection(own))


def is_known(own: list[str]) -> bool:
    """Whether the first words are a known network, or an acronym for a kind with more behind."""
    if any(tuple(own[:size]) in KNOWN for size in range(1, LONGEST_KNOWN + 1)):
        return True
    return len(own) > 1 and own[0] in ACRONYMS and len(own[0]) <= LONGEST_ACRONYM


def telling_one(spoken: list[str]) -> bool:
    """Whether a word tells an organisation from another."""
    own = [word for word in spoken if word not in SMALL and word not in VAGUE | GENERIC]
    return any(word.isalpha() and word not in KINDS for word in own)
