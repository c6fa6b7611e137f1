"""A worker: one process that does one job at a time, whatever it costs, and may be killed at any moment."""

from __future__ import annotations

import os
import signal
import socket
import sys
import traceback
from contextlib import suppress
from dataclasses import dataclass
from typing import NoReturn

from kg.errors import BadInput
from kg.serve import confine, jobs, wire
from kg.serve.compress import ENCODINGS
from kg.serve.engine import Engine
from kg.serve.exchange import Refused, Reply

_SMALLEST = 1024
"""Bytes from which an answer is worth compressing."""


@dataclass(frozen=True, slots=True)
class Allowance:
    """What a worker may use, in bytes: memory on top of the graph, and the size of an answer."""

    memory: int
    result: int


def prepare() -> None:
    """Read in what jobs need from files: workers cannot open any."""
    jobs.prepare()


def index(engine: Engine) -> None:
    """Make what takes longer than people wait for a server to start. A worker without it makes it for itself."""
    jobs.index(engine)


def run(channel: socket.socket, engine: Engine, allowance: Allowance) -> NoReturn:
    """Do the jobs that come over a socket until it is closed; this process then ends."""
    try:
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        _yield_to_server()
        engine.reopen()
        confine.limit_memory(allowance.memory)
        if engine.on_disk is None:
            confine.open_nothing()
        channel.sendall(wire.packed({"pid": os.getpid()}))
        while message := wire.receive(channel):
            reply = answered(engine, message[0], allowance)
            channel.sendall(wire.packed({"status": reply.status, "headers": dict(reply.headers)}, reply.body))
    finally:
        os._exit(0)


def _yield_to_server() -> None:
    """Let the system not interrupt the server each time that a job arrives here; Linux has that."""
    if hasattr(os, "SCHED_BATCH"):
        with suppress(OSError):
            os.sched_setscheduler(0, os.SCHED_BATCH, os.sched_param(0))


def answered(engine: Engine, job: wire.Head, allowance: Allowance) -> Reply:
    """The reply to a job, compressed where the job says so; every fault is a problem document."""
    try:
        reply = jobs.JOBS[job["do"]](engine, job, allowance.result)
    except Refused as refused:
        return refused.reply()
    except BadInput as bad:
        return Refused(404 if bad.wrong_call else 500, "unknown", str(bad)).reply()
    except MemoryError:
        return Refused(503, "memory", "The query needs more memory than a query gets here.").reply()
    except Exception as error:  # (a fault of ours must not end the worker)
        place = traceback.extract_tb(error.__traceback__)[-1]
        sys.stderr.write(f"{type(error).__name__} in {place.filename}, line {place.lineno}\n")
        return Refused(500, "fault", f"The server failed: {type(error).__name__}.").reply()
    encoding = job.get("encoding")
    if encoding and len(reply.body) >= _SMALLEST:
        return Reply(reply.status, {**reply.headers, "content-encoding": encoding}, ENCODINGS[encoding](reply.body))
    return reply
