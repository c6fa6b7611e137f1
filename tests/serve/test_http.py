"""The endpoint over HTTP: protocol, formats, graphs, descriptions and headers, as a client sees them."""

import gzip
import http.client
import json
import re
import socket
from urllib.parse import urlencode

import brotli
import pyoxigraph as ox
import pytest
import zstandard

from kg.serve import negotiate

from .conftest import BASE, DOCUMENT, TIMEOUT, VOCABULARY

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
ASK = "/sparql?query=ASK%7B%7D"
FORM = "application/x-www-form-urlencoded"
READERS = {
    "ttl": ox.RdfFormat.TURTLE,
    "nt": ox.RdfFormat.N_TRIPLES,
    "nq": ox.RdfFormat.N_QUADS,
    "trig": ox.RdfFormat.TRIG,
    "rdf": ox.RdfFormat.RDF_XML,
    "jsonld": ox.RdfFormat.JSON_LD,
}


@pytest.mark.parametrize("form", ["json", "xml", "csv", "tsv"])
@pytest.mark.parametrize("query", [COUNT, "ASK { ?s ?p ?o }"])
def test_tables(server, form, query):
    answer = server.query(query, accept=negotiate.TABLES[form][0])
    assert (answer.status, answer.type) == (200, negotiate.TABLES[form][0])
    assert (b"1608" if query == COUNT else b"true") in answer.body


@pytest.mark.parametrize("form", READERS)
@pytest.mark.parametrize("query", ["CONSTRUCT { ?s a ?o } WHERE { ?s a ?o }", "DESCRIBE <category/refugee>"])
def test_graphs(server, form, query):
    answer = server.query(query, accept=negotiate.GRAPHS[form][0])
    assert (answer.status, answer.type) == (200, negotiate.GRAPHS[form][0])
    found = [quad.subject.value for quad in ox.parse(answer.body, READERS[form])]
    assert f"{BASE}category/refugee" in found


@pytest.mark.parametrize(
    ("method", "target", "body", "headers", "status"),
    [
        ("POST", "/sparql", "query=ASK%7B%7D", {"content_type": FORM}, 200),
        ("POST", "/sparql", "ASK{}", {"content_type": "application/sparql-query"}, 200),
        ("HEAD", ASK, None, {}, 200),
        ("OPTIONS", "/sparql", None, {}, 204),
        ("GET", "/sparql?query=ASK%7B", None, {}, 400),
        ("GET", "/sparql?query=%FF", None, {}, 400),
        ("GET", ASK + "&default-graph-uri=http://example.org/", None, {}, 200),
        ("GET", ASK + "&default-graph-uri=a%20b", None, {}, 400),
        ("GET", "/sparql?query=ASK%20FROM%20%3Chttp://example.org/%3E%20%7B%7D", None, {}, 403),
        ("GET", "/sparql?query=ASK%7BSERVICE%20%3Chttp://127.0.0.1:8000/%3E%7B%7D%7D", None, {}, 403),
        ("POST", "/sparql", "update=CLEAR%20ALL", {"content_type": FORM}, 403),
        ("POST", "/sparql", "CLEAR ALL", {"content_type": "application/sparql-update"}, 403),
        ("PUT", ASK, None, {}, 405),
        ("GET", ASK, None, {"accept": "image/png"}, 406),
        ("GET", ASK, None, {"accept": "text/turtle"}, 406),
        ("GET", "/sparql?query=DESCRIBE%20%3Cx:y%3E", None, {"accept": "text/csv"}, 406),
        ("POST", "/sparql", "x" * 70_000, {"content_type": "application/sparql-query"}, 413),
        ("POST", "/sparql", "ASK{}", {"content_type": "text/plain"}, 415),
        ("GET", "/graphs", None, {}, 400),
        ("GET", "/graphs?graph=vocabulary", None, {}, 400),
        ("GET", "/graphs?graph=http://example.org/", None, {}, 404),
        ("PUT", "/graphs?default", "", {}, 405),
        ("POST", "/graphs?default", "", {}, 405),
        ("DELETE", f"/graphs?graph={VOCABULARY}", None, {}, 405),
    ],
)
def test_status(server, method, target, body, headers, status):
    answer = server.ask(method, target, body, **headers)
    assert answer.status == status
    if status >= 400:
        assert answer.problem["status"] == status
        assert answer.problem["detail"]
    if status == 405:
        assert "GET" in answer.headers["allow"]


