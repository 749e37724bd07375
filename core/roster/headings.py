"""The headings of rosters: the usual ones whole, the telling words of others, whose they are.

What they are called is in each language's `roster.toml`.
"""

from core.reading.languages import folded_rows, table, words

TOLD = (  # in the order in which they are looked for
    "mail", "given_name", "interrupted", "starts_on", "ends_on", "organisation", "domain", "place",
    "reference", "language", "name", "present",
)  # fmt: skip
COLUMNS = folded_rows("roster.columns")
_TELLING = table("roster.telling")
TELLING = {word: name for name in TOLD for word in _TELLING.get(name, ())}
OTHERS = words("roster.others")  # about somebody else, or nothing that we look for
NEUTRAL = words("roster.neutral")  # beside a telling word they leave no doubt whose it is
DATE = words("roster.date")
PERSONAL = frozenset({"mail", "given_name", "name"})
HOSTS = frozenset({"organisation", "domain", "place"})
