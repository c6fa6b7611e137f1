"""Every format, read back by a reader that is not ours, and compared node for node."""

import csv
import io
import json
import re
import sqlite3
import zipfile
from collections import Counter
from pathlib import Path

import csvw
import networkx as nx
import openpyxl
import pyarrow.parquet as pq
import pyoxigraph as ox
import pytest
from asking import small_quads
from ndex2.cx2 import CX2Network
from rdflib import Dataset
from rdflib import Graph as Rdf

from kg import export, owlapi
from kg.errors import BadInput
from kg.export.columns import edge_record
from kg.store import canonical, n_quads, read_n_quads

from .compared import told, words

NMTOKEN = re.compile(r"[\w.:-]+")


def files(dist, form, **wishes):
    return export.written(dist, form, **wishes)


def one(dist, form):
    (content,) = files(dist, form).values()
    return content


def gexf(dist):
    read = nx.read_gexf(io.BytesIO(one(dist, "gexf")))
    spans = {
        key: {name: told.pop(name) for name in ("start", "end") if name in told} for key, told in read.nodes.items()
    }
    nodes = {key: words({"id": key, **told, **spans[key]}, ("viz",)) for key, told in read.nodes.items()}
    return nodes, sorted((a, told["property"], b) for a, b, told in read.edges(data=True))


def graphml(dist):
    read = nx.read_graphml(io.BytesIO(one(dist, "graphml")))
    nodes = {told["id"]: words(told) for _, told in read.nodes(data=True)}
    ends = nx.get_node_attributes(read, "id")
    return nodes, sorted((ends[a], told["property"], ends[b]) for a, b, told in read.edges(data=True))


def cytoscape(dist):
    read = json.loads(one(dist, "cytoscape"))["elements"]
    nodes = {node["data"]["id"]: words(node["data"], ("form",)) for node in read["nodes"]}
    return nodes, sorted((e["data"]["source"], e["data"]["property"], e["data"]["target"]) for e in read["edges"])


def cx2(dist):
    read = CX2Network()
    read.create_from_raw_cx2(json.loads(one(dist, "cx2")))
    names = {number: node["v"]["id"] for number, node in read.get_nodes().items()}
    nodes = {node["v"]["id"]: words(node["v"]) for node in read.get_nodes().values()}
    return nodes, sorted((names[e["s"]], e["v"]["property"], names[e["t"]]) for e in read.get_edges().values())


def dot(dist):
    """Reads the strings of the DOT language; a statement is a line, for a line end inside a string is followed by no name."""
    nodes, edges = {}, []
    string = r'"((?:[^"\\]|\\.)*)"'
    for found in re.finditer(
        rf"^  {string}(?: -> {string})? \[(.*?)\];$", one(dist, "dot").decode(), re.MULTILINE | re.DOTALL
    ):
        pairs = {_plain(name): _plain(value) for name, value in re.findall(f"{string}={string}", found[3])}
        if found[2] is None:
            nodes[_plain(found[1])] = words(pairs, ("pos", "URL", "width", "height", "fillcolor"))
        else:
            edges.append((_plain(found[1]), pairs["property"], _plain(found[2])))
    return nodes, sorted(edges)


def _plain(words):
    return re.sub(r"\\(.)", r"\1", words)


def neo4j(dist):
    nodes, edges = {}, []
    for name, content in files(dist, "neo4j").items():
        for row in csv.DictReader(io.StringIO(content.decode(), newline="")) if name.endswith(".csv") else ():
            known = {key.partition(":")[0]: value for key, value in row.items() if value and not key.startswith(":")}
            if name.startswith("nodes-"):
                nodes[row["id:ID"]] = words({**known, "class": row[":LABEL"].partition(";")[2]})
            else:
                edges.append((row[":START_ID"], name, row[":END_ID"]))
    types = {f"edges-{re.sub('(?<=[a-z])(?=[A-Z])', '_', p.partition(':')[2]).upper()}.csv": p for p in PROPERTIES}
    return nodes, sorted((a, types[name], b) for a, name, b in edges)