def test_a_syntax_error_says_where(server):
    problem = server.query("SELECT *\n WHERE ?s").problem
    assert (problem["line"], problem["column"]) == (2, 8)
    assert "Line 2, column 8" in problem["detail"]


@pytest.mark.parametrize(
    ("default", "named", "query", "expected"),
    [
        ((), (), COUNT, "1608"),
        ((DOCUMENT,), (), COUNT, "1601"),
        ((DOCUMENT, VOCABULARY), (), COUNT, "1604"),
        ((), (VOCABULARY,), COUNT, "0"),
        ((), (VOCABULARY,), "SELECT (COUNT(*) AS ?n) { GRAPH ?g { ?s ?p ?o } }", "3"),
        ((DOCUMENT,), (), f"SELECT (COUNT(*) AS ?n) FROM <{VOCABULARY}> {{ ?s ?p ?o }}", "1601"),
        ((), (), f"SELECT (COUNT(*) AS ?n) FROM <{VOCABULARY}> {{ ?s ?p ?o }}", "3"),
    ],
)
def test_the_dataset_of_the_protocol_goes_before_that_of_the_query(server, default, named, query, expected):
    settings = [
        ("query", query),
        *(("default-graph-uri", g) for g in default),
        *(("named-graph-uri", g) for g in named),
    ]
    assert server.ask("GET", "/sparql?" + urlencode(settings)).values == [expected]
    assert server.ask("POST", "/sparql", urlencode(settings), content_type=FORM).values == [expected]


def test_head_is_get_without_the_body(server):
    get, head = server.ask("GET", ASK), server.ask("HEAD", ASK)
    assert head.body == b""
    assert {**get.headers, "date": ""} == {**head.headers, "date": ""}


def test_an_etag_saves_the_answer_until_something_differs(server):
    first = server.query(COUNT)
    etag = first.headers["etag"]
    again = server.query(COUNT, if_none_match=f'"other", W/{etag}')
    assert (again.status, again.body, again.headers["etag"]) == (304, b"", etag)
    assert server.query(COUNT + " ", if_none_match=etag).status == 200
    assert server.query(COUNT, accept="text/csv", if_none_match=etag).status == 200
    assert "accept" in first.headers["vary"]


def test_chance_is_not_kept(server):
    answers = [server.query("SELECT (STRUUID() AS ?x) {}") for _ in range(2)]
    assert answers[0].values != answers[1].values
    assert answers[0].headers["cache-control"] == "no-store"
    assert "etag" not in answers[0].headers


@pytest.mark.parametrize(
    ("encoding", "unpack"),
    [("gzip", gzip.decompress), ("br", brotli.decompress), ("zstd", zstandard.ZstdDecompressor().decompress)],
)
def test_compression(server, encoding, unpack):
    plain = server.query("SELECT * { ?s ?p ?o }")
    packed = server.query("SELECT * { ?s ?p ?o }", accept_encoding=encoding)
    assert packed.headers["content-encoding"] == encoding
    assert "accept-encoding" in packed.headers["vary"]
    assert len(packed.body) < len(plain.body) / 5
    assert unpack(packed.body) == plain.body
    assert packed.headers["etag"] != plain.headers["etag"]


def test_any_origin_may_read(server):
    assert server.ask("GET", ASK, origin="http://example.org").headers["access-control-allow-origin"] == "*"
    asked = server.ask("OPTIONS", "/sparql", origin="http://example.org", access_control_request_method="POST")
    assert "POST" in asked.headers["access-control-allow-methods"]
    assert "content-type" in asked.headers["access-control-allow-headers"]
    assert int(asked.headers["access-control-max-age"]) > 0


def test_limits_are_announced(server):
    headers = server.ask("GET", ASK).headers
    assert headers["x-limit-seconds"] == str(TIMEOUT)
    assert int(headers["x-limit-request-bytes"]) == 65536
    assert {"x-limit-memory-bytes", "x-limit-result-bytes"} <= set(headers)


