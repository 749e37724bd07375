"""One field of a form on a page."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Field:
    """One field: `shape` picks its control, `problem` is the sentence that says how to mend it,
    `lines` how high an area is; a day is picked from `earliest` to `latest` (ISO 8601).

    A number has its `unit` behind it, and `figures` are the keys of a phone for it; a file is one
    that it may `accept`, `several` or one, in place of those `known`.
    """

    name: str
    shape: str
    label: str
    hint: str
    value: str
    problem: str
    required: bool
    options: tuple[str, ...] = ()
    start: str = ""
    end: str = ""
    earliest: str = ""
    latest: str = ""
    complete: str = "off"
    url: bool = False
    lines: int = 6
    unit: str = ""
    figures: str = ""
    accept: str = ""
    several: bool = False
    known: str = ""
