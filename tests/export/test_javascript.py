"""The exports as programs in JavaScript read them: graphology (Gephi Lite), Cytoscape.js, and Graphviz."""

import json
from pathlib import Path

import npm
import pytest

from kg import export

from .compared import told, words

PACKAGES = (
    "graphology@0.26.0",
    "graphology-gexf@0.13.2",
    "graphology-graphml@0.5.2",
    "cytoscape@3.34.4",
    "@hpcc-js/wasm-graphviz@1.29.2",
)
NOT_READ = {"gexf": ("start", "end")}
"""What the reader of a format leaves out."""
ADDED = {
    "gexf": ("z",),
    "graphml": (),
    "cytoscape": ("form",),
    "dot": ("pos", "URL", "width", "height", "fillcolor", "fontname", "style", "name"),
}
"""What is only for the picture in a format, or added by its reader."""


@pytest.fixture(scope="module")
def found(request, dist, tmp_path_factory):
    """Nodes and edges as read, by format."""
    folder = tmp_path_factory.mktemp("exports")
    for form in ADDED:
        (written,) = export.written(dist, form).items()
        (folder / written[0]).write_bytes(written[1])
    program = Path(__file__).with_name("readers.cjs")
    return json.loads(npm.installed(request.config, *PACKAGES).run(program, folder))


@pytest.mark.parametrize("form", ADDED)
def test_a_reader_finds_the_same_nodes_and_edges(found, small, form):
    nodes, ties = told(small)
    assert sorted(map(tuple, found[form]["edges"])) == ties
    read = {node["id"]: words(node, ADDED[form]) for node in found[form]["nodes"]}
    assert read == {key: words(node, NOT_READ.get(form, ())) for key, node in nodes.items()}


def test_nodes_stand_where_the_layout_put_them(found):
    places = {
        form: {node["id"]: (node["x"], node["y"]) for node in found[form]["nodes"]} for form in ADDED if form != "dot"
    }
    places["dot"] = {node["id"]: tuple(map(float, node["pos"].split(","))) for node in found["dot"]["nodes"]}
    assert len(set(places["gexf"].values())) > 1
    assert all(place == places["gexf"] for place in places.values())
