"""Lookups and six-pattern joins a second: `python -m bench.endpoint.speed DIST [--rdflib-endpoint PYTHON] [--seconds N]`.

Needs `wrk`, the package `oxigraph`, and (for their columns) `virtuoso-t` and a Python that has rdflib-endpoint. Each
request has a comment of its own, so nothing comes from a cache except in the line that says so.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import subprocess
import tempfile
from contextlib import ExitStack
from dataclasses import dataclass
from pathlib import Path
from urllib.parse import quote

from bench.endpoint import processes, servers

FOLDER = Path(__file__).parent
_SCRIPT = """
local n = 0
request = function()
  n = n + 1
  return wrk.format("GET", "{path}?query={query}" .. {mark}, {{["Accept"] = "application/sparql-results+json"}})
end
"""


def main() -> None:
    """Measure each server in turn and print a line for each, with the ratio to a plain Oxigraph."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dist", type=Path)
    parser.add_argument("--rdflib-endpoint", metavar="PYTHON", default="")
    parser.add_argument("--seconds", type=int, default=10)
    given = parser.parse_args()
    queries = {name: (FOLDER / f"{name}.rq").read_text(encoding="utf-8") for name in ("lookup", "narrow-join", "join")}
    with ExitStack() as stack:
        found = {"oxigraph": stack.enter_context(servers.oxigraph(given.dist))}
        found["ours"] = stack.enter_context(servers.ours(given.dist))
        if shutil.which("virtuoso-t"):
            found["virtuoso"] = stack.enter_context(servers.virtuoso(given.dist))
        if given.rdflib_endpoint:
            found["rdflib-endpoint"] = stack.enter_context(servers.rdflib_endpoint(given.dist, given.rdflib_endpoint))
        plain: dict[str, Measured] = {}
        for name, url in found.items():
            for what, query in queries.items():
                measured = rate(url, query, given.seconds)
                _tell(name, what, measured, plain.setdefault(what, measured))
        cached = rate(found["ours"], queries["lookup"], given.seconds, same=True)
        _tell("ours", "cached lookup", cached, plain["lookup"])


@dataclass(frozen=True)
class Measured:
    """Answers a second, and the processor time of the server for each, in microseconds.

    The second tells more where other work runs on the machine.
    """

    rate: float
    cost: float


def rate(url: str, query: str, seconds: int, *, same: bool = False) -> Measured:
    """Ask with eight clients. Raises ValueError where any answer is an error."""
    before = processes.seconds(os.getpid())
    mark = '""' if same else '"%23" .. n'
    with tempfile.NamedTemporaryFile("w", suffix=".lua") as script:
        path = "/" + url.split("/", 3)[3]
        script.write(_SCRIPT.format(path=path, query=quote(query), mark=mark))
        script.flush()
        said = subprocess.run(
            ["wrk", "-t1", "-c8", f"-d{seconds}", "--timeout", "30", "-s", script.name, url],
            check=True,
            capture_output=True,
            text=True,
        ).stdout
    if "Non-2xx" in said:
        raise ValueError(said)
    used = processes.seconds(os.getpid()) - before
    answers = int(re.findall(r"(\d+) requests in", said)[0])
    return Measured(float(re.findall(r"Requests/sec:\s+([0-9.]+)", said)[0]), 1e6 * used / answers)


def _tell(name: str, what: str, one: Measured, plain: Measured) -> None:
    print(
        f"{name:16} {what:14} {one.rate:9.1f}/s {one.rate / plain.rate:6.2f} of oxigraph, "
        f"{one.cost:9.0f} µs of processor time, {one.cost / plain.cost:6.2f} of oxigraph",
        flush=True,
    )


if __name__ == "__main__":
    main()
