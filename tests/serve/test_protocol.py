"""The SPARQL 1.1 Protocol, clause by clause, without a server."""

import pytest

from kg.serve.exchange import Refused, Request
from kg.serve.protocol import Asked, asked, repeatable

Q = "ASK%20%7B%7D"
FORM = {"content-type": "application/x-www-form-urlencoded"}
DIRECT = {"content-type": "application/sparql-query"}


@pytest.mark.parametrize(
    ("request_", "expected"),
    [
        pytest.param(Request("GET", "/sparql", f"query={Q}"), Asked("ASK {}"), id="get"),
        pytest.param(Request("HEAD", "/sparql", f"query={Q}"), Asked("ASK {}"), id="head"),
        pytest.param(Request("POST", "/sparql", "", FORM, f"query={Q}".encode()), Asked("ASK {}"), id="form"),
        pytest.param(Request("POST", "/sparql", "", DIRECT, b"ASK {}"), Asked("ASK {}"), id="direct"),
        pytest.param(
            Request(
                "POST", "/sparql", "", {"content-type": "Application/SPARQL-Query; Charset=UTF-8"}, "ASK {'я'}".encode()
            ),
            Asked("ASK {'я'}"),
            id="direct with charset",
        ),
        pytest.param(
            Request("GET", "/sparql", f"query={Q}&default-graph-uri=a&default-graph-uri=b&named-graph-uri=c"),
            Asked("ASK {}", ("a", "b"), ("c",)),
            id="dataset by get",
        ),
        pytest.param(
            Request("POST", "/sparql", "", FORM, f"query={Q}&default-graph-uri=a&named-graph-uri=b".encode()),
            Asked("ASK {}", ("a",), ("b",)),
            id="dataset by form",
        ),
        pytest.param(
            Request("POST", "/sparql", "default-graph-uri=a&named-graph-uri=b", DIRECT, b"ASK {}"),
            Asked("ASK {}", ("a",), ("b",)),
            id="dataset by direct",
        ),
        pytest.param(
            Request("GET", "/sparql", f"query={Q}&format=text&as=csv"), Asked("ASK {}", format="csv"), id="format"
        ),
        pytest.param(Request("GET", "/sparql"), None, id="service description"),
    ],
)
def test_asked(request_, expected):
    assert asked(request_) == expected


@pytest.mark.parametrize(
    ("request_", "status"),
    [
        pytest.param(Request("PUT", "/sparql", f"query={Q}"), 405, id="method"),
        pytest.param(Request("DELETE", "/sparql"), 405, id="delete"),
        pytest.param(Request("GET", "/sparql", f"query={Q}&query={Q}"), 400, id="two queries"),
        pytest.param(Request("POST", "/sparql", f"query={Q}", DIRECT, b"ASK {}"), 400, id="query in address and body"),
        pytest.param(Request("POST", "/sparql", "", FORM, b"default-graph-uri=a"), 400, id="form without query"),
        pytest.param(Request("GET", "/sparql", "default-graph-uri=a"), 400, id="get without query"),
        pytest.param(Request("GET", "/sparql", "query=%FF"), 400, id="not utf-8 in address"),
        pytest.param(Request("POST", "/sparql", "", FORM, b"query=%FF"), 400, id="not utf-8 in form"),
        pytest.param(Request("POST", "/sparql", "", DIRECT, b"ASK {'\xff'}"), 400, id="not utf-8 in body"),
        pytest.param(Request("POST", "/sparql", "", {}, b"query=" + Q.encode()), 415, id="no content type"),
        pytest.param(
            Request("POST", "/sparql", "", {"content-type": "text/plain"}, b"ASK {}"), 415, id="other content type"
        ),
        pytest.param(
            Request("POST", "/sparql", "", {"content-type": "application/sparql-query; charset=UTF-16"}, b""),
            415,
            id="charset",
        ),
        pytest.param(Request("POST", "/sparql", "", {**DIRECT, "content-encoding": "gzip"}, b""), 415, id="encoding"),
        pytest.param(
            Request("POST", "/sparql", "", {"content-type": "application/sparql-update"}, b"CLEAR ALL"),
            403,
            id="update",
        ),
        pytest.param(Request("POST", "/sparql", "", FORM, b"update=CLEAR+ALL"), 403, id="update by form"),
        pytest.param(Request("GET", "/sparql", "update=CLEAR+ALL"), 403, id="update by get"),
        pytest.param(
            Request("POST", "/sparql", "using-graph-uri=a", DIRECT, b"ASK {}"), 403, id="dataset of an update"
        ),
    ],
)
def test_refused(request_, status):
    with pytest.raises(Refused) as refused:
        asked(request_)
    assert refused.value.status == status


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * {}", True),
        ("SELECT (Rand() AS ?x) {}", False),
        ("ASK { BIND(NOW() AS ?t) }", False),
        ("\\u0041SK {}", False),
    ],
)
def test_repeatable(query, expected):
    assert repeatable(query) is expected
