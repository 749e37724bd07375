"""A programme with other values in it than its file's, and such values as lines for the file."""

import json
import re
from collections.abc import Mapping
from typing import Any

from pydantic import BaseModel

from core.programmes.programme import Programme


def with_values(programme: Programme, values: Mapping[str, Any]) -> Programme:
    """A programme with these values in it; one for a place that its file has no more is left out.
    Raises `ValidationError` for a value that the file could not have."""
    made: BaseModel = programme
    for name, value in values.items():
        made = put(made, name.split("."), value)
    assert isinstance(made, Programme)
    return made


def put(table: BaseModel, path: list[str], value: Any) -> BaseModel:
    """A table with a value at a path."""
    name, *rest = path
    held = getattr(table, name, None)
    if rest and isinstance(held, Mapping):
        inner = held.get(rest[0])
        if not isinstance(inner, BaseModel):
            return table
        given = {name: {**held, rest[0]: put(inner, rest[1:], value)}}
        return table.model_copy(update=given)
    if rest:
        if not isinstance(held, BaseModel):
            return table
        return table.model_copy(update={name: put(held, rest, value)})
    checked = type(table).__pydantic_validator__.validate_assignment(
        table.model_construct(**dict(table)), name, value
    )
    return table.model_copy(update={name: getattr(checked, name)})


def value_at(programme: Programme, name: str) -> Any:
    """The value at a path of a programme, as plain JSON; None where there is none."""
    held: Any = programme
    for part in name.split("."):
        held = held.get(part) if isinstance(held, Mapping) else getattr(held, part, None)
    return list(held) if isinstance(held, tuple) else held


def as_toml(values: Mapping[str, Any]) -> str:
    """These values as lines of a programme's file."""
    tables: dict[str, list[str]] = {}
    for name, value in sorted(values.items()):
        table, _, key = name.rpartition(".")
        if value is not None:
            tables.setdefault(table, []).append(f"{key} = {json.dumps(value, ensure_ascii=False)}")
    parts = []
    for table, lines in sorted(tables.items()):
        parts.append("\n".join([*([f"[{quoted(table)}]"] if table else []), *lines]))
    return "\n\n".join(parts) + ("\n" if parts else "")


def quoted(table: str) -> str:
    """The path of a table, its parts quoted where TOML wants it."""
    bare = re.compile(r"[A-Za-z0-9_-]+")
    return ".".join(each if bare.fullmatch(each) else json.dumps(each) for each in table.split("."))
