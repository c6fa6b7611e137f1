"""Publish a built graph on a SPARQL server: in chunks, resumable, and verified.

Nothing is remembered between two calls. Chunks are sent in the order of the file, so what a server holds of a graph
says where to go on; sending a chunk twice does no harm. In the end each graph is counted and read back, and the digest
of what came back is compared with that of what was sent. A graph that does not compare is emptied and sent once more.
"""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterable, Sequence
from decimal import Decimal, InvalidOperation
from itertools import accumulate
from pathlib import Path

from kg import iris
from kg.errors import BadInput
from kg.remote import Server
from kg.store import BlankNode, Literal, Quad, parse_n_quads

_GRAPH = "kg.nq"
_DECIMAL = {iris.name(f"xsd:{name}") for name in ("decimal", "integer", "nonNegativeInteger", "int", "long")}
_BOOLEAN = {"1": "true", "0": "false"}

Triples = Sequence[bytes]
"""Lines of N-Triples, in order."""


def load(
    dist: Path,
    endpoint: str,
    *,
    update: str = "",
    store: str = "",
    user: str = "",
    password: str = "",
    chunk: int = 5_000,
    tell: Callable[[str], None] = lambda _: None,
) -> int:
    """Make the graphs of a server below our base those of a built folder. Returns the exit status.

    `endpoint` answers queries; `update` takes updates (where it is another address), or `store` speaks the Graph Store
    Protocol, which is used where it is given. `chunk` is a number of triples; `tell` is called with a line about each
    graph. BadInput where the folder holds no graph, the server refuses, or what it holds in the end is not the same.
    """
    graphs = _graphs(dist / _GRAPH)
    server = Server(endpoint, update=update, store=store, user=user, password=password)
    for graph, lines in graphs.items():
        tell(f"{graph}: {_publish(server, graph, lines, chunk)}")
    below = iris.BASE + "graph/"
    for graph in sorted(name for name in server.graphs() if name.startswith(below) and name not in graphs):
        server.drop(graph)
        tell(f"{graph}: removed")
    return 0


def _publish(server: Server, graph: str, lines: Triples, chunk: int) -> str:
    """Make a graph what it should be. What was done, in a few words."""
    wanted = digest(lines)
    held = server.count(graph)
    if held == len(lines) and _held(server, graph) == wanted:
        return f"{held} triples were there already"
    chunks = list(_chunks(lines, chunk))
    done = sum(sent <= held for sent in accumulate(map(len, chunks))) if held < len(lines) else 0
    for first in (done, 0):
        if first == 0 and held:
            server.drop(graph)
        for part in chunks[first:]:
            server.add(graph, part)
        held = server.count(graph)
        if held == len(lines) and _held(server, graph) == wanted:
            return f"{held} triples" + (
                f", the first {sum(map(len, chunks[:first]))} of them there already" * bool(first)
            )
    raise BadInput(f"{graph} has {held} triples on the server that are not the {len(lines)} which were sent.")


def _held(server: Server, graph: str) -> str:
    return digest(server.triples(graph).splitlines(keepends=True))


def digest(lines: Iterable[bytes]) -> str:
    """A digest of N-Triples that is the same for the same values, in any order and spelling.

    Servers keep the value of a number, not its digits, and lower the case of languages. Of triples with a blank node
    only the number counts, for their names are the server's own.
    """
    found, nameless = [], 0
    for quad in parse_n_quads(b"".join(lines)):
        if isinstance(quad.subject, BlankNode) or isinstance(quad.object, BlankNode):
            nameless += 1
        else:
            found.append(_normal(quad))
    found.sort()
    return hashlib.sha256("\n".join([*found, str(nameless)]).encode()).hexdigest()


def _normal(quad: Quad) -> str:
    term = quad.object
    shown = str(term)
    if isinstance(term, Literal):
        value = term.value
        if term.datatype.value in _DECIMAL:
            value = _number(value)
        elif term.datatype.value == iris.name("xsd:boolean"):
            value = _BOOLEAN.get(value, value)
        shown = str(Literal(value, language=term.language.lower()) if term.language else Literal(value))
    return f"{quad.subject} {quad.predicate} {shown}"


def _number(text: str) -> str:
    try:
        return format(Decimal(text).normalize(), "f")
    except InvalidOperation:
        return text


def _chunks(lines: Triples, size: int) -> Iterable[Triples]:
    """The lines in chunks; those with blank nodes last and in one, for two chunks cannot share a blank node."""
    named = [line for line in lines if not _nameless(line)]
    for start in range(0, len(named), size):
        yield named[start : start + size]
    if len(named) < len(lines):
        yield [line for line in lines if _nameless(line)]


def _nameless(line: bytes) -> bool:
    return line.startswith(b"_:") or b"> _:" in line.partition(b'"')[0]


def _graphs(path: Path) -> dict[str, list[bytes]]:
    """The graphs of an N-Quads file as lines of N-Triples. BadInput where there is none or it is broken."""
    found: dict[str, list[bytes]] = {}
    try:
        with path.open("rb") as file:
            for line in file:
                triple, space, graph = line.rstrip(b" .\n").rpartition(b" ")
                if not space or not (graph.startswith(b"<") and graph.endswith(b">")):
                    raise BadInput("holds a line that names no graph; build the graph anew.", path=path)
                found.setdefault(graph[1:-1].decode(), []).append(triple + b" .\n")
    except OSError as error:
        raise BadInput(f"cannot be read ({error.strerror}); build the graph first.", path=path) from error
    return found
