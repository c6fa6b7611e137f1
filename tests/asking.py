"""A small graph to ask questions of: `tests/queries/graph.ttl` with the ontology, the vocabulary and what follows."""

from functools import cache
from pathlib import Path

from kg import iris
from kg.emit import ontology, vocabulary
from kg.infer import infer
from kg.pipeline import ONTOLOGY
from kg.store import NamedNode, Quad, Store, read_turtle

QUERIES = Path(__file__).parent / "queries"


@cache
def small_quads() -> tuple[Quad, ...]:
    """The quads of the small graph."""
    graph = NamedNode(iris.graph("doc/small"))
    told = [*ontology(ONTOLOGY), *vocabulary(ONTOLOGY), *read_turtle(QUERIES / "graph.ttl", graph)]
    return (*told, *infer(told))


@cache
def small() -> Store:
    """The small graph, ready to be asked."""
    return Store(small_quads())


ASKED = {"evidence": {"thing": "doc/new-act/concept/s/2/item-1"}, "acts-in-force": {"day": "2008-01-01"}}
"""The values that questions are asked with, where the answer to all would be long."""
