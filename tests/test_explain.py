import pytest
from asking import small
from conftest import Build

from kg.errors import BadInput
from kg.explain import Explanation, explain
from kg.naming import full, short
from kg.store import Store

LAW = "doc/law-207-v-2014-06-12"
PLAN_ROW = "doc/maslikhats-decision-20-211-2022-12-09/plan/s/plan/row-1"


@pytest.fixture(scope="module")
def graph(corpus: Build) -> Store:
    return Store.load(corpus.dist / "kg.nq")


@pytest.fixture(scope="module")
def row(graph: Store) -> Explanation:
    return explain(graph, PLAN_ROW, "ru")


def test_a_statement_is_explained(row: Explanation):
    assert "mp:Measure" in {short(cls.iri) for cls in row.classes}
    assert (row.citation.number, row.citation.section) == ("20/211", "plan")
    (proof,) = row.evidence
    assert proof.file == "ru-employment-programme.md"
    assert [fact.value.text for fact in row.facts if short(fact.property.iri) == "mp:text"] == [proof.quote]


def test_every_edge_to_the_vocabulary_shows_words_file_and_offsets(row: Explanation):
    named = ("category/", "agency/", "funding/", "place/")
    edges = [fact for fact in row.facts if short(fact.value.iri).startswith(named)]
    assert {short(fact.property.iri) for fact in edges} >= {"mp:responsible", "mp:involves", "mp:fundedBy"}
    for fact in edges:
        for proof, place in fact.proofs:
            assert proof.quote
            assert proof.ranges
            assert place.document == full(PLAN_ROW.partition("/s/")[0])
        assert fact.proofs


def test_an_edge_that_follows_names_the_one_it_follows_from(row: Explanation):
    follows = {short(fact.property.iri): fact.follows for fact in row.facts if fact.follows}
    assert follows == {"mp:involves": "ответственный исполнитель"}


def test_texts_come_before_edges(row: Explanation):
    order = [bool(fact.value.iri) for fact in row.facts]
    assert order == sorted(order)


def test_a_category_is_explained_by_what_links_to_it(graph: Store):
    found = explain(graph, "category/refugee", "kk")
    assert found.thing.text == "босқын"
    links = {short(link.property.iri): link for link in found.links}
    assert links["mp:targets"].count >= len(links["mp:targets"].examples) > 0
    assert not found.evidence


def test_a_document_is_explained_with_the_words_that_link_it(graph: Store):
    found = explain(graph, LAW)
    acts = [fact for fact in found.facts if short(fact.property.iri) in ("eli:based_on", "eli:cites", "mp:implements")]
    assert acts
    assert all(proof.quote and place.document == full(LAW) for fact in acts for proof, place in fact.proofs)


@pytest.mark.parametrize("name", ["mp:Measure", "https://w3id.org/migration-policy/ontology#Measure", "<mp:Measure>"])
def test_an_iri_may_be_short_or_full(graph: Store, name: str):
    assert explain(graph, name).thing.text == "measure"


@pytest.mark.parametrize(
    ("name", "named"),
    [
        ("category/refuge", "category/refugee"),
        ("refugee", "category/refugee"),
        ("zzz-zzz-zzz", "such as category/refugee"),
        ("no iri at all <>", "category/refugee"),
    ],
)
def test_an_unknown_iri_names_the_nearest(graph: Store, name: str, named: str):
    with pytest.raises(BadInput, match=named) as bad:
        explain(graph, name)
    assert bad.value.wrong_call


@pytest.mark.parametrize(
    ("iri", "classes"),
    [
        ("doc/new-act/concept", ["mp:Concept", "mp:PolicyDocument", "mp:Document"]),
        ("scheme/agencies", ["skos:ConceptScheme"]),
    ],
)
def test_the_narrowest_class_of_ours_comes_first(iri: str, classes: list[str]):
    found = [short(cls.iri) for cls in explain(small(), iri).classes]
    assert found[: len(classes)] == classes
    assert all(name.startswith(classes[0].split(":")[0]) for name in found)
