"""A built graph as nodes, edges and attributes: what the queries of `queries/graph` say, and the same for every format.

Attribute names are those of the queries; a text in a language has the language behind its name (`text_kk`). Several
values of one attribute stand in one cell, in order, with ` | ` between them.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import TypeAlias

from kg.errors import BadInput
from kg.export.queries import header, projections, rows, title
from kg.messages import say
from kg.naming import Names, preferred, short
from kg.records import Language
from kg.store import Literal, Store
from kg.witness import value

SEPARATOR = " | "
Value: TypeAlias = str | bool | int | Decimal | date
Values: TypeAlias = Mapping[str, Value]
_XSD = "http://www.w3.org/2001/XMLSchema#"


@dataclass(frozen=True, slots=True)
class Node:
    """A thing. `id` is its short IRI, `kind` its class as `Measure`, `document` the id of the one that it belongs to."""

    id: str
    iri: str
    kind: str
    label: str
    document: str
    color: str
    shape: str
    size: int
    attributes: Values


@dataclass(frozen=True, slots=True)
class Edge:
    """A property of `source` that has the value `target`; `predicate` is its short IRI, `label` its name for people."""

    source: str
    target: str
    predicate: str
    label: str
    weight: int
    attributes: Values

    @property
    def id(self) -> str:
        return f"{self.source} {self.predicate} {self.target}"


@dataclass(frozen=True, slots=True)
class Graph:
    """Nodes by id and edges, both in order; labels in `language`, as are the names of the classes in `kinds`."""

    nodes: Mapping[str, Node]
    edges: tuple[Edge, ...]
    kinds: Mapping[str, str]
    language: Language
    directed: bool = True

    def part(self, wanted: Iterable[str]) -> Graph:
        """The graph of some of the nodes and of the edges between them."""
        kept = set(wanted)
        nodes = {key: node for key, node in self.nodes.items() if key in kept}
        edges = tuple(edge for edge in self.edges if edge.source in kept and edge.target in kept)
        return Graph(nodes, edges, self.kinds, self.language, self.directed)


def graph(store: Store, language: Language) -> Graph:
    """The whole graph, with labels in one language, or the next best where a thing has none in it."""
    names = Names(store, language)
    attributes = _attributes(store)
    nodes: dict[str, Node] = {}
    found = rows(store, "graph/nodes")
    for thing, kind, document, color, shape, size, _ in found:
        key = short(value(thing))
        nodes.setdefault(
            key,
            Node(
                key,
                value(thing),
                _local(value(kind)),
                _label(attributes[key], language) or key,
                short(value(document)) if document else "",
                value(color),
                value(shape),
                int(value(size)),
                attributes[key],
            ),
        )
    kinds = {_local(value(row[1])): names.label(value(row[1])) for row in found}
    return Graph(nodes, tuple(_edges(store, nodes, names)), dict(sorted(kinds.items())), language)


def projected(store: Store, whole: Graph, name: str) -> Graph:
    """A projection of the graph by one of `queries/graph/projections`: its ends, tied by what they share.

    `weight` counts what is shared. BadInput where there is no such projection.
    """
    known = projections()
    if name not in known:
        message = say("unknown-value", whole.language, value=name, name="projection", known=", ".join(known))
        raise BadInput(message, wrong_call=True)
    query = f"graph/projections/{name}"
    ties = [tuple(short(value(term)) for term in row) for row in rows(store, query)]
    words = title(query, whole.language)
    edges = [Edge(source, target, name, words, int(weight), {}) for source, target, weight in ties]
    ends = {key for edge in edges for key in (edge.source, edge.target)}
    nodes = {key: node for key, node in whole.nodes.items() if key in ends}
    kept = tuple(edge for edge in edges if edge.source in nodes and edge.target in nodes)
    return Graph(nodes, kept, whole.kinds, whole.language, bool(header(query)["directed"]))


def _attributes(store: Store) -> dict[str, dict[str, Value]]:
    found: dict[str, dict[str, list[Value]]] = defaultdict(lambda: defaultdict(list))
    for thing, name, term in rows(store, "graph/attributes"):
        if isinstance(term, Literal):
            tail = f"_{term.language}" if term.language else ""
            found[short(value(thing))][value(name) + tail].append(_value(term))
    for thing, start, end in rows(store, "graph/times"):
        for edge_of_time, day in (("start", start), ("end", end)):
            if isinstance(day, Literal):
                found[short(value(thing))][edge_of_time].append(_value(day))
    return defaultdict(dict, {key: {name: _one(many) for name, many in of.items()} for key, of in found.items()})


def _edges(store: Store, nodes: Mapping[str, Node], names: Names) -> Iterable[Edge]:
    evidence: dict[tuple[str, ...], list[tuple[str, Literal]]] = defaultdict(list)
    for source, property_, target, annotation, quote in rows(store, "graph/evidence"):
        if isinstance(quote, Literal):
            key = tuple(short(value(term)) for term in (source, property_, target))
            evidence[key].append((value(annotation), quote))
    for source, property_, target, score, method in rows(store, "graph/edges"):
        key = tuple(short(value(term)) for term in (source, property_, target))
        if key[0] not in nodes or key[2] not in nodes:
            continue
        shown = evidence.get(key, [])
        attributes: dict[str, Value] = {}
        if isinstance(score, Literal) and isinstance(method, Literal):
            attributes |= {"score": _value(score), "method": method.value}
        if shown:
            attributes["evidence"] = len({annotation for annotation, _ in shown})
            quotes: dict[str, list[Value]] = defaultdict(list)
            for _, quote in shown:
                quotes[f"quote_{quote.language}"].append(quote.value)
            attributes |= {name: _one(dict.fromkeys(many)) for name, many in sorted(quotes.items())}
        weight = max(1, len({annotation for annotation, _ in shown}))
        yield Edge(key[0], key[2], key[1], names.label(value(property_)), weight, attributes)


def _one(values: Iterable[Value]) -> Value:
    several = list(values)
    return several[0] if len(several) == 1 else SEPARATOR.join(map(str, several))


def _value(term: Literal) -> Value:
    """A literal as the Python value that keeps all of it; its text where there is none."""
    kind, text = term.datatype.value.removeprefix(_XSD), term.value
    try:
        if kind == "boolean":
            return text in ("true", "1")
        if kind == "date":
            return date.fromisoformat(text)
        if kind in ("integer", "int", "long", "nonNegativeInteger", "positiveInteger"):
            return int(text)
        return Decimal(text) if kind == "decimal" else text
    except ValueError:
        return text


def _label(attributes: Values, language: Language) -> str:
    known = [attributes.get(f"label_{one}") for one in preferred(language)]
    return next((str(label) for label in [*known, attributes.get("label")] if label), "")


def _local(iri: str) -> str:
    return iri.rpartition("#")[2]
