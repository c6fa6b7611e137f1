"""Lookups and six-pattern joins a second: `python -m bench.endpoint.speed DIST [--rdflib-endpoint PYTHON] [--seconds N]`.

Needs `wrk`, the package `oxigraph`, and (for their columns) `virtuoso-t` and a Python that has rdflib-endpoint. Each
request has a comment of its own, so nothing comes from a cache except in the line that says so.
"""

from __future__ import annotations

import argparse
import re
import shutil
import subprocess
import tempfile
from contextlib import ExitStack
from pathlib import Path
from urllib.parse import quote

from bench.endpoint import servers

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
        plain = {what: rate(found["oxigraph"], query, given.seconds) for what, query in queries.items()}
        for name, url in found.items():
            for what, query in queries.items():
                value = plain[what] if name == "oxigraph" else rate(url, query, given.seconds)
                _tell(name, what, value, plain[what])
        _tell(
            "ours", "cached lookup", rate(found["ours"], queries["lookup"], given.seconds, same=True), plain["lookup"]
        )


def rate(url: str, query: str, seconds: int, *, same: bool = False) -> float:
    """Answers a second to eight clients. Raises ValueError where any answer is an error."""
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
    return float(re.findall(r"Requests/sec:\s+([0-9.]+)", said)[0])


def _tell(name: str, what: str, value: float, plain: float) -> None:
    print(f"{name:16} {what:14} {value:9.1f}/s  {value / plain:6.2f} of oxigraph", flush=True)


if __name__ == "__main__":
    main()
