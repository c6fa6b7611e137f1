"""The HTTP server: uvicorn, with limits on what a connection may do before its request is complete."""

from __future__ import annotations

import asyncio
import signal
import socket
from pathlib import Path

import uvicorn
from uvicorn.protocols.http.httptools_impl import HttpToolsProtocol

from kg.errors import BadInput
from kg.serve.app import App
from kg.serve.generation import Generations
from kg.serve.limits import Limits
from kg.serve.operation import log

_HEAD_BYTES = 64 << 10
_HEAD_SECONDS = 10.0
_STOP_SECONDS = 30
_CONNECTIONS = 1000


class Connection(HttpToolsProtocol):
    """A connection that is closed where the head of its first request is too long or takes too long."""

    _head = 0
    _patience: asyncio.TimerHandle | None = None

    def connection_made(self, transport: asyncio.Transport) -> None:  # type: ignore[override]
        """Begin to wait for a request."""
        super().connection_made(transport)
        self._patience = asyncio.get_running_loop().call_later(_HEAD_SECONDS, transport.close)

    def data_received(self, data: bytes) -> None:
        """Take bytes, unless the head has become too long."""
        self._head += len(data)
        before = self._head
        super().data_received(data)
        if before > _HEAD_BYTES and self._head == before:
            self.transport.close()

    def on_headers_complete(self) -> None:
        """The head is complete."""
        self._head = 0
        self._calm()
        super().on_headers_complete()

    def on_body(self, body: bytes) -> None:
        """Bytes of the body do not count as head."""
        self._head = 0
        super().on_body(body)

    def connection_lost(self, exc: Exception | None) -> None:
        """Stop waiting."""
        self._calm()
        super().connection_lost(exc)

    def _calm(self) -> None:
        if self._patience is not None:
            self._patience.cancel()
            self._patience = None


def run(dist: Path, host: str, port: int, limits: Limits, *, public: str, proxies: str) -> int:
    """Serve until told to stop. Returns the exit status. BadInput where the graph or the port cannot be had."""
    if not (dist / "kg.nq").is_file():
        raise BadInput("There is no graph; build it first.", path=dist)
    listener = _listening(host, port)
    with listener:
        log("listening", host=host, port=listener.getsockname()[1])
        app = App(Generations(dist, limits, log), limits, public=public)
        config = uvicorn.Config(
            app,
            http=Connection,
            loop="auto",
            lifespan="on",
            access_log=False,
            log_level="error",
            server_header=False,
            proxy_headers=True,
            forwarded_allow_ips=proxies,
            limit_concurrency=_CONNECTIONS,
            timeout_keep_alive=30,
            timeout_graceful_shutdown=_STOP_SECONDS,
        )
        server = uvicorn.Server(config)
        for one in (signal.SIGTERM, signal.SIGINT):  # uvicorn raises them once more when it has stopped
            signal.signal(one, lambda *_: None)
        server.run(sockets=[listener])
        return 0 if server.started else 1


def _listening(host: str, port: int) -> socket.socket:
    try:
        family = socket.AF_INET6 if ":" in host else socket.AF_INET
        return socket.create_server((host, port), family=family, backlog=1024)
    except OSError as error:
        raise BadInput(f"{host}:{port} cannot be listened on ({error.strerror}).", wrong_call=True) from error
