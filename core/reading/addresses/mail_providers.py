"""The mail providers of those who write here, and what their names become when typed in haste."""

from collections.abc import Iterator
from functools import cache
from itertools import pairwise

# Whose address ends so: name → the endings that it really has, the likeliest first.
ENDINGS: dict[str, tuple[str, ...]] = {
    "gmail": ("com",),
    "googlemail": ("com",),
    "icloud": ("com",),
    "hotmail": ("com", "fr", "be", "nl"),
    "outlook": ("com", "fr", "be", "nl"),
    "live": ("fr", "com", "be", "nl"),
    "yahoo": ("fr", "com", "be", "nl"),
    "ymail": ("com",),
    "msn": ("com",),
    "aol": ("com", "fr"),
    "me": ("com",),
    "mac": ("com",),
    "gmx": ("fr", "com", "net", "de", "be", "nl"),
    "proton": ("me",),
    "protonmail": ("com", "ch"),
    "orange": ("fr",),
    "wanadoo": ("fr", "nl"),
    "laposte": ("net",),
    "free": ("fr",),
    "sfr": ("fr",),
    "neuf": ("fr",),
    "bbox": ("fr",),
    "numericable": ("fr",),
    "club-internet": ("fr",),
    "aliceadsl": ("fr",),
    "skynet": ("be",),
    "telenet": ("be",),
    "proximus": ("be",),
    "scarlet": ("be",),
    "voo": ("be",),
    "brutele": ("be",),
    "ziggo": ("nl",),
    "kpnmail": ("nl",),
    "kpnplanet": ("nl",),
    "planet": ("nl",),
    "hetnet": ("nl",),
    "xs4all": ("nl",),
    "chello": ("nl",),
    "upcmail": ("nl",),
    "quicknet": ("nl",),
    "casema": ("nl",),
    "home": ("nl",),
}
DOMAINS = frozenset(f"{name}.{end}" for name, ends in ENDINGS.items() for end in ends)
EVERYWHERE = frozenset(("hotmail", "outlook", "live", "yahoo", "gmx"))  # in any country
ONE_ENDING = frozenset(("gmail", "googlemail", "icloud"))  # nobody reads mail under another one
NAMES_OF_THEIR_OWN = frozenset(  # a slip away from a provider, and real names themselves
    ("mail", "email", "gail", "orage", "range", "orange", "yahoo", "planet", "planete", "plante",
     "plane", "ziggo", "skynet", "proximus", "scarlet", "casema", "chello", "cello", "hello",
     "scarlett", "neuf", "oranges", "organe", "plant", "planets", "laporte", "apostle", "protons",
     "icloud", "cloud", "gmai", "iggo", "telnet", "sky-net", "proxim", "kpn-mail", "numericables",
     "skynets", "gmails", "emails", "mails", "orangee", "lanet", "starlet", "carlet", "hetnets")
)  # fmt: skip
LEAST = 5  # letters: shorter names are too near to others
LONG = 7  # letters: long enough for two slips
KEYBOARDS = (
    ("qwertyuiop", "asdfghjkl", "zxcvbnm"),
    ("azertyuiop", "qsdfghjklm", "wxcvbn"),
)


@cache
def slips() -> dict[str, str]:
    """What is typed for the name of a provider → the name; none that could be two of them."""
    found: dict[str, str] = {}
    for name in ENDINGS:
        if len(name) >= LEAST and name.isalpha():
            for typed in mistyped(name):
                found[typed] = name if found.get(typed, name) == name else ""
    taken = NAMES_OF_THEIR_OWN | ENDINGS.keys()
    return {typed: name for typed, name in found.items() if name and typed not in taken}


def mistyped(name: str) -> set[str]:
    """One slip of the hand; in a long name also two letters swapped, lost or doubled."""
    once = set(clumsy(name))
    once |= {again for typed in clumsy(name) for again in clumsy(typed)} if long(name) else set()
    return once | set(beside(name))


def long(name: str) -> bool:
    return len(name) >= LONG


def clumsy(name: str) -> Iterator[str]:
    """Two neighbours swapped, a letter lost, a letter doubled."""
    for at, letter in enumerate(name):
        yield name[:at] + name[at + 1 :]
        yield name[:at] + letter + name[at:]
        if at:
            yield name[: at - 1] + letter + name[at - 1] + name[at + 1 :]


def beside(name: str) -> Iterator[str]:
    """The key beside, pressed instead of a letter or with it; the first letter is seldom missed."""
    for at, letter in enumerate(name):
        for near in neighbours()[letter]:
            yield name[:at] + near + name[at + 1 :] if at else name
            yield name[: at + 1] + near + name[at + 1 :]


@cache
def neighbours() -> dict[str, frozenset[str]]:
    """The keys that touch a key, on French, Belgian, Dutch and English keyboards."""
    near: dict[str, set[str]] = {letter: set() for letter in "abcdefghijklmnopqrstuvwxyz"}
    for rows in KEYBOARDS:
        for row in rows:
            for one, other in pairwise(row):
                near[one].add(other)
                near[other].add(one)
        for upper, lower in pairwise(rows):
            for at, letter in enumerate(lower):
                for other in upper[at : at + 2]:
                    near[letter].add(other)
                    near[other].add(letter)
    return {letter: frozenset(keys) for letter, keys in near.items()}
