"""JSON from strangers: one meaning only, and never too much of it."""

from __future__ import annotations

import json
from typing import Any, NoReturn

from core.badges.openbadges.shape import Node
from core.ground.errors import Refusal

LONGEST = 256_000
DEEPEST = 24
MOST = 4_000


class Twice(ValueError):
    """A member stands twice in one object."""


def read_object(text: str | bytes, fault: str = "altered", broken: str = "") -> Node:
    """The JSON object of the text; raises `Refusal`: `broken` (else `fault`) when it is no JSON,
    `fault` when it is no object or empty, `ambiguous` when a member stands twice, `too_complex`
    when it is too long, too deep or too full."""
    if len(text) > LONGEST:
        raise Refusal("too_complex")
    try:
        found = json.loads(text, object_pairs_hook=_once, parse_constant=_no_number)
        json.dumps(found, ensure_ascii=False).encode()  # no half of a surrogate pair
    except RecursionError as error:
        raise Refusal("too_complex") from error
    except Twice as error:
        raise Refusal("ambiguous") from error
    except ValueError as error:
        raise Refusal(broken or fault) from error
    if not isinstance(found, dict) or not found:
        raise Refusal(fault)
    _measure(found)
    return found


def same(one: Node, other: Node) -> bool:
    """Whether two documents say the same, whatever the order of members and the spaces between
    them, and whether or not the one proof stands in a list (wallets write it either way)."""
    return _comparable(one) == _comparable(other)


def _comparable(document: Node) -> str:
    proof = document.get("proof")
    alone = {"proof": [proof]} if isinstance(proof, dict) else {}
    return json.dumps(document | alone, sort_keys=True)


def _once(pairs: list[tuple[str, Any]]) -> Node:
    node = dict(pairs)
    if len(node) < len(pairs):
        raise Twice("a member stands twice")
    return node


def _no_number(name: str) -> NoReturn:
    raise ValueError(f"{name} is not JSON")


def _measure(document: Node) -> None:
    """Raise `Refusal("too_complex")` for a document that is too deep or too full."""
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
