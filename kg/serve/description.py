"""What the server says of itself (SPARQL 1.1 Service Description) and of its dataset (VoID and DCAT)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from functools import cache

import kg
from kg import iris
from kg.serve.engine import RESULTS, TRIPLES, Engine, written
from kg.serve.exchange import Reply
from kg.serve.negotiate import GRAPHS, content_type
from kg.serve.wire import Head
from kg.store import BlankNode, Literal, NamedNode, Triple

_SPACES = {
    **iris.PREFIXES,
    "sd": "http://www.w3.org/ns/sparql-service-description#",
    "void": "http://rdfs.org/ns/void#",
    "dcat": "http://www.w3.org/ns/dcat#",
    "formats": "http://www.w3.org/ns/formats/",
}
_FORMATS = {
    "json": "SPARQL_Results_JSON",
    "xml": "SPARQL_Results_XML",
    "csv": "SPARQL_Results_CSV",
    "tsv": "SPARQL_Results_TSV",
    "ttl": "Turtle",
    "nt": "N-Triples",
    "nq": "N-Quads",
    "trig": "TriG",
    "rdf": "RDF_XML",
    "jsonld": "JSON-LD",
}
_DATASET = NamedNode(iris.BASE)
_TYPE = NamedNode(iris.name("rdf:type"))


def describe(engine: Engine, job: Head, most: int) -> Reply:
    """The description of the `service`, or of the `dataset`, as RDF; `origin` is the address of the server."""
    origin, form = job["origin"], job["format"]
    endpoint = NamedNode(f"{origin or iris.BASE.rstrip('/')}/sparql")
    triples = _service(engine, endpoint) if job["what"] == "service" else _dataset(engine, endpoint, origin)
    return Reply(200, {"content-type": content_type(GRAPHS, form)}, written(triples, form, most))


def _service(engine: Engine, endpoint: NamedNode) -> Iterable[Triple]:
    default, counts = BlankNode("default"), _counts(engine)
    yield Triple(endpoint, _TYPE, _n("sd:Service"))
    yield Triple(endpoint, _n("sd:endpoint"), endpoint)
    yield Triple(endpoint, _n("sd:supportedLanguage"), _n("sd:SPARQL11Query"))
    yield Triple(endpoint, _n("sd:feature"), _n("sd:UnionDefaultGraph"))
    for form in (*RESULTS, *TRIPLES):
        yield Triple(endpoint, _n("sd:resultFormat"), _n(f"formats:{_FORMATS[form]}"))
    yield Triple(endpoint, _n("sd:defaultDataset"), _DATASET)
    yield Triple(endpoint, _n("sd:availableGraphs"), _DATASET)
    yield Triple(_DATASET, _TYPE, _n("sd:Dataset"))
    yield Triple(_DATASET, _TYPE, _n("sd:GraphCollection"))
    yield Triple(_DATASET, _n("sd:defaultGraph"), default)
    yield Triple(default, _TYPE, _n("sd:Graph"))
    yield Triple(default, _n("void:triples"), Literal(len(engine)))
    for number, (name, count) in enumerate(counts):
        named, held = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        yield Triple(_DATASET, _n("sd:namedGraph"), named)
        yield Triple(named, _TYPE, _n("sd:NamedGraph"))
        yield Triple(named, _n("sd:name"), NamedNode(name))
        yield Triple(named, _n("sd:graph"), held)
        yield Triple(held, _TYPE, _n("sd:Graph"))
        yield Triple(held, _n("void:triples"), Literal(count))


def _dataset(engine: Engine, endpoint: NamedNode, origin: str) -> Iterable[Triple]:
    service, dump = BlankNode("service"), BlankNode("dump")
    for kind in ("void:Dataset", "dcat:Dataset"):
        yield Triple(_DATASET, _TYPE, _n(kind))
    yield Triple(_DATASET, _n("dct:title"), Literal(kg.__doc__.splitlines()[0] if kg.__doc__ else "kg", language="en"))
    yield Triple(_DATASET, _n("dct:identifier"), Literal(engine.digest))
    yield Triple(_DATASET, _n("void:triples"), Literal(len(engine)))
    yield Triple(_DATASET, _n("void:uriSpace"), Literal(iris.BASE))
    yield Triple(_DATASET, _n("void:sparqlEndpoint"), endpoint)
    yield Triple(_DATASET, _n("void:exampleResource"), NamedNode(iris.term("category/refugee")))
    for prefix in sorted(iris.PREFIXES):
        yield Triple(_DATASET, _n("void:vocabulary"), NamedNode(iris.PREFIXES[prefix]))
    for form in TRIPLES:
        yield Triple(_DATASET, _n("void:feature"), _n(f"formats:{_FORMATS[form]}"))
    for kind, property_, counts in (
        ("class", "entities", _classes(engine)),
        ("property", "triples", _properties(engine)),
    ):
        for number, (name, count) in enumerate(counts):
            part = BlankNode(f"{kind}{number}")
            yield Triple(_DATASET, _n(f"void:{kind}Partition"), part)
            yield Triple(part, _n(f"void:{kind}"), NamedNode(name))
            yield Triple(part, _n(f"void:{property_}"), Literal(count))
    for name, _ in _counts(engine):
        yield Triple(_DATASET, _n("dct:hasPart"), NamedNode(name))
    yield Triple(service, _TYPE, _n("dcat:DataService"))
    yield Triple(service, _n("dcat:endpointURL"), endpoint)
    yield Triple(service, _n("dcat:endpointDescription"), endpoint)
    yield Triple(service, _n("dct:conformsTo"), NamedNode("http://www.w3.org/TR/sparql11-protocol/"))
    yield Triple(service, _n("dcat:servesDataset"), _DATASET)
    yield Triple(_DATASET, _n("dcat:distribution"), dump)
    yield Triple(dump, _TYPE, _n("dcat:Distribution"))
    yield Triple(dump, _n("dcat:accessService"), service)
    if origin:
        whole = NamedNode(f"{origin}/graphs?default")
        yield Triple(dump, _n("dcat:accessURL"), whole)
        yield Triple(_DATASET, _n("void:dataDump"), whole)


@cache
def _counts(engine: Engine) -> tuple[tuple[str, int], ...]:
    """The named graphs with the numbers of their triples."""
    return tuple((name, sum(1 for _ in engine.triples(name))) for name in sorted(engine.graphs))


@cache
def _classes(engine: Engine) -> tuple[tuple[str, int], ...]:
    """The classes with the numbers of things in them."""
    found = Counter(
        t.object.value for t in engine.triples(None) if t.predicate == _TYPE and isinstance(t.object, NamedNode)
    )
    return tuple(sorted(found.items()))


@cache
def _properties(engine: Engine) -> tuple[tuple[str, int], ...]:
    """The properties with the numbers of triples that have them."""
    return tuple(sorted(Counter(t.predicate.value for t in engine.triples(None)).items()))


def _n(name: str) -> NamedNode:
    prefix, _, local = name.partition(":")
    return NamedNode(_SPACES[prefix] + local)
