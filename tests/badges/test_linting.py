"""What would not be signed whole is refused before it is signed."""

from __future__ import annotations

from copy import deepcopy
from typing import Any

import pytest

from core.badges.openbadges import ob3, timestamps
from core.badges.openbadges.shape import Node
from core.badges.signing import check_signable
from core.ground.errors import Trouble
from tests.verifiers.samples import (
    NOW,
    achievement,
    award,
    issuer,
)


def credential() -> Node:
    return ob3.credential(issuer(), achievement(), award())


@pytest.mark.parametrize(
    ("path", "value", "fault"),
    [
        (("colour",), "red", ".colour is not a known term"),
        (("evidence", 0, "endorsementJwt"), "x", ".evidence[0].endorsementJwt is not a known term"),
        (("type",), ["VerifiableCredential"], "type is not one that is signed here"),
        (("@context",), ["https://www.w3.org/ns/credentials/v2"], "@context is not"),
        (("evidence", 0, "id"), "github.com/lina", ".evidence[0].id is not a whole, normal URL"),
        (("evidence", 0, "id"), "https://a b.example.org/", ".evidence[0].id is not a whole"),
        (("evidence", 0, "id"), "https://example.org/é", ".evidence[0].id is not a whole"),
        (("evidence", 0, "id"), "javascript:alert(1)", ".evidence[0].id is not a whole"),
        (
            ("evidence", 1, "id"),
            "https://github.com/lina/projet",
            ".evidence[1].id stands twice: https://github.com/lina/projet",
        ),
        (("evidence", 0), {"type": ["Evidence"]}, ".evidence[0].name is missing"),
        (("evidence", 0), "https://example.org/", ".evidence[0] is not an object"),
        (("evidence",), [], ".evidence is not a list of at least one"),
        (("name",), "", ".name is not a text"),
        (("name",), "Py\tthon", ".name is not a text without control characters"),
        (("name",), "Py\ud800", ".name is not a text"),
        (("name",), 3, ".name is not a text"),
        (("validFrom",), "2026-03-01", ".validFrom is not a well-formed moment"),
        (("validFrom",), "2026-03-01T10:30:00+01:00", ".validFrom is not a well-formed moment"),
        (("issuer",), "did:web:badges.example.org:i:becode", ".issuer is not an object"),
        (("issuer", "id"), "did:key:z6Mk", ".issuer.id is not a whole, normal URL"),
        (("issuer", "type"), "Profile", ".issuer.type is not ['Profile']"),
        (("credentialStatus",), None, ".credentialStatus is not an object"),
        (
            ("credentialSubject", "id"),
            "https://x.example.org/",
            ".credentialSubject.id is not allowed",
        ),
        (("credentialSubject", "identifier", 0, "hashed"), "true", "hashed is not true or false"),
        (
            ("credentialSubject", "achievement", "tag"),
            ["a", "a"],
            ".credentialSubject.achievement.tag says the same thing twice",
        ),
    ],
    ids=str,
)
def test_a_credential_that_would_not_be_signed_whole_is_refused(
    path: tuple[Any, ...], value: object, fault: str
) -> None:
    document: Any = deepcopy(credential())
    node = document
    for name in path[:-1]:
        node = node[name]
    node[path[-1]] = value
    with pytest.raises(Trouble) as trouble:
        check_signable.lint(document)
    assert fault in str(trouble.value)


@pytest.mark.parametrize(
    "path",
    [
        ("id",),
        ("name",),
        ("issuer",),
        ("validFrom",),
        ("credentialSubject",),
        ("credentialStatus",),
        ("credentialSubject", "achievement"),
        ("credentialSubject", "identifier"),
        ("credentialSubject", "achievement", "criteria"),
        ("credentialSubject", "achievement", "id"),
    ],
    ids=str,
)
def test_a_required_member_cannot_be_missing(path: tuple[str, ...]) -> None:
    document: Any = deepcopy(credential())
    node = document
    for name in path[:-1]:
        node = node[name]
    del node[path[-1]]
    assert f"{'.'.join(('', *path))} is missing" in list(check_signable.faults(document))


@pytest.mark.parametrize("text", ["2026-03-01", "2026-03-01T10:00:00", "soon", None, 3])
def test_a_moment_without_its_zone_is_none(text: object) -> None:
    with pytest.raises(ValueError, match=r"moment|isoformat"):
        timestamps.read(text)


def test_a_moment_without_its_zone_is_never_written() -> None:
    with pytest.raises(ValueError, match="zone"):
        timestamps.written(NOW.replace(tzinfo=None))
