import pytest
from conftest import Build

from kg.naming import Names, full
from kg.store import NamedNode, Store
from kg.views import rows
from kg.witness import Witness, value


@pytest.fixture(scope="module")
def graph(corpus: Build) -> Store:
    return Store.load(corpus.dist / "kg.nq")


@pytest.fixture(scope="module")
def shared(graph: Store) -> str:
    """A statement of the education Concept, which has three versions, in all three languages."""
    for _, thing, _ in rows(graph, "values", **{"class": NamedNode(full("mp:Task"))}):
        if len(Witness(graph, Names(graph, "en")).proofs(value(thing))) == 3:
            return value(thing)
    raise AssertionError("no task has three versions")


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_readers_language_comes_first(graph: Store, shared: str, language: str):
    proofs = Witness(graph, Names(graph, language)).proofs(shared)
    assert proofs[0].language == language
    assert {proof.language for proof in proofs} == {"en", "ru", "kk"}
    assert [proof.official for proof in proofs] == [proof.language != "en" for proof in proofs]


def test_a_quote_stands_where_it_is_said_to_stand(graph: Store, shared: str, corpus: Build):
    texts = {f.text.source.name: f.text.source.text for f in corpus.built.findings}
    for proof in Witness(graph, Names(graph, "en")).proofs(shared):
        words = " ".join(texts[proof.file][start:end] for start, end in proof.ranges)
        assert words.split()[0] == proof.quote.split()[0]


def test_a_citation_has_title_number_date_and_section(graph: Store, shared: str):
    citation = Witness(graph, Names(graph, "ru")).citation(shared)
    assert (citation.number, citation.date) == ("86", "2024-02-14")
    assert citation.title.startswith("Концепция")
    assert citation.section


def test_an_act_is_cited_where_it_is_named(graph: Store):
    witness = Witness(graph, Names(graph, "en"))
    law = full("doc/law-207-v-2014-06-12")
    edges = [edge for edge in witness.edges(law) if edge.property == full("eli:cites")]
    assert edges
    assert {witness.place(law, edge.proof).document for edge in edges} == {law}
    assert all(witness.place(law, edge.proof).section.startswith("art-") for edge in edges)


def test_of_what_is_not_there_nothing_is_known(graph: Store):
    witness = Witness(graph, Names(graph, "en"))
    assert witness.proofs(full("doc/none")) == []
    assert witness.edges(full("doc/none")) == []
    assert witness.citation(full("doc/none")).title == ""
