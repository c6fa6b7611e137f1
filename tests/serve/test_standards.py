"""What the W3C's test suites ask of a server: SPARQL 1.1 Protocol, Graph Store HTTP Protocol, Service Description.

The names of the cases are those of the suites; data and queries are our own. The server only reads, so what changes
a graph is refused: as an update with 403, as a method with 405.
"""

from dataclasses import dataclass, field
from urllib.parse import urlencode

import pyoxigraph as ox
import pytest

from kg.serve import negotiate

from .conftest import BASE, started
from .test_http import FORM, READERS

QUERY, UPDATE = "application/sparql-query", "application/sparql-update"
NOWHERE, ONE, TWO, THREE = (f"http://example.org/data{n}" for n in range(4))
BOTH = f"ASK {{ <{ONE}> a ?kind . <{TWO}> a ?kind }}"
EACH = f"ASK {{ GRAPH ?g {{ <{ONE}> a ?kind }} GRAPH ?h {{ <{TWO}> a ?kind }} }}"
FULL = f"ASK {{ <{THREE}> a ?kind GRAPH ?g {{ <{ONE}> a ?kind }} GRAPH ?h {{ <{TWO}> a ?kind }} }}"
TABLES = {types[0] for name, types in negotiate.TABLES.items() if name != "html"}
GRAPHS = {types[0] for name, types in negotiate.GRAPHS.items() if name != "html"}


@pytest.fixture(scope="module")
def server(tmp_path_factory):
    """A server over three small graphs of any names, and one with a name of our own."""
    dist = tmp_path_factory.mktemp("standards")
    kind = "<http://www.w3.org/1999/02/22-rdf-syntax-ns#type>"
    named = [(name, name) for name in (ONE, TWO, THREE)] + [(f"{BASE}category/one", f"{BASE}graph/one")]
    lines = sorted(f"<{thing}> {kind} <http://example.org/Kind> <{graph}> .\n" for thing, graph in named)
    (dist / "kg.nq").write_text("".join(lines), encoding="utf-8")
    running = started(dist)
    yield running
    assert running.stop() == 0


@dataclass(frozen=True)
class Case:
    """A request, and what is expected: a truth value, or a status and types of content."""

    name: str
    method: str = "POST"
    settings: tuple[tuple[str, str], ...] = ()
    """Parameters of the address."""
    kind: str = QUERY
    body: str | bytes = ""
    says: bool | None = None
    status: int = 200
    types: set[str] = field(default_factory=set)


def on(*names: str) -> tuple[tuple[str, str], ...]:
    return tuple(("default-graph-uri", name) for name in names)


def of(*names: str) -> tuple[tuple[str, str], ...]:
    return tuple(("named-graph-uri", name) for name in names)


def put(text: str) -> tuple[tuple[str, str], ...]:
    return (("query", text),)


def update(name: str, body: str | bytes = "CLEAR ALL", kind: str = UPDATE, **more: object) -> Case:
    return Case(name, kind=kind, body=body, status=403, **more)


