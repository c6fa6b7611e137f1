"""A client that dawdles, or takes all connections, is cut off; nobody else is."""

import asyncio
import socket
import time
from contextlib import ExitStack
from urllib.parse import quote

import pytest

from kg.serve.connection import Together

from .conftest import started

LARGE = "SELECT * { ?a ?b ?c . ?d ?e ?f } LIMIT 60000"
SIZE = 20 << 20
"""Fewer bytes than that answer has."""
PATIENCE = 1


@pytest.fixture(scope="module")
def server(dist):
    running = started(dist, timeout=20, patience=PATIENCE, client_connections=5)
    yield running
    assert running.stop() == 0


def connected(server, source: str = "127.0.0.1") -> socket.socket:
    one = socket.socket()
    one.setsockopt(socket.SOL_SOCKET, socket.SO_RCVBUF, 4096)
    one.settimeout(30)
    one.bind((source, 0))
    one.connect(("127.0.0.1", server.port))
    return one


def rest(one: socket.socket) -> int:
    """How many bytes come until the server has ended a connection."""
    taken = 0
    try:
        while part := one.recv(1 << 16):
            taken += len(part)
    except ConnectionResetError:
        pass
    return taken


ASK_MUCH = b"GET /sparql?query=%s HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n" % quote(LARGE).encode()


@pytest.mark.parametrize("begun", [b"", b"GET / HTTP/1.1\r\nHost: x\r\n"], ids=["no request", "half a head"])
def test_who_does_not_ask_is_cut_off(server, begun):
    with connected(server) as one:
        one.sendall(begun)
        assert rest(one) == 0


@pytest.mark.parametrize("after", [b"", ASK_MUCH], ids=["one request", "asks on"])
def test_who_does_not_take_the_answer_is_cut_off(server, after):
    with connected(server) as one:
        one.sendall(ASK_MUCH.replace(b"Connection: close\r\n", b""))
        time.sleep(1)
        one.sendall(after)
        time.sleep(3 * PATIENCE + 2)
        assert rest(one) < SIZE / 2


def test_half_a_body_is_answered(server):
    with connected(server) as one:
        one.sendall(b"POST /sparql HTTP/1.1\r\nHost: x\r\nContent-Length: 9\r\n\r\nA")
        assert one.recv(64).startswith(b"HTTP/1.1 408 ")


def test_who_is_slow_but_takes_it_gets_all(server):
    with connected(server) as one:
        one.sendall(ASK_MUCH)
        time.sleep(PATIENCE / 2)
        assert rest(one) > SIZE


@pytest.mark.parametrize(("source", "let_in"), [("127.0.0.5", 5), ("127.0.0.9", 8)], ids=["a client", "a proxy"])
def test_a_client_has_so_many_connections(server, source, let_in):
    with ExitStack() as stack:
        many = [stack.enter_context(connected(server, source)) for _ in range(8)]
        for one in many:
            try:
                one.sendall(b"GET /healthz HTTP/1.1\r\nHost: x\r\n\r\n")
            except OSError:
                continue
        assert sum(answered(one) for one in many) == let_in
        assert server.ask("GET", "/healthz").status == 200
    time.sleep(0.2)
    assert server.ask("GET", "/healthz", source=source).status == 200


def answered(one: socket.socket) -> bool:
    try:
        return one.recv(64).startswith(b"HTTP/1.1 200 ")
    except OSError:
        return False


class Wire:
    """A transport that keeps what it is told."""

    def __init__(self) -> None:
        self.told: list[object] = []

    def writelines(self, parts: list[bytes]) -> None:
        self.told.append(b"".join(parts))

    def close(self) -> None:
        self.told.append("closed")

    def is_closing(self) -> bool:
        return "closed" in self.told


def test_what_one_step_writes_goes_out_together():
    async def steps() -> list[object]:
        wire = Wire()
        together = Together(wire)
        together.write(b"head ")
        together.write(b"body")
        assert not wire.told
        await asyncio.sleep(0)
        together.write(b"last")
        together.close()
        await asyncio.sleep(0)
        assert together.is_closing()
        return wire.told

    assert asyncio.run(steps()) == [b"head body", b"last", "closed"]
