import pytest
from handmade import said

from kg import iris
from kg.infer import infer
from kg.store import NamedNode, read_turtle

SCHEMA = """@prefix mp: <https://w3id.org/migration-policy/ontology#> .
@prefix owl: <http://www.w3.org/2002/07/owl#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@base <https://w3id.org/migration-policy/> .
mp:states a owl:ObjectProperty ; owl:inverseOf mp:statedIn .
mp:hasTask a owl:ObjectProperty ; rdfs:subPropertyOf mp:states .
mp:responsible rdfs:subPropertyOf mp:involves .
mp:Task rdfs:subClassOf mp:Statement .
mp:Statement rdfs:subClassOf [ a owl:Restriction ; owl:onProperty mp:text ; owl:minCardinality 1 ] .
mp:Repealed owl:equivalentClass [ a owl:Restriction ; owl:onProperty mp:repealedBy ; owl:someValuesFrom owl:Thing ] .
mp:Approved owl:equivalentClass
    [ a owl:Restriction ; owl:onProperty [ owl:inverseOf mp:approves ] ; owl:someValuesFrom owl:Thing ] .
mp:restates rdfs:subPropertyOf mp:correspondsTo .
mp:correspondsTo a owl:SymmetricProperty , owl:TransitiveProperty .
oa:TextQuoteSelector rdfs:subClassOf oa:Selector .
"""
DATA = """
<doc/a> mp:hasTask <doc/a/s/1> ; mp:repealedBy <doc/b> .
<doc/b> mp:approves <doc/a> .
<doc/a/s/1> a mp:Task ; mp:text "to receive"@en ; mp:responsible <agency/unhcr> ; mp:restates <doc/b/s/1> .
<doc/a/s/1/q> a oa:TextQuoteSelector .
"""


@pytest.fixture(scope="module")
def inferred(tmp_path_factory):
    path = tmp_path_factory.mktemp("infer") / "all.ttl"
    path.write_text(SCHEMA + DATA, "utf-8")
    return infer(read_turtle(path, NamedNode(iris.graph("doc/a"))))


@pytest.mark.parametrize(
    ("subject", "new"),
    [
        ("doc/a", {"mp:states <doc/a/s/1>", "rdf:type mp:Repealed", "rdf:type mp:Approved"}),
        (
            "doc/a/s/1",
            {
                "mp:statedIn <doc/a>",
                "mp:involves <agency/unhcr>",
                "rdf:type mp:Statement",
                "mp:correspondsTo <doc/b/s/1>",
            },
        ),
        ("doc/b/s/1", {"mp:correspondsTo <doc/a/s/1>"}),
    ],
)
def test_what_follows_for(subject, new, inferred):
    assert said(inferred, subject) == new


def test_nothing_else_is_said(inferred):
    """Nothing about the schema, the annotations, or what holds of every thing."""
    assert {q.subject.value.removeprefix(iris.BASE) for q in inferred} == {"doc/a", "doc/a/s/1", "doc/b/s/1"}
    assert {q.graph_name.value for q in inferred} == {iris.graph("inferred")}


def test_the_order_of_the_quads_makes_no_difference(tmp_path):
    path = tmp_path / "all.ttl"
    path.write_text(SCHEMA + DATA, "utf-8")
    quads = read_turtle(path, NamedNode(iris.graph("doc/a")))
    assert infer(quads) == infer(quads[::-1])


def test_nothing_follows_from_nothing():
    assert infer([]) == []