PROPERTIES = (
    "dct:isPartOf",
    "eli:cites",
    "eli:repealed_by",
    "mp:inSection",
    "mp:involves",
    "mp:place",
    "mp:restates",
    "mp:states",
    "mp:targets",
)


def tables(found):
    """Nodes and edges from tables: rows by name of the table."""
    linked = {p.partition(":")[2] for p in PROPERTIES}
    extra = (*linked, *(f"{name}_label" for name in linked))
    nodes = {row["id"]: words(row, extra) for name, rows in found.items() if name != "Edge" for row in rows}
    return nodes, sorted((row["source"], row["property"], row["target"]) for row in found["Edge"])


def comma_separated(dist):
    found = {
        name.partition(".")[0]: content.decode()
        for name, content in files(dist, "csv").items()
        if name.endswith(".csv")
    }
    rows = {name: csv.DictReader(io.StringIO(content, newline="")) for name, content in found.items()}
    return tables({name: [{k: v for k, v in row.items() if v} for row in read] for name, read in rows.items()})


def sqlite(dist):
    base = sqlite3.connect(":memory:")
    base.deserialize(one(dist, "sqlite"))
    base.row_factory = sqlite3.Row
    assert base.execute("PRAGMA foreign_key_check").fetchall() == []
    names = [row[0] for row in base.execute("SELECT name FROM sqlite_master WHERE type = 'table' AND name != 'Node'")]
    found = {name: [dict(row) for row in base.execute(f'SELECT * FROM "{name}"')] for name in names}
    for row in found["Measure"]:
        row["provisional"] = bool(row["provisional"])
    return tables(found)


def xlsx(dist):
    book = openpyxl.load_workbook(io.BytesIO(one(dist, "xlsx")))
    found = {}
    for sheet in book.worksheets[:-1]:
        heads, *rows = sheet.iter_rows(values_only=True)
        found[sheet.title] = [dict(zip(heads, row, strict=True)) for row in rows]
    return tables(found)


def parquet(dist):
    return tables(
        {
            name.partition(".")[0]: pq.read_table(io.BytesIO(data)).to_pylist()
            for name, data in files(dist, "parquet").items()
        }
    )


READERS = {
    "gexf": gexf,
    "graphml": graphml,
    "cytoscape": cytoscape,
    "cx2": cx2,
    "dot": dot,
    "neo4j": neo4j,
    "csv": comma_separated,
    "sqlite": sqlite,
    "xlsx": xlsx,
    "parquet": parquet,
}


def test_every_format_is_read_back_somewhere():
    assert set(export.FORMS) == {*READERS, "analysis", *SYNTAXES, *EDITORS, "jsonld", "reference"}


@pytest.mark.parametrize("form", READERS)
def test_a_reader_finds_the_same_nodes_and_edges(dist, small, form):
    nodes, edges = READERS[form](dist)
    wanted, ties = told(small)
    assert edges == ties
    assert nodes == wanted


@pytest.mark.parametrize("form", ["gexf", "graphml", "cytoscape"])
def test_edges_carry_their_evidence(dist, small, form):
    if form == "cytoscape":
        read = {e["data"]["id"]: e["data"] for e in json.loads(one(dist, form))["elements"]["edges"]}
    else:
        reader = nx.read_gexf if form == "gexf" else nx.read_graphml
        found = reader(io.BytesIO(one(dist, form))).edges(data=True)
        read = {f"{a.replace(':', '/')} {told['property']} {b.replace(':', '/')}": told for a, b, told in found}
    for edge in small.edges:
        wanted = words(edge_record(edge), ("id", "source", "target", "label"))
        assert wanted.items() <= words(read[edge.id]).items()


