"""The tables in DuckDB, typed as their description says, and the files for Neo4j in Ladybug, which speaks Cypher too."""

import csv
import json
import re

import duckdb
import ladybug
import pytest

from kg import export

from .compared import told, words

SQL = {"boolean": "BOOLEAN", "long": "BIGINT", "double": "DOUBLE", "date": "DATE", "string": "VARCHAR"}
CYPHER = {"boolean": "BOOLEAN", "long": "INT64", "double": "DOUBLE", "date": "DATE", "string": "STRING", "ID": "STRING"}


@pytest.fixture
def exported(dist, tmp_path):
    """The folder with the files of a format."""
    return lambda form: export.export(dist, form, out=tmp_path / form)[0].parent


def as_csv(folder):
    """A table as a query: its name and what reads it."""
    for table in json.loads((folder / "csv-metadata.json").read_text())["tables"]:
        types = {column["name"]: SQL[column["datatype"]] for column in table["tableSchema"]["columns"]}
        place = folder / table["url"]
        yield place.stem, f"read_csv('{place}', header=true, auto_detect=false, columns={types}, new_line='\\r\\n')"


def as_parquet(folder):
    for place in sorted(folder.glob("*.parquet")):
        yield place.stem, f"read_parquet('{place}')"


@pytest.mark.parametrize(("form", "tables"), [("csv", as_csv), ("parquet", as_parquet)])
def test_duckdb_finds_the_same_nodes_and_edges(exported, small, form, tables):
    nodes, edges = {}, []
    linked = {edge.predicate.rpartition(":")[2] for edge in small.edges}
    for name, source in tables(exported(form)):
        found = duckdb.sql(f"FROM {source}")
        rows = [dict(zip(found.columns, row, strict=True)) for row in found.fetchall()]
        if name == "Edge":
            edges = [(row["source"], row["property"], row["target"]) for row in rows]
        else:
            nodes |= {row["id"]: words(row, (*linked, *(f"{one}_label" for one in linked))) for row in rows}
    assert (nodes, sorted(edges)) == told(small)


def test_a_database_with_cypher_finds_the_same_nodes_and_edges(exported, small):
    folder = exported("neo4j")
    base = ladybug.Connection(ladybug.Database(":memory:"))
    files = {path: _columns(path) for path in sorted(folder.glob("*.csv"))}
    of_nodes = {name: kind for path, known in files.items() if path.stem.startswith("nodes-") for name, kind in known}
    base.execute(f"CREATE NODE TABLE Thing({_defined(of_nodes.items())}, PRIMARY KEY(id))")
    for path, known in sorted(files.items(), key=lambda one: one[0].stem.startswith("edges-")):
        into = f"Thing({', '.join(f'`{name}`' for name, _ in known)})"
        if path.stem.startswith("edges-"):
            into = f"`{path.stem.removeprefix('edges-')}`"
            base.execute(f"CREATE REL TABLE {into}(FROM Thing TO Thing, {_defined(known[2:])})")
        base.execute(f"COPY {into} FROM '{path}' (HEADER=true, PARALLEL=false, ESCAPE='\"')")
    nodes = {}
    for (row,) in base.execute("MATCH (n:Thing) RETURN n").get_all():
        row = {name: value for name, value in row.items() if not name.startswith("_") and value not in ("", None)}
        nodes[row["id"]] = words({**row, "class": row[":LABEL"].partition(";")[2]}, (":LABEL",))
    wanted, ties = told(small)
    assert nodes == wanted
    edges = base.execute("MATCH (a:Thing)-[r]->(b:Thing) RETURN a.id, LABEL(r), b.id").get_all()
    assert sorted(map(tuple, edges)) == sorted((a, _type(property_), b) for a, property_, b in ties)


def _columns(path):
    """The columns of a file for Neo4j, with their types."""
    with path.open(encoding="utf-8", newline="") as lines:
        heads = (head.partition(":") for head in next(csv.reader(lines)))
        return [(name, CYPHER[kind]) if name else (f":{kind}", "STRING") for name, _, kind in heads]


def _defined(known):
    return ", ".join(f"`{name}` {kind}" for name, kind in known)


def _type(property_):
    return re.sub(r"(?<=[a-z])(?=[A-Z])", "_", property_.partition(":")[2]).upper()
