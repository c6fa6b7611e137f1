"""The graph for programs that read a script: Neo4j (CSV for its bulk import, and Cypher) and Graphviz."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Mapping

from kg.export.columns import Type, columns, edge_record, node_record, text
from kg.export.layout import layout
from kg.export.tables import comma_separated
from kg.export.view import Graph, Value, Values

_NEO4J: dict[Type, str] = {"boolean": "boolean", "long": "long", "double": "double", "date": "date", "string": "string"}
_CYPHER: dict[Type, str] = {
    "boolean": "toBoolean({})",
    "long": "toInteger({})",
    "double": "toFloat({})",
    "date": "date({})",
    "string": "{}",
}
_SHAPES = {"disc": "ellipse", "square": "box", "triangle": "triangle", "diamond": "diamond"}
_ENDS = ("source", "target", "property", "id")


def neo4j(graph: Graph) -> dict[str, bytes]:
    """CSV for `neo4j-admin database import` and `load.cypher`, which loads the same files into a running database.

    One file for each class and one for each property; a type of relationship is its property in capitals (`FUNDED_BY`).
    """
    by_kind: dict[str, list[dict[str, Value]]] = defaultdict(list)
    for node in graph.nodes.values():
        by_kind[node.kind].append({n: v for n, v in node_record(node).items() if n != "class"})
    by_property: dict[str, list[dict[str, Value]]] = defaultdict(list)
    for edge in graph.edges:
        by_property[edge.predicate].append(edge_record(edge))
    files: dict[str, bytes] = {}
    script = ["CREATE CONSTRAINT thing IF NOT EXISTS FOR (n:Thing) REQUIRE n.id IS UNIQUE;"]
    arguments = []
    for kind, rows in sorted(by_kind.items()):
        types = {name: type_ for name, type_ in columns(rows).items() if name != "id"}
        heads = ["id:ID", *(f"{name}:{_NEO4J[type_]}" for name, type_ in types.items()), ":LABEL"]
        labelled: list[Values] = [{**row, ":LABEL": f"Thing;{kind}"} for row in rows]
        files[f"nodes-{kind}.csv"] = comma_separated(["id", *types, ":LABEL"], labelled, heads)
        script.append(_load(f"nodes-{kind}.csv", f"MERGE (n:Thing {{id: row.`id:ID`}}) SET n:`{kind}`", "n", types))
        arguments.append(f"--nodes=nodes-{kind}.csv")
    for property_, rows in sorted(by_property.items()):
        name = re.sub(r"(?<=[a-z])(?=[A-Z])|-", "_", property_.rpartition(":")[2]).upper()
        types = {one: type_ for one, type_ in columns(rows).items() if one not in _ENDS}
        heads = [":START_ID", ":END_ID", *(f"{one}:{_NEO4J[type_]}" for one, type_ in types.items()), ":TYPE"]
        typed: list[Values] = [{**row, ":TYPE": name} for row in rows]
        files[f"edges-{name}.csv"] = comma_separated(["source", "target", *types, ":TYPE"], typed, heads)
        ends = "MATCH (a:Thing {id: row.`:START_ID`}) MATCH (b:Thing {id: row.`:END_ID`})"
        script.append(_load(f"edges-{name}.csv", f"{ends} MERGE (a)-[r:`{name}`]->(b)", "r", types))
        arguments.append(f"--relationships=edges-{name}.csv")
    files["load.cypher"] = ("\n".join(script) + "\n").encode()
    files["import-arguments.txt"] = ("\n".join([*arguments, "--multiline-fields=true"]) + "\n").encode()
    return files


def dot(graph: Graph) -> dict[str, bytes]:
    """Graphviz, with all attributes; `neato -n` keeps the places."""
    places = layout(graph)
    lines = [
        "digraph policy {" if graph.directed else "graph policy {",
        '  node [style=filled, fontname="sans-serif"];',
    ]
    arrow = "->" if graph.directed else "--"
    for key, node in graph.nodes.items():
        told = {**node_record(node), "shape": _SHAPES[node.shape], "fillcolor": node.color}
        told |= {"width": text(node.size / 72), "height": text(node.size / 72), "URL": node.iri}  # type: ignore[arg-type]
        told["pos"] = f"{places[key][0]},{places[key][1]}"
        lines.append(f"  {_quoted(key)} [{_pairs(told)}];")
    for edge in graph.edges:
        told = {name: value for name, value in edge_record(edge).items() if name not in ("source", "target")}
        lines.append(f"  {_quoted(edge.source)} {arrow} {_quoted(edge.target)} [{_pairs(told)}];")
    return {"policy-kg.dot": ("\n".join([*lines, "}"]) + "\n").encode()}


def _load(file: str, found: str, what: str, types: Mapping[str, Type]) -> str:
    """A Cypher statement that reads a file; what is not known stays unset."""
    cells = ((name, f"row.`{name}:{_NEO4J[type_]}`", type_) for name, type_ in types.items())
    settings = ", ".join(
        f"{what}.`{name}` = " + _CYPHER[type_].format(f"CASE WHEN {cell} = '' THEN null ELSE {cell} END")
        for name, cell, type_ in cells
    )
    joint = "," if " SET " in found else " SET"
    return f"LOAD CSV WITH HEADERS FROM 'file:///{file}' AS row {found}{joint} {settings};"


def _pairs(told: Values) -> str:
    return ", ".join(f"{_quoted(name)}={_quoted(text(value))}" for name, value in told.items())


def _quoted(words: str) -> str:
    """A string of the DOT language, where only the quotation mark has to be escaped, and a backslash for labels."""
    return '"' + words.replace("\\", "\\\\").replace('"', '\\"') + '"'
