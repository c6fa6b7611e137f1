from math import dist

from kg.export.layout import layout


def test_every_node_has_a_place_of_its_own(small):
    places = layout(small)
    assert places.keys() == small.nodes.keys()
    assert len(set(places.values())) == len(places)


def test_what_belongs_to_a_document_stands_nearer_to_it_than_to_another(small):
    places = layout(small)
    for key, node in small.nodes.items():
        if node.document:
            other = "doc/new" if node.document == "doc/old" else "doc/old"
            assert dist(places[key], places[node.document]) < dist(places[key], places[other])


def test_the_same_graph_has_the_same_places(small):
    assert layout(small) == layout(small.part(reversed(small.nodes)))
