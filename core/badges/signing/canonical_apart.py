"""Run as a process of its own: a stranger's JSON-LD in, its canonical statements out.

Naming look-alike nodes takes exponential time on a hostile graph, so who waits for this kills it.
Started by its path: standard library and pyoxigraph only. A length (8 bytes, big-endian) goes
before each document and each answer, on the socket that is descriptor 0.
"""

import json
import resource
import socket
from typing import Any

import pyoxigraph as ox

MEMORY = 1 << 30
BASE = "relative://cocarde.invalid/"
Term = ox.NamedNode | ox.BlankNode | ox.Literal | ox.Triple


def main() -> None:
    """Answer one document after the other until the other side hangs up."""
    resource.setrlimit(resource.RLIMIT_AS, (MEMORY, MEMORY))
    with socket.socket(fileno=0) as line:
        _say(line, b"")
        while document := _read(line):
            _say(line, _worked(document))


def _say(line: socket.socket, answer: bytes) -> None:
    line.sendall(len(answer).to_bytes(8) + answer)


def _read(line: socket.socket) -> bytes:
    with line.makefile("rb") as source:
        return source.read(int.from_bytes(source.read(8)))


def _worked(document: bytes) -> bytes:
    """The statements as JSON: triples of terms; a word where there are none to be had."""
    try:
        return json.dumps(_statements(document)).encode()
    except (SyntaxError, ValueError):
        return b'"ambiguous"'
    except MemoryError:
        return b'"too_complex"'


def _statements(document: bytes) -> list[list[Any]] | str:
    quads = ox.parse(document, ox.RdfFormat.JSON_LD, base_iri=BASE)
    whole = ox.Dataset(quads)
    whole.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    if any(not isinstance(quad.graph_name, ox.DefaultGraph) for quad in whole):
        return "too_complex"
    return [[_term(part) for part in (q.subject, q.predicate, q.object)] for q in whole]


def _term(term: Term) -> Any:
    """`<iri>`, `_:name`, or a literal as its text, datatype and language."""
    if isinstance(term, ox.Literal):
        return [term.value, term.datatype.value, term.language or ""]
    return f"_:{term.value}" if isinstance(term, ox.BlankNode) else f"<{term.value}>"  # type: ignore[union-attr]


if __name__ == "__main__":
    main()
