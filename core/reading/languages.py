"""What people say, language by language: `templates/languages/<code>/<file>.toml`, read once.

`words("calendar.to")` is the key `to` of every language's `calendar.toml`, taken together: people
mix languages, so whatever is read is looked for in all of them. `core.reading.language_keys` tells
which file has which keys, and what each holds; a file that cannot be read is `Trouble`.
"""

import re
import tomllib
from collections.abc import Iterator, Mapping
from functools import cache
from pathlib import Path
from typing import Any

from core.ground.errors import Trouble
from core.ground.paths import TEMPLATES
from core.reading.text import fold
from core.reading.text import words as folded_words

FOLDER = TEMPLATES / "languages"
GROUP = re.compile(r"\(([^()]*)\)")
SLOT = re.compile(r"\{([a-z_]+)\}")
NOTHING = "(?!)"  # a pattern that nothing fits

Phrase = tuple[str, ...]
Phrases = frozenset[Phrase]
Files = Mapping[str, Mapping[str, Any]]


@cache
def files(folder: Path = FOLDER) -> Mapping[str, Files]:
    """`{language: {file: its table}}` of the whole folder; raises `Trouble` naming a bad file."""
    return {
        each.name: {path.stem: sound(path, read(path)) for path in sorted(each.glob("*.toml"))}
        for each in sorted(folder.iterdir())
        if each.is_dir()
    }


def read(path: Path) -> Mapping[str, Any]:
    """The table of one file; raises `Trouble` where it is no TOML in UTF-8."""
    try:
        return tomllib.loads(path.read_text(encoding="utf-8"))
    except (tomllib.TOMLDecodeError, UnicodeDecodeError) as error:
        raise Trouble("trouble.words_file", path=path, error=error) from error


def sound(path: Path, told: Mapping[str, Any]) -> Mapping[str, Any]:
    """The table of a file as it is; raises `Trouble` naming a key that holds neither text nor flag
    nor a table of texts.

    Whether a key is known and holds what it should, `cocarde check` tells.
    """
    for key, value in told.items():
        for part in value.values() if isinstance(value, dict) else (value,):
            if not isinstance(part, str | bool):
                raise Trouble("trouble.language_value", path=path, key=key, value=repr(part))
    return told


def each(key: str) -> dict[str, Any]:
    """`{language: what it holds under "file.key"}`, for those that have the key."""
    file, _, name = key.partition(".")
    told = ((code, known.get(file, {}).get(name)) for code, known in files().items())
    return {code: value for code, value in told if value is not None}


def in_language(language: str, key: str, otherwise: str = "") -> str:
    """What one language holds under a key, or what stands for it."""
    return str(each(key).get(language.partition("-")[0], otherwise))


def written(*keys: str) -> Iterator[str]:
    """The words of these keys in all languages, as they are written."""
    return (word for key in keys for value in each(key).values() for word in value.split())


def words(*keys: str) -> frozenset[str]:
    """The words of these keys in all languages, folded."""
    return frozenset(map(fold, written(*keys)))


def table(key: str) -> dict[str, tuple[str, ...]]:
    """The folded words of a table, by the names of its keys, in all languages."""
    found: dict[str, tuple[str, ...]] = {}
    for rows in each(key).values():
        for name, said in rows.items():
            found[name] = (*found.get(name, ()), *map(fold, said.split()))
    return found


def folded_rows(key: str) -> dict[str, tuple[str, ...]]:
    """The phrases of a table, each as its folded words, by the names of its keys."""
    found: dict[str, tuple[str, ...]] = {}
    for rows in each(key).values():
        for name, said in rows.items():
            told = (" ".join(folded_words(phrase)) for phrase in expanded(said))
            found[name] = tuple(dict.fromkeys((*found.get(name, ()), *told)))
    return found


def pairs(key: str) -> dict[str, str]:
    """The pairs of lines `typed = meant` in all languages, folded."""
    told = (line.partition("=") for line in lines(key))
    return {fold(typed.strip()): fold(meant.strip()) for typed, _, meant in told}


def lines(key: str) -> list[str]:
    """The lines of a key in all languages; an indented one goes on with the line before."""
    return [line for value in each(key).values() for line in unbroken(value)]


def unbroken(value: str) -> list[str]:
    """The lines of a text, those that were broken made whole."""
    return [line for line in re.sub(r"\n +", "", value).split("\n") if line]


def either(key: str) -> str:
    """The lines of a key in all languages as one pattern; nothing fits where there are none."""
    return "|".join(lines(key)) or NOTHING


def any_of(*keys: str) -> str:
    """The words of these keys in all languages as one pattern, the longest first."""
    told = sorted(words(*keys), key=lambda word: (-len(word), word))
    return "|".join(map(re.escape, told)) or NOTHING


def leading(*keys: str) -> str:
    """The words of these keys before another word, as one pattern: « de », "of ", « d' »."""
    told = sorted(words(*keys), key=lambda word: (-len(word), word))
    spaced = (re.escape(word) + ("" if word.endswith("'") else " ") for word in told)
    return "|".join(spaced) or NOTHING


def fill(line: str, file: str, **own: str) -> str:
    """A pattern with `{slot}` replaced by the key `slot` of the same file, or by one's `own`."""

    def put(found: re.Match[str]) -> str:
        slot = found[1]
        inside = own[slot] if slot in own else either(f"{file}.{slot}")
        return f"(?:{fill(inside, file, **own)})"

    return SLOT.sub(put, line)


def compiled(pattern: str, flags: int = 0) -> re.Pattern[str]:
    """A pattern made of lines of these files; raises `Trouble` where one of them is no pattern."""
    try:
        return re.compile(pattern, flags)
    except re.error as error:
        raise Trouble("trouble.language_pattern", folder=FOLDER, error=error) from error


def phrases(*keys: str) -> Phrases:
    """The phrases of these keys in all languages, as folded words."""
    told = (tuple(folded_words(phrase)) for key in keys for phrase in spelt_out(key))
    return frozenset(phrase for phrase in told if phrase)


def folded(key: str) -> tuple[str, ...]:
    """The phrases of a key in all languages, each as its folded words with a space between."""
    return tuple(dict.fromkeys(" ".join(folded_words(phrase)) for phrase in spelt_out(key)))


def spelt_out(key: str) -> list[str]:
    """The phrases of a key in all languages, written out in full."""
    return [phrase for value in each(key).values() for phrase in expanded(value)]


def expanded(value: str) -> list[str]:
    """Every phrase of a text, one or more a line: `(a|b|)` is a, b and nothing."""
    told = (phrase for line in value.splitlines() if line for phrase in _readings(line))
    return [" ".join(phrase.split()) for phrase in told]


def _readings(line: str) -> Iterator[str]:
    """Every way to read a line with its groups, the innermost first."""
    group = GROUP.search(line)
    if group is None:
        yield line
        return
    for choice in group[1].split("|"):
        yield from _readings(line[: group.start()] + choice + line[group.end() :])
