"""Publishing on Virtuoso, where it is installed: through its graph store, which asks for a password by digest."""

import shutil
import socket
import subprocess
import time
from urllib.error import URLError
from urllib.request import urlopen

import pytest

from kg.errors import BadInput
from kg.remote import Server
from kg.upload import load

from .conftest import DOCUMENT

_SETTINGS = """
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
NumberOfBuffers=10000
ServerThreads=10
[HTTPServer]
ServerPort=127.0.0.1:{2}
ServerThreads=5
"""


@pytest.fixture(scope="module")
def virtuoso(tmp_path_factory):
    place = tmp_path_factory.mktemp("virtuoso")
    with socket.create_server(("127.0.0.1", 0)) as one, socket.create_server(("127.0.0.1", 0)) as other:
        ports = one.getsockname()[1], other.getsockname()[1]
    (place / "virtuoso.ini").write_text(_SETTINGS.format(place, *ports), encoding="ascii")
    program = shutil.which("virtuoso-t")
    assert program
    process = subprocess.Popen([program, "-f", "-c", "virtuoso.ini"], cwd=place, stderr=subprocess.DEVNULL)
    url = f"http://127.0.0.1:{ports[1]}"
    for _ in range(600):
        try:
            urlopen(f"{url}/sparql").close()
            break
        except (URLError, OSError):
            time.sleep(0.1)
    yield url
    process.terminate()
    process.wait()


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
