"""The graph that is served: its default graph, datasets, formats, and what is refused."""

import pytest

from kg.serve.engine import written
from kg.serve.exchange import Refused
from kg.serve.protocol import Asked
from kg.store import NamedNode, Triple

A, B = "http://example.org/a", "http://example.org/b"
ONCE = [f'<http://e/s> <http://e/p> "1" <{A}> .', f'<http://e/s> <http://e/p> "2" <{B}> .']
TWICE = [*ONCE[:1], f'<http://e/s> <http://e/p> "1" <{B}> .', *ONCE[1:]]
ALL = "SELECT ?o { ?s ?p ?o } ORDER BY ?o"
MOST = 10_000


def rows(engine, query, default=(), named=()):
    body = engine.evaluate(Asked(query, default, named)).serialised("csv", MOST).decode()
    return body.split()[1:]


@pytest.mark.parametrize("on_disk", [False, True], ids=["memory", "disk"])
@pytest.mark.parametrize("lines", [ONCE, TWICE], ids=["disjoint", "overlapping"])
@pytest.mark.parametrize(
    ("query", "default", "named", "expected"),
    [
        pytest.param(ALL, (), (), ["1", "2"], id="the default graph is the union"),
        pytest.param(ALL, (A, B), (), ["1", "2"], id="default graphs are merged"),
        pytest.param(ALL, (A,), (), ["1"], id="one default graph"),
        pytest.param(ALL, (), (A,), [], id="only named graphs: the default graph is empty"),
        pytest.param("SELECT ?o { GRAPH ?g { ?s ?p ?o } }", (A,), (), [], id="only default graphs: no named ones"),
        pytest.param("SELECT ?o { GRAPH ?g { ?s ?p ?o } }", (B,), (A,), ["1"], id="both"),
        pytest.param("SELECT ?g { GRAPH ?g { ?s ?p '1' } } ORDER BY ?g LIMIT 1", (), (), [A], id="all named graphs"),
    ],
)
def test_datasets(engine, lines, on_disk, query, default, named, expected):
    assert rows(engine(lines, on_disk=on_disk), query, default, named) == expected


@pytest.mark.parametrize(("lines", "size"), [(ONCE, 2), (TWICE, 2), (list(reversed(ONCE)), 2)])
def test_size_counts_each_triple_once(engine, lines, size):
    made = engine(lines)
    assert len(made) == size
    assert len(made.select("SELECT * { ?s ?p ?o }").rows) == size


@pytest.mark.parametrize(
    ("query", "status", "more"),
    [
        ("SELECT *\n WHERE ?s", 400, {"line": 2, "column": 8}),
        ("INSERT DATA { }", 400, {"line": 1, "column": 10}),
        ("", 400, {"line": 1, "column": 1}),
    ],
)
def test_refused(engine, query, status, more):
    with pytest.raises(Refused) as refused:
        engine(ONCE).evaluate(Asked(query))
    assert (refused.value.status, refused.value.more) == (status, more)


@pytest.mark.parametrize("lines", [ONCE, TWICE], ids=["disjoint", "overlapping"])
def test_a_graph_that_is_not_here_is_empty(engine, lines):
    assert rows(engine(lines), ALL, ("http://example.org/other",)) == []
    assert rows(engine(lines), ALL, ("http://example.org/other", A)) == ["1"]


def test_what_is_no_iri_is_no_graph(engine):
    with pytest.raises(Refused) as refused:
        engine(ONCE).evaluate(Asked(ALL, (A, "a b")))
    assert refused.value.status == 400


def test_an_answer_has_a_limit(engine):
    with pytest.raises(Refused) as refused:
        engine(ONCE).evaluate(Asked(ALL)).serialised("json", 20)
    assert (refused.value.status, refused.value.kind) == (503, "result-size")


def test_relative_names_are_ours(engine):
    line = f"<https://w3id.org/migration-policy/category/x> <http://e/p> <http://e/o> <{A}> ."
    assert rows(engine([line]), "SELECT ?o { <category/x> ?p ?o }") == ["http://e/o"]


@pytest.mark.parametrize("form", ["ttl", "nt", "nq", "trig", "rdf", "jsonld"])
def test_the_same_triples_are_the_same_bytes(form):
    triple = Triple(NamedNode("http://e/s"), NamedNode("http://e/p"), NamedNode("http://e/o"))
    assert {written([triple], form, MOST) for _ in range(20)} == {written([triple], form, MOST)}
    assert b"http://e/o" in written([triple], form, MOST)
