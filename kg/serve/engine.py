"""The border to Oxigraph for the endpoint: a graph that is loaded once, queries with a dataset, and answers as bytes.

Apart from `kg.store` no other module imports `pyoxigraph`. Everything here runs in worker processes, except loading,
which runs in the template that they are forked from.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import islice
from pathlib import Path
from typing import Any, TypeVar

import pyoxigraph as ox

from kg import iris
from kg.errors import BadInput
from kg.serve.exchange import Refused
from kg.serve.protocol import Asked
from kg.store import Answer, BlankNode, NamedNode, Store, Table, Term

RESULTS = {
    "json": ox.QueryResultsFormat.JSON,
    "xml": ox.QueryResultsFormat.XML,
    "csv": ox.QueryResultsFormat.CSV,
    "tsv": ox.QueryResultsFormat.TSV,
}
TRIPLES = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}
_Found = TypeVar("_Found")
_PREFIXED = {"ttl", "trig"}
_DECLARATIONS = re.compile(rb"(?:@prefix .*\n)+")
_PLACE = re.compile(r"error at (\d+):(\d+): (?:expected )?", re.DOTALL)


@dataclass(frozen=True, slots=True)
class Solutions:
    """What a query found, not yet evaluated to the end. `kind` is `rows`, `boolean` or `triples`."""

    kind: str
    found: Any

    def serialised(self, form: str, most: int) -> bytes:
        """The answer in a format by name. Refused where it is larger than `most` bytes."""
        if self.kind == "triples":
            return written(self.found, form, most)
        out = _Limited(most)
        _finished(lambda: self.found.serialize(out, RESULTS[form]))
        return out.getvalue()

    def first(self, most: int) -> tuple[tuple[str, ...], list[tuple[Term | None, ...]], bool]:
        """Of rows: the names of the columns, the first `most` rows, and whether there are more."""
        rows = _finished(lambda: [tuple(row) for row in islice(self.found, most + 1)])
        return tuple(one.value for one in self.found.variables), rows[:most], len(rows) > most


class Engine(Store):
    """A graph that is only read. Its default graph is the union of its named graphs, each triple once.

    Oxigraph finds a triple once for each graph that holds it. So where any triple is in several graphs, the union is
    stored as the default graph; in all other cases the union is taken as it is.
    """

    digest: str
    """SHA-256 of the graph's file."""
    graphs: frozenset[str]
    """IRIs of the named graphs."""
    on_disk: Path | None
    """Where the graph is kept, if not in memory."""
    _merged: bool
    _size: int
    _empty: ox.Store

    @classmethod
    def open(cls, path: Path, scratch: Path | None = None) -> Engine:
        """Load an N-Quads file, into memory or, where there is one, into the empty folder `scratch`.

        What is on disk is for other processes: they call `reopen` first. BadInput where there is no such file or it
        is broken.
        """
        engine = cls()
        engine.on_disk = scratch
        try:
            with path.open("rb") as file:
                engine._store = ox.Store(str(scratch)) if scratch else ox.Store()
                engine._store.bulk_load(file, ox.RdfFormat.N_QUADS)
                file.seek(0)
                engine.digest = hashlib.file_digest(file, "sha256").hexdigest()
                file.seek(0)
                engine._merged = _overlap(file)
        except SyntaxError as error:
            raise BadInput(f"This is not valid N-Quads: {error.msg}.", path=path) from error
        except OSError as error:
            raise BadInput(f"cannot be read ({error.strerror}); build the graph first.", path=path) from error
        if engine._merged:
            engine._store.bulk_extend(ox.Quad(*quad.triple) for quad in engine._store)
        engine.graphs = frozenset(graph.value for graph in engine._store.named_graphs())
        engine._size = sum(1 for _ in engine.triples(None)) if engine._merged else len(engine._store)
        engine._empty = ox.Store()
        if scratch:
            engine._store.flush()
            del engine._store
        return engine

    def reopen(self) -> None:
        """Open a graph on disk, read-only, in the process that is going to use it."""
        if self.on_disk is not None:
            self._store = ox.Store.read_only(str(self.on_disk))

    def evaluate(self, asked: Asked) -> Solutions:
        """Begin to answer a query over its dataset (of IRIs of named graphs; none: the whole graph).

        A graph that is not here is empty. Refused names line and column of a syntax error, or what is no IRI.
        """
        default, named = asked.default_graphs, asked.named_graphs
        for graph in (*default, *named):
            _iri(graph)
        store, dataset = self._store, self._dataset(default, named)
        if self._merged and len(default) > 1:
            store, dataset = self._copied(default, named), {}
        found = _finished(lambda: store.query(asked.query, base_iri=iris.BASE, **dataset))
        if isinstance(found, ox.QueryBoolean):
            return Solutions("boolean", found)
        return Solutions("triples" if isinstance(found, ox.QueryTriples) else "rows", found)

    def check(self, query: str) -> None:
        """Refused where the query is no SPARQL, with line and column."""
        _finished(lambda: self._empty.query(query, base_iri=iris.BASE))

    def triples(self, graph: str | None) -> Iterable[ox.Triple]:
        """The triples of a named graph; of the default graph where there is no name."""
        if graph is not None:
            place: ox.NamedNode | ox.DefaultGraph | None = ox.NamedNode(graph)
        else:
            place = ox.DefaultGraph() if self._merged else None
        return (quad.triple for quad in self._store.quads_for_pattern(None, None, None, place))

    def about(self, subject: NamedNode | BlankNode) -> list[ox.Triple]:
        """The triples of a subject, sorted, each once."""
        found = {quad.triple for quad in self._store.quads_for_pattern(subject, None, None, None)}
        return sorted(found, key=str)

    def subjects(self, below: str) -> list[NamedNode]:
        """The subjects whose IRIs begin with a text, sorted."""
        found = {triple.subject for triple in self.triples(None)}
        names = {one.value for one in found if isinstance(one, NamedNode) and one.value.startswith(below)}
        return [NamedNode(name) for name in sorted(names)]

    def mentioned(self, iri: NamedNode) -> bool:
        """Whether a thing links to this one, or this is a property or graph."""
        patterns = ((None, None, iri, None), (None, iri, None, None), (None, None, None, iri))
        return any(next(iter(self._store.quads_for_pattern(*pattern)), None) is not None for pattern in patterns)

    def query(self, text: str, given: Mapping[str, Term] | None = None, *, path: Path | None = None) -> Answer:  # noqa: ARG002
        """Answer a query of our own over the whole graph, with some of its variables replaced."""
        found = self._answer(text, given or {})
        if isinstance(found, ox.QueryBoolean):
            return bool(found)
        if isinstance(found, ox.QueryTriples):
            return tuple(found)
        return Table(tuple(one.value for one in found.variables), tuple(tuple(row) for row in found))

    def __len__(self) -> int:
        return self._size

    def _answer(self, text: str, given: Mapping[str, Term]) -> ox.QuerySolutions | ox.QueryBoolean | ox.QueryTriples:
        terms = {ox.Variable(name): term for name, term in given.items()}
        return self._store.query(text, use_default_graph_as_union=not self._merged, substitutions=terms)

    def _dataset(self, default: Sequence[str], named: Sequence[str]) -> dict[str, Any]:
        if default or named:
            return {"default_graph": [*map(ox.NamedNode, default)], "named_graphs": [*map(ox.NamedNode, named)]}
        return {} if self._merged else {"use_default_graph_as_union": True}

    def _copied(self, default: Sequence[str], named: Sequence[str]) -> ox.Store:
        """A store with only these graphs, the triples of the default ones merged."""
        store = ox.Store()
        for graph in default:
            store.bulk_extend(ox.Quad(*triple) for triple in self.triples(graph))
        for graph in named:
            store.bulk_extend(self._store.quads_for_pattern(None, None, None, ox.NamedNode(graph)))
        return store


