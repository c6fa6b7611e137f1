"""The border to Oxigraph: terms, files of RDF in and out, the canonical form, and SPARQL.

Terms and quads are taken from here; only the workers of the server (`kg.serve.engine`) import `pyoxigraph` besides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import TypeAlias

import pyoxigraph as ox
from pyoxigraph import BlankNode, Literal, NamedNode, Quad, Triple

from kg import iris
from kg.errors import BadInput

__all__ = ["Answer", "BlankNode", "Literal", "NamedNode", "Quad", "Store", "Table", "Term", "Triple"]

Term: TypeAlias = NamedNode | BlankNode | Literal | Triple
_TYPE = NamedNode(iris.name("rdf:type"))
_DECLARATION = re.compile(rb"@prefix .*\n| xmlns:\w+=\"[^\"]*\"")
_DECLARATIONS = re.compile(rb"(?:%s)+" % _DECLARATION.pattern)
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")


@dataclass(frozen=True, slots=True)
class Table:
    """What a SELECT found: the variables in order, and a tuple of terms per row (None where unbound)."""

    columns: tuple[str, ...]
    rows: tuple[tuple[Term | None, ...], ...]


Answer: TypeAlias = Table | bool | tuple[Triple, ...]
"""What a query gives: rows for SELECT, yes or no for ASK, triples for CONSTRUCT and DESCRIBE."""


class Store:
    """A dataset that answers SPARQL; the default graph is all graphs together.

    A triple that several graphs hold is found once for each of them: put each in one graph.
    """

    def __init__(self, quads: Iterable[Quad] = ()) -> None:
        self._store = ox.Store()
        self._store.bulk_extend(quads)

    @classmethod
    def load(cls, path: Path) -> Store:
        """The dataset of an N-Quads file, in memory. BadInput where there is none or it is broken."""
        store = cls()
        try:
            with path.open("rb") as file:
                store._store.bulk_load(file, ox.RdfFormat.N_QUADS)
        except SyntaxError as error:
            raise _broken(error, path, "N-Quads") from error
        except OSError as error:
            raise BadInput(f"cannot be read ({error.strerror}); build the graph first.", path=path) from error
        return store

    def __len__(self) -> int:
        return len(self._store)

    def query(self, text: str, given: Mapping[str, Term] | None = None, *, path: Path | None = None) -> Answer:
        """Answer a SPARQL query, with the variables in `given` replaced by terms.

        A variable can be given only where the query selects it. BadInput names the line and column of a syntax
        error; `path` is the file that the query came from.
        """
        terms = {ox.Variable(name): term for name, term in (given or {}).items()}
        try:
            found = self._store.query(text, use_default_graph_as_union=True, substitutions=terms)
            if isinstance(found, ox.QueryBoolean):
                return bool(found)
            if isinstance(found, ox.QueryTriples):
                return tuple(found)
            columns = tuple(variable.value for variable in found.variables)
            return Table(columns, tuple(tuple(row) for row in found))
        except SyntaxError as error:
            raise _broken(error, path, "SPARQL", wrong_call=True) from error
        except (OSError, RuntimeError) as error:
            raise BadInput(f"The query cannot be answered: {error}.", path=path, wrong_call=True) from error

    def select(self, text: str, given: Mapping[str, Term] | None = None, *, path: Path | None = None) -> Table:
        """The rows of a SELECT query. BadInput as for `query`, and for any other kind of query."""
        answer = self.query(text, given, path=path)
        if not isinstance(answer, Table):
            raise BadInput("The query is no SELECT.", path=path, wrong_call=True)
        return answer


def read_turtle(path: Path, graph: NamedNode) -> list[Quad]:
    """The triples of a Turtle file as quads of `graph`; blank nodes are new ones. BadInput names line and column."""
    return [Quad(q.subject, q.predicate, q.object, graph) for q in _read(path, ox.RdfFormat.TURTLE, "Turtle")]


def read_n_quads(path: Path) -> list[Quad]:
    """The quads of an N-Quads file. BadInput names line and column.

    Literals stay as written, while a `Store` keeps the value of a whole number but not its exact type.
    """
    return _read(path, ox.RdfFormat.N_QUADS, "N-Quads")


def parse_n_quads(data: bytes) -> list[Quad]:
    """The quads of N-Quads or N-Triples, as they are written. BadInput names line and column."""
    return _parsed(data, None, ox.RdfFormat.N_QUADS, "N-Quads")


def _read(path: Path, form: ox.RdfFormat, syntax: str) -> list[Quad]:
    try:
        data = path.read_bytes()
    except OSError as error:
        raise BadInput(f"cannot be read ({error.strerror}).", path=path) from error
    return _parsed(data, path, form, syntax)


def _parsed(data: bytes, path: Path | None, form: ox.RdfFormat, syntax: str) -> list[Quad]:
    try:
        return list(ox.parse(data, form, rename_blank_nodes=form == ox.RdfFormat.TURTLE))
    except SyntaxError as error:
        raise _broken(error, path, syntax) from error


def canonical(quads: Iterable[Quad]) -> list[Quad]:
    """Each quad once, blank nodes named by RDFC-1.0, in the order of the canonical N-Quads (by code point).

    Only quads with a blank node take part in naming them, so only those are given to the algorithm.
    """
    named: list[Quad] = []
    nameless: list[Quad] = []
    for quad in quads:
        (nameless if _nameless(quad) else named).append(quad)
    dataset = ox.Dataset(nameless)
    dataset.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    found = [*named, *dataset]
    by_line = dict(zip(n_quads(found).splitlines(), found, strict=True))
    return [by_line[line] for line in sorted(by_line)]


def n_quads(quads: Iterable[Quad]) -> bytes:
    """The quads as N-Quads, in the order given."""
    return ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b""


def trig(quads: Iterable[Quad]) -> bytes:
    """The quads as TriG to be read by people: grouped by graph and subject, IRIs relative to the base."""
    return _written(_grouped(quads), ox.RdfFormat.TRIG)


def turtle(quads: Iterable[Quad]) -> bytes:
    """The union of the graphs as Turtle, grouped by subject, IRIs relative to the base."""
    return _written(_merged(quads), ox.RdfFormat.TURTLE)


def rdf_xml(quads: Iterable[Quad]) -> bytes:
    """The union of the graphs as RDF/XML.

    Characters that XML cannot hold at all become U+FFFD, and carriage returns are written so that they survive.
    """
    triples = [Triple(t.subject, t.predicate, _printable(t.object)) for t in _merged(quads)]
    return _written(triples, ox.RdfFormat.RDF_XML, base=None).replace(b"\r", b"&#13;")


def _written(data: Iterable[Quad] | Iterable[Triple], form: ox.RdfFormat, base: str | None = iris.BASE) -> bytes:
    """The data in a format with prefixes; Oxigraph declares those in no fixed order, so they are sorted."""
    written = ox.serialize(data, format=form, prefixes=iris.PREFIXES, base_iri=base) or b""
    return _DECLARATIONS.sub(lambda found: b"".join(sorted(_DECLARATION.findall(found[0]))), written, count=1)


def _grouped(quads: Iterable[Quad]) -> list[Quad]:
    """By graph and subject, types first, otherwise in the order given."""
    return sorted(quads, key=lambda q: (str(q.graph_name), str(q.subject).strip("<>"), q.predicate != _TYPE))


def _merged(quads: Iterable[Quad]) -> list[Triple]:
    return list(dict.fromkeys(quad.triple for quad in _grouped(Quad(*quad.triple) for quad in quads)))


def _nameless(quad: Quad) -> bool:
    return any(isinstance(term, BlankNode) for term in (quad.subject, quad.object, quad.graph_name))


def _printable(term: Term) -> Term:
    if isinstance(term, Literal) and _NOT_XML.search(term.value):
        text = _NOT_XML.sub("\ufffd", term.value)
        return Literal(text, language=term.language) if term.language else Literal(text, datatype=term.datatype)
    return term


def _broken(error: SyntaxError, path: Path | None, syntax: str, *, wrong_call: bool = False) -> BadInput:
    message = str(error.msg).partition("\n")[0]
    place = re.search(r"at (?:line )?(\d+)(?: column |:)(\d+): ", message) or re.search(
        r"line (\d+) column (\d+).*?: ", message
    )
    if place is None:
        return BadInput(f"This is not valid {syntax}: {message}.", path=path, wrong_call=wrong_call)
    where = f"line {place[1]}, column {place[2]}"
    reason = message[place.end() :][:200]
    return BadInput(f"{where} is not valid {syntax}: {reason}.", path=path, wrong_call=wrong_call)
