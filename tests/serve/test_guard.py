"""SERVICE wherever the grammar allows it, and only there; FROM with its IRIs."""

import pytest

from kg.serve.exchange import Refused
from kg.serve.guard import Clauses, UnreadableQuery, clauses

CALL = "SERVICE <http://example.org/> { ?s ?p ?o }"


@pytest.mark.parametrize(
    "query",
    [
        f"SELECT * {{ {CALL} }}",
        f"SELECT * {{ {CALL.replace('SERVICE', 'service silent')} }}",
        "SELECT * { SERVICE ?where { ?s ?p ?o } }",
        f"SELECT * {{ {{ SELECT * {{ {CALL} }} }} }}",
        f"ASK {{ FILTER NOT EXISTS {{ {CALL} }} }}",
        f"SELECT * {{ OPTIONAL {{ MINUS {{ GRAPH ?g {{ {CALL} }} }} }} }}",
        f"SELECT * {{ {{}} UNION {{ {CALL} }} }}",
        f"SELECT (EXISTS {{ {CALL} }} AS ?x) {{}}",
        f"SELECT * {{ BIND (IF(EXISTS {{ {CALL} }}, 1, 2) AS ?x) }}",
        f"SELECT (COUNT(*) AS ?n) {{ ?s ?p ?o }} GROUP BY ?s HAVING (EXISTS {{ {CALL} }})",
        f"SELECT * {{ ?s ?p ?o }} ORDER BY (EXISTS {{ {CALL} }})",
        f"CONSTRUCT {{ ?s ?p ?o }} WHERE {{ {CALL} }}",
        f"DESCRIBE ?s WHERE {{ {CALL} }}",
        f"SELECT * {{ {CALL.replace('SERVICE', chr(92) + 'u0053ERVICE')} }}",
    ],
)
def test_service(query):
    with pytest.raises(Refused) as refused:
        clauses(query)
    assert refused.value.status == 403


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("SELECT * { ?s ?p ?o }", Clauses()),
        ('SELECT * { ?service ?p "SERVICE <x> {}" } # SERVICE', Clauses()),
        ("SELECT ?from { ?from <http://example.org/service> ?o }", Clauses()),
        ("SELECT * FROM <http://a/> FROM NAMED <http://b/> { }", Clauses(("http://a/",), ("http://b/",))),
        ("PREFIX e: <http://e/> ASK FROM e:a { }", Clauses(("http://e/a",))),
        ("ASK FROM <graph/x> { }", Clauses(("https://w3id.org/migration-policy/graph/x",))),
    ],
)
def test_clauses(query, expected):
    assert clauses(query) == expected


@pytest.mark.parametrize("query", ["SELECT * FROM", "SELECT * { SERVICE", "SELECT * { <<( ?s ?p ?from )>> ?q ?o }"])
def test_unreadable(query):
    with pytest.raises(UnreadableQuery):
        clauses(query)
