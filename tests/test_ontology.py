"""The ontology as an authored text: what it declares, how it names and defines it, and whether it holds together."""

import re
from itertools import combinations
from pathlib import Path
from xml.etree import ElementTree as ET

import pytest
from rdflib import DCTERMS, OWL, RDF, RDFS, SKOS, Graph, Literal, Namespace, URIRef

from kg import iris, turtle
from kg.emit import ontology, vocabulary
from kg.records import LANGUAGES
from kg.validate import consistency, validate

ONTOLOGY = Path(__file__).parent.parent / "ontology"
FILES = sorted(ONTOLOGY.rglob("*.ttl"))
MP = Namespace(iris.PREFIXES["mp"])
POLICY = turtle.read(ONTOLOGY / "policy.ttl")
DECLARED = set(POLICY.subjects(RDF.type))
OWN = sorted(term for term in DECLARED if isinstance(term, URIRef) and term in MP)
KINDS = (OWL.ObjectProperty, OWL.DatatypeProperty, OWL.AnnotationProperty)
PROPERTIES = [term for term in OWN if set(POLICY.objects(term, RDF.type)) & set(KINDS)]
CLASSES = [term for term in OWN if (term, RDF.type, OWL.Class) in POLICY]
TEN = ("Goal", "Principle", "Priority", "Direction", "Task", "Measure", "ExpectedResult", "Challenge",
       "Recommendation", "Definition")  # fmt: skip
THE_LANGUAGE_ITSELF = tuple(iris.PREFIXES[prefix] for prefix in ("owl", "rdf", "rdfs"))


def read(path):
    return turtle.read(path)


def local(term):
    return str(term).rpartition("#")[2]


def texts(term, property_):
    return {value.language: str(value) for value in POLICY.objects(term, property_)}


def spoken(path):
    """The terms of ours that a file uses, in triples or inside a query."""
    graph = read(path)
    used = {term for triple in graph for term in triple if isinstance(term, URIRef) and term in MP}
    queries = (str(text) for text in graph.objects() if isinstance(text, Literal) and "SELECT" in text)
    return used | {MP[name] for query in queries for name in re.findall(r"\bmp:(\w+)", query)}


@pytest.mark.parametrize("path", FILES, ids=lambda path: path.stem)
def test_every_term_of_ours_that_a_file_uses_is_declared(path):
    assert sorted(local(term) for term in spoken(path) - DECLARED - {URIRef(MP)}) == []


@pytest.mark.parametrize("path", [p for p in FILES if p.parent.name != "shapes"], ids=lambda path: path.stem)
def test_every_borrowed_property_and_class_is_declared(path):
    graph = read(path)
    here = DECLARED | set(graph.subjects(RDF.type))
    used = set(graph.predicates()) | {o for o in graph.objects(None, RDF.type) if isinstance(o, URIRef)}
    assert sorted(term for term in used - here if not str(term).startswith(THE_LANGUAGE_ITSELF)) == []


@pytest.mark.parametrize("name", ["policy", "alignments"])
def test_borrowed_terms_have_names_in_each_language(name):
    graph = read(ONTOLOGY / f"{name}.ttl")
    headers = set(graph.subjects(RDF.type, OWL.Ontology))
    borrowed = {term for term in set(graph.subjects(RDF.type)) - headers if isinstance(term, URIRef) and term not in MP}
    said = {term: sorted(o.language for o in (graph + POLICY).objects(term, RDFS.label)) for term in borrowed}
    assert {term: found for term, found in said.items() if found != ["en", "kk", "ru"]} == {}


def test_borrowed_terms_name_their_source():
    borrowed = {term for term in DECLARED if isinstance(term, URIRef) and term not in MP}
    nameless = {term for term in borrowed if not list(POLICY.objects(term, RDFS.isDefinedBy))}
    assert nameless == {URIRef(iris.BASE + "ontology")}


@pytest.mark.parametrize("term", OWN, ids=local)
def test_names_and_definitions(term):
    labels, definitions = texts(term, RDFS.label), texts(term, SKOS.definition)
    assert set(labels) == set(definitions) == set(LANGUAGES)
    assert len(list(POLICY.objects(term, RDFS.label))) == len(list(POLICY.objects(term, SKOS.definition))) == 3
    assert all(len(label.split()) <= 5 and not label.endswith(".") for label in labels.values())
    assert all(text[0].isupper() and text.endswith(".") and "  " not in text for text in definitions.values())
    assert len(set(definitions.values())) == 3


@pytest.mark.parametrize("property_", [SKOS.example, SKOS.scopeNote], ids=local)
def test_examples_and_notes_are_in_each_language(property_):
    said = {term: sorted(o.language for o in POLICY.objects(term, property_)) for term in OWN}
    assert {local(term): found for term, found in said.items() if found not in ([], ["en", "kk", "ru"])} == {}
    assert any(said.values())


@pytest.mark.parametrize("term", OWN, ids=local)
def test_local_names_show_what_they_name(term):
    assert re.fullmatch("[A-Z][A-Za-z]+" if term in CLASSES else "[a-z][A-Za-z0-9]+", local(term))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("terms", [CLASSES, PROPERTIES], ids=["classes", "properties"])
def test_no_two_terms_of_a_kind_share_a_name(terms, language):
    labels = [texts(term, RDFS.label)[language] for term in terms]
    assert sorted(label for label in labels if labels.count(label) > 1) == []


@pytest.mark.parametrize("term", PROPERTIES, ids=local)
def test_a_property_is_of_one_kind(term):
    assert len(set(POLICY.objects(term, RDF.type)) & set(KINDS)) == 1


