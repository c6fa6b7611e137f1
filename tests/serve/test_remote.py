"""The same questions over any SPARQL server: what `kg.remote` gets from ours is what the graph itself says."""

from http.server import BaseHTTPRequestHandler, HTTPServer
from threading import Thread

import pytest

from kg.ask import ask
from kg.errors import BadInput
from kg.questions import questions
from kg.remote import Remote, Server
from kg.store import BlankNode, Literal, NamedNode

from .conftest import BASE, quads


@pytest.fixture
def remote(server):
    return Remote(Server(f"{server.url}/sparql"))


@pytest.mark.parametrize("name", [one.name for one in questions()])
def test_questions(engine, remote, name):
    assert ask(remote, name) == ask(engine(quads()), name)


def test_questions_about_something(engine, remote):
    given = {"category": "refugee"}
    assert ask(remote, "tasks-by-category", given, "ru") == ask(engine(quads()), "tasks-by-category", given, "ru")


@pytest.mark.parametrize(
    "term",
    [
        NamedNode(f"{BASE}category/refugee"),
        Literal('a "b" \\ \n ә', language="kk"),
        Literal("x"),
        Literal(7),
        Literal(True),
    ],
)
def test_terms(remote, term):
    assert remote.select("SELECT ?x { }", {"x": term}).rows == ((term,),)


def test_other_answers(remote):
    assert remote.query("ASK { ?s ?p ?o } # a comment") is True
    assert remote.select("SELECT ?x ?y { BIND (1 AS ?y) }").rows == ((None, Literal(1)),)
    (row,) = remote.select("SELECT ?o { ?s ?p ?o FILTER (ISBLANK(?o)) }").rows
    assert isinstance(row[0], BlankNode)


@pytest.mark.parametrize(("query", "message"), [("SELECT", "refuses with 400"), ("DESCRIBE <x:y>", "refuses with 406")])
def test_refused(remote, query, message):
    with pytest.raises(BadInput, match=message):
        remote.query(query)


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
