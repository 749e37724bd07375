"""The canonical form of a credential that was made by other software than ours.

A JSON-LD processor is needed here: it works in a process of its own, within a second. It never
fetches: the contexts are the bundled ones, put in place of their URLs. Two tricks make silence
loud: a first context whose `@vocab` catches every undefined term, and a base that marks every
relative URL.
"""

from __future__ import annotations

import atexit
import json
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
_UNDEFINED = "<urn:cocarde:undefined#"
_RELATIVE = "<relative://cocarde.invalid/"
_apart = WorkApart(str(Path(__file__).with_name("canonical_apart.py")))
atexit.register(_apart.end)


def foreign_form(credential: Node, proof: Node) -> tuple[bytes, bytes]:
    """Canonical credential and proof options (RDF Dataset Canonicalization 1.0).

    Raises `Refusal`: `unknown_context`, `ambiguous` (undefined terms, relative URLs, two pieces
    of evidence with one id: what is shown is not what was signed), `too_complex`.
    """
    contexts = _contexts(credential)
    _distinct_evidence(credential)
    return _quads(credential, contexts), _quads(proof, contexts)


def _contexts(credential: Node) -> list[Any]:
    """The bundled contexts that a credential names; raises `Refusal("unknown_context")` for any
    other."""
    named = credential.get("@context")
    if not isinstance(named, list) or named[:1] not in MODELS or len(named) > 6:
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


def _quads(node: Node, contexts: list[Any]) -> bytes:
    """The sorted N-Quads of a node under these contexts; raises `Refusal`: `ambiguous` or
    `too_complex`."""
    plain = {name: value for name, value in node.items() if name != "@context"}
    if "@" in "".join(_members(plain)):
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


def _members(value: object) -> Iterator[str]:
    """Every member's name, however deep it stands."""
    if isinstance(value, dict):
        for name, below in value.items():
            yield name
            yield from _members(below)
    elif isinstance(value, list):
        for below in value:
            yield from _members(below)


def _term(term: str | list[str]) -> str:
    """A term as canonical N-Quads write it; raises `Refusal("ambiguous")` for one that means
    nothing to others."""
    iri = term if isinstance(term, str) else f"<{term[1]}>"
    if iri.startswith((_UNDEFINED, _RELATIVE)):
        raise Refusal("ambiguous")
    return term if isinstance(term, str) else literal(*term)
