"""A public, read-only SPARQL endpoint over a built graph.

One process speaks HTTP and never evaluates anything; queries run in worker processes that are forked from a template
which holds the graph, and that are killed at the limit (see `docs/endpoint.md`).
"""

from __future__ import annotations

import os
from importlib.util import find_spec
from pathlib import Path

from kg.errors import BadInput
from kg.serve.limits import Limits

_NEEDED = ("uvicorn", "httptools", "prometheus_client", "brotli", "zstandard")


def serve(
    dist: Path,
    host: str = "127.0.0.1",
    port: int = 8000,
    limits: Limits | None = None,
    *,
    public: str = "",
    proxies: str = "127.0.0.1",
) -> int:
    """Serve the graph of a built folder until the process is told to stop. Returns the exit status.

    `public` is the address under which people reach the server, where a proxy stands before it
    (`https://example.org/graph`); `proxies` are the addresses whose X-Forwarded-For is believed, with commas.
    BadInput where there is no graph, the port is taken, or the packages of the extra `serve` are not installed.
    """
    missing = [name for name in _NEEDED if find_spec(name) is None]
    if missing:
        raise BadInput(
            f"Serving needs {', '.join(missing)}: pip install 'migration-policy-kg[serve]'.", wrong_call=True
        )
    if not hasattr(os, "fork"):
        raise BadInput("Serving needs a system that can fork, such as Linux or macOS.", wrong_call=True)
    from kg.serve.server import run  # noqa: PLC0415 (its imports are the extra)

    return run(dist, host, port, limits or Limits(), public=public, proxies=proxies)
