"""The canonical form of a registered partner's credential, made by other software than ours.

A JSON-LD processor is needed here (pyoxigraph, loaded only now). It never fetches: the contexts
are the bundled ones, put in place of their URLs. Two tricks make silence loud: a first context
whose `@vocab` catches every undefined term, and a base that marks every relative URL.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from typing import TYPE_CHECKING, Any

from core.badges.openbadges.contexts import CREDENTIALS, context
from core.badges.openbadges.shape import Node
from core.badges.signing.canonical import Quad, literal, ordered
from core.ground.errors import Refusal

if TYPE_CHECKING:
    import pyoxigraph

_UNDEFINED = "urn:cocarde:undefined#"
_RELATIVE = "relative://cocarde.invalid/"


def foreign_form(credential: Node, proof: Node) -> tuple[bytes, bytes]:
    """Canonical credential and proof options, for `sign.check_signature`.

    Raises `Refusal`: `unknown_context`, `ambiguous` (undefined terms, relative URLs, two pieces
    of evidence with one id: what is shown is not what was signed), `too_complex`.
    """
    contexts = _contexts(credential)
    _distinct_evidence(credential)
    return ordered(_quads(credential, contexts)), ordered(_quads(proof, contexts))


def _contexts(credential: Node) -> list[Any]:
    """The bundled contexts that a credential names; raises `Refusal("unknown_context")` for any
    other."""
    named = credential.get("@context")
    if not isinstance(named, list) or named[:1] != [CREDENTIALS] or len(named) > 6:
        raise Refusal("unknown_context", url=str(named)[:200])
    return [context(url if isinstance(url, str) else "")["@context"] for url in named]


def _distinct_evidence(credential: Node) -> None:
    """Raise `Refusal("ambiguous")` where two pieces of evidence have one id and would merge in
    RDF."""
    evidence = credential.get("evidence")
    entries = evidence if isinstance(evidence, list) else [evidence]
    ids = [entry["id"] for entry in entries if isinstance(entry, dict) and "id" in entry]
    if len(set(map(str, ids))) < len(ids):
        raise Refusal("ambiguous")


def _quads(node: Node, contexts: list[Any]) -> Iterator[Quad]:
    """The statements of a node under these contexts; raises `Refusal`: `ambiguous` or
    `too_complex`."""
    import pyoxigraph as ox  # noqa: PLC0415 - slow to load, seldom needed

    plain = {name: value for name, value in node.items() if name != "@context"}
    if "@" in "".join(_members(plain)):
        raise Refusal("ambiguous")
    text = json.dumps({"@context": [{"@vocab": _UNDEFINED}, *contexts], **plain})
    try:
        for quad in ox.parse(text, ox.RdfFormat.JSON_LD, base_iri=_RELATIVE):
            if not isinstance(quad.graph_name, ox.DefaultGraph):
                raise Refusal("too_complex")
            yield _term(quad.subject), _term(quad.predicate), _term(quad.object)
    except (SyntaxError, ValueError) as error:
        raise Refusal("ambiguous") from error


def _members(value: object) -> Iterator[str]:
    """Every member's name, however deep it stands."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield name
            yield from _members(below)
    elif isinstance(value, list):
        for below in value:
            yield from _members(below)


def _term(
    term: pyoxigraph.NamedNode | pyoxigraph.BlankNode | pyoxigraph.Literal | pyoxigraph.Triple,
) -> str:
    import pyoxigraph as ox  # noqa: PLC0415 - slow to load, seldom needed

    if isinstance(term, ox.BlankNode):
        return f"_:{term.value}"
    if isinstance(term, ox.Literal):
        _sure(term.datatype.value)
        return literal(term.value, term.datatype.value, term.language or "")
    if not isinstance(term, ox.NamedNode):
        raise Refusal("too_complex")
    return f"<{_sure(term.value)}>"


def _sure(iri: str) -> str:
    if iri.startswith((_UNDEFINED, _RELATIVE)):
        raise Refusal("ambiguous")
    return iri
