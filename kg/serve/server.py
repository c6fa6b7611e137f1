"""The HTTP server: uvicorn over a socket of ours, from the first request to the last."""

from __future__ import annotations

import signal
import socket
from pathlib import Path

import uvicorn

from kg.errors import BadInput
from kg.serve.app import App
from kg.serve.connection import Door
from kg.serve.generation import Generations
from kg.serve.limits import Limits
from kg.serve.operation import log

_STOP_SECONDS = 30


def run(dist: Path, host: str, port: int, limits: Limits, *, public: str, proxies: str) -> int:
    """Serve until told to stop. Returns the exit status. BadInput where the graph or the port cannot be had."""
    if not (dist / "kg.nq").is_file():
        raise BadInput("There is no graph; build it first.", path=dist)
    listener = _listening(host, port)
    with listener:
        log("listening", host=host, port=listener.getsockname()[1])
        app = App(Generations(dist, limits, log), limits, public=public)
        known = {address.strip() for address in proxies.split(",")}
        config = uvicorn.Config(
            app,
            http=Door(limits, known).protocol,  # type: ignore[arg-type]
            loop="auto",
            lifespan="on",
            access_log=False,
            log_level="error",
            server_header=False,
            proxy_headers=True,
            forwarded_allow_ips=proxies,
            limit_concurrency=limits.connections,
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
