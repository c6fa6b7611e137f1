"""Comunica, a query engine in JavaScript, as a client."""

import json
from collections.abc import Callable

import npm
import pytest

from .conftest import BASE

CLASSES = f"SELECT ?class {{ <{BASE}category/refugee> a ?class }}"


@pytest.fixture(scope="module")
def comunica(request: pytest.FixtureRequest) -> Callable[..., str]:
    """Comunica's command line."""
    packages = npm.installed(request.config, "@comunica/query-sparql@5.4.1")
    program = packages.folder / "node_modules" / ".bin" / "comunica-sparql"
    return lambda *words: packages.run(program, *words)


@pytest.mark.parametrize("source", ["sparql@{}/sparql", "{}/sparql"], ids=["told", "found by its description"])
def test_rows(comunica, server, source):
    rows = json.loads(comunica(source.format(server.url), "-q", CLASSES))
    assert rows == [{"class": f"{BASE}ontology#MigrantCategory"}]


def test_yes_or_no(comunica, server):
    assert comunica(f"sparql@{server.url}/sparql", "-q", f"ASK {{ <{BASE}category/none> ?p ?o }}").strip() == "false"


def test_triples(comunica, server):
    query = (
        f"CONSTRUCT {{ ?o ?p <{BASE}category/refugee> }} WHERE {{ <{BASE}category/refugee> ?p ?o FILTER ISIRI(?o) }}"
    )
    shown = comunica(f"sparql@{server.url}/sparql", "-q", query, "-t", "application/n-triples")
    assert shown.startswith(f"<{BASE}ontology#MigrantCategory>")


def test_a_join_of_the_endpoint_with_an_address_of_a_thing(comunica, server):
    """Two sources at once: what the endpoint counts, and what dereferencing gives."""
    query = f"SELECT ?name {{ <{BASE}category/refugee> a ?c . ?c <http://www.w3.org/2000/01/rdf-schema#label> ?name }}"
    rows = json.loads(comunica(f"sparql@{server.url}/sparql", f"{server.url}/category/refugee.nt", "-q", query))
    assert "migrant category" in rows[0]["name"]


def test_a_limit_is_an_error_and_not_a_part_of_an_answer(comunica, server):
    with pytest.raises(AssertionError, match="503"):
        comunica(
            f"sparql@{server.url}/sparql", "-q", "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }"
        )