CASES = [
    Case("query_get", "GET", put("ASK {}") + on(NOWHERE), says=True),
    Case("query_post_form", "POST", on(NOWHERE), FORM, urlencode(put("ASK {}")), says=True),
    Case("query_post_direct", body="ASK {}", says=True),
    Case("query_dataset_default_graph", "POST", on(ONE), body=BOTH, says=False),
    Case("query_dataset_default_graphs_get", "GET", put(BOTH) + on(ONE, TWO), says=True),
    Case("query_dataset_default_graphs_post", "POST", on(ONE, TWO), body=BOTH, says=True),
    Case("query_dataset_default_graphs_form", kind=FORM, body=urlencode(put(BOTH) + on(ONE, TWO)), says=True),
    Case("query_dataset_named_graphs_post", "POST", of(ONE, TWO), body=EACH, says=True),
    Case("query_dataset_named_graphs_get", "GET", put(EACH) + of(ONE, TWO), says=True),
    Case("query_dataset_named_graphs_form", kind=FORM, body=urlencode(put(EACH) + of(ONE)), says=False),
    Case("query_dataset_full", "POST", on(THREE) + of(ONE, TWO), body=FULL, says=True),
    Case("query_dataset_of_the_query", body=FULL.replace("{", f"FROM <{THREE}> FROM NAMED <{ONE}> {{", 1), says=False),
    Case("query_multiple_dataset", "POST", of(ONE, TWO), body=EACH.replace("{", f"FROM <{THREE}> {{", 1), says=True),
    Case("query_multiple_dataset_default", "POST", on(ONE), body=f"ASK FROM <{TWO}> {{ <{TWO}> ?p ?o }}", says=False),
    Case("query_content_type_select", "POST", on(NOWHERE), body="SELECT (1 AS ?value) {}", types=TABLES),
    Case("query_content_type_ask", "POST", on(NOWHERE), body="ASK {}", types=TABLES),
    Case("query_content_type_describe", "POST", on(NOWHERE), body="DESCRIBE <http://example.org/>", types=GRAPHS),
    Case("query_content_type_construct", "POST", on(NOWHERE), body="CONSTRUCT { <s> <p> 1 } WHERE {}", types=GRAPHS),
    Case("bad_query_method", "PUT", put("ASK {}"), FORM, status=405),
    Case("bad_query_method_patch", "PATCH", put("ASK {}"), FORM, status=405),
    Case("bad_query_method_delete", "DELETE", put("ASK {}"), FORM, status=405),
    Case("bad_query_missing", kind=FORM, body=urlencode(on(ONE)), status=400),
    Case("bad_multiple_queries", "GET", put("ASK {}") + put("SELECT * {}"), status=400),
    Case("bad_multiple_queries_form", kind=FORM, body=urlencode(put("ASK {}") + put("ASK {}")), status=400),
    Case("bad_multiple_queries_mixed", "POST", put("ASK {}"), body="ASK {}", status=400),
    Case("bad_query_wrong_media_type", kind="text/plain", body="ASK {}", status=415),
    Case("bad_query_missing_form_type", kind="", body="query=ASK%20%7B%7D", status=415),
    Case("bad_query_missing_direct_type", kind="", body="ASK {}", status=415),
    Case("bad_query_non_utf8", kind=f"{QUERY}; charset=UTF-16", body="ASK {}".encode("utf-16"), status=415),
    Case("bad_query_not_utf8_at_all", body=b"ASK { 'caf\xe9' }", status=400),
    Case("bad_query_syntax", "GET", put("ASK {"), status=400),
    Case("bad_query_dataset", "GET", put("ASK {}") + on("no iri"), status=400),
    update("update_post_direct"),
    update("update_post_form", "update=CLEAR+ALL", FORM),
    update("update_dataset", settings=(("using-graph-uri", ONE), ("using-named-graph-uri", TWO))),
    update("update_load", f"LOAD <{ONE}>"),
    update("bad_update_get", method="GET", settings=(("update", "CLEAR ALL"),)),
    update("bad_multiple_updates", "update=CLEAR+NAMED&update=CLEAR+DEFAULT", FORM),
    update("bad_update_syntax", "update=CLEAR+XYZ", FORM),
    update("bad_update_non_utf8", "CLEAR ALL".encode("utf-16"), f"{UPDATE}; charset=UTF-16"),
    Case("bad_update_wrong_media_type", kind="text/plain", body="CLEAR NAMED", status=415),
    Case("bad_update_missing_form_type", kind="", body="update=CLEAR%20NAMED", status=415),
]


@pytest.mark.parametrize("place", ["/sparql", "/sparql/"])
@pytest.mark.parametrize("case", CASES, ids=lambda case: case.name)
def test_protocol(server, case, place):
    target = place + ("?" + urlencode(case.settings) if case.settings else "")
    kind = {"content_type": case.kind} if case.kind and case.method != "GET" else {}
    answer = server.ask(case.method, target, case.body or None, **kind)
    assert answer.status == case.status, answer.body
    if case.says is not None:
        assert answer.type == "application/sparql-results+json"
        assert (b'"boolean":true' in answer.body.replace(b" ", b"")) is case.says
    if case.types:
        assert answer.type in case.types


