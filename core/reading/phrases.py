"""Whole phrases that people say, by what they mean: `templates/languages/<code>/said.toml`.

One phrase a line; `(a|b|)` in it stands for a, for b and for nothing.
"""

import re
import tomllib
from collections.abc import Iterator
from functools import lru_cache

from core.ground.paths import TEMPLATES
from core.reading.text import words

FOLDER = TEMPLATES / "languages"
GROUP = re.compile(r"\(([^()]*)\)")

Phrase = tuple[str, ...]
Phrases = frozenset[Phrase]


@lru_cache(maxsize=64)
def phrases(*kinds: str) -> Phrases:
    """The phrases of these kinds in all languages, as folded words."""
    told = (tuple(words(phrase)) for kind in kinds for phrase in written(kind))
    return frozenset(phrase for phrase in told if phrase)


def written(kind: str) -> list[str]:
    """The phrases of a kind in all languages, written out in full."""
    tables = [tomllib.loads(path.read_text("utf-8")) for path in sorted(FOLDER.glob("*/said.toml"))]
    lines = (line for table in tables for line in str(table.get(kind, "")).splitlines())
    return [" ".join(phrase.split()) for line in lines for phrase in _expanded(line) if line]


def _expanded(line: str) -> Iterator[str]:
    """Every way to read a line with its groups, the innermost first."""
    group = GROUP.search(line)
    if group is None:
        yield line
        return
    for choice in group[1].split("|"):
        yield from _expanded(line[: group.start()] + choice + line[group.end() :])
