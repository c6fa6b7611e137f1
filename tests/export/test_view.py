"""What of the RDF becomes node, edge and attribute."""

from datetime import date
from decimal import Decimal

import pytest

from kg.errors import BadInput
from kg.export.view import graph, projected

TASK, MEASURE, FIGURE = "doc/old/s/1/item-1", "doc/new/s/1/item-1", "doc/old/s/1/figure-1"


def test_nodes_are_what_documents_speak_of(small):
    assert {key: node.kind for key, node in small.nodes.items()} == {
        "agency/city": "Agency",
        "agency/school": "Agency",
        "category/refugee": "MigrantCategory",
        "category/student": "MigrantCategory",
        "doc/new": "Concept",
        MEASURE: "Measure",
        "doc/old": "Concept",
        "doc/old/s/1": "Section",
        FIGURE: "Observation",
        TASK: "Task",
        "place/lake": "Place",
    }
    assert {key for key, node in small.nodes.items() if node.document == "doc/old"} == {"doc/old/s/1", FIGURE, TASK}


def test_edges_lead_between_nodes_and_carry_their_evidence(small):
    assert {(edge.source, edge.predicate, edge.target) for edge in small.edges} == {
        ("doc/new", "eli:cites", "doc/old"),
        ("doc/new", "mp:states", MEASURE),
        (MEASURE, "mp:restates", TASK),
        (MEASURE, "mp:targets", "category/refugee"),
        ("doc/old", "eli:repealed_by", "doc/new"),
        ("doc/old", "mp:states", FIGURE),
        ("doc/old", "mp:states", TASK),
        ("doc/old/s/1", "dct:isPartOf", "doc/old"),
        (FIGURE, "mp:place", "place/lake"),
        (TASK, "mp:inSection", "doc/old/s/1"),
        (TASK, "mp:involves", "agency/city"),
        (TASK, "mp:involves", "agency/school"),
        (TASK, "mp:targets", "category/refugee"),
        (TASK, "mp:targets", "category/student"),
    }
    edges = {edge.id: edge for edge in small.edges}
    shown = edges[f"{TASK} mp:targets category/refugee"]
    assert (shown.label, shown.weight) == ("targets", 2)
    assert shown.attributes == {"evidence": 2, "quote_en": "people in flight", "quote_kk": "босқындар"}
    assert edges[f"{MEASURE} mp:restates {TASK}"].attributes == {"score": Decimal("0.45"), "method": "likeness"}


@pytest.mark.parametrize(
    ("node", "name", "value"),
    [
        ("doc/old", "date", date(2000, 2, 29)),
        ("doc/old", "end", date(2005, 6, 7)),
        ("doc/new", "start", date(2005, 6, 7)),
        ("doc/old", "number", "7"),
        (TASK, "start", date(2000, 2, 29)),
        (TASK, "ordinal", 1),
        (TASK, "text_en", 'teach, feed; house\r\nand "keep"\tthem = 1 | 2'),
        (MEASURE, "provisional", True),
        (FIGURE, "value", Decimal(9007199254740993)),
        (FIGURE, "start", date(1999, 1, 1)),
        (FIGURE, "end", date(2000, 2, 29)),
        ("category/refugee", "altLabel_en", "person in flight | refugee by right"),
    ],
)
def test_attributes(small, node, name, value):
    assert small.nodes[node].attributes[name] == value


@pytest.mark.parametrize(
    ("language", "label"), [("en", "Old concept"), ("ru", "Старая концепция"), ("kk", "Ескі тұжырымдама")]
)
def test_labels_are_in_the_language_asked_for_or_the_next_best(store, language, label):
    found = graph(store, language)
    assert (found.nodes["doc/old"].label, found.nodes[MEASURE].label) == (label, "=SUM(teach)")
    assert found.kinds["Measure"] == {"en": "measure", "ru": "мера", "kk": "шара"}[language]


@pytest.mark.parametrize(
    ("name", "ties"),
    [
        ("agencies-sharing-measures", {("agency/city", "agency/school", 1)}),
        ("categories-together", {("category/refugee", "category/student", 1)}),
        ("documents-by-citation", {("doc/new", "doc/old", 1), ("doc/old", "doc/new", 1)}),
        ("statements-by-correspondence", {(MEASURE, TASK, 1)}),
    ],
)
def test_projections(store, small, name, ties):
    assert {(edge.source, edge.target, edge.weight) for edge in projected(store, small, name).edges} == ties


def test_an_unknown_projection_is_a_wrong_call(store, small):
    with pytest.raises(BadInput, match="categories-together"):
        projected(store, small, "friends")
