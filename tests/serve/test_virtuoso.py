"""Publishing on Virtuoso, where it is installed: through its graph store, which asks for a password by digest."""

import pytest

from bench.endpoint import servers
from kg.errors import BadInput
from kg.remote import Server
from kg.upload import load

from .conftest import DOCUMENT


@pytest.fixture(scope="module")
def virtuoso():
    with servers.empty_virtuoso() as url:
        yield url


def test_load(dist, virtuoso):
    way = {"store": f"{virtuoso}/sparql-graph-crud-auth", "user": "dba", "password": "dba"}
    lines: list[str] = []
    assert load(dist, f"{virtuoso}/sparql", **way, chunk=300, tell=lines.append) == 0
    assert f"{DOCUMENT}: 1601 triples" in lines
    lines.clear()
    load(dist, f"{virtuoso}/sparql", **way, tell=lines.append)
    assert f"{DOCUMENT}: 1601 triples were there already" in lines
    assert Server(f"{virtuoso}/sparql", **way).count(DOCUMENT) == 1601


def test_a_wrong_password(dist, virtuoso):
    server = Server(f"{virtuoso}/sparql", store=f"{virtuoso}/sparql-graph-crud-auth", user="dba", password="wrong")
    with pytest.raises(BadInput, match="401"):
        server.drop(DOCUMENT)