@pytest.mark.parametrize(
    ("method", "target", "status"),
    [
        ("GET", f"/graphs?graph={ONE}", 200),
        ("GET", "/graphs?default", 200),
        ("GET", "/graph/one", 200),
        ("HEAD", f"/graphs?graph={ONE}", 200),
        ("HEAD", "/graphs?default", 200),
        ("HEAD", "/graph/one", 200),
        ("OPTIONS", "/graphs", 204),
        ("OPTIONS", "/graph/one", 204),
        ("GET", f"/graphs?graph={NOWHERE}", 404),
        ("HEAD", f"/graphs?graph={NOWHERE}", 404),
        ("GET", "/graph/none", 404),
        ("HEAD", "/graph/none", 404),
        ("GET", "/graphs/person/1", 404),
        ("GET", "/graphs", 400),
        ("GET", "/graphs?graph=person/1", 400),
        ("GET", f"/graphs?default&graph={ONE}", 400),
        ("PUT", f"/graphs?graph={ONE}", 405),
        ("POST", f"/graphs?graph={ONE}", 405),
        ("POST", "/graphs", 405),
        ("PATCH", f"/graphs?graph={ONE}", 405),
        ("DELETE", f"/graphs?graph={ONE}", 405),
        ("DELETE", "/graphs?default", 405),
        ("PUT", "/graph/one", 405),
        ("POST", "/graph/one", 405),
        ("DELETE", "/graph/one", 405),
        ("DELETE", "/graph/none", 405),
    ],
)
def test_graph_store(server, method, target, status):
    answer = server.ask(method, target, accept="text/turtle", content_type="text/turtle")
    assert answer.status == status
    if status == 405:
        assert answer.headers["allow"] == "GET, HEAD, OPTIONS"
    if status == 200:
        assert answer.type == "text/turtle"
        assert bool(answer.body) is (method == "GET")


@pytest.mark.parametrize("target", [f"/graphs?graph={BASE}graph/one", "/graph/one"])
@pytest.mark.parametrize("form", READERS)
def test_a_graph_in_every_format(server, target, form):
    answer = server.ask("GET", target, accept=negotiate.GRAPHS[form][0])
    assert answer.type == negotiate.GRAPHS[form][0]
    assert [quad.subject.value for quad in ox.parse(answer.body, READERS[form])] == [f"{BASE}category/one"]


@pytest.mark.parametrize("place", ["/sparql", "/sparql/"])
@pytest.mark.parametrize("accept", [None, "application/rdf+xml", "text/turtle", "application/n-triples"])
def test_service_description(server, accept, place):
    """A GET of the endpoint gives RDF, which says that this is the endpoint and describes its dataset."""
    answer = server.ask("GET", place, **({"accept": accept} if accept else {}))
    form = next(name for name, types in negotiate.GRAPHS.items() if answer.type == types[0])
    assert answer.status == 200
    assert accept in (None, answer.type)
    store = ox.Store()
    store.load(answer.body, READERS[form])
    sd = "PREFIX sd: <http://www.w3.org/ns/sparql-service-description#> "
    endpoint = f"<{server.url}/sparql>"
    assert store.query(f"{sd} ASK {{ {endpoint} a sd:Service ; sd:endpoint {endpoint} ; sd:supportedLanguage ?l }}")
    assert store.query(f"{sd} ASK {{ ?s sd:defaultDataset [ a sd:Dataset ; sd:defaultGraph [ a sd:Graph ] ] }}")
    names = {
        row["n"].value for row in store.query(f"{sd} SELECT ?n {{ ?s a sd:NamedGraph ; sd:name ?n ; sd:graph [] }}")
    }
    assert names == {ONE, TWO, THREE, f"{BASE}graph/one"}


@pytest.mark.parametrize(
    ("accept", "type_"),
    [
        ("application/sparql-results+xml;q=0.4, text/csv;q=0.8, application/sparql-results+json;q=0.6", "text/csv"),
        ("text/tab-separated-values, */*;q=0.1", "text/tab-separated-values"),
        ("application/sparql-results+json;q=0, */*", "application/sparql-results+xml"),
        ("text/html;q=0.9, application/sparql-results+xml", "application/sparql-results+xml"),
        ("image/png, text/turtle", None),
        ("*/*;q=0", None),
    ],
)
def test_negotiation_of_rows(server, accept, type_):
    for query in ("SELECT * { ?s ?p ?o }", "ASK {}"):
        answer = server.query(query, accept=accept)
        assert (answer.status, answer.type) == ((200, type_) if type_ else (406, "application/problem+json"))
        assert type_ is None or "accept" in answer.headers["vary"]


@pytest.mark.parametrize(
    ("accept", "type_"),
    [
        ("text/turtle;q=0.5, application/ld+json", "application/ld+json"),
        ("application/*;q=0.2, application/rdf+xml;q=0.3", "application/rdf+xml"),
        ("*/*", "text/turtle"),
        ("text/csv", None),
    ],
)
def test_negotiation_of_triples(server, accept, type_):
    for query in ("CONSTRUCT WHERE { ?s ?p ?o }", f"DESCRIBE <{ONE}>"):
        answer = server.query(query, accept=accept)
        assert (answer.status, answer.type) == ((200, type_) if type_ else (406, "application/problem+json"))
