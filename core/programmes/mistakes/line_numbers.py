"""On which line of a TOML file each key and table stands.

A header and an assignment are TOML by themselves: each is read alone, so that no grammar is
written here.
"""

import tomllib
from collections.abc import Iterator, Mapping
from typing import Any

from core.programmes.mistakes.mistake import Place


def line_numbers(text: str) -> Mapping[Place, int]:
    """The line of each place of a sound file, counted from 1."""
    lines: dict[Place, int] = {}
    counts: dict[Place, int] = {}
    table: Place = ()
    for number, statement in statements(text):
        told = tomllib.loads(statement)
        if statement.lstrip().startswith("["):
            table = begun(header(told), counts, again=statement.lstrip().startswith("[["))
            for count in range(1, len(table) + 1):
                lines.setdefault(table[:count], number)
        else:
            for path, further in places(told, entries(statement)):
                lines.setdefault((*table, *path), number + further)
    return lines


def statements(text: str) -> Iterator[tuple[int, str]]:
    """Each header or assignment with the line on which it begins."""
    first, waiting = 0, ""
    for number, line in enumerate(text.split("\n"), start=1):
        if not waiting and (not line.strip() or line.lstrip().startswith("#")):
            continue
        first, waiting = (first, f"{waiting}\n{line}") if waiting else (number, line)
        try:
            tomllib.loads(waiting)
        except tomllib.TOMLDecodeError:
            continue
        yield first, waiting
        waiting = ""


def header(told: Any) -> list[str]:
    """The keys of a header, from the outer to the inner."""
    keys = []
    while isinstance(told, dict) and told:
        ((key, told),) = told.items()
        keys.append(key)
    return keys


def begun(keys: list[str], counts: dict[Place, int], *, again: bool) -> Place:
    """The place of the table that a header begins, `again` one of several; `counts` has how many
    of each there were."""
    place: Place = ()
    for number, key in enumerate(keys, start=1):
        place = (*place, key)
        if again and number == len(keys):
            counts[place] = counts.get(place, 0) + 1
        if place in counts:
            place = (*place, counts[place] - 1)
    return place


def entries(statement: str) -> list[int]:
    """How many lines further each table of a list begins that has a line of its own."""
    lines = enumerate(statement.split("\n"))
    return [number for number, line in lines if line.lstrip().startswith("{")]


def places(told: Any, entry_lines: list[int], further: int = 0) -> Iterator[tuple[Place, int]]:
    """Every place in a value with how many lines further it is, the outer before the inner."""
    several = isinstance(told, list)
    for number, (key, value) in enumerate(enumerate(told) if several else told.items()):
        alone = several and len(entry_lines) == len(told)
        here = entry_lines[number] if alone else further
        yield (key,), here
        if isinstance(value, dict | list):
            inner = [] if alone else entry_lines
            yield from (((key, *path), at) for path, at in places(value, inner, here))
