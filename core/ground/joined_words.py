"""Values put into a sentence as the language has it: « de » before « le Labo » is « du Labo », and
`$count {mot|mots}` is « 1 mot » or « 20 mots ».

`templates/languages/<code>/language.toml` has the pairs of a language in `contractions`, in
`elisions` the words that lose their last letter before a vowel, and in `singular` the numbers that
take the first of two forms.
"""

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from string import Template

from core.ground.paths import TEMPLATES

FORMS = re.compile(
    r"\$(?P<name>[a-z_]+)(?P<between> [^\s{$]+)? \{(?P<one>[^{}|]+)\|(?P<many>[^{}|]+)\}"
)
PLACEHOLDER = re.compile(r"\b(?P<before>\w+) \$\{?(?P<name>[a-z_]+)\}?")
VOWELS, ONE = "aeiou", frozenset("1")


def filled(sentence: str, language: str, values: Mapping[str, str]) -> str:
    """The sentence with its `$names` filled in, each joined to the word before it as the language
    does; raises `KeyError` for a name without a value."""
    pairs, eliding, singular = joins(language)

    def form(found: re.Match[str]) -> str:
        number = values.get(found["name"], "")
        kept = found["one"] if number in singular else found["many"]
        return f"${found['name']}{found['between'] or ''} {kept}"

    def one(found: re.Match[str]) -> str:
        value = values.get(found["name"], "")
        together = joined(found["before"], value, pairs, eliding)
        return found[0] if together is None else together.replace("$", "$$")

    return Template(PLACEHOLDER.sub(one, FORMS.sub(form, sentence))).substitute(values)


def joined(
    before: str, value: str, pairs: Mapping[tuple[str, str], str], eliding: frozenset[str]
) -> str | None:
    """The word before and the value as one, where the language joins them; else None."""
    article, _, rest = value.partition(" ")
    if (before, article) in pairs and rest:
        return f"{pairs[before, article]} {rest}"
    first = unicodedata.normalize("NFD", value[:1]).lower()
    if before in eliding and first[:1] in VOWELS and first and "@" not in article:
        return f"{before[:-1]}'{value}"
    return None


@cache
def joins(language: str) -> tuple[Mapping[tuple[str, str], str], frozenset[str], frozenset[str]]:
    """The contractions of a language, such as (« de », « le ») to « du », its words that are
    elided, and the numbers that take a singular."""
    path = TEMPLATES / "languages" / language.partition("-")[0] / "language.toml"
    if not path.is_file():
        return {}, frozenset(), ONE
    known = tomllib.loads(path.read_text(encoding="utf-8"))
    pairs = [line.partition("=") for line in known.get("contractions", "").splitlines() if line]
    told = {(left.split()[0], left.split()[1]): right.strip() for left, _, right in pairs}
    singular = frozenset(known.get("singular", "").split()) or ONE
    return told, frozenset(known.get("elisions", "").split()), singular
