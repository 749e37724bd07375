"""The codec of what a conversation awaits: to its columns `expecting` and `about`, and back.

`expecting` holds the name of what is awaited, `about` all else of it as JSON with its version.
"""

import json
from functools import cache, lru_cache
from typing import Any, get_args

from pydantic import TypeAdapter

from core.desk import expecting_before
from core.desk.expecting import NOTHING, Expecting

VERSION = 2  # the formats before this one bore no number
KINDS: dict[str, type] = {each.name: each for each in get_args(Expecting)}


def written(awaited: Expecting) -> tuple[str, str]:
    """The two columns for what is awaited: its name, and its JSON, empty where there is no more."""
    if awaited == NOTHING:
        return NOTHING.name, ""
    fields = _codec(awaited.name).dump_python(awaited, mode="json", exclude_defaults=True)
    return awaited.name, json.dumps({"version": VERSION, **fields}, ensure_ascii=False)


@lru_cache(maxsize=256)
def read(name: str, about: str) -> Expecting:
    """What the two columns say; nothing is awaited for a name that is not known (any more)."""
    fields = _fields(about)
    if fields is None:
        return expecting_before.read(name, about)
    if name not in KINDS:
        return NOTHING
    awaited: Expecting = _codec(name).validate_python(fields)
    return awaited


def _fields(about: str) -> dict[str, Any] | None:
    """The fields of the JSON in this version; None for any other text."""
    try:
        shape = json.loads(about) if about.startswith("{") else None
    except ValueError:
        return None
    version = shape.pop("version", None) if shape else None
    return shape if version == VERSION else None


@cache
def _codec(name: str) -> TypeAdapter[Any]:
    return TypeAdapter(KINDS[name])
