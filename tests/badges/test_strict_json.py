"""JSON from strangers: one meaning only, and never too much of it."""

from __future__ import annotations

import pytest

from core.badges.verify.strict_json import DEEPEST, MOST, read_object, same
from core.ground.errors import Refusal


def nested(depth: int) -> str:
    return '{"a":' * depth + "1" + "}" * depth


def wide(count: int) -> str:
    return '{"a":[' + ",".join("1" * count) + "]}"


@pytest.mark.parametrize(
    "text", ['{"a":[1,"é",{}]}', b'{"a":null}', nested(DEEPEST), wide(MOST - 1)]
)
def test_an_ordinary_object_is_read(text: str | bytes) -> None:
    assert "a" in read_object(text)


@pytest.mark.parametrize(
    "text",
    [
        *("", "[]", "{}", "1", '"a"', "{", '{"a":NaN}', '{"a":Infinity}', b"\xff", b'{"a":"\xff"}'),
        *(r'{"a":["\ud800"]}', r'{"\udc00":1}'),
    ],
)
def test_what_is_no_object_has_the_reason_asked_for(text: str | bytes) -> None:
    with pytest.raises(Refusal) as refused:
        read_object(text, "not_a_badge")
    assert refused.value.word == "not_a_badge"


@pytest.mark.parametrize("text", ['{"a":1,"a":1}', '{"b":[{"a":1,"a":2}]}'])
def test_a_member_said_twice_has_no_one_meaning(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_object(text)
    assert refused.value.word == "ambiguous"


@pytest.mark.parametrize(
    "text", [nested(DEEPEST + 1), nested(40_000), wide(MOST), '{"a":"' + "x" * 300_000 + '"}']
)
def test_too_much_is_too_complex(text: str) -> None:
    with pytest.raises(Refusal) as refused:
        read_object(text)
    assert refused.value.word == "too_complex"


def test_the_order_of_members_says_nothing_and_that_of_lists_does() -> None:
    assert same({"a": 1, "b": 2}, {"b": 2, "a": 1})
    assert not same({"a": [1, 2]}, {"a": [2, 1]})
    assert not same({"a": 1}, {"a": True})
