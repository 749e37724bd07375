"""What is baked into an SVG comes out as it went in, and hostile badges cost next to nothing."""

from __future__ import annotations

import json
import resource
import time
from xml.sax.saxutils import quoteattr

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from core.badges.openbadges.shape import Node
from core.badges.verify.open_file import svg_texts
from tests.badges.test_foreign_badges import judged, text
from tests.verifiers.foreign import assertion, baked, credential, hosts, proven, signed_assertion

WORDS = st.dictionaries(
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), min_size=1, max_size=8),
    st.text(st.characters(exclude_categories=["Cs", "Cc"]), max_size=20),
    min_size=1,
    max_size=5,
)
SVG = (
    '<svg xmlns="http://www.w3.org/2000/svg" xmlns:openbadges="https://purl.imsglobal.org/ob/v3p0">'
)


@given(WORDS)
@settings(max_examples=60, deadline=None)
def test_what_the_public_bakery_puts_into_an_svg_comes_out_as_it_was(said: dict[str, str]) -> None:
    put = json.dumps(assertion(extra=said))
    found = svg_texts(baked(put, "SVG").decode())
    assert json.loads(found["openbadges"]) == json.loads(put)


@given(WORDS)
@settings(max_examples=60, deadline=None)
def test_a_credential_in_an_svg_comes_out_as_it_was(said: dict[str, str]) -> None:
    put = json.dumps(credential(extra=said)).replace("]]>", "]]\\u003e")
    whole = f"{SVG}<openbadges:credential><![CDATA[{put}]]></openbadges:credential></svg>"
    assert json.loads(svg_texts(whole)["openbadgecredential"]) == json.loads(put)


def test_a_signed_token_in_an_svg_comes_out_as_it_was() -> None:
    token = signed_assertion()
    whole = f"{SVG}<openbadges:assertion verify={quoteattr(token)}/></svg>"
    assert svg_texts(whole) == {"openbadges": token}
    assert svg_texts(baked(token, "SVG").decode()) == {"openbadges": token}


def clique(count: int) -> Node:
    """Look-alike nodes that all know each other: naming them takes for ever."""
    names = [f"_:n{number}" for number in range(count)]
    nodes = [
        {"id": name, "type": ["Evidence"], "image": [each for each in names if each != name]}
        for name in names
    ]
    made = credential() | {"evidence": nodes}
    return made | {"proof": proven(credential())["proof"]}


HOSTILE = {
    "a clique of nine": lambda: text(clique(9)),
    "a clique of twelve": lambda: text(clique(12)),
    "deep JSON": lambda: '{"a":' * 100_000,
    "wide JSON": lambda: json.dumps(credential() | {"evidence": ["x"] * 50_000}),
    "an SVG of opened elements": lambda: f"{SVG}{'<openbadges:assertion ' * 50_000}",
    "a token of many dots": lambda: "." * 100_000,
    "a token of one long part": lambda: f"e30.{'A' * 200_000}.A",
}


@pytest.mark.parametrize("made", HOSTILE.values(), ids=HOSTILE)
def test_a_hostile_badge_takes_no_second_and_the_next_one_is_served(made: object) -> None:
    file = made()  # type: ignore[operator]
    judged(text(proven(credential())))  # the process is warm
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    begun = time.process_time()
    told = judged(file, hosts())
    assert told.valid is not True
    assert time.process_time() - begun < 1
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 50_000
    assert judged(text(proven(credential()))).reason == "valid"
