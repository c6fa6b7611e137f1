"""Apache Jena and Sesame, the libraries for RDF that Java programs use, as clients."""

import json
import subprocess
import sys
from pathlib import Path

import pytest

PROGRAM = Path(__file__).with_name("java_clients.py")


@pytest.fixture(scope="module")
def found(server) -> dict[str, dict[str, object]]:
    said = subprocess.run([sys.executable, PROGRAM, server.url], capture_output=True, text=True, check=False)
    assert said.returncode == 0, said.stderr
    return json.loads(said.stdout.splitlines()[-1])


@pytest.mark.parametrize(("client", "limit"), [("jena", "QueryExceptionHTTP"), ("sesame", "QueryInterruptedException")])
def test_a_client(found, client, limit):
    """Rows, yes or no, triples, graphs, a thing by its address; and the limit of time as a failure."""
    assert found[client] == {
        "names": ["refugee <script>alert(1)</script> & more", "бегущий"],
        "yes": True,
        "about": 3,
        "all": 1608,
        "graph": 3,
        "read": True,
        "refused": limit,
    }
