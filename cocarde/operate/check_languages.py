"""Whether the folder of each language is sound: its files, their keys, and what these hold."""

import re
from collections.abc import Callable, Iterator, Mapping
from pathlib import Path
from typing import Any

from core.ground.errors import Trouble
from core.ground.findings import Finding, Weight, wrong
from core.ground.sentences import Sentence
from core.ground.words import spoken_languages
from core.reading.language_keys import KEYS, ROWS, WHOLE, Holds, kinds, musts
from core.reading.languages import FOLDER, SLOT, read, unbroken

SHOWN = 60  # signs of a line


def check_languages(folder: Path = FOLDER) -> Iterator[Finding]:
    """Everything wrong in the folders of languages, by file and key, and how to mend it."""
    for code in spoken_languages():
        if not (folder / code).is_dir():
            yield wrong(f"languages/{code}", "check.language_missing")
    for place in sorted(each for each in folder.iterdir() if each.is_dir()):
        yield from check_language(place, spoken=place.name in spoken_languages())


def check_language(place: Path, *, spoken: bool) -> Iterator[Finding]:
    """What is wrong in the folder of one language; one that is spoken must be whole."""
    for path in sorted(place.glob("*.toml")):
        if path.stem not in KEYS:
            yield wrong(shown(path), "check.language_file", known=listed(KEYS))
    for file in KEYS:
        path = place / f"{file}.toml"
        if not path.exists() and not (spoken and musts(file)):
            continue
        try:
            told = read(path) if path.exists() else {}
        except Trouble as trouble:
            yield Finding(Weight.WRONG, shown(path), trouble.sentence)
            continue
        yield from check_file(path, told, spoken=spoken)


def check_file(path: Path, told: Mapping[str, Any], *, spoken: bool) -> Iterator[Finding]:
    """What is wrong in one file: keys that are missing or unknown, values of another kind."""
    known = kinds(path.stem)
    for key in musts(path.stem) if spoken else ():
        if key not in told:
            yield wrong(shown(path), "check.language_key_missing", key=key, holds=holds(known[key]))
    for key, value in told.items():
        if key not in known:
            yield wrong(shown(path), "check.language_key", key=key, known=listed(known))
        elif isinstance(value, KINDS[known[key]]):
            yield from CHECKS[known[key]](path, key, value)
        else:
            yield unfit(path, key, value, known[key])
        if spoken and isinstance(value, dict):
            yield from missing_rows(path, key, value)


def shown(path: Path) -> str:
    return f"languages/{path.parent.name}/{path.name}"


def listed(names: Mapping[str, object] | frozenset[str]) -> str:
    return ", ".join(sorted(names))


def holds(kind: Holds) -> Sentence:
    """What a key holds, in a few words."""
    return Sentence(f"check.holds_{kind}")


def unfit(path: Path, key: str, value: object, kind: Holds) -> Finding:
    """A value of another kind than its key's."""
    return wrong(
        shown(path), "check.language_value", key=key, value=repr(value)[:SHOWN], holds=holds(kind)
    )


def nothing(_path: Path, _key: str, _value: Any) -> Iterator[Finding]:
    """Any such value will do."""
    return iter(())


def wrong_patterns(path: Path, key: str, value: str) -> Iterator[Finding]:
    """The lines that are no regular expression of Python's."""
    for line in unbroken(value):
        try:
            re.compile(SLOT.sub("x", line))
        except re.error as error:
            cut = repr(line[:SHOWN])
            yield wrong(shown(path), "check.language_pattern", key=key, line=cut, error=error)


def wrong_phrases(path: Path, key: str, value: str) -> Iterator[Finding]:
    """The lines of phrases whose brackets do not close."""
    for line in value.splitlines():
        if line.count("(") != line.count(")"):
            yield wrong(shown(path), "check.language_bracket", key=key, line=repr(line[:SHOWN]))


def wrong_pairs(path: Path, key: str, value: str) -> Iterator[Finding]:
    """The lines that are not of the form `typed = meant`."""
    for line in unbroken(value):
        if not all(part.strip() for part in line.partition("=")):
            yield wrong(shown(path), "check.language_pair", key=key, line=repr(line[:SHOWN]))


def wrong_rows(path: Path, key: str, value: Mapping[str, object]) -> Iterator[Finding]:
    """The rows of a table that it cannot have, that hold no text, or that leave a bracket open."""
    names = ROWS.get(f"{path.stem}.{key}")
    for name in sorted(value.keys() - names) if names is not None else ():
        yield wrong(
            shown(path), "check.language_row", key=key, row=name, known=listed(names or KEYS)
        )
    for name, said in value.items():
        if not isinstance(said, str):
            yield unfit(path, f"{key}.{name}", said, Holds.WORDS)
        else:
            yield from wrong_phrases(path, f"{key}.{name}", said)


def missing_rows(path: Path, key: str, value: Mapping[str, object]) -> Iterator[Finding]:
    """The rows that a table of a spoken language lacks: a year has twelve months."""
    table = f"{path.stem}.{key}"
    for name in sorted(ROWS[table] - value.keys()) if table in WHOLE else ():
        yield wrong(shown(path), "check.language_row_missing", key=key, row=name)


Check = Callable[[Path, str, Any], Iterator[Finding]]
KINDS: Mapping[Holds, type] = {
    **dict.fromkeys(Holds, str),
    Holds.FLAG: bool,
    Holds.TABLE: dict,
}
CHECKS: Mapping[Holds, Check] = {
    **dict.fromkeys(Holds, nothing),
    Holds.PATTERNS: wrong_patterns,
    Holds.PHRASES: wrong_phrases,
    Holds.PAIRS: wrong_pairs,
    Holds.TABLE: wrong_rows,
}
