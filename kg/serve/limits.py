"""What a client may use of the server: all limits in one place, and the headers that announce them."""

from __future__ import annotations

import os
from collections.abc import Mapping
from dataclasses import dataclass, field, fields, replace

_MIB = 1 << 20


def _workers() -> int:
    """Two for each processor: while one hands over an answer and waits for its next job, another one computes."""
    return 2 * (os.cpu_count() or 1)


@dataclass(frozen=True, slots=True)
class Limits:
    """Limits of a server; sizes are in bytes, times in seconds."""

    timeout: float = 10.0
    """From the arrival of a request to the end of its evaluation, waiting included."""
    memory: int = 1024 * _MIB
    """Address space of one worker on top of the graph that all workers share."""
    result: int = 64 * _MIB
    """An answer before compression."""
    request: int = 1 * _MIB
    """The body of a request."""
    workers: int = field(default_factory=_workers)
    """Queries that are evaluated side by side while they are quick."""
    slow_workers: int = 4
    """Queries that are evaluated side by side, at low priority, after their `grace` is over."""
    grace: float = 0.25
    """How long a query counts as quick."""
    queue: int = 256
    """Requests that wait, of all clients together."""
    client_queue: int = 64
    """Requests that wait, of one client."""
    connections: int = 1000
    """Connections of all clients together."""
    client_connections: int = 100
    """Connections of one client; of a proxy that is named as one, any number."""
    patience: float = 10.0
    """How long a client may take for the head of a request, for its body, and to take 128 KiB of an answer."""
    cache: int = 64 * _MIB
    """Answers that are kept to be given again."""
    on_disk_above: int = 2048 * _MIB
    """Size of `kg.nq` from which the graph is kept on disk, not in memory."""

    def changed(self, name: str, text: str) -> Limits:
        """These limits with another value for one of them. ValueError where there is none such, or no such value."""
        numbers = {one.name: type(getattr(self, one.name)) for one in fields(self)}
        if name not in numbers or not (value := numbers[name](text)) > 0:
            raise ValueError(name)
        return replace(self, **{name: value})

    def headers(self) -> Mapping[str, str]:
        """The limits that a client should know, as headers of a response."""
        return {
            "x-limit-seconds": f"{self.timeout:g}",
            "x-limit-memory-bytes": str(self.memory),
            "x-limit-result-bytes": str(self.result),
            "x-limit-request-bytes": str(self.request),
        }
