"""The canonical form of a credential: sorted N-Quads, the bytes that are hashed and signed.

Written straight from the closed shape, about thirty times faster than a JSON-LD processor; equal
to pyld and pyoxigraph by property test (RDF Dataset Canonicalization 1.0, W3C).
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Iterator
from itertools import count

from core.badges.openbadges.shape import ASSERTION_METHOD, SHAPE, Class, Node, NodeMember
from core.ground.errors import Refusal

Quad = tuple[str, str, str]
_TYPE = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
_XSD_STRING = "http://www.w3.org/2001/XMLSchema#string"
_ESCAPES = str.maketrans(
    {code: f"\\u{code:04X}" for code in (*range(0x20), 0x7F)}
    | {8: "\\b", 9: "\\t", 10: "\\n", 12: "\\f", 13: "\\r", 34: '\\"', 92: "\\\\"}
)


def canonical(node: Node, name: str) -> bytes:
    """The canonical N-Quads of a linted node of that class of the shape, its proof left out."""
    return ordered(quads(node, SHAPE[name], count()))


def literal(text: str, datatype: str = "", language: str = "") -> str:
    """A literal in canonical N-Quads."""
    quoted = f'"{text.translate(_ESCAPES)}"'
    if language:
        return f"{quoted}@{language}"
    return quoted if datatype in ("", _XSD_STRING) else f"{quoted}^^<{datatype}>"


def quads(node: Node, shape: Class, blanks: Iterator[int]) -> Iterator[Quad]:
    """The statements of a node and of those below it; nodes without an id are numbered `_:b`."""
    subject = f"<{node['id']}>" if "id" in node else f"_:b{next(blanks)}"
    for iri in shape.iris if "type" in node or not shape.untyped else ():
        yield subject, _TYPE, f"<{iri}>"
    for name, member in shape.members.items():
        if name not in node:
            continue
        for value in node[name] if member.many else [node[name]]:
            if member.holds in SHAPE:
                below = list(quads(value, SHAPE[member.holds], blanks))
                yield subject, f"<{member.iri}>", below[0][0]
                yield from below
            else:
                yield subject, f"<{member.iri}>", _object(value, member)


def _object(value: str | bool | float, member: NodeMember) -> str:
    if isinstance(value, bool):
        return literal("true" if value else "false", member.datatype)
    if not isinstance(value, str):
        return literal(number(value), member.datatype)
    if member.holds == "link":
        return f"<{value}>"
    if member.holds == "purpose":
        return f"<{ASSERTION_METHOD}>"
    return literal(value, member.datatype)


def number(value: float) -> str:
    """A number in the canonical form of JSON-LD: whole ones as they are, others as a mantissa and
    an exponent (JSON-LD 1.1 API, Data Round Tripping)."""
    if value == int(value):
        return str(int(value))
    mantissa, exponent = f"{value:.15E}".split("E")
    whole, _, rest = mantissa.partition(".")
    return f"{whole}.{rest.rstrip('0') or '0'}E{int(exponent)}"


def ordered(statements: Iterable[Quad]) -> bytes:
    """RDFC-1.0 for graphs whose blank nodes all differ by what is said of them directly.

    Raises `Refusal("too_complex")` for others: telling look-alike nodes apart takes exponential
    time on a hostile graph, and honest badges have none.
    """
    whole = set(statements)
    names = _names(whole)
    lines = [_line(quad, names) for quad in whole]
    return "".join(sorted(lines)).encode()


def _line(quad: Quad, names: dict[str, str]) -> str:
    return " ".join(names.get(term, term) for term in quad) + " .\n"


def _names(whole: set[Quad]) -> dict[str, str]:
    """The canonical name of each blank node, numbered in the order of its first-degree hash; raises
    `Refusal("too_complex")` where two hash alike."""
    said: dict[str, list[Quad]] = {}
    for quad in whole:
        for term in {quad[0], quad[2]}:
            if term.startswith("_:"):
                said.setdefault(term, []).append(quad)
    by_hash = {_first_degree(blank, about): blank for blank, about in said.items()}
    if len(by_hash) < len(said):
        raise Refusal("too_complex")
    return {by_hash[each]: f"_:c14n{number}" for number, each in enumerate(sorted(by_hash))}


def _first_degree(blank: str, about: list[Quad]) -> str:
    """The hash of what is said of a blank node, itself and the others unnamed (RDFC-1.0, Hash First
    Degree Quads)."""
    lines = sorted(
        _line(quad, {term: "_:a" if term == blank else "_:z" for term in quad if term[:2] == "_:"})
        for quad in about
    )
    return hashlib.sha256("".join(lines).encode()).hexdigest()
