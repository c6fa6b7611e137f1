import pytest

from kg.errors import BadInput
from kg.export.dataset import load


def test_a_loaded_graph_is_a_network_and_tables(dist):
    data = load(dist, "kk")
    network = data.to_networkx()
    assert network.nodes["category/refugee"]["label"] == "босқын"
    assert network.edges["doc/old/s/1/item-1", "category/refugee", "mp:targets"]["evidence"] == 2
    assert set(network) == set(data.graph.nodes)
    assert network.nodes["doc/old/s/1/figure-1"]["value"] == "9007199254740993"
    (task,) = data.table("Task")
    assert task["targets"] == "category/refugee | category/student"
    assert task["targets_label"] == "босқын | студент"
    assert "Task" in data.tables()


def test_a_part_of_it(dist):
    data = load(str(dist), select=[("class", "Task"), ("class", "MigrantCategory")])
    assert data.tables() == ("MigrantCategory", "Task", "Edge")
    assert data.select(("class", "Task")).to_networkx().number_of_edges() == 0


def test_a_projection_without_directions_is_an_undirected_network(dist):
    network = load(dist).select(("projection", "categories-together")).to_networkx()
    assert not network.is_directed()
    assert network.number_of_edges() == 1


def test_where_there_is_no_graph(tmp_path):
    with pytest.raises(BadInput, match="build the graph first"):
        load(tmp_path)
