"""Running the server: health, metrics, the log, a stop without loss, and a new build."""

import os
import signal
import subprocess
import threading
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from kg.errors import BadInput
from kg.publish.swap import replacing
from kg.serve import serve

from .conftest import VOCABULARY, quads, started

COUNT = "SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"
SECOND = "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f FILTER (?a != ?f) }"


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "dist").mkdir()
    (tmp_path / "dist" / "kg.nq").write_text("\n".join(quads()) + "\n", encoding="utf-8")
    return tmp_path / "dist"


def test_health_and_metrics(server):
    assert server.ask("GET", "/healthz").body == b"ok\n"
    server.query(COUNT)
    server.query(COUNT)
    metrics = server.ask("GET", "/metrics").body.decode()
    assert 'kg_requests_total{place="sparql",status="200"}' in metrics
    assert "kg_quads 1608.0" in metrics
    assert "kg_cache_hits_total 0.0" not in metrics


def test_the_log_says_what_happened_but_not_what_was_asked(server):
    server.query("SELECT ('a secret word' AS ?x) {}", source="127.0.0.77")
    server.ask("POST", "/sparql", "query=ASK%7B%22secret%22%7D", content_type="application/x-www-form-urlencoded")
    line = server.until("request")
    assert {"method", "path", "status", "milliseconds", "bytes", "cached"} <= set(line)
    text = server.log.read_text()
    assert "secret" not in text
    assert "127.0.0.77" not in text


def test_a_stop_lets_requests_end(folder):
    server = started(folder, timeout=30)
    with ThreadPoolExecutor(1) as crowd:
        answer = crowd.submit(server.query, SECOND)
        time.sleep(0.6)
        assert server.stop() == 0
        assert answer.result().status == 200
    assert server.until("stopped")
    assert not workers(server)


def test_nothing_is_left_when_the_server_is_killed(folder):
    server = started(folder)
    left = workers(server)
    assert len(left) >= 2
    server.process.send_signal(signal.SIGKILL)
    server.process.wait()
    for _ in range(100):
        if not any(os.path.exists(f"/proc/{one}") for one in left):  # noqa: PTH110
            return
        time.sleep(0.1)
    raise AssertionError(left)


def test_workers_do_not_interrupt_the_server(server):
    template, *forked = workers(server)
    assert {os.sched_getscheduler(one) for one in forked} == {os.SCHED_BATCH}
    assert os.sched_getscheduler(template) == os.SCHED_OTHER


def test_a_new_build_is_served_without_a_lost_request(folder):
    server, statuses, seen, stop = started(folder), [], set(), threading.Event()

    def ask() -> None:
        while not stop.is_set():
            answer = server.query(COUNT)
            statuses.append(answer.status)
            seen.update(answer.values)

    with ThreadPoolExecutor(3) as crowd:
        asking = [crowd.submit(ask) for _ in range(3)]
        with replacing(folder) as fresh:
            more = f'<http://e/s> <http://e/p> "new" <{VOCABULARY}> .'
            (fresh / "kg.nq").write_text("\n".join(sorted([*quads(), more])) + "\n", encoding="utf-8")
        assert server.until("build served")["quads"] == 1609
        time.sleep(0.3)
        stop.set()
        assert [one.result() for one in asking] == [None] * 3
    assert set(statuses) == {200}
    assert seen == {"1608", "1609"}
    assert server.stop() == 0


def test_a_build_that_is_broken_is_not_served(folder):
    server = started(folder)
    (folder / "kg.nq").write_text("this is no graph\n", encoding="utf-8")
    assert "N-Quads" in str(server.until("build refused")["reason"])
    assert server.query(COUNT).values == ["1608"]
    assert server.stop() == 0


def test_the_template_is_made_anew_when_it_dies(folder):
    server = started(folder)
    os.kill(workers(server)[0], signal.SIGKILL)
    server.until("build served")
    assert server.query(COUNT).values == ["1608"]
    assert server.stop() == 0


def test_no_graph_and_no_port(tmp_path, server):
    with pytest.raises(BadInput, match="build it first"):
        serve(tmp_path)
    (tmp_path / "kg.nq").touch()
    with pytest.raises(BadInput, match="cannot be listened on"):
        serve(tmp_path, port=server.port)


def test_what_is_missing_is_named(monkeypatch, tmp_path):
    monkeypatch.setattr("kg.serve.find_spec", lambda name: None if name == "uvicorn" else name)
    with pytest.raises(BadInput, match=r"Serving needs uvicorn: pip install 'migration-policy-kg\[serve\]'"):
        serve(tmp_path)


def workers(server) -> list[int]:
    """The template (first) and its workers."""
    found = subprocess.run(["ps", "-eo", "pid=,ppid="], capture_output=True, text=True, check=True).stdout.split()
    parents = dict(zip(found[::2], found[1::2], strict=True))
    direct = [one for one, parent in parents.items() if parent == str(server.process.pid)]
    return [int(one) for one in [*direct, *(child for child, parent in parents.items() if parent in direct)]]


def test_a_large_graph_is_served_from_disk(folder):
    server = started(folder, on_disk_above=0)
    assert server.query(COUNT).values == ["1608"]
    assert server.query("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l }").status == 503
    assert server.query(COUNT + " ").values == ["1608"]
    assert server.ask("GET", "/search?q=refugee", accept="text/html").status == 200
    assert server.stop() == 0
