import pytest

from kg.errors import BadInput
from kg.export.select import selected

TASK, MEASURE, FIGURE = "doc/old/s/1/item-1", "doc/new/s/1/item-1", "doc/old/s/1/figure-1"
NEW = {"doc/new", "doc/old", MEASURE, "category/refugee"}


@pytest.mark.parametrize(
    ("wishes", "nodes"),
    [
        ([("document", "doc/new")], NEW),
        ([("document", "new")], NEW),
        ([("document", "Жаңа тұжырымдама")], NEW),
        ([("document", "https://w3id.org/migration-policy/doc/new")], NEW),
        ([("document", "new"), ("class", "Measure")], {MEASURE}),
        ([("class", "mp:Measure"), ("class", "Task")], {MEASURE, TASK}),
        (
            [("category", "студент")],
            {"agency/city", "agency/school", "category/refugee", "category/student", "doc/old", TASK},
        ),
        ([("around", "place/lake"), ("steps", "1")], {"place/lake", FIGURE}),
        ([("around", "place/lake")], {"place/lake", FIGURE, "doc/old"}),
        ([("property", "place")], {"place/lake", FIGURE}),
        ([("projection", "categories-together")], {"category/refugee", "category/student"}),
    ],
)
def test_selections(store, small, wishes, nodes):
    found = selected(store, small, wishes)
    assert set(found.nodes) == nodes
    assert all(edge.source in nodes and edge.target in nodes for edge in found.edges)


@pytest.mark.parametrize(
    ("wish", "told"),
    [
        (("colour", "red"), "document"),
        (("class", "Measur"), "Measure"),
        (("document", "doc/nww"), "doc/new"),
        (("document", "nowhere"), "it takes doc/new, doc/old"),
        (("document", "agency/city"), "it takes doc/new, doc/old"),
        (("category", "doc/old"), "it takes category/refugee"),
        (("steps", "far"), "whole number"),
        (("property", "mp:target"), "mp:targets"),
    ],
)
def test_what_is_not_known_is_a_wrong_call_that_names_what_is(store, small, wish, told):
    with pytest.raises(BadInput, match=told) as caught:
        selected(store, small, [("around", "doc/new"), wish])
    assert caught.value.wrong_call
