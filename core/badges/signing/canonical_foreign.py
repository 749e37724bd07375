"""The canonical form of a credential that was made by other software than ours.

A JSON-LD processor is needed here: it works in a process of its own, within a second. It never
fetches: the contexts are the bundled ones, put in place of their URLs. Two tricks make silence
loud: a first context whose `@vocab` catches every undefined term, and a base that marks every
relative URL.
"""

from __future__ import annotations

import atexit
import json
import re
from collections.abc import Iterator
from pathlib import Path
from typing import Any

from core.badges.openbadges.contexts import CREDENTIALS, CREDENTIALS_1, context
from core.badges.openbadges.shape import Node
from core.badges.signing.canonical import literal
from core.ground.apart import WorkApart
from core.ground.errors import Refusal

SECONDS = 0.8
MODELS = ([CREDENTIALS], [CREDENTIALS_1])  # which data model a credential keeps to
# A member under its own name: neither a keyword, nor the IRI of a term, nor a class, which in the
# contexts of Open Badges may have the IRI of a member.
_TERM = re.compile(r"[a-z_$][\w$-]*")
_UNDEFINED = "<urn:cocarde:undefined#"
_RELATIVE = "<relative://cocarde.invalid/"
_apart = WorkApart(str(Path(__file__).with_name("canonical_apart.py")))
atexit.register(_apart.end)


def foreign_form(credential: Node, proof: Node) -> tuple[bytes, bytes]:
    """Canonical credential and proof options (RDF Dataset Canonicalization 1.0).

    Raises `Refusal`: `unknown_context`, `ambiguous` (undefined terms, terms under another name,
    relative URLs, a node in several pieces: what is read is not what was signed), `too_complex`.
    """
    contexts = _contexts(credential)
    _one_reading(credential)
    _distinct_evidence(credential)
    return _quads(credential, contexts), _quads(proof, contexts)


def _contexts(credential: Node) -> list[Any]:
    """The bundled contexts that a credential names; raises `Refusal("unknown_context")` for any
    other."""
    named = credential.get("@context")
    if not isinstance(named, list) or named[:1] not in MODELS or len(named) > 6:
        raise Refusal("unknown_context", url=str(named)[:200])
    return [context(url if isinstance(url, str) else "")["@context"] for url in named]


def _one_reading(credential: Node) -> None:
    """Raise `Refusal("ambiguous")` where objects of one id say more together than the fullest of
    them: in RDF they are one node, and whatever one of them says can be moved to another."""
    if str(credential.get("id")).startswith("_:"):
        raise Refusal("ambiguous")
    said: dict[str, list[dict[str, str]]] = {}
    for node in _objects(credential):
        if isinstance(node.get("id"), str):
            said.setdefault(node["id"], []).append(_comparable(node))
    for nodes in said.values():
        fullest = max(nodes, key=len)
        if any(not node.items() <= fullest.items() for node in nodes):
            raise Refusal("ambiguous")


def _comparable(node: Node) -> dict[str, str]:
    """What an object says but its classes; one value alone and a list of it are the same."""
    told = {name: each for name, each in node.items() if name != "type"}
    listed = {name: each if isinstance(each, list) else [each] for name, each in told.items()}
    return {name: json.dumps(each, sort_keys=True) for name, each in listed.items()}


def _distinct_evidence(credential: Node) -> None:
    """Raise `Refusal("ambiguous")` where one piece of evidence is shown twice, and signed once."""
    evidence = credential.get("evidence")
    entries = evidence if isinstance(evidence, list) else []
    ids = [each["id"] for each in entries if isinstance(each, dict) and "id" in each]
    if len(set(map(str, ids))) < len(ids):
        raise Refusal("ambiguous")


def _quads(node: Node, contexts: list[Any]) -> bytes:
    """The sorted N-Quads of a node under these contexts; raises `Refusal`: `ambiguous` or
    `too_complex`."""
    plain = {name: value for name, value in node.items() if name != "@context"}
    if not all(_TERM.fullmatch(name) for node in _objects(plain) for name in node):
        raise Refusal("ambiguous")
    text = json.dumps({"@context": [{"@vocab": _UNDEFINED[1:]}, *contexts], **plain})
    try:
        answer = json.loads(_apart.ask(text.encode(), SECONDS))
    except OSError as error:
        raise Refusal("too_complex") from error
    if isinstance(answer, str):
        raise Refusal(answer)
    lines = {" ".join(map(_term, statement)) + " .\n" for statement in answer}
    return "".join(sorted(lines)).encode()


def _objects(value: object) -> Iterator[Node]:
    """Every object in a value, however deep it stands."""
    if isinstance(value, dict):
        yield value
        value = list(value.values())
    for below in value if isinstance(value, list) else []:
        yield from _objects(below)


def _term(term: str | list[str]) -> str:
    """A term as canonical N-Quads write it; raises `Refusal("ambiguous")` for one that means
    nothing to others."""
    iri = term if isinstance(term, str) else f"<{term[1]}>"
    if iri.startswith((_UNDEFINED, _RELATIVE)):
        raise Refusal("ambiguous")
    return term if isinstance(term, str) else literal(*term)
