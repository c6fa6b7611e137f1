"""Servers of SPARQL, ours and others, each on a free port of loopback, for as long as a block lasts.

For the benchmarks and the tests.
"""

from __future__ import annotations

import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from kg.upload import load

_OXIGRAPH = str(Path(sys.executable).with_name("oxigraph"))
_RDFLIB = """
import sys, uvicorn
from rdflib import Dataset
from rdflib_endpoint import SparqlEndpoint
graph = Dataset(default_union=True)
graph.parse(sys.argv[1], format="nquads")
uvicorn.run(SparqlEndpoint(graph=graph, path="/sparql"), port=int(sys.argv[2]), log_level="error")
"""
_OURS = """
import sys
from pathlib import Path
from kg.serve import serve
from kg.serve.limits import Limits
sys.exit(serve(Path(sys.argv[1]), port=int(sys.argv[2]), limits=Limits(timeout=float(sys.argv[3]))))
"""
_VIRTUOSO = """
[Database]
DatabaseFile={0}/virtuoso.db
ErrorLogFile={0}/virtuoso.log
LockFile={0}/virtuoso.lck
TransactionFile={0}/virtuoso.trx
xa_persistent_file={0}/virtuoso.pxa
[TempDatabase]
DatabaseFile={0}/virtuoso-temp.db
TransactionFile={0}/virtuoso-temp.trx
[Parameters]
ServerPort=127.0.0.1:{1}
NumberOfBuffers=40000
ServerThreads=20
[HTTPServer]
ServerPort=127.0.0.1:{2}
ServerThreads=20
"""

ATTEMPTS = 3
"""How often Virtuoso is started: its two ports are free when they are chosen, but may be taken when it opens them."""


@contextmanager
def ours(dist: Path, timeout: float = 10) -> Iterator[str]:
    """The address of our endpoint."""
    port = _port()
    with _running(
        [sys.executable, "-c", _OURS, str(dist), str(port), str(timeout)], f"http://127.0.0.1:{port}/healthz"
    ):
        yield f"http://127.0.0.1:{port}/sparql"


@contextmanager
def oxigraph(dist: Path) -> Iterator[str]:
    """The address of a plain Oxigraph server, without a limit of time."""
    with tempfile.TemporaryDirectory() as place:
        words = ["load", "--location", place, "--file", str(dist / "kg.nq")]
        subprocess.run([_OXIGRAPH, *words], check=True, capture_output=True)
        with _oxigraph("serve-read-only", "--location", place, "--union-default-graph") as url:
            yield f"{url}/query"


@contextmanager
def empty_oxigraph() -> Iterator[str]:
    """The address of an Oxigraph server that holds nothing yet; `/query`, `/update` and `/store` are below it."""
    with tempfile.TemporaryDirectory() as place, _oxigraph("serve", "--location", place) as url:
        yield url


@contextmanager
def _oxigraph(*words: str) -> Iterator[str]:
    port = _port()
    url = f"http://127.0.0.1:{port}"
    with _running([_OXIGRAPH, *words, "--bind", f"127.0.0.1:{port}"], f"{url}/"):
        yield url


@contextmanager
def rdflib_endpoint(dist: Path, python: str) -> Iterator[str]:
    """The address of rdflib-endpoint, run by the Python that has it."""
    port = _port()
    words = [python, "-c", _RDFLIB, str(dist / "kg.nq"), str(port)]
    with _running(words, f"http://127.0.0.1:{port}/sparql?query=ASK%7B%7D"):
        yield f"http://127.0.0.1:{port}/sparql"


@contextmanager
def virtuoso(dist: Path) -> Iterator[str]:
    """The address of a Virtuoso that has loaded the graph."""
    with empty_virtuoso() as url:
        load(dist, f"{url}/sparql", store=f"{url}/sparql-graph-crud-auth", user="dba", password="dba")  # noqa: S106
        yield f"{url}/sparql"


@contextmanager
def empty_virtuoso() -> Iterator[str]:
    """The address of a Virtuoso that holds nothing of ours yet; `/sparql` and `/sparql-graph-crud-auth` are below it."""
    with ExitStack() as running:
        for left in reversed(range(ATTEMPTS)):
            ports = _port(), _port()
            place = running.enter_context(tempfile.TemporaryDirectory())
            Path(place, "virtuoso.ini").write_text(_VIRTUOSO.format(place, *ports), encoding="ascii")
            url = f"http://127.0.0.1:{ports[1]}"
            try:
                running.enter_context(_running(["virtuoso-t", "-f", "-c", f"{place}/virtuoso.ini"], f"{url}/sparql"))
                break
            except RuntimeError:  # somebody else took one of the ports meanwhile
                if not left:
                    raise
        yield url


@contextmanager
def _running(command: Sequence[str], address: str) -> Iterator[None]:
    """Run a server, from its first answer to the end of the block. RuntimeError where it ends or does not answer."""
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(1200):
            if process.poll() is not None:
                break
            try:
                urlopen(address, timeout=5).close()  # noqa: S310 (loopback)
                break
            except (URLError, OSError):
                time.sleep(0.1)
        else:
            raise RuntimeError(f"{command[0]} does not answer.")
        if process.poll() is not None:
            raise RuntimeError(f"{command[0]} ended with {process.returncode}.")
        yield
    finally:
        process.terminate()
        process.wait()


def _port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