def test_names_and_types_in_graphml_are_what_its_schema_allows(dist):
    content = one(dist, "graphml").decode()
    names = re.findall(r' (?:id|source|target|key|for|attr\.name)="([^"]*)"', content)
    assert names
    assert all(NMTOKEN.fullmatch(name) for name in names)
    assert set(re.findall(r' attr\.type="([^"]*)"', content)) == {"boolean", "double", "long", "string"}


def test_gexf_has_colours_places_sizes_and_time(dist):
    content = one(dist, "gexf").decode()
    assert 'timeformat="date"' in content
    node = nx.read_gexf(io.BytesIO(content.encode())).nodes["doc/old"]
    assert node["viz"]["color"] == {"r": 0, "g": 114, "b": 178, "a": 1.0}
    assert node["viz"]["size"] == 24.0
    assert '<node id="doc/old" label="Old concept" start="2000-02-29" end="2005-06-07">' in content


SYNTAXES = {"nq": "nquads", "nt": "nt", "trig": "trig", "ttl": "turtle", "rdf": "xml"}


@pytest.mark.parametrize("form", SYNTAXES)
def test_oxigraph_reads_every_serialisation(dist, form):
    wanted = {quad.triple for quad in ox.parse(one(dist, "nt"), format=ox.RdfFormat.N_TRIPLES)}
    assert {quad.triple for quad in ox.parse(one(dist, form), format=ox.RdfFormat.from_extension(form))} == wanted


@pytest.mark.parametrize(("form", "syntax"), SYNTAXES.items())
def test_every_serialisation_holds_the_dataset(dist, form, syntax):
    wanted = Rdf().parse(data=one(dist, "nt"), format="nt")
    assert len(wanted) == len({quad.triple for quad in read_n_quads(dist / "kg.nq")})
    found = Rdf()
    for triple in Dataset(default_union=True).parse(data=one(dist, form), format=syntax).triples((None, None, None)):
        found.add(triple)
    assert set(found) == set(wanted)


def test_json_ld_has_a_tree_for_each_document_and_says_what_the_graph_says(dist, small):
    content = one(dist, "jsonld")
    trees = {tree["@id"]: tree for tree in json.loads(content)["@graph"]}
    assert trees["doc/old"]["mp:hasTask"][0]["@id"] == "doc/old/s/1/item-1"
    assert "mp:text" in trees["doc/old"]["mp:hasTask"][0]
    assert "doc/old/s/1/item-1" not in trees
    told = {node.iri for node in small.nodes.values()}
    wanted = {t for t in Rdf().parse(data=one(dist, "nt"), format="nt") if str(t[0]) in told}
    assert set(Rdf().parse(data=content, format="json-ld")) == wanted


def test_rdf_of_a_part_holds_what_is_said_of_its_nodes(dist):
    (content,) = files(dist, "nt", select=[("class", "Measure")]).values()
    assert {str(s) for s in Rdf().parse(data=content, format="nt").subjects()} == {
        "https://w3id.org/migration-policy/doc/new/s/1/item-1"
    }


def test_the_tables_are_described_as_csv_on_the_web(dist):
    found = files(dist, "csv", language="kk")
    about = json.loads(found["csv-metadata.json"])
    assert {table["url"] for table in about["tables"]} == set(found) - {"csv-metadata.json"}
    for table in about["tables"]:
        names = [column["name"] for column in table["tableSchema"]["columns"]]
        assert names == found[table["url"]].decode().partition("\r\n")[0].split(",")
        assert all(column["dc:description"] for column in table["tableSchema"]["columns"])


def test_csv_on_the_web_is_valid_and_holds_every_row(dist, small, tmp_path):
    about, *_ = (path for path in export.export(dist, "csv", out=tmp_path) if path.suffix == ".json")
    found = csvw.CSVW(str(about), validate=True)
    assert found.is_valid, [str(warning.message) for warning in found.warnings]
    tables = csvw.TableGroup.from_file(about).tabledict
    rows = {name.removesuffix(".csv"): list(table.iterdicts(strict=True)) for name, table in tables.items()}
    wanted = Counter(node.kind for node in small.nodes.values()) | Counter(Edge=len(small.edges))
    assert {name: len(found) for name, found in rows.items()} == wanted


