"""Each lock on a worker, alone, in a process of its own."""

import socket
import subprocess
import sys
import textwrap

import pytest

from .conftest import ROOT

FETCH = """
    import pyoxigraph, sys
    store = pyoxigraph.Store()
    query = "SELECT * { SERVICE <http://127.0.0.1:%s/> { ?s ?p ?o } }"
    try:
        list(store.query(query % sys.argv[1]))
    except OSError:
        sys.exit(3)
"""
LOCKS = {
    "files": "from kg.serve import confine; confine.open_nothing()",
    "network": "from kg.serve import confine; sys.exit(4) if not confine.without_network() else None",
}


@pytest.mark.parametrize("lock", ["none", *LOCKS])
def test_a_worker_reaches_no_other_server(lock):
    """Without a lock the evaluator knocks at the door; with any one of them it does not."""
    with socket.create_server(("127.0.0.1", 0)) as door:
        door.settimeout(0.5)
        script = "import sys, pyoxigraph\n" + LOCKS.get(lock, "") + textwrap.dedent(FETCH)
        process = subprocess.Popen([sys.executable, "-c", script, str(door.getsockname()[1])], cwd=ROOT)
        knocked = False
        for _ in range(20):
            try:
                door.accept()[0].close()
                knocked = True
            except TimeoutError:
                if process.poll() is not None:
                    break
        assert knocked is (lock == "none")
        assert process.wait() in ((3,) if lock != "network" else (3, 4))


def test_memory_has_an_end():
    script = "from kg.serve.confine import limit_memory; limit_memory(64 << 20); x = bytes(32 << 20); bytes(128 << 20)"
    said = subprocess.run([sys.executable, "-c", script], cwd=ROOT, capture_output=True, text=True, check=False)
    assert said.stderr.strip().endswith("MemoryError")


def test_a_query_that_needs_too_much_memory_ends_alone(dist):
    script = (
        "import sys; from pathlib import Path; from kg.serve import worker, wire; from kg.serve.engine import Engine; "
        "import os, socket; ours, theirs = socket.socketpair(); "
        "engine = Engine.open(Path(sys.argv[1]));\n"
        "if not os.fork(): ours.close(); worker.run(theirs, engine, worker.Allowance(32 << 20, 1 << 30))\n"
        "theirs.close(); wire.receive(ours)\n"
        "query = 'SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i'\n"
        "ours.sendall(wire.packed({'do': 'query', 'query': query, 'default': [], 'named': [], "
        "'table_format': 'json', 'graph_format': None}))\n"
        "answer = wire.receive(ours)\n"
        "sys.exit(0 if answer is None or answer[0]['status'] == 503 else 1)"
    )
    words = [sys.executable, "-c", script, str(dist / "kg.nq")]
    assert subprocess.run(words, cwd=ROOT, capture_output=True, timeout=60, check=False).returncode == 0