@pytest.mark.parametrize(
    ("target", "count"),
    [
        (f"/graphs?graph={VOCABULARY}", 3),
        ("/graphs?default", 1608),
        ("/graph/vocabulary", 3),
        ("/graph/doc/act-1.nt", 1601),
    ],
)
def test_graph_store(server, target, count):
    answer = server.ask("GET", target, accept="application/n-triples")
    assert answer.status == 200
    assert len(list(ox.parse(answer.body, ox.RdfFormat.N_TRIPLES))) == count


def test_service_description(server):
    store = ox.Store()
    store.load(server.ask("GET", "/sparql", accept="application/rdf+xml").body, ox.RdfFormat.RDF_XML)
    sd = "http://www.w3.org/ns/sparql-service-description#"
    assert store.query(
        f"ASK {{ ?s a <{sd}Service> ; <{sd}endpoint> <{server.url}/sparql> ; <{sd}feature> <{sd}UnionDefaultGraph> }}"
    )
    names = store.query(f"SELECT ?name {{ ?x <{sd}namedGraph>/<{sd}name> ?name }}")
    assert {row["name"].value for row in names} == {VOCABULARY, DOCUMENT, f"{BASE}graph/ontology"}


def test_void_and_dcat(server):
    store = ox.Store()
    store.load(server.ask("GET", "/.well-known/void").body, ox.RdfFormat.TURTLE)
    assert store.query(
        "PREFIX void: <http://rdfs.org/ns/void#> PREFIX dcat: <http://www.w3.org/ns/dcat#> "
        f"ASK {{ ?set a void:Dataset, dcat:Dataset ; void:triples 1608 ; void:sparqlEndpoint <{server.url}/sparql> ; "
        f"void:classPartition [ void:class <{BASE}ontology#MigrantCategory> ; void:entities 1 ] . "
        "?service dcat:servesDataset ?set }"
    )


def test_a_description_names_the_host_that_was_asked(server):
    answer = server.ask("GET", "/.well-known/void", host="my_host:8000")
    assert b"<http://my_host:8000/sparql>" in answer.body


