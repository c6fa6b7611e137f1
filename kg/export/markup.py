"""The graph in XML: GEXF 1.3 for Gephi, GraphML for most other tools. Neither has dates for attributes: they are text.

Written here and not by networkx, whose GEXF bears the date of the day. In the tests networkx and graphology read both
back, and both are valid by the official schemas that JGraphT is packaged with: GraphML as it is, GEXF by the schema of
1.2, for what is written here is the same in both versions.
"""

from __future__ import annotations

import re
from collections.abc import Collection, Iterable, Mapping
from xml.etree.ElementTree import Element, SubElement, indent, tostring

from kg.export.columns import Type, columns, edge_record, node_record, text
from kg.export.layout import layout
from kg.export.queries import Described, described
from kg.export.view import Graph, Value, Values

GEXF = "http://gexf.net/1.3"
GRAPHML = "http://graphml.graphdrawing.org/xmlns"
_VIZ = f"{GEXF}/viz"
_NOT_XML = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ufffe\uffff]")
_BUILT_IN = ("id", "label", "source", "target", "weight", "color", "shape", "size", "x", "y", "start", "end")
"""What GEXF has a place of its own for."""


def gexf(graph: Graph) -> dict[str, bytes]:
    """GEXF 1.3 with typed attributes, colours, sizes, places, and the time in which each node exists."""
    places = layout(graph)
    root = Element("gexf", {"xmlns": GEXF, "xmlns:viz": _VIZ, "version": "1.3"})
    meta = SubElement(root, "meta")
    SubElement(meta, "creator").text = "kg export gexf"
    body = SubElement(
        root,
        "graph",
        {"defaultedgetype": "directed" if graph.directed else "undirected", "mode": "dynamic", "timeformat": "date"},
    )
    nodes = {key: node_record(node) for key, node in graph.nodes.items()}
    edges = [edge_record(edge) for edge in graph.edges]
    types = {"node": _declared(nodes.values(), _BUILT_IN), "edge": _declared(edges, _BUILT_IN)}
    for kind, known in types.items():
        group = SubElement(body, "attributes", {"class": kind})
        for name, type_ in known.items():
            SubElement(group, "attribute", {"id": name, "title": name, "type": type_})
    held = SubElement(body, "nodes")
    for key, node in graph.nodes.items():
        there = SubElement(held, "node", {"id": key, "label": _clean(node.label), **_times(node.attributes)})
        _values(there, nodes[key], types["node"])
        red, green, blue = (str(int(node.color[at : at + 2], 16)) for at in (1, 3, 5))
        SubElement(there, "viz:color", {"r": red, "g": green, "b": blue})
        SubElement(there, "viz:position", {"x": str(places[key][0]), "y": str(places[key][1]), "z": "0.0"})
        SubElement(there, "viz:size", {"value": f"{node.size}.0"})
        SubElement(there, "viz:shape", {"value": node.shape})
    held = SubElement(body, "edges")
    for edge, told in zip(graph.edges, edges, strict=True):
        named = {"id": edge.id, "source": edge.source, "target": edge.target, "label": _clean(edge.label)}
        there = SubElement(held, "edge", {**named, "weight": f"{edge.weight}.0"})
        _values(there, told, types["edge"])
    return {"policy-kg.gexf": _written(root)}


def graphml(graph: Graph) -> dict[str, bytes]:
    """GraphML with typed attributes; places are the attributes x and y.

    Names in GraphML have no slash (NMTOKEN): node `category/refugee` is `category:refugee`, and the attribute `id`
    of a node says the same as elsewhere; an edge has a number for a name.
    """
    places = layout(graph)
    root = Element("graphml", {"xmlns": GRAPHML})
    nodes = {key: node_record(node, places[key]) for key, node in graph.nodes.items()}
    edges = [edge_record(edge) for edge in graph.edges]
    types: dict[Described, dict[str, Type]] = {
        "node": _declared(nodes.values(), ()),
        "edge": _declared(edges, ("id", "source", "target")),
    }
    for kind, known in types.items():
        for name, type_ in known.items():
            there = SubElement(
                root, "key", {"id": f"{kind}-{name}", "for": kind, "attr.name": name, "attr.type": type_}
            )
            SubElement(there, "desc").text = described(name, kind)[graph.language]
    body = SubElement(root, "graph", {"id": "G", "edgedefault": "directed" if graph.directed else "undirected"})
    for key, told in nodes.items():
        _data(SubElement(body, "node", {"id": _token(key)}), "node", told, types["node"])
    for index, told in enumerate(edges):
        ends = {"source": _token(str(told["source"])), "target": _token(str(told["target"]))}
        _data(SubElement(body, "edge", {"id": f"e{index}", **ends}), "edge", told, types["edge"])
    return {"policy-kg.graphml": _written(root)}


def _declared(records: Iterable[Values], left_out: Collection[str]) -> dict[str, Type]:
    known = columns(records).items()
    return {name: "string" if type_ == "date" else type_ for name, type_ in known if name not in left_out}


def _times(attributes: Values) -> dict[str, str]:
    return {name: text(attributes[name]) for name in ("start", "end") if name in attributes}


def _values(element: Element, told: Values, types: Mapping[str, Type]) -> None:
    held = SubElement(element, "attvalues")
    for name in types:
        if name in told:
            SubElement(held, "attvalue", {"for": name, "value": _clean(told[name])})


def _data(element: Element, kind: str, told: Values, types: Mapping[str, Type]) -> None:
    for name in types:
        if name in told:
            SubElement(element, "data", {"key": f"{kind}-{name}"}).text = _clean(told[name])


def _token(key: str) -> str:
    return key.replace("/", ":")


def _clean(value: Value) -> str:
    """The text of a value; characters that XML cannot hold at all become U+FFFD."""
    return _NOT_XML.sub("\ufffd", text(value))


def _written(root: Element) -> bytes:
    indent(root, " ")
    written: bytes = tostring(root, encoding="UTF-8", xml_declaration=True)
    return written.replace(b"\r", b"&#13;") + b"\n"
