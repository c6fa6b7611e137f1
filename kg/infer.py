"""What follows by OWL 2 RL from the ontology, the vocabulary and the data.

Only what a reader of the graph asks for is kept: the classes and properties of the data, ours and those of other
ontologies (`mp:states` and `mp:statedIn`, superclasses, superproperties, inverses), nothing about the schema or the
annotations, and nothing that every thing is to itself. Literals take no part, since no axiom speaks of them.
"""

from __future__ import annotations

from collections.abc import Iterable

from reasonable import PyReasoner

from kg import iris
from kg.store import BlankNode, Literal, NamedNode, Quad, Term

_NAMELESS = "urn:blank:"
_TYPE = iris.name("rdf:type")
_BESIDE_THE_DATA = tuple(iris.PREFIXES[prefix] for prefix in ("oa", "owl", "rdf", "rdfs", "xsd"))


def infer(quads: Iterable[Quad]) -> list[Quad]:
    """The new triples in the graph `inferred`, sorted."""
    known = {
        (_named(quad.subject), quad.predicate.value, _named(quad.object))
        for quad in quads
        if not isinstance(quad.object, Literal)
    }
    reasoner = PyReasoner()
    reasoner.from_graph(sorted(known))
    found = {(str(s), str(p), str(o)) for s, p, o in reasoner.reason()} - known
    graph = NamedNode(iris.graph("inferred"))
    return [Quad(NamedNode(s), NamedNode(p), NamedNode(o), graph) for s, p, o in sorted(found) if _telling(s, p, o)]


def _telling(subject: str, predicate: str, value: str) -> bool:
    """Whether a triple says something about the data: by its property or, for a type, its class."""
    about = value if predicate == _TYPE else predicate
    nameless = any(node.startswith(_NAMELESS) for node in (subject, predicate, value))
    return not about.startswith(_BESIDE_THE_DATA) and not nameless and subject != value


def _named(term: Term) -> str:
    """A name for any node: the reasoner takes IRIs only."""
    if isinstance(term, BlankNode):
        return _NAMELESS + term.value
    if isinstance(term, NamedNode):
        return term.value
    raise TypeError(f"{term} is no node")
