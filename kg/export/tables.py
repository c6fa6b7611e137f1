"""A table per class and one of all edges, for spreadsheets, data frames and databases.

In the table of a class each property is a column too: `responsible` holds the ids of the nodes that it leads to, and
`responsible_label` their names. A property that the column `document` says backwards (`folded` in the query's header)
has no column.
"""

from __future__ import annotations

import csv
import io
import json
import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from kg.export.columns import LONG, Type, columns, edge_record, native, node_record, text
from kg.export.queries import described, header
from kg.export.view import SEPARATOR, Edge, Graph, Value, Values

EDGES = "Edge"
_SQL_TYPES: dict[Type, str] = {
    "boolean": "INTEGER",
    "long": "INTEGER",
    "double": "REAL",
    "date": "TEXT",
    "string": "TEXT",
}
_DRAWN = ("color", "shape", "size")


@dataclass(frozen=True, slots=True)
class Sheet:
    """A table: its name, its title, its columns in order with their types and titles by language, and its rows."""

    name: str
    title: str
    columns: Mapping[str, Type]
    titles: Mapping[str, Mapping[str, str]]
    rows: Sequence[Values]

    def cells(self) -> list[list[bool | int | float | str | None]]:
        """The rows as lists; None where nothing is known."""
        return [
            [native(row[name], kind) if name in row else None for name, kind in self.columns.items()]
            for row in self.rows
        ]


def sheets(graph: Graph, largest: int = LONG) -> list[Sheet]:
    """The tables of a graph: one for each class that has nodes, by name, then the edges."""
    leaving: dict[str, dict[str, list[Edge]]] = defaultdict(lambda: defaultdict(list))
    for edge in graph.edges:
        if edge.predicate not in header("graph/edges")["folded"]:
            leaving[edge.source][edge.predicate.rpartition(":")[2]].append(edge)
    by_kind: dict[str, list[dict[str, Value]]] = defaultdict(list)
    for node in graph.nodes.values():
        told = {name: value for name, value in node_record(node).items() if name not in _DRAWN}
        for name, edges in leaving[node.id].items():
            told[name] = SEPARATOR.join(edge.target for edge in edges)
            told[f"{name}_label"] = SEPARATOR.join(graph.nodes[edge.target].label for edge in edges)
        by_kind[node.kind].append(told)
    named: dict[str, Mapping[str, str]] = {
        edge.predicate.rpartition(":")[2]: {str(graph.language): edge.label} for edge in graph.edges
    }
    made = [
        _sheet(kind, graph.kinds.get(kind, kind), rows, named, largest, ("id", "class", "label"))
        for kind, rows in sorted(by_kind.items())
    ]
    ties = [edge_record(edge) for edge in graph.edges]
    return [*made, _sheet(EDGES, EDGES, ties, named, largest, ("id", "source", "property", "target", "label"))]


def csv_tables(graph: Graph) -> dict[str, bytes]:
    """CSV (RFC 4180, UTF-8) and its description, `csv-metadata.json`, as CSV on the Web."""
    tables = sheets(graph)
    return {
        **{f"{sheet.name}.csv": comma_separated(list(sheet.columns), sheet.rows) for sheet in tables},
        "csv-metadata.json": _csvw(tables, graph),
    }


def comma_separated(names: Sequence[str], rows: Sequence[Values], heads: Sequence[str] = ()) -> bytes:
    """Rows as CSV with a header; `heads` are its words where they are not the names of the columns."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(heads or names)
    writer.writerows([text(row[name]) if name in row else "" for name in names] for row in rows)
    return out.getvalue().encode()


def sqlite(graph: Graph) -> dict[str, bytes]:
    """An SQLite database with the same tables; ids are primary keys, and edges refer to the table `Node` of all nodes."""
    base = sqlite3.connect(":memory:")
    base.execute('CREATE TABLE "Node" (id TEXT PRIMARY KEY, class TEXT NOT NULL, label TEXT NOT NULL) WITHOUT ROWID')
    nodes = [(node.id, node.kind, node.label) for node in graph.nodes.values()]
    base.executemany('INSERT INTO "Node" VALUES (?, ?, ?)', nodes)
    for sheet in sheets(graph):
        defined = ", ".join(_defined(sheet.name, name, kind) for name, kind in sheet.columns.items())
        base.execute(f'CREATE TABLE "{sheet.name}" ({defined})')
        places = ", ".join("?" * len(sheet.columns))
        base.executemany(f'INSERT INTO "{sheet.name}" VALUES ({places})', sheet.cells())  # noqa: S608
    base.execute(f'CREATE INDEX "by target" ON "{EDGES}" (target, property)')
    base.execute(f'CREATE INDEX "by source" ON "{EDGES}" (source, property)')
    base.commit()
    base.execute("VACUUM")
    return {"policy-kg.sqlite": base.serialize()}


def _sheet(
    name: str,
    title: str,
    rows: Sequence[Values],
    named: Mapping[str, Mapping[str, str]],
    largest: int,
    first: Sequence[str],
) -> Sheet:
    types = columns(rows, largest)
    order = dict.fromkeys([*(one for one in first if one in types), *types])
    titles: dict[str, Mapping[str, str]] = {}
    for one in order:
        property_ = one.removesuffix("_label")
        titles[one] = named[property_] if property_ in named else described(one, "edge" if name == EDGES else "node")
    return Sheet(name, title, {one: types[one] for one in order}, titles, rows)


def _defined(table: str, name: str, kind: Type) -> str:
    tail = " PRIMARY KEY" if name == "id" else ""
    if table == EDGES and name in ("source", "target"):
        tail = ' NOT NULL REFERENCES "Node" (id)'
    return f'"{name}" {_SQL_TYPES[kind]}{tail}'


def _csvw(tables: Sequence[Sheet], graph: Graph) -> bytes:
    about = {
        "@context": ["http://www.w3.org/ns/csvw", {"@language": graph.language}],
        "tables": [
            {
                "url": f"{sheet.name}.csv",
                "dc:title": sheet.title,
                "tableSchema": {
                    "primaryKey": "id",
                    "columns": [
                        {"name": name, "titles": name, "datatype": kind, "dc:description": _said(sheet.titles[name])}
                        for name, kind in sheet.columns.items()
                    ],
                },
            }
            for sheet in tables
        ],
    }
    return f"{json.dumps(about, ensure_ascii=False, indent=1)}\n".encode()


def _said(words: Mapping[str, str]) -> list[dict[str, str]]:
    return [{"@value": word, "@language": language} for language, word in sorted(words.items())]
