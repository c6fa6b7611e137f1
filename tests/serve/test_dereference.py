"""Every IRI of the graph answers."""

import pyoxigraph as ox
import pytest

from .conftest import BASE, quads
from .test_http import READERS


@pytest.mark.parametrize(
    ("accept", "ending"),
    [
        (None, "ttl"),
        ("text/html", "html"),
        ("application/ld+json", "jsonld"),
        ("application/rdf+xml;q=0.9, text/turtle;q=0.1", "rdf"),
    ],
)
def test_a_thing_leads_to_its_description(server, accept, ending):
    answer = server.ask("GET", "/category/refugee", **({"accept": accept} if accept else {}))
    assert (answer.status, answer.headers["location"]) == (303, f"/category/refugee.{ending}")
    assert '</category/refugee.ttl>; rel="alternate"; type="text/turtle"' in answer.headers["link"]
    assert server.ask("GET", answer.headers["location"]).status == 200


@pytest.mark.parametrize("ending", READERS)
def test_a_description_has_the_edges_and_the_names_of_neighbours(server, ending):
    found = ox.Store()
    found.load(server.ask("GET", f"/category/refugee.{ending}").body, READERS[ending])
    label = "http://www.w3.org/2000/01/rdf-schema#label"
    assert found.query(f"ASK {{ <{BASE}category/refugee> a ?class . ?class <{label}> 'migrant category'@en }}")


def test_blank_nodes_are_described_with_their_thing(server):
    found = server.ask("GET", "/ontology", accept="application/n-triples")
    assert found.status == 200
    assert found.headers["content-location"] == "/ontology.nt"
    assert b'"nameless"' in found.body


def test_every_iri_of_the_graph_answers(server):
    names = {part.strip("<>") for line in quads() for part in line.split() if part.startswith(f"<{BASE}")}
    for name in sorted(names)[:40]:
        path = name.removeprefix(BASE).partition("#")[0]
        assert server.ask("GET", f"/{path}").status in (200, 303), name


@pytest.mark.parametrize(
    "path", ["/nothing", "/nothing.ttl", "/category/refugee.exe", "/category/%3C", "/category/refugee/", "/%00"]
)
def test_nothing_else_does(server, path):
    assert server.ask("GET", path).status == 404


def test_only_reading(server):
    assert server.ask("DELETE", "/category/refugee").status == 405
