"""JSON in one form only: the JSON Canonicalization Scheme (RFC 8785), as `eddsa-jcs-2022` signs."""

from __future__ import annotations

import json
from decimal import Decimal

LARGEST = 2**53  # beyond it two numbers are one to others (RFC 7493, section 2.2)


def canonical_json(value: object) -> bytes:
    """The bytes of a JSON value; raises `ValueError` for numbers that others read otherwise, for
    halves of surrogate pairs, and for what is no JSON."""
    return _written(value).encode()


def _written(value: object) -> str:
    match value:
        case None | bool() | str():
            return json.dumps(value, ensure_ascii=False)
        case int():
            if abs(value) > LARGEST:
                raise ValueError("a number too large")
            return str(value)
        case float():
            return _number(value)
        case list():
            return f"[{','.join(map(_written, value))}]"
        case dict():
            names = sorted(value, key=lambda name: name.encode("utf-16-be"))
            return f"{{{','.join(f'{_written(name)}:{_written(value[name])}' for name in names)}}}"
    raise ValueError("not JSON")


def _number(value: float) -> str:
    """A number as ECMAScript writes it (RFC 8785, section 3.2.2.3)."""
    if value == 0:
        return "0"
    sign, digits, exponent = Decimal(repr(value)).normalize().as_tuple()
    if not isinstance(exponent, int):
        raise ValueError("not a number")
    text, point = "".join(map(str, digits)), len(digits) + exponent
    if len(digits) <= point <= 21:
        text += "0" * (point - len(digits))
    elif 0 < point <= 21:
        text = f"{text[:point]}.{text[point:]}"
    elif -6 < point <= 0:
        text = f"0.{'0' * -point}{text}"
    else:
        fraction = f".{text[1:]}" if len(text) > 1 else ""
        text = f"{text[0]}{fraction}e{'+' if point > 0 else '-'}{abs(point - 1)}"
    return f"-{text}" if sign else text
