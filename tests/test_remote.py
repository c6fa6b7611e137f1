"""The same questions over any SPARQL server: each answers as the graph itself does."""

import dataclasses
import io
import sys
from collections.abc import Iterator
from dataclasses import replace
from http.server import BaseHTTPRequestHandler, HTTPServer
from pathlib import Path
from threading import Thread

import pytest
from asking import ASKED, small, small_quads
from conftest import VIRTUOSO

from bench.endpoint import servers
from kg import iris
from kg.ask import Answer, Cell, ask
from kg.cli import main
from kg.errors import BadInput
from kg.explain import explain
from kg.questions import questions
from kg.remote import Remote, Server
from kg.store import BlankNode, Literal, NamedNode, canonical, n_quads

BASE = "https://w3id.org/migration-policy/"
ENGINES = ["ours", "oxigraph", *(["virtuoso"] if VIRTUOSO else [])]


@pytest.fixture(scope="module", params=ENGINES)
def engine(
    request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory
) -> Iterator[tuple[str, Remote, str]]:
    """The name of an engine, and the small graph on a server of it, with its address."""
    dist = tmp_path_factory.mktemp("small")
    (dist / "kg.nq").write_bytes(n_quads(canonical(small_quads())))
    with getattr(servers, request.param)(dist) as url:
        yield request.param, Remote(Server(url)), url


@pytest.mark.parametrize("name", [one.name for one in questions()])
def test_questions(engine, name):
    """Virtuoso sorts texts in an order of its own, so its rows, and names that are listed in one, are compared without it."""
    there, here = (ask(store, name, ASKED.get(name), "ru") for store in (engine[1], small()))
    assert here.rows
    if engine[0] == "virtuoso":
        there, here = unordered(there), unordered(here)
    assert there == here


def unordered(answer: Answer) -> Answer:
    """Rows and lists without their order, and without the column that Virtuoso fills with what belongs to other rows."""
    rows = [
        replace(row, cells={key: listed(cell) for key, cell in row.cells.items() if key != "funders"})
        for row in answer.rows
    ]
    return replace(answer, rows=tuple(sorted(rows, key=repr)))


def listed(cell: Cell) -> Cell:
    return replace(cell, text="; ".join(sorted(cell.text.split("; "))))


@pytest.mark.parametrize(
    ("name", "given"),
    [
        ("tasks-by-category", {"category": "refugee"}),
        ("measures-by-year", {"year": "2002"}),
        ("acts-in-force", {"day": "2009-06-01"}),
        ("statements-by-category", {"category": "refugee"}),
        ("figures", {"quantity": "net-migration"}),
    ],
)
def test_questions_about_something(engine, name, given):
    """A value that is given takes part in the filters of a query, wherever the engine joins it."""
    there, here = (ask(store, name, given, "kk") for store in (engine[1], small()))
    assert here.rows
    assert unordered(there) == unordered(here)


@pytest.mark.parametrize("thing", ["category/refugee", "doc/new-act/concept/s/2/item-1", "mp:Task"])
def test_explain(engine, thing):
    there, here = (explain(store, thing, "ru") for store in (engine[1], small()))
    for part in (fields.name for fields in dataclasses.fields(here)):
        found, known = getattr(there, part), getattr(here, part)
        assert sorted(map(repr, found)) == sorted(map(repr, known)) if isinstance(known, tuple) else found == known


@pytest.mark.parametrize(
    "term",
    [
        NamedNode(f"{BASE}category/refugee"),
        Literal('a "b" {c} \\ \n ә', language="kk"),
        Literal("x"),
        Literal(7),
        Literal("2007-08-28", datatype=NamedNode(iris.name("xsd:date"))),
    ],
)
def test_terms(engine, term):
    query = 'SELECT ?x # {a}\n{ FILTER ("{" != "<") }'
    assert engine[1].select(query, {"x": term}).rows == ((term,),)


def test_other_answers(engine):
    remote = engine[1]
    assert remote.query("ASK { ?s ?p ?o } # a comment") is True
    assert remote.query("ASK { ?s ?p <urn:nothing> }") is False
    assert remote.select("SELECT ?x ?y { BIND (1 AS ?y) }").rows == ((None, Literal(1)),)
    (row,) = remote.select("SELECT ?o { ?s ?p ?o FILTER (ISBLANK(?o)) } LIMIT 1").rows
    assert isinstance(row[0], BlankNode)
    category = NamedNode(f"{BASE}category/refugee")
    triples = remote.query(f"CONSTRUCT {{ {category} a ?kind }} WHERE {{ {category} a ?kind }}")
    assert set(triples) == set(small().query(f"CONSTRUCT {{ {category} a ?kind }} WHERE {{ {category} a ?kind }}"))
    assert remote.query("CONSTRUCT WHERE { ?s ?p <urn:nothing> }") == ()


def test_refused(engine):
    with pytest.raises(BadInput, match=r"broken\.rq: .* refuses with 4|broken\.rq: .* refuses with 500"):
        engine[1].query("SELECT", path=Path("broken.rq"))


@pytest.mark.parametrize(
    "verb", [["query", "principles"], ["explain", "category/refugee"], ["sparql", "-"], ["search", "refugees"]]
)
def test_command_line(engine, verb, monkeypatch, tmp_path, capsys):
    """The same words of a call give the same text over a server and over a folder."""
    query = "SELECT ?s ?o { ?s a ?o FILTER STRSTARTS(STR(?s), STR(<https://w3id.org/migration-policy/doc/>)) } ORDER BY ?s ?o"
    (tmp_path / "kg.nq").write_bytes(n_quads(small_quads()))
    shown = []
    for where in (["--endpoint", engine[2]], ["--dist", str(tmp_path)]):
        monkeypatch.setattr(sys, "stdin", io.StringIO(query))
        assert main([*verb, *where]) == 0
        shown.append(sorted(capsys.readouterr().out.splitlines()))
    assert shown[0] == shown[1]
    assert len(shown[0]) > 3


class Greeting(BaseHTTPRequestHandler):
    def do_POST(self):
        self.send_response(200)
        self.end_headers()
        self.wfile.write(b'{"hello": "world"}')

    def log_message(self, *words):
        pass


def test_no_sparql_there():
    with HTTPServer(("127.0.0.1", 0), Greeting) as other:
        Thread(target=other.handle_request).start()
        remote = Remote(Server(f"http://127.0.0.1:{other.server_port}/"))
        with pytest.raises(BadInput, match="does not answer as a SPARQL server does"):
            remote.query("ASK {}")
