"""No query brings the server down: runaway queries end at the limit, and nobody else notices."""

import socket
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from urllib.parse import quote

import pytest

from bench.endpoint import processes

from .conftest import TIMEOUT, started

RUNAWAYS = {
    "cartesian": "SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i . ?j ?k ?l . ?m ?n ?o }",
    "sorted": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i } ORDER BY ?c ?f ?i",
    "closure": "SELECT (COUNT(*) AS ?n) { ?a (!<x:y>)* ?b . ?c (!<x:y>)* ?d . ?e (!<x:y>)* ?f }",
    "star": "SELECT (COUNT(*) AS ?n) { ?s ?p ?a ; ?q ?b ; ?r ?c ; ?t ?d ; ?u ?e ; ?v ?f }",
    "streaming": "SELECT * { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }",
}
GOOD = "SELECT ?p ?o {{ <category/refugee> ?p ?o FILTER (?o != '{}') }}"


@pytest.mark.parametrize("name", RUNAWAYS)
def test_a_runaway_ends_at_the_limit(server, name):
    began = time.monotonic()
    answer = server.query(RUNAWAYS[name])
    assert answer.status == 503
    assert time.monotonic() - began < TIMEOUT + 1
    assert answer.problem["type"].rpartition("/")[2] in ("time", "memory", "result-size")


def test_all_runaways_at_once_disturb_nobody_and_leave_nothing(server):
    quiet = [timed(server, f"before {n}") for n in range(100)]
    held = processes.memory(server.process.pid)
    with ThreadPoolExecutor(5) as crowd:
        runaways = [crowd.submit(server.query, query) for query in RUNAWAYS.values()]
        time.sleep(0.5)
        meanwhile = [timed(server, f"meanwhile {n}") for n in range(100)]
    assert {job.result().status for job in runaways} == {503}
    assert statistics.median(meanwhile) < 2 * statistics.median(quiet) + 0.02
    time.sleep(0.5)
    used = processes.seconds(server.process.pid)
    time.sleep(1)
    assert processes.seconds(server.process.pid) - used < 0.2
    assert processes.memory(server.process.pid) < held + (32 << 20)


def test_a_client_cannot_take_the_place_of_another(server):
    with ThreadPoolExecutor(40) as crowd:
        flood = [crowd.submit(server.query, f"{RUNAWAYS['cartesian']} # {n}", source="127.0.0.2") for n in range(40)]
        time.sleep(0.3)
        assert [server.query(GOOD.format(f"fair {n}"), source="127.0.0.3").status for n in range(5)] == [200] * 5
    assert {job.result().status for job in flood} == {503}


def test_a_client_that_goes_away_frees_its_worker(dist):
    server = started(dist, timeout=60)
    with pytest.raises(TimeoutError):
        short(server)
    time.sleep(0.5)
    metrics = server.ask("GET", "/metrics").body.decode()
    assert 'kg_workers_killed{reason="gone"} 1.0' in metrics
    assert "kg_busy_workers 0.0" in metrics
    assert server.stop() == 0


def test_a_mixed_load_with_a_runaway_every_second(server):
    """Ten minutes of it are in `bench/endpoint`."""
    end = time.monotonic() + 30
    statuses: list[int] = []

    def good(client: int) -> None:
        number = 0
        while time.monotonic() < end:
            number += 1
            statuses.append(server.query(GOOD.format(f"{client} {number}"), source=f"127.0.0.{client}").status)

    with ThreadPoolExecutor(16) as crowd:
        for client in (1, 1, 4, 5):
            crowd.submit(good, client)
        bad = []
        while time.monotonic() < end:
            bad.append(crowd.submit(server.query, [*RUNAWAYS.values()][len(bad) % 5]))
            time.sleep(1)
    assert set(statuses) == {200}
    assert len(statuses) > 100
    assert {job.result().status for job in bad} == {503}


def timed(server, mark: str) -> float:
    began = time.monotonic()
    assert server.query(GOOD.format(mark)).status == 200
    return time.monotonic() - began


def short(server) -> None:
    """Ask for something slow and hang up after a second."""
    with socket.create_connection(("127.0.0.1", server.port), timeout=1) as connection:
        connection.sendall(f"GET /sparql?query={quote(RUNAWAYS['cartesian'])} HTTP/1.1\r\nHost: x\r\n\r\n".encode())
        connection.recv(1)
