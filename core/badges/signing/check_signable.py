"""Is every word of this credential going to be signed? Asked before signing and when verifying."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any

from core.badges.openbadges import timestamps
from core.badges.openbadges.contexts import CREDENTIALS, OPEN_BADGES
from core.badges.openbadges.plain_urls import is_normal
from core.badges.openbadges.shape import SHAPE, SUITE, Class, Node, NodeMember, root_class
from core.ground.errors import Trouble

# Canonicalisers disagree about the escapes of control characters: only the line feed is safe.
_UNSAFE = re.compile(r"[\x00-\x09\x0b-\x1f\x7f\ud800-\udfff]")
_DID = re.compile(r"did:web:[A-Za-z0-9.-]+(%3A[0-9]+)?(:[A-Za-z0-9._-]+)+(#[A-Za-z0-9._-]+)?")
CONTEXTS = {
    "OpenBadgeCredential": [CREDENTIALS, OPEN_BADGES],
    "BitstringStatusListCredential": [CREDENTIALS],
}


def lint(credential: Node) -> None:
    """Raise `Trouble` unless every word of the credential is going to be signed.

    It names the member: unknown or missing terms, malformed URLs, an id borne by two nodes, two
    equal entries. The proof, when there is one, is looked at too.
    """
    for fault in faults(credential):
        raise Trouble("trouble.unsignable", fault=fault)


def faults(credential: Node) -> Iterator[str]:
    """Every fault, each in a few words that begin with the member's path."""
    name = root_class(credential)
    if name is None:
        yield "type is not one that is signed here"
        return
    document = dict(credential)
    if document.pop("@context", None) != CONTEXTS[name]:
        yield "@context is not the expected one"
    for proof in _proofs(document):
        yield from _node_faults(proof, SHAPE["DataIntegrityProof"], "proof", set())
    yield from _node_faults(document, SHAPE[name], "", set())


def _proofs(document: Node) -> list[Any]:
    """The proofs taken out of a document, without the signature that they do not sign
    themselves."""
    proofs = document.pop("proof", [])
    if not isinstance(proofs, list) or len(proofs) > 1:
        return [proofs]
    return [
        {member: value for member, value in proof.items() if member != "proofValue"}
        if isinstance(proof, dict)
        else proof
        for proof in proofs
    ]


def _node_faults(node: object, shape: Class, path: str, ids: set[str]) -> Iterator[str]:
    """The faults of one node against its class in the shape: type, id, missing and unknown
    members."""
    if not isinstance(node, dict):
        yield f"{path} is not an object"
        return
    types = list(shape.types) if isinstance(shape.types, tuple) else shape.types
    if node.get("type") != types and not (shape.untyped and "type" not in node):
        yield f"{path}.type is not {types}"
    yield from _id_faults(node, shape, path, ids)
    for name, member in shape.members.items():
        if member.required and name not in node:
            yield f"{path}.{name} is missing"
    for name, value in node.items():
        if name in shape.members:
            yield from _member_faults(value, shape.members[name], f"{path}.{name}", ids)
        elif name not in ("id", "type"):
            yield f"{path}.{name} is not a known term"


def _id_faults(node: Node, shape: Class, path: str, ids: set[str]) -> Iterator[str]:
    """Whether the node's id is missing, not allowed, malformed, or borne by another node too."""
    if "id" not in node:
        if shape.identified:
            yield f"{path}.id is missing"
        return
    if shape.identified is False:
        yield f"{path}.id is not allowed"
    elif not is_link(node["id"]):
        yield f"{path}.id is not a whole, normal URL"
    elif node["id"] in ids:
        yield f"{path}.id stands twice: {node['id']}"
    else:
        ids.add(node["id"])


def _member_faults(value: object, member: NodeMember, path: str, ids: set[str]) -> Iterator[str]:
    """The faults of one member: of each value, and of a list that is none or says one thing
    twice."""
    if not member.many:
        yield from _value_faults(value, member, path, ids)
        return
    if not isinstance(value, list) or not value:
        yield f"{path} is not a list of at least one"
        return
    for number, each in enumerate(value):
        if each in value[:number]:
            yield f"{path} says the same thing twice"
        yield from _value_faults(each, member, f"{path}[{number}]", ids)


def _value_faults(value: object, member: NodeMember, path: str, ids: set[str]) -> Iterator[str]:
    """The faults of one value by what its member holds: a node, a truth, or a text of a form."""
    if member.holds in SHAPE:
        yield from _node_faults(value, SHAPE[member.holds], path, ids)
    elif member.holds == "bool":
        if not isinstance(value, bool):
            yield f"{path} is not true or false"
    elif member.holds == "number":
        if not _is_number(value):
            yield f"{path} is not a number between 0 and 1,000,000"
    elif not isinstance(value, str) or not value or _UNSAFE.search(value):
        yield f"{path} is not a text without control characters"
    elif not _CHECKS[member.holds](value):
        yield f"{path} is not a well-formed {member.holds}"


def is_link(value: object) -> bool:
    """True for a normal web address and for a `did:web`."""
    return isinstance(value, str) and (is_normal(value) or _DID.fullmatch(value) is not None)


def _is_number(value: object) -> bool:
    """True for a number that every canonicaliser writes alike: whole ones without a fraction."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return False
    return 0 < value < 1_000_000 and (isinstance(value, int) or not value.is_integer())


def _is_moment(value: str) -> bool:
    try:
        return timestamps.written(timestamps.read(value)) == value
    except ValueError:
        return False


_CHECKS: dict[str, Callable[[str], bool]] = {
    "text": bool,
    "link": is_link,
    "url": is_normal,
    "moment": _is_moment,
    "suite": lambda value: value == SUITE,
    "purpose": lambda value: value == "assertionMethod",
}
