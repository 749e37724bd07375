"""The closed shape says what the pinned contexts say, and the contexts are the genuine ones."""

from __future__ import annotations

import hashlib
import json
from pathlib import Path
from typing import Any

import pytest

from core.badges.openbadges import contexts
from core.badges.openbadges.shape import ASSERTION_METHOD, SHAPE, Class, NodeMember
from core.ground.errors import Refusal, Trouble


def scope(name: str) -> dict[str, Any]:
    """What the pinned contexts define for the members of a class of nodes."""
    terms: dict[str, Any] = {}
    for url in (contexts.CREDENTIALS, contexts.OPEN_BADGES):
        terms |= contexts.context(url)["@context"]
    shape = SHAPE[name]
    for kind in (shape.types,) if isinstance(shape.types, str) else shape.types:
        definition = terms[kind]
        terms |= definition.get("@context", {}) if isinstance(definition, dict) else {}
    return terms


@pytest.mark.parametrize(
    ("name", "term", "member"),
    [
        (name, term, member)
        for name, shape in SHAPE.items()
        for term, member in shape.members.items()
    ],
    ids=str,
)
def test_every_member_of_the_shape_is_what_the_contexts_define(
    name: str, term: str, member: NodeMember
) -> None:
    found = scope(name)[term]
    definition: dict[str, Any] = {"@id": found} if isinstance(found, str) else found
    assert definition["@id"] == member.iri
    if member.holds in ("link", *SHAPE):
        assert definition.get("@type", "@id") == "@id"
        assert member.holds != "link" or "@type" in definition
    elif member.holds == "purpose":
        assert definition["@context"]["assertionMethod"]["@id"] == ASSERTION_METHOD
    else:
        assert definition.get("@type", "") == member.datatype


@pytest.mark.parametrize(("name", "shape"), SHAPE.items(), ids=str)
def test_every_type_of_the_shape_is_what_the_contexts_define(name: str, shape: Class) -> None:
    kinds = (shape.types,) if isinstance(shape.types, str) else shape.types
    found = [scope(name)[kind] for kind in kinds]
    iris = tuple(each if isinstance(each, str) else each["@id"] for each in found)
    assert iris == shape.iris


@pytest.mark.parametrize("url", contexts.PINNED)
def test_every_bundled_context_is_the_pinned_one(url: str) -> None:
    name, digest = contexts.PINNED[url]
    data = Path(contexts.__file__).with_name(name).read_bytes()
    assert hashlib.sha256(data).hexdigest() == digest
    assert contexts.context(url) == json.loads(data)


def test_a_context_changed_on_this_machine_is_told_to_the_operator() -> None:
    name, digest = contexts.PINNED[contexts.CREDENTIALS]
    data = Path(contexts.__file__).with_name(name).read_bytes()
    with pytest.raises(Trouble, match="context was changed"):
        contexts.pinned(data.replace(b"evidence", b"evidenc3", 1), digest)


@pytest.mark.parametrize(
    "url", ["https://purl.imsglobal.org/spec/ob/v3p0/context.json", "https://www.example.org/", ""]
)
def test_a_context_that_is_not_bundled_is_never_fetched(url: str) -> None:
    with pytest.raises(Refusal) as refused:
        contexts.context(url)
    assert refused.value.word == "unknown_context"
