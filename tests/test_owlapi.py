"""What the OWL API, which Protégé uses, and HermiT make of the ontology and of what is published."""

from collections import Counter
from pathlib import Path

import pytest
from rdflib import RDFS, URIRef

from kg import iris, owlapi, store, turtle
from kg.emit import ontology, vocabulary
from kg.errors import BadInput
from kg.naming import short

ONTOLOGY = Path(__file__).parent.parent / "ontology"
TREE = Path(__file__).parent / "owl" / "classes.txt"
TYPE = iris.name("rdf:type")
PREFIXES = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in {**iris.PREFIXES, "": iris.BASE}.items())
NOT_IN_RL = {"JointMeasure"}
"""Defined classes that OWL 2 RL cannot express: it cannot count to two."""


@pytest.fixture(scope="module")
def terms(tmp_path_factory):
    """The ontology, the alignments and the vocabularies as one file."""
    path = tmp_path_factory.mktemp("owl") / "terms.ttl"
    path.write_bytes(store.turtle([*ontology(ONTOLOGY), *vocabulary(ONTOLOGY)]))
    return path


@pytest.fixture(scope="module")
def files(terms, corpus):
    """What somebody opens in Protégé; the data are those of our own corpus."""
    return {
        "policy": ONTOLOGY / "policy.ttl",
        "alignments": ONTOLOGY / "alignments.ttl",
        "terms": terms,
        "data": corpus.dist / "policy-kg.owl",
        "evidence": corpus.dist / "policy-kg-evidence.owl",
    }


@pytest.fixture(scope="module")
def reasoned(corpus):
    """The data as HermiT sees them."""
    return owlapi.reasoned(corpus.dist / "policy-kg.owl")


def planted(tmp_path, text):
    path = tmp_path / "planted.ttl"
    path.write_bytes(store.turtle(ontology(ONTOLOGY)) + (PREFIXES + text).encode())
    return path


@pytest.mark.parametrize("name", ["policy", "alignments", "terms", "data", "evidence"])
def test_is_owl_2_dl_and_declares_all_it_uses(files, name):
    found = owlapi.described(files[name])
    assert found.violations == ()
    assert found.axioms > 100 or name == "alignments"


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        (":x mp:unheardOf :y . :y a mp:Place .", "undeclared"),
        ("mp:statedIn a owl:DatatypeProperty .", "Cannot pun between properties"),
        ("mp:to a owl:TransitiveProperty .", "on-simple"),
    ],
    ids=["undeclared", "two kinds", "functional and transitive"],
)
def test_what_is_not_owl_2_dl_is_named(tmp_path, text, complaint):
    assert any(complaint in violation for violation in owlapi.described(planted(tmp_path, text)).violations)


def test_classes_as_protege_lists_them(terms, golden):
    lines = [f"{'    ' * depth}{short(iri)}" for depth, iri in owlapi.described(terms).tree]
    golden(TREE, "\n".join(lines) + "\n")


def test_the_tree_is_shallow(terms):
    tree = owlapi.described(terms).tree
    assert max(depth for depth, _ in tree) <= 3
    assert {iri for _, iri in tree} >= {iris.name(name) for name in ("Document", "Statement", "Agency", "Indicator")}


def test_terms_are_consistent_and_every_class_can_have_instances(terms):
    found = owlapi.reasoned(terms)
    assert (found.consistent, found.unsatisfiable) == (True, ())


def test_data_are_consistent_and_every_class_can_have_instances(reasoned):
    assert (reasoned.consistent, reasoned.unsatisfiable) == (True, ())
    assert Counter(cls for _, cls in reasoned.types)[iris.name("Statement")] > 100


def test_contradictions_are_found(tmp_path):
    assert not owlapi.reasoned(planted(tmp_path, ":x a mp:Task , mp:Measure .")).consistent
    empty = planted(tmp_path, ":Both a owl:Class ; rdfs:subClassOf mp:Task , mp:Measure .")
    assert owlapi.reasoned(empty).unsatisfiable == (iris.BASE + "Both",)


def test_what_is_materialised_is_what_hermit_infers(corpus, reasoned):
    """Classes of the data, one for one; what OWL 2 RL cannot express is HermiT's alone."""
    named = {individual for individual, _ in reasoned.types}
    written = {
        (quad.subject.value, quad.object.value)
        for quad in corpus.built.quads
        if quad.predicate.value == TYPE and isinstance(quad.subject, store.NamedNode) and quad.subject.value in named
    }
    own = {(individual, cls) for individual, cls in written if cls != iris.name("owl:NamedIndividual")}
    only_hermit = {(individual, cls) for individual, cls in reasoned.types - own}
    assert own - reasoned.types == set()
    assert {short(cls).removeprefix("mp:") for _, cls in only_hermit} == NOT_IN_RL
    inferred = {
        cls
        for quad in corpus.built.quads
        if quad.graph_name.value == iris.graph("inferred")
        for cls in [quad.object.value]
    }
    assert inferred >= {
        iris.name(name) for name in ("Statement", "FundedMeasure", "RepealedDocument", "ApprovedDocument")
    }


def test_two_agencies_of_the_vocabulary_make_a_measure_joint_and_two_unknown_ones_do_not(tmp_path, terms):
    data = tmp_path / "joint.ttl"
    said = """
        :known a mp:Measure ; mp:responsible <{base}agency/unhcr> , <{base}agency/iom> .
        :one a mp:Measure ; mp:responsible <{base}agency/unhcr> .
        :unknown a mp:Measure ; mp:responsible :a , :b . :a a mp:Agency . :b a mp:Agency ; mp:provisional true .
    """
    data.write_bytes(terms.read_bytes() + (PREFIXES + said.format(base=iris.BASE)).encode())
    joint = {individual for individual, cls in owlapi.reasoned(data).types if cls == iris.name("JointMeasure")}
    assert joint == {iris.BASE + "known"}


@pytest.mark.parametrize("form", owlapi.FORMS)
def test_other_syntaxes_hold_the_same_axioms(files, form, tmp_path):
    path = tmp_path / f"policy.{form}"
    path.write_bytes(owlapi.converted(files["policy"], form))
    assert owlapi.described(path) == owlapi.described(files["policy"])
    assert path.read_bytes() == owlapi.converted(files["policy"], form)
    label = turtle.read(files["policy"]).value(URIRef(iris.name("Measure")), RDFS.label)
    assert str(label) in path.read_text("utf-8")


def test_a_file_of_another_kind_is_refused_by_name(tmp_path):
    (tmp_path / "no.owl").write_text("nothing")
    with pytest.raises(BadInput, match=r"no\.owl: cannot be read by the OWL API"):
        owlapi.described(tmp_path / "no.owl")


def test_what_is_missing_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr(owlapi, "find_spec", lambda name: None)
    with pytest.raises(BadInput, match="pip install --no-deps mowl-borg"):
        owlapi.described(tmp_path)
