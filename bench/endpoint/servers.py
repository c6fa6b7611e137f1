"""Servers over the same graph, each on a free port of loopback, for as long as a block lasts."""

from __future__ import annotations

import shutil
import socket
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from urllib.error import URLError
from urllib.request import urlopen

from kg.upload import load

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
    program, port = str(Path(sys.executable).with_name("oxigraph")), _port()
    with tempfile.TemporaryDirectory() as place:
        subprocess.run(
            [program, "load", "--location", place, "--file", str(dist / "kg.nq")], check=True, capture_output=True
        )
        words = ["serve-read-only", "--location", place, "--bind", f"127.0.0.1:{port}", "--union-default-graph"]
        with _running([program, *words], f"http://127.0.0.1:{port}/"):
            yield f"http://127.0.0.1:{port}/query"


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
    ports = _port(), _port()
    url = f"http://127.0.0.1:{ports[1]}"
    with tempfile.TemporaryDirectory() as place:
        Path(place, "virtuoso.ini").write_text(_VIRTUOSO.format(place, *ports), encoding="ascii")
        program = shutil.which("virtuoso-t") or "virtuoso-t"
        with _running([program, "-f", "-c", f"{place}/virtuoso.ini"], f"{url}/sparql"):
            load(dist, f"{url}/sparql", store=f"{url}/sparql-graph-crud-auth", user="dba", password="dba")  # noqa: S106
            yield f"{url}/sparql"


@contextmanager
def _running(command: Sequence[str], address: str) -> Iterator[None]:
    process = subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
    try:
        for _ in range(1200):
            try:
                urlopen(address, timeout=5).close()  # noqa: S310 (loopback)
                break
            except (URLError, OSError):
                time.sleep(0.1)
        yield
    finally:
        process.terminate()
        process.wait()


def _port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as free:
        return int(free.getsockname()[1])