def raw(server, data: bytes) -> bytes:
    """What comes back for these bytes until the server closes the connection."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=30) as connection:
        connection.sendall(data)
        found = b""
        while part := connection.recv(1 << 16):
            found += part
    return found


def request(*lines: str, method: str = "GET", target: str = ASK, body: bytes = b"") -> bytes:
    return "\r\n".join([f"{method} {target} HTTP/1.1", *lines, "Connection: close", "", ""]).encode() + body


@pytest.mark.parametrize(
    ("line", "status", "kind"),
    [
        (b"FOO /sparql HTTP/1.1", 501, "method"),
        (b"get /sparql HTTP/1.1", 501, "method"),
        (b"PROPFIND /sparql HTTP/1.1", 405, "method"),
        ("GET /search?q=\N{CYRILLIC SMALL LETTER BE} HTTP/1.1".encode(), 400, "address"),
        (b"GET /\xff HTTP/1.1", 400, "address"),
        (b"GET /sparql?query=ASK {} HTTP/1.1", 400, "request"),
        (b"GET sparql HTTP/1.1", 400, "address"),
        (b"GET /sparql HTTP/9.9", 400, "request"),
        (b"\x16\x03\x01", 400, "request"),
        (b"GET /?" + b"y" * 200_000, 431, "head-size"),
    ],
)
def test_a_line_that_is_no_request_is_refused_with_a_reason(server, line, status, kind):
    head, _, body = raw(server, line + b"\r\nHost: x\r\nConnection: close\r\n\r\n").partition(b"\r\n\r\n")
    assert head.startswith(b"HTTP/1.1 %d " % status)
    assert b"content-type: application/problem+json" in head
    assert b"content-length: %d" % len(body) in head
    assert json.loads(body)["type"].endswith(f"/problem/{kind}")


CHUNKED = b"5\r\nASK{}\r\n0\r\n\r\n"
QUERY = "Content-Type: application/sparql-query"


@pytest.mark.parametrize(
    ("sent", "status"),
    [
        (request("Host: x"), 200),
        (request("Host: [::1]:80"), 200),
        (request(), 400),
        (request("Host: x", "Host: y"), 400),
        (request('Host: x"> <http://evil/'), 400),
        (request("Host: x").replace(b"HTTP/1.1", b"HTTP/1.0"), 200),
        (request().replace(b"HTTP/1.1", b"HTTP/1.0"), 200),
        (request("Host: x", QUERY, "Transfer-Encoding: chunked", method="POST", target="/sparql", body=CHUNKED), 200),
        (request("Host: x", QUERY, "Transfer-Encoding: gzip, chunked", method="POST", target="/sparql"), 501),
        (request("Host: x", QUERY, "Content-Length: 70000", method="POST", target="/sparql"), 413),
        (
            request("Host: x", QUERY, "Content-Encoding: Identity", "Content-Length: 5", method="POST", body=b"ASK{}"),
            400,
        ),
    ],
)
def test_heads(server, sent, status):
    """What a head says is heeded before the body comes. (The last has two queries.)"""
    assert raw(server, sent).startswith(b"HTTP/1.1 %d " % status)


def test_a_body_that_is_too_large_is_not_asked_for(server):
    head = request("Host: x", QUERY, "Content-Length: 70000", "Expect: 100-continue", method="POST", target="/sparql")
    assert raw(server, head).startswith(b"HTTP/1.1 413 ")


def test_requests_in_a_row_are_answered_in_their_order(server):
    asked = [f"/sparql?query=ASK%7B%7D%23{n}" for n in range(20)] + ["/robots.txt", "/nothing"]
    lines = "".join(f"GET {target} HTTP/1.1\r\nHost: x\r\n\r\n" for target in asked)
    found = raw(server, lines.encode() + request("Host: x", method="HEAD"))
    assert re.findall(rb"HTTP/1.1 (\d+)", found) == [b"200"] * 21 + [b"404", b"200"]
    assert found.count(b'"boolean":true') == 20
    assert found.index(b"Disallow") < found.index(b"404")


@pytest.mark.parametrize("place", ["/healthz", "/metrics"])
def test_what_the_operator_reads_is_only_read(server, place):
    assert server.ask("DELETE", place).status == 405
    assert server.ask("OPTIONS", place).headers["allow"] == "GET, HEAD, OPTIONS"
    assert server.ask("HEAD", place).status == 200


@pytest.mark.parametrize(
    ("target", "headers", "status"),
    [
        (ASK, {"if_none_match": "*"}, 304),
        (ASK, {"if_match": "*"}, 200),
        (ASK, {"if_match": '"other"'}, 412),
        (ASK, {"if_match": '"other"', "if_none_match": "*"}, 412),
        ("/sparql?query=ASK", {"if_none_match": "*"}, 400),
        ("/sparql?query=ASK", {"if_match": '"other"'}, 400),
        ("/category/none", {"if_none_match": "*"}, 404),
        ("/category/refugee", {"if_none_match": "*"}, 303),
    ],
)
def test_conditions_are_for_answers_that_there_are(server, target, headers, status):
    for _ in range(2):  # evaluated, and from the cache
        assert server.ask("GET", target, **headers).status == status


def test_an_answer_is_given_to_who_names_its_tag(server):
    etag = server.ask("GET", ASK).headers["etag"]
    assert server.ask("GET", ASK, if_match=f'"other", {etag}').status == 200
    assert server.ask("GET", ASK, if_match=f"W/{etag}").status == 412
    assert server.ask("POST", "/sparql", "ASK{}", content_type="application/sparql-query", if_match="x").status == 200


@pytest.mark.parametrize("place", ["/graphs?default", "/.well-known/void"])
def test_a_browser_gets_turtle_where_there_is_no_page(server, place):
    browser = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
    assert server.ask("GET", place, accept=browser).type == "text/turtle"
    assert server.ask("GET", place, accept="application/xml").type == "application/rdf+xml"


def test_nesting_that_would_break_the_evaluator_breaks_only_one_worker(server):
    assert server.query("SELECT * " + "{" * 9000 + "}" * 9000).status in (400, 503)
    assert server.ask("GET", ASK).status == 200


def test_many_requests_on_one_connection(server):
    connection = http.client.HTTPConnection("127.0.0.1", server.port, timeout=30)
    for number in range(50):
        connection.request("GET", f"/sparql?query=SELECT%20({number}%20AS%20?n)%20%7B%7D")
        found = json.loads(connection.getresponse().read())
        assert found["results"]["bindings"][0]["n"]["value"] == str(number)
    connection.close()
