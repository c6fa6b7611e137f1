"""Lookups and six-pattern joins a second: `python -m bench.endpoint.speed DIST [--rdflib-endpoint PYTHON] [--seconds N]`.

Needs `wrk`, the package `oxigraph`, and (for their columns) `virtuoso-t` and a Python that has rdflib-endpoint. Each
request has a comment of its own, so nothing comes from a cache except in the lines that say so. The servers are asked
in turn, round after round: other work on the machine then troubles all of them alike, and the ratios are of one round.
"""

from __future__ import annotations

import argparse
import os
import re
import shutil
import statistics
import subprocess
import tempfile
import time
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
    """Measure all servers in turn, several times, and print medians, with the ratio to a plain Oxigraph."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dist", type=Path)
    parser.add_argument("--rdflib-endpoint", metavar="PYTHON", default="")
    parser.add_argument("--seconds", type=int, default=3)
    parser.add_argument("--rounds", type=int, default=5)
    given = parser.parse_args()
    with ExitStack() as stack:
        found = {"oxigraph": stack.enter_context(servers.oxigraph(given.dist))}
        found["ours"] = found["ours, cached"] = stack.enter_context(servers.ours(given.dist))
        if shutil.which("virtuoso-t"):
            found["virtuoso"] = stack.enter_context(servers.virtuoso(given.dist))
        if given.rdflib_endpoint:
            found["rdflib-endpoint"] = stack.enter_context(servers.rdflib_endpoint(given.dist, given.rdflib_endpoint))
        for what in ("lookup", "narrow-join", "join"):
            query = (FOLDER / f"{what}.rq").read_text(encoding="utf-8")
            measured: dict[str, list[Measured]] = {name: [] for name in found}
            for _ in range(given.rounds):
                for name, url in found.items():
                    measured[name].append(rate(url, query, given.seconds, same=name.endswith("cached")))
            for name, all_ in measured.items():
                _tell(name, what, all_, measured["oxigraph"])


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
    mark = '""' if same else f'"%23{time.monotonic_ns()}." .. n'
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
    return Measured(float(re.findall(r"Requests/sec:\s+([0-9.]+)", said)[0]), 1e6 * used / max(1, answers))


def _tell(name: str, what: str, all_: list[Measured], plain: list[Measured]) -> None:
    ratios = [one.rate / other.rate for one, other in zip(all_, plain, strict=True)]
    cost = statistics.median(one.cost for one in all_)
    print(
        f"{name:16} {what:12} {statistics.median(one.rate for one in all_):9.1f}/s, "
        f"{statistics.median(ratios):6.3f} of oxigraph ({min(ratios):.3f} to {max(ratios):.3f}); "
        f"{cost:9.0f} µs of processor time, {cost / statistics.median(one.cost for one in plain):6.2f} of oxigraph",
        flush=True,
    )


if __name__ == "__main__":
    main()