def written(triples: Iterable[ox.Triple], form: str, most: int) -> bytes:
    """Triples in a format by name. Refused where that is more than `most` bytes.

    Oxigraph declares prefixes in no fixed order, so the declarations are sorted.
    """
    out = _Limited(most)
    prefixes = iris.PREFIXES if form in _PREFIXED else None
    _finished(lambda: ox.serialize(triples, out, TRIPLES[form], prefixes=prefixes))
    body = out.getvalue()
    head = _DECLARATIONS.match(body)
    if head is None:
        return body
    return b"".join(sorted(head[0].splitlines(keepends=True))) + body[head.end() :]


class _Limited(io.BytesIO):
    """A buffer that refuses to grow beyond a size."""

    def __init__(self, most: int) -> None:
        super().__init__()
        self._left = most

    def write(self, data: Any) -> int:  # noqa: ANN401 (as the class above has it)
        """Take more bytes. Refused where there is no room for them."""
        self._left -= len(data)
        if self._left < 0:
            raise Refused(503, "result-size", "The answer is larger than this server gives; ask for less of it.")
        return super().write(data)


def _iri(text: str) -> ox.NamedNode:
    try:
        return ox.NamedNode(text)
    except ValueError:
        raise Refused(400, "parameters", f"{text!r} is no absolute IRI.") from None


def _finished(work: Callable[[], _Found]) -> _Found:
    """What `work` returns; its errors as Refused."""
    try:
        return work()
    except SyntaxError as error:
        raise _syntax(str(error.msg)) from None
    except (OSError, RuntimeError, ValueError) as error:
        raise Refused(500, "evaluation", f"The query cannot be evaluated: {error}.") from None


def _syntax(message: str) -> Refused:
    place = _PLACE.match(message)
    if place is None:
        return Refused(400, "syntax", f"This is not valid SPARQL: {message[:300]}.")
    line, column, reason = int(place[1]), int(place[2]), " ".join(message[place.end() :].split())[:200]
    detail = f"Line {line}, column {column} is not valid SPARQL: expected {reason}."
    return Refused(400, "syntax", detail, line=line, column=column)


def _overlap(lines: Iterable[bytes]) -> bool:
    """Whether sorted N-Quads may hold a triple in more than one graph; of unsorted ones that is taken for granted."""
    last = b""
    for line in lines:
        triple = line.rstrip(b" .\n").rpartition(b" ")[0]
        if triple <= last or not line.endswith(b"> .\n"):
            return True
        last = triple
    return False
