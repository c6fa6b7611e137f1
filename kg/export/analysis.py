"""Measures of a network of nodes, as tables and as RDF; what each measure means is in `ontology/interface/measures.ttl`."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from pathlib import Path

from kg import iris
from kg.export import network
from kg.export.tables import comma_separated
from kg.export.view import Graph, Value, Values
from kg.records import Language
from kg.store import Literal, NamedNode, Quad, canonical, n_quads, read_turtle

MEANINGS = Path(__file__).parents[2] / "ontology" / "interface" / "measures.ttl"
CENTRALITIES = {"degree": network.degree, "betweenness": network.betweenness, "closeness": network.closeness}
_PLACES = Decimal("0.0001")
_CUBE = "http://purl.org/linked-data/cube#"
_BELOW = iris.BASE + "measure/"


def measures(graph: Graph) -> list[dict[str, Value]]:
    """The centralities and the community of each node, most central first; numbers have four decimals."""
    found = {name: measure(graph) for name, measure in CENTRALITIES.items()}
    groups = network.communities(graph)
    rows: list[dict[str, Value]] = [
        {
            "id": node.id,
            "class": node.kind,
            "label": node.label,
            **{name: Decimal(repr(of[node.id])).quantize(_PLACES) for name, of in found.items()},
            "community": groups[node.id],
        }
        for node in graph.nodes.values()
    ]
    return sorted(rows, key=lambda row: (-float(str(row["betweenness"])), -float(str(row["degree"])), str(row["id"])))


def coverage(graph: Graph) -> list[dict[str, Value]]:
    """How many nodes of each document are about each category of migrants, largest number first."""
    about: dict[tuple[str, str], set[str]] = defaultdict(set)
    for edge in graph.edges:
        document = graph.nodes[edge.source].document
        if document in graph.nodes and graph.nodes[edge.target].kind == "MigrantCategory":
            about[document, edge.target].add(edge.source)
    total = Counter({pair: len(found) for pair, found in about.items()})
    return [
        {
            "document": document,
            "category": category,
            "label": f"{graph.nodes[document].label}: {graph.nodes[category].label}",
            "coverage": count,
        }
        for (document, category), count in sorted(total.items(), key=lambda one: (-one[1], one[0]))
    ]


def csv_measures(graph: Graph) -> dict[str, bytes]:
    """Tables of the nodes, the bridges and the coverage, what the measures mean, and all of it as RDF."""
    nodes, shares = measures(graph), coverage(graph)
    cuts: list[Values] = [{"source": a, "target": b} for a, b in network.bridges(graph)]
    told: list[Values] = [{"measure": key, **words} for key, words in meanings(graph.language).items()]
    return {
        "nodes.csv": comma_separated(["id", "class", "label", *CENTRALITIES, "community"], nodes),
        "bridges.csv": comma_separated(["source", "target"], cuts),
        "coverage.csv": comma_separated(["document", "category", "label", "coverage"], shares),
        "measures.csv": comma_separated(["measure", "name", "meaning"], told),
        "analysis.nt": n_quads(canonical(_facts(nodes, cuts, shares))),
    }


@cache
def meanings(language: Language) -> Mapping[str, Mapping[str, str]]:
    """The name and the meaning of each measure in one language, by key."""
    found: dict[str, dict[str, str]] = defaultdict(dict)
    names: dict[str, str] = {iris.name("skos:prefLabel"): "name", iris.name("skos:definition"): "meaning"}
    for quad in read_turtle(MEANINGS, NamedNode(_BELOW)):
        if (
            isinstance(quad.object, Literal)
            and quad.object.language == language
            and isinstance(quad.subject, NamedNode)
        ):
            found[quad.subject.value.removeprefix(_BELOW)][names[quad.predicate.value]] = quad.object.value
    return dict(sorted(found.items()))


def _facts(nodes: Iterable[Values], cuts: Iterable[Values], shares: Iterable[Values]) -> list[Quad]:
    """What the measures mean, and one `qb:Observation` of the Data Cube vocabulary for each number and bridge."""
    found: list[tuple[str, tuple[str, ...], Literal]] = [
        (name, (str(row["id"]),), Literal(str(row[name]), datatype=NamedNode(iris.name(kind))))
        for row in nodes
        for name, kind in (*((one, "xsd:decimal") for one in CENTRALITIES), ("community", "xsd:integer"))
    ]
    found += [("bridge", (str(row["source"]), str(row["target"])), Literal(True)) for row in cuts]
    counted = ((str(row["document"]), str(row["category"]), int(str(row["coverage"]))) for row in shares)
    found += [("coverage", (document, category), Literal(count)) for document, category, count in counted]
    facts = [Quad(*quad.triple) for quad in read_turtle(MEANINGS, NamedNode(_BELOW))]
    for name, (first, *others), number in found:
        this = NamedNode("/".join([iris.term(first), "measure", name, *others]))
        facts += [
            Quad(this, NamedNode(iris.name("rdf:type")), NamedNode(f"{_CUBE}Observation")),
            Quad(this, NamedNode(f"{_CUBE}measureType"), NamedNode(_BELOW + name)),
            *(Quad(this, NamedNode(f"{_BELOW}of"), NamedNode(iris.term(thing))) for thing in (first, *others)),
            Quad(this, NamedNode(_BELOW + name), number),
        ]
    return facts
