import csv
import io

import pytest
from rdflib import QB as CUBE
from rdflib import SKOS, URIRef
from rdflib import Graph as Rdf

from kg import iris
from kg.export import analysis, network
from kg.export.view import Edge, Graph, Node

BELOW = iris.BASE + "measure/"


def _path(*ties):
    keys = sorted({key for tie in ties for key in tie})
    nodes = {
        key: Node(key, f"https://w3id.org/migration-policy/{key}", "Agency", key, "", "#000000", "disc", 1, {})
        for key in keys
    }
    return Graph(nodes, tuple(Edge(a, b, "mp:x", "x", 1, {}) for a, b in ties), {"Agency": "agency"}, "en")


STAR = _path(("a", "b"), ("a", "c"), ("a", "d"))


@pytest.mark.parametrize(
    ("measure", "expected"),
    [
        (network.degree, {"a": 1.0, "b": 1 / 3, "c": 1 / 3, "d": 1 / 3}),
        (network.betweenness, {"a": 1.0, "b": 0.0, "c": 0.0, "d": 0.0}),
        (network.closeness, {"a": 1.0, "b": 0.6, "c": 0.6, "d": 0.6}),
    ],
)
def test_centralities_of_a_star(measure, expected):
    assert measure(STAR) == pytest.approx(expected)


def test_bridges_and_communities_of_two_triangles():
    triangles = _path(("a", "b"), ("b", "c"), ("c", "a"), ("c", "d"), ("d", "e"), ("e", "f"), ("f", "d"))
    assert network.bridges(triangles) == [("c", "d")]
    assert network.communities(triangles) == {"a": 1, "b": 1, "c": 1, "d": 2, "e": 2, "f": 2}


def test_coverage_counts_what_each_document_says_of_a_category(small):
    found = {(row["document"], row["category"]): row["coverage"] for row in analysis.coverage(small)}
    assert found == {
        ("doc/old", "category/refugee"): 1,
        ("doc/old", "category/student"): 1,
        ("doc/new", "category/refugee"): 1,
    }


def test_tables_and_rdf_say_the_same():
    files = analysis.csv_measures(STAR)
    rows = list(csv.DictReader(io.StringIO(files["nodes.csv"].decode())))
    wanted = {((row["id"],), name, row[name]) for row in rows for name in (*analysis.CENTRALITIES, "community")}
    assert _observed(files) == wanted | {(("a", other), "bridge", "true") for other in "bcd"}
    assert rows[0] == {
        "id": "a",
        "class": "Agency",
        "label": "a",
        "degree": "1.0000",
        "betweenness": "1.0000",
        "closeness": "1.0000",
        "community": "1",
    }


def test_rdf_counts_what_each_document_says_of_a_category(small):
    told = {(things, number) for things, name, number in _observed(analysis.csv_measures(small)) if name == "coverage"}
    shares = analysis.coverage(small)
    assert told == {((row["category"], row["document"]), str(row["coverage"])) for row in shares}


def test_rdf_says_what_each_measure_means():
    facts = Rdf().parse(data=analysis.csv_measures(STAR)["analysis.nt"], format="nt")
    used = set(facts.objects(None, CUBE.measureType))
    assert used
    for measure in used:
        assert {text.language for text in facts.objects(measure, SKOS.definition)} == {"en", "ru", "kk"}


def _observed(files):
    """Things, measure and number of each observation in the RDF."""
    facts = Rdf().parse(data=files["analysis.nt"], format="nt")
    found = set()
    for this, measure in facts.subject_objects(CUBE.measureType):
        things = sorted(str(one).removeprefix(iris.BASE) for one in facts.objects(this, URIRef(f"{BELOW}of")))
        found.add((tuple(things), measure.removeprefix(BELOW), str(facts.value(this, measure))))
    return found


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_every_measure_is_named_and_explained_in_one_sentence(language):
    told = analysis.meanings(language)
    assert {*analysis.CENTRALITIES, "community", "bridge", "coverage"} == set(told)
    assert all(words["name"] and words["meaning"].count(".") == 1 for words in told.values())