def test_dates_stay_out_of_the_logic():
    dated = {"date_document", "date_no_longer_in_force", "first_date_entry_in_force", "inXSDDate"}
    kinds = {local(term): set(POLICY.objects(term, RDF.type)) for term in DECLARED if local(term) in dated}
    assert kinds == {name: {OWL.AnnotationProperty} for name in dated}
    assert not {local(o) for o in POLICY.objects(None, RDFS.range)} & {"date", "gYear", "gYearMonth"}


def test_there_is_one_inverse():
    assert list(POLICY.subject_objects(OWL.inverseOf))
    named = [(s, o) for s, o in POLICY.subject_objects(OWL.inverseOf) if isinstance(s, URIRef)]
    assert named == [(MP.states, MP.statedIn)]


@pytest.mark.parametrize("name", [*TEN, "Indicator", "Observation"])
def test_each_class_that_is_stated_has_a_property_for_it(name):
    link = MP[f"has{name}"]
    assert (link, RDFS.subPropertyOf, MP.states) in POLICY
    assert set(POLICY.objects(link, RDFS.range)) == {MP[name]}


@pytest.mark.parametrize("cls", sorted(POLICY.subjects(OWL.equivalentClass)), ids=local)
def test_a_defined_class_says_who_finds_its_instances(cls):
    by_enumeration = any(POLICY.objects(cls, OWL.equivalentClass / OWL.oneOf))
    assert by_enumeration or texts(cls, SKOS.scopeNote)["en"].count("OWL 2")


def test_header():
    (header,) = POLICY.subjects(RDF.type, OWL.Ontology)
    version = POLICY.value(header, OWL.versionInfo)
    assert f"{header}#" == MP
    assert POLICY.value(header, OWL.versionIRI) == URIRef(f"{header}/{version}")
    assert POLICY.value(header, DCTERMS.license) == URIRef("https://creativecommons.org/licenses/by/4.0/")
    assert f"{version}:" in POLICY.value(header, SKOS.historyNote)
    assert set(texts(header, DCTERMS.title)) == set(texts(header, DCTERMS.description)) == set(LANGUAGES)


# ── files ─────────────────────────────────────────────────────────────────────────────────────────────────────────


def catalog():
    root = ET.parse(ONTOLOGY / "catalog-v001.xml").getroot()
    return {URIRef(entry.get("name")): ONTOLOGY / entry.get("uri") for entry in root}


def test_the_catalog_finds_every_ontology_without_the_network():
    headed = {}
    for path in FILES:
        graph = read(path)
        for header in graph.subjects(RDF.type, OWL.Ontology):
            headed |= dict.fromkeys([header, *graph.objects(header, OWL.versionIRI)], path)
            assert set(graph.objects(header, OWL.imports)) <= set(catalog())
    assert headed == catalog()


def test_shapes_build_on_each_other():
    imports = {}
    for path in (ONTOLOGY / "shapes").glob("*.ttl"):
        graph = read(path)
        imports[path.stem] = [str(o).removeprefix(iris.BASE) for o in graph.objects(None, OWL.imports)]
    assert imports == {"core": ["ontology"], "policy": ["shapes/core"], "quality": ["shapes/policy"], "terms": []}


def test_alignments_only_add_to_terms_of_ours():
    graph = read(ONTOLOGY / "alignments.ttl")
    relations = {RDFS.subClassOf, RDFS.subPropertyOf, SKOS.closeMatch}
    aligned = {(s, p, o) for s, p, o in graph if p in relations and s in MP}
    assert aligned
    assert not list(graph.objects(None, OWL.imports)), "the published ontology holds this file and must import nothing"
    assert {s for s, _, _ in aligned} <= DECLARED
    meant = {o for _, p, o in aligned if p != SKOS.closeMatch}
    assert meant <= DECLARED | set(graph.subjects(RDF.type))


def test_all_agencies_of_the_vocabulary_differ():
    """Only then can they be counted. A body minted from a document may be one that has a name already: it stays open."""
    graph = read(ONTOLOGY / "vocab" / "agencies.ttl")
    (differing,) = graph.subjects(RDF.type, OWL.AllDifferent)
    members = list(graph.items(graph.value(differing, OWL.distinctMembers)))
    assert members == sorted(graph.subjects(RDF.type, MP.Agency))


# ── reasoning ─────────────────────────────────────────────────────────────────────────────────────────────────────


def test_ontology_and_vocabularies_hold_together():
    found = consistency([*ONTOLOGY.glob("*.ttl"), *(ONTOLOGY / "vocab").glob("*.ttl")])
    assert (found.consistent, found.unsatisfiable) == (True, ())


def test_nothing_is_a_statement_of_two_classes(tmp_path):
    graph = Graph()
    for one, other in combinations(TEN, 2):
        both = URIRef(f"{iris.BASE}{one}-{other}")
        graph.add((both, RDF.type, OWL.Class))
        graph.add((both, RDFS.subClassOf, MP[one]))
        graph.add((both, RDFS.subClassOf, MP[other]))
    graph.serialize(tmp_path / "pairs.ttl", format="turtle")
    found = consistency([ONTOLOGY / "policy.ttl", tmp_path / "pairs.ttl"])
    assert found.consistent
    assert set(found.unsatisfiable) == {str(both) for both in graph.subjects()}


def test_ontology_and_vocabularies_keep_to_the_shapes():
    assert validate([*ontology(ONTOLOGY), *vocabulary(ONTOLOGY)], ONTOLOGY / "shapes") == []
