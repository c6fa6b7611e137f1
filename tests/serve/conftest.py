"""A server over a small graph of our own, started as a process on loopback, and how tests talk to it."""

import http.client
import json
import shutil
import signal
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import urlencode

import pytest

from kg.serve.engine import Engine

ROOT = Path(__file__).parent.parent.parent
BASE = "https://w3id.org/migration-policy/"
VOCABULARY, DOCUMENT = f"{BASE}graph/vocabulary", f"{BASE}graph/doc/act-1"
TIMEOUT = 2

_R = ["Rscript", "--vanilla", "-e", "library(SPARQL)"]
_INSTALLED = {
    "test_virtuoso.py": bool(shutil.which("virtuoso-t")),
    "test_r.py": bool(shutil.which("Rscript")) and not subprocess.run(_R, capture_output=True, check=False).returncode,
}
collect_ignore = [test for test, there in _INSTALLED.items() if not there]

_RUN = """
import json
import sys
from pathlib import Path
from kg.serve import serve
from kg.serve.limits import Limits
sys.exit(serve(Path(sys.argv[1]), port=0, limits=Limits(**json.loads(sys.argv[2])), proxies="127.0.0.1,127.0.0.9"))
"""


@dataclass(frozen=True)
class Answer:
    status: int
    headers: Mapping[str, str]
    body: bytes

    @property
    def type(self) -> str:
        return self.headers.get("content-type", "").partition(";")[0]

    @property
    def problem(self) -> dict[str, object]:
        assert self.type == "application/problem+json"
        return json.loads(self.body)

    @property
    def values(self) -> list[str]:
        """The values of the first column of a result in JSON."""
        found = json.loads(self.body)
        name = found["head"]["vars"][0]
        return [row[name]["value"] for row in found["results"]["bindings"]]


@dataclass
class Running:
    port: int
    process: subprocess.Popen[bytes]
    log: Path

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    def ask(
        self, method: str, target: str, body: bytes | str | None = None, source: str = "127.0.0.1", **headers: str
    ) -> Answer:
        """One request; `_` in the names of headers stands for `-`."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=60, source_address=(source, 0))
        named = {name.replace("_", "-"): value for name, value in headers.items()}
        connection.request(method, target, body, named)
        reply = connection.getresponse()
        answer = Answer(reply.status, {name.lower(): value for name, value in reply.getheaders()}, reply.read())
        connection.close()
        return answer

    def query(self, text: str, source: str = "127.0.0.1", **headers: str) -> Answer:
        return self.ask("GET", "/sparql?" + urlencode({"query": text}), source=source, **headers)

    @property
    def lines(self) -> list[dict[str, object]]:
        """The log."""
        return [json.loads(line) for line in self.log.read_text().splitlines() if line.startswith("{")]

    def until(self, event: str) -> dict[str, object]:
        """The last line of an event, when there is one."""
        for _ in range(200):
            found = [line for line in self.lines if line["event"] == event]
            if found:
                return found[-1]
            assert self.process.poll() is None, self.log.read_text()
            time.sleep(0.1)
        raise AssertionError(self.log.read_text())

    def stop(self) -> int:
        self.process.send_signal(signal.SIGTERM)
        return self.process.wait(timeout=40)


def started(dist: Path, **limits: float) -> Running:
    """A server that answers, with these limits."""
    settings = json.dumps({"timeout": TIMEOUT, "request": 65536, **limits})
    log = Path(tempfile.mkdtemp(dir=dist.parent)) / "log"
    with log.open("wb") as file:
        process = subprocess.Popen([sys.executable, "-c", _RUN, str(dist), settings], cwd=ROOT, stderr=file)
    running = Running(0, process, log)
    running.until("started")
    running.port = int(str(running.until("listening")["port"]))
    return running


def quads() -> list[str]:
    """A small graph: a vocabulary with names that would break a page, and a dense document for slow queries."""
    label, kind = "http://www.w3.org/2004/02/skos/core#prefLabel", "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"
    category, mp = f"{BASE}category/refugee", f"{BASE}ontology#"
    found = [
        f'<{category}> <{label}> "refugee <script>alert(1)</script> & more"@en <{VOCABULARY}> .',
        f'<{category}> <{label}> "бегущий"@ru <{VOCABULARY}> .',
        f"<{category}> <{kind}> <{mp}MigrantCategory> <{VOCABULARY}> .",
        f'<{mp}MigrantCategory> <http://www.w3.org/2000/01/rdf-schema#label> "migrant category"@en <{BASE}graph/ontology> .',
        f"<{BASE}ontology> <{kind}> <http://www.w3.org/2002/07/owl#Ontology> <{BASE}graph/ontology> .",
        f"<{mp}Thing> <{kind}> _:c14n0 <{BASE}graph/ontology> .",
        f'_:c14n0 <{mp}text> "nameless" <{BASE}graph/ontology> .',
        f"<{BASE}doc/act-1> <{mp}mentions> <{category}> <{DOCUMENT}> .",
    ]
    for one in range(40):
        found += [f"<{BASE}doc/n{one}> <{mp}under> <{BASE}doc/n{other}> <{DOCUMENT}> ." for other in range(40)]
    return sorted(found)


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("dist")
    (folder / "kg.nq").write_text("\n".join(quads()) + "\n", encoding="utf-8")
    return folder


@pytest.fixture(scope="session")
def server(dist: Path) -> Iterator[Running]:
    running = started(dist)
    yield running
    assert running.stop() == 0


@pytest.fixture
def engine(tmp_path: Path) -> Callable[..., Engine]:
    """An engine over lines of N-Quads."""

    def opened(lines: list[str], *, on_disk: bool = False) -> Engine:
        path = tmp_path / "kg.nq"
        path.write_text("".join(f"{line}\n" for line in lines), encoding="utf-8")
        made = Engine.open(path, tmp_path / "store" if on_disk else None)
        made.reopen()
        return made

    return opened
