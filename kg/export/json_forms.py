"""The graph in JSON: elements of Cytoscape.js, and CX2 for Cytoscape and NDEx."""

from __future__ import annotations

import json

from kg.export.columns import EXACT, Type, columns, edge_record, natives, node_record
from kg.export.layout import layout
from kg.export.view import Graph

_SHAPES = {"disc": "ellipse", "square": "rectangle", "triangle": "triangle", "diamond": "diamond"}
_CX2_TYPES: dict[Type, str] = {
    "boolean": "boolean",
    "long": "long",
    "double": "double",
    "date": "string",
    "string": "string",
}
_STYLE = [
    {
        "selector": "node",
        "style": {
            "background-color": "data(color)",
            "height": "data(size)",
            "label": "data(label)",
            "shape": "data(form)",
            "width": "data(size)",
        },
    },
    {
        "selector": "edge",
        "style": {"curve-style": "bezier", "line-color": "#999999", "width": 1},
    },
    {
        "selector": "edge[?directed]",
        "style": {"target-arrow-color": "#999999", "target-arrow-shape": "triangle"},
    },
]


def cytoscape(graph: Graph) -> dict[str, bytes]:
    """What `cytoscape({...})` takes: elements with places, and a style. Whole numbers beyond 2^53 are text."""
    nodes = {key: node_record(node) for key, node in graph.nodes.items()}
    edges = [edge_record(edge) for edge in graph.edges]
    places = layout(graph)
    of_nodes, of_edges = columns(nodes.values(), EXACT), columns(edges, EXACT)
    return _written(
        "policy-kg.cyjs",
        {
            "data": {"language": graph.language, "directed": graph.directed},
            "elements": {
                "nodes": [
                    {
                        "data": {**natives(told, of_nodes), "form": _SHAPES[graph.nodes[key].shape]},
                        "position": {"x": places[key][0], "y": -places[key][1]},
                    }
                    for key, told in nodes.items()
                ],
                "edges": [{"data": {**natives(told, of_edges), "directed": graph.directed}} for told in edges],
            },
            "layout": {"name": "preset"},
            "style": _STYLE,
        },
    )


def cx2(graph: Graph) -> dict[str, bytes]:
    """CX2: a list of aspects. Nodes and edges are numbered in order; their names are the attribute `id`."""
    nodes = [node_record(node) for node in graph.nodes.values()]
    edges = [edge_record(edge) for edge in graph.edges]
    places = layout(graph)
    number = {key: index for index, key in enumerate(graph.nodes)}
    of_nodes, of_edges = columns(nodes, EXACT), columns(edges, EXACT)
    ends = ("source", "target")
    aspects: list[tuple[str, list[object]]] = [
        (
            "attributeDeclarations",
            [
                {
                    "networkAttributes": {"name": {"d": "string"}, "language": {"d": "string"}},
                    "nodes": {name: {"d": _CX2_TYPES[kind]} for name, kind in of_nodes.items()},
                    "edges": {name: {"d": _CX2_TYPES[kind]} for name, kind in of_edges.items() if name not in ends},
                }
            ],
        ),
        ("networkAttributes", [{"name": "policy-kg", "language": graph.language}]),
        (
            "nodes",
            [
                {
                    "id": number[str(told["id"])],
                    "x": places[str(told["id"])][0],
                    "y": -places[str(told["id"])][1],
                    "v": natives(told, of_nodes),
                }
                for told in nodes
            ],
        ),
        (
            "edges",
            [
                {
                    "id": index,
                    "s": number[str(told["source"])],
                    "t": number[str(told["target"])],
                    "v": {name: value for name, value in natives(told, of_edges).items() if name not in ends},
                }
                for index, told in enumerate(edges)
            ],
        ),
        (
            "visualProperties",
            [
                {
                    "default": {"edge": {"EDGE_LINE_COLOR": "#999999"}, "network": {}, "node": {}},
                    "nodeMapping": {
                        "NODE_BACKGROUND_COLOR": {"type": "PASSTHROUGH", "definition": {"attribute": "color"}},
                        "NODE_LABEL": {"type": "PASSTHROUGH", "definition": {"attribute": "label"}},
                        "NODE_WIDTH": {"type": "PASSTHROUGH", "definition": {"attribute": "size"}},
                        "NODE_HEIGHT": {"type": "PASSTHROUGH", "definition": {"attribute": "size"}},
                    },
                    "edgeMapping": {},
                }
            ],
        ),
    ]
    counted = [{"name": name, "elementCount": len(parts)} for name, parts in aspects]
    return _written(
        "policy-kg.cx2",
        [
            {"CXVersion": "2.0", "hasFragments": False},
            {"metaData": counted},
            *({name: parts} for name, parts in aspects),
            {"status": [{"success": True}]},
        ],
    )


def _written(name: str, content: object) -> dict[str, bytes]:
    text = json.dumps(content, ensure_ascii=False, indent=1, allow_nan=False)
    return {name: f"{text}\n".encode()}
