"""Clients that others wrote."""

import json
import subprocess

from rdflib import URIRef
from rdflib.plugins.stores.sparqlstore import SPARQLStore
from SPARQLWrapper import CSV, JSON, N3, POST, POSTDIRECTLY, RDFXML, XML, SPARQLWrapper

from .conftest import BASE, VOCABULARY

CLASSES = "SELECT ?o { <category/refugee> a ?o }"


def test_sparqlwrapper(server):
    client = SPARQLWrapper(f"{server.url}/sparql")
    client.setQuery(CLASSES)
    for form in (JSON, XML, CSV):
        client.setReturnFormat(form)
        found = client.query().convert()
        assert "MigrantCategory" in (found.toxml() if form == XML else str(found))
    client.setMethod(POST)
    client.setReturnFormat(JSON)
    client.addDefaultGraph(VOCABULARY)
    assert len(client.queryAndConvert()["results"]["bindings"]) == 1
    client.setRequestMethod(POSTDIRECTLY)
    assert len(client.queryAndConvert()["results"]["bindings"]) == 1
    client.setQuery("DESCRIBE <category/refugee>")
    client.setReturnFormat(RDFXML)
    assert len(client.queryAndConvert()) >= 3
    client.setReturnFormat(N3)
    assert client.query().response.status == 200


def test_sparqlstore(server):
    store = SPARQLStore(f"{server.url}/sparql")
    subject = URIRef(f"{BASE}category/refugee")
    assert len(list(store.triples((subject, None, None)))) == 3
    assert {str(graph) for graph in store.contexts()} >= {VOCABULARY}
    assert len(list(store.query(CLASSES))) == 1


def test_curl(server):
    def curl(*words: str) -> str:
        return subprocess.run(["curl", "-sS", "--fail", *words], capture_output=True, text=True, check=True).stdout

    assert "MigrantCategory" in curl(
        "-G", "--compressed", "-H", "Accept: text/csv", f"{server.url}/sparql", "--data-urlencode", f"query={CLASSES}"
    )
    assert json.loads(curl("--data-urlencode", f"query={CLASSES}", f"{server.url}/sparql"))["head"]["vars"] == ["o"]
    assert "prefLabel" in curl("-L", "-H", "Accept: text/turtle", f"{server.url}/category/refugee")