def test_the_cypher_script_loads_every_file(dist):
    found = files(dist, "neo4j")
    loaded = re.findall(r"file:///(\S+?)'", found["load.cypher"].decode())
    assert sorted(loaded) == sorted(name for name in found if name.endswith(".csv"))


EDITORS = ("owl", "ofn", "omn")


@pytest.mark.parametrize("form", EDITORS)
def test_ontology_editors_find_the_same_in_every_syntax(tmp_path, form):
    (tmp_path / "kg.nq").write_bytes(n_quads(canonical(small_quads())))
    (path,) = export.export(tmp_path, form, out=tmp_path / f"graph.{form}")
    (wanted,) = export.export(tmp_path, "owl", out=tmp_path / "wanted.owl")
    found = owlapi.described(path)
    assert found == owlapi.described(wanted)
    assert found.violations == ()
    assert b"doc/new-act" in path.read_bytes()


def test_the_reference_has_no_parts(dist):
    with pytest.raises(BadInput, match="leave --select away"):
        export.written(dist, "reference", select=[("class", "Task")])


@pytest.mark.parametrize("form", export.FORMS)
def test_the_same_graph_gives_the_same_bytes(dist, form):
    assert files(dist, form) == files(dist, form)


def test_files_are_written_where_they_are_wanted(dist, tmp_path):
    assert export.export(dist, "gexf", out=tmp_path / "new" / "a.gexf") == (tmp_path / "new" / "a.gexf",)
    written = export.export(dist, "csv", select=[("class", "Task")], language="ru", out=tmp_path / "tables")
    assert {path.name for path in written} == {"Task.csv", "Edge.csv", "csv-metadata.json"}
    assert all(path.parent == tmp_path / "tables" and path.exists() for path in written)


def test_wrong_calls_name_what_is_right(dist, tmp_path):
    with pytest.raises(BadInput, match="graphml") as caught:
        export.export(dist, "gephi", out=tmp_path / "a")
    assert caught.value.wrong_call
    with pytest.raises(BadInput, match="build the graph first"):
        export.export(tmp_path, "gexf", out=tmp_path / "a")
    (tmp_path / "file").write_text("")
    with pytest.raises(BadInput, match="cannot be written"):
        export.export(dist, "gexf", out=tmp_path / "file" / "a.gexf")
    assert not Path("policy-kg.gexf").exists()


def test_a_workbook_bears_no_date_and_a_text_is_no_formula(dist):
    content = one(dist, "xlsx")
    with zipfile.ZipFile(io.BytesIO(content)) as parts:
        assert {info.date_time for info in parts.infolist()} == {(2000, 1, 1, 0, 0, 0)}
        assert set(re.findall(rb"\d{4}-\d\d-\d\dT", parts.read("docProps/core.xml"))) == {b"2000-01-01T"}
    sheet = openpyxl.load_workbook(io.BytesIO(content))["Measure"]
    (cell,) = (cell for row in sheet.iter_rows(min_row=2) for cell in row[2:3])
    assert (cell.value, cell.data_type) == ("=SUM(teach)", "s")


def test_a_workbook_says_what_its_columns_are(dist):
    *sheets, about = openpyxl.load_workbook(io.BytesIO(one(dist, "xlsx"))).worksheets
    heads, *rows = about.iter_rows(values_only=True)
    assert heads == ("table", "column", "type", "ru", "kk", "en")
    named = [(sheet.title, cell.value) for sheet in sheets for cell in sheet[1]]
    assert [row[:2] for row in rows] == named
    assert all(row[-1] for row in rows)


def test_json_ld_describes_everything_once(dist, small):
    described = re.findall(r'"@id": "([^"]*)",\n *"@type"', one(dist, "jsonld").decode())
    assert sorted(described) == sorted(small.nodes)
