"""The graph as RDF: every serialisation of the dataset, and JSON-LD in trees, one for each document."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path

from kg import iris, store
from kg.export import owl
from kg.export.view import Graph
from kg.naming import short
from kg.store import Literal, NamedNode, Quad, Term
from kg.witness import value

_TYPE = iris.name("rdf:type")
_STRING = iris.name("xsd:string")


def n_triples(quads: Iterable[Quad]) -> bytes:
    """The union of the graphs as N-Triples, sorted."""
    return store.n_quads(store.canonical(Quad(q.subject, q.predicate, q.object) for q in quads))


WRITERS: Mapping[str, Callable[[Iterable[Quad]], bytes]] = {
    "nq": store.n_quads,
    "nt": n_triples,
    "trig": store.trig,
    "ttl": store.turtle,
    "rdf": store.rdf_xml,
    "owl": owl.rdf_xml,
    "ofn": owl.functional,
    "omn": owl.manchester,
}
"""RDF formats by the endings of their files; `nt`, `ttl` and `rdf` (RDF/XML) hold the union of the graphs, and those
of OWL what ontology editors are for."""


def rdf(dist: Path, form: str, part: Graph | None) -> dict[str, bytes]:
    """The dataset of `dist` in a format of `WRITERS`; of a part of the graph what is said of its nodes."""
    quads: list[Quad] = store.read_n_quads(dist / "kg.nq")
    if part is not None:
        told = {node.iri for node in part.nodes.values()}
        quads = [quad for quad in quads if isinstance(quad.subject, NamedNode) and quad.subject.value in told]
    return {f"policy-kg.{form}": WRITERS[form](quads)}


def json_ld(dist: Path, part: Graph) -> dict[str, bytes]:
    """JSON-LD 1.1 with what is said of the nodes of a graph, evidence aside.

    Each document is a tree that holds what belongs to it, each at the first place that names it; nodes that belong to
    no document follow. Everything else is named by its IRI.
    """
    facts: dict[str, dict[str, list[Term]]] = defaultdict(lambda: defaultdict(list))
    told = {node.iri: node for node in part.nodes.values()}
    for quad in sorted(store.read_n_quads(dist / "kg.nq"), key=str):
        if isinstance(quad.subject, NamedNode) and quad.subject.value in told:
            values = facts[quad.subject.value][quad.predicate.value]
            if quad.object not in values:
                values.append(quad.object)
    done: set[str] = set()

    def tree(iri: str) -> dict[str, object]:
        done.add(iri)
        there: dict[str, object] = {"@id": iri.removeprefix(iris.BASE)}
        types = facts[iri].get(_TYPE, [])
        there["@type"] = [short(value(term)) for term in types]
        for name, terms in sorted(facts[iri].items()):
            if name != _TYPE:
                there[short(name)] = [_embedded(term, told[iri].id) for term in terms]
        return there

    def _embedded(term: Term, holder: str) -> object:
        if isinstance(term, NamedNode):
            here = told.get(term.value)
            owner = told[iris.term(holder)].document or holder
            if here is not None and here.iri not in done and here.document and here.document == owner:
                return tree(term.value)
            return {"@id": term.value.removeprefix(iris.BASE)}
        return _literal(term)

    owners = {node.document for node in told.values()}
    order = sorted(told.values(), key=lambda node: (node.id not in owners, bool(node.document), node.id))
    trees = [tree(node.iri) for node in order if node.iri not in done]
    context = {"@version": 1.1, "@base": iris.BASE, **iris.PREFIXES}
    text = json.dumps({"@context": context, "@graph": trees}, ensure_ascii=False, indent=1)
    return {"policy-kg.jsonld": f"{text}\n".encode()}


def _literal(term: Term) -> object:
    if not isinstance(term, Literal):
        raise TypeError(f"{term} has no place in JSON-LD")
    if term.language:
        return {"@value": term.value, "@language": term.language}
    kind = term.datatype.value
    return term.value if kind == _STRING else {"@value": term.value, "@type": short(kind)}
