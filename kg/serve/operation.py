"""What the operator sees: metrics for Prometheus, and a log of one JSON object a line.

The log holds no text of a query and no address of a client: both stand as a digest keyed with a number that is
forgotten when the process ends, so that equal ones can be told to be equal and nothing else.
"""

from __future__ import annotations

import hashlib
import json
import secrets
import sys
from datetime import UTC, datetime

from prometheus_client import CollectorRegistry, Counter, Gauge, Histogram, generate_latest

from kg.serve.exchange import Reply, Request

_KEY = secrets.token_bytes(16)
_ENCODER = json.JSONEncoder(ensure_ascii=False)
_BOUNDS = (0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30, 60)


class Metrics:
    """Counters of one server."""

    def __init__(self) -> None:
        self._registry = CollectorRegistry()
        self._requests = Counter("kg_requests", "Requests.", ["place", "status"], registry=self._registry)
        self._seconds = Histogram(
            "kg_request_seconds", "Time to answer.", ["place"], buckets=_BOUNDS, registry=self._registry
        )
        self._cached = Counter("kg_cache_hits", "Answers from the cache.", registry=self._registry)
        self._gauges = {
            name: Gauge(f"kg_{name}", text, registry=self._registry)
            for name, text in (
                ("waiting", "Requests that wait for a worker."),
                ("busy_workers", "Workers that have a job."),
                ("cache_bytes", "Size of the cache."),
                ("quads", "Quads of the graph that is served."),
            )
        }
        self._killed = Gauge("kg_workers_killed", "Workers killed, by reason.", ["reason"], registry=self._registry)
        self._labelled: dict[tuple[str, int], tuple[Counter, Histogram]] = {}

    def count(self, place: str, status: int, seconds: float, *, cached: bool) -> None:
        """A request was answered."""
        pair = self._labelled.get((place, status))
        if pair is None:
            pair = self._requests.labels(place, str(status)), self._seconds.labels(place)
            self._labelled[place, status] = pair
        pair[0].inc()
        pair[1].observe(seconds)
        if cached:
            self._cached.inc()

    def shown(self, killed: dict[str, int], **values: float) -> bytes:
        """All metrics in the text format of Prometheus; the values of the gauges are given."""
        for name, value in values.items():
            self._gauges[name].set(value)
        for reason, number in killed.items():
            self._killed.labels(reason).set(number)
        return generate_latest(self._registry)


def log(event: str, **values: object) -> None:
    """Write a line to the log."""
    line = {"at": datetime.now(UTC).isoformat(timespec="milliseconds"), "event": event, **values}
    sys.stderr.write(_ENCODER.encode(line) + "\n")


def log_request(request: Request, reply: Reply, seconds: float, *, cached: bool, sent: int) -> None:
    """Write a request to the log: what became of it, but not what it said."""
    log(
        "request",
        method=request.method,
        path=request.path[:200],
        asked=_hidden(request.query.encode() + request.body) if request.query or request.body else None,
        client=_hidden(request.client.encode()),
        status=reply.status,
        milliseconds=round(seconds * 1000, 2),
        bytes=sent,
        cached=cached,
    )


def _hidden(data: bytes) -> str:
    return hashlib.blake2b(data, key=_KEY, digest_size=8).hexdigest()
