"""JSON from strangers: one meaning only, and never too much of it."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from core.badges.shape import Node
from core.ground.errors import Refusal

LONGEST = 256_000
DEEPEST = 24
MOST = 4_000


def read_object(text: str | bytes, fault: str = "altered") -> Node:
    """The JSON object of the text; raises `Refusal(fault)` when it is none, is empty or has a
    member twice, and `Refusal("too_complex")` when it is too long, too deep or too full."""
    if len(text) > LONGEST:
        raise Refusal("too_complex")
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
    except RecursionError as error:
        raise Refusal("too_complex") from error
    except ValueError as error:
        raise Refusal(fault) from error
    if not isinstance(found, dict) or not found:
        raise Refusal(fault)
    _measure(found)
    return found


def same(one: Node, other: Node) -> bool:
    """True when both say the same, whatever the order of members and the spaces between them."""
    return json.dumps(one, sort_keys=True) == json.dumps(other, sort_keys=True)


def _once(pairs: list[tuple[str, Any]]) -> Node:
    node = dict(pairs)
    if len(node) < len(pairs):
        raise ValueError("a member stands twice")
    return node


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _measure(document: Node) -> None:
    level: list[Any] = [document]
    seen = 0
    for _ in range(DEEPEST):
        below: list[Any] = []
        for value in level:
            below += value.values() if isinstance(value, dict) else value
        seen += len(below)
        level = [value for value in below if isinstance(value, dict | list)]
        if not level or seen > MOST:
            break
    if level or seen > MOST:
        raise Refusal("too_complex")
