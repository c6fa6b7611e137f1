"""Mixed load with a runaway query every second: `python -m bench.endpoint.soak DIST [--minutes 10]`.

Prints how many good queries were answered, how fast, and with which statuses; all of them should be 200.
"""

from __future__ import annotations

import argparse
import json
import os
import statistics
import time
from collections import Counter
from collections.abc import Iterable
from concurrent.futures import ThreadPoolExecutor
from dataclasses import dataclass
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlsplit

from bench.endpoint import processes, servers

FOLDER = Path(__file__).parent
GOOD = [(FOLDER / f"{name}.rq").read_text(encoding="utf-8") for name in ("lookup", "narrow-join", "join")]
BAD = [part for part in (FOLDER / "runaways.txt").read_text(encoding="utf-8").splitlines() if part]


def main() -> None:
    """Run the load and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dist", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--timeout", type=float, default=5)
    given = parser.parse_args()
    good: list[Ended] = []
    bad: list[Ended] = []
    with servers.ours(given.dist, given.timeout) as url, ThreadPoolExecutor(24) as crowd:
        for number in range(300):
            ask(url, f"{GOOD[number % len(GOOD)]}# before {number}")
        held = processes.memory(os.getpid())
        end = time.monotonic() + 60 * given.minutes

        def ask_on(client: int) -> None:
            number = 0
            while time.monotonic() < end:
                number += 1
                good.append(ask(url, f"{GOOD[number % len(GOOD)]}# {client} {number}"))

        running = [crowd.submit(ask_on, client) for client in range(4)]
        number = 0
        while time.monotonic() < end:
            running.append(crowd.submit(lambda text: bad.append(ask(url, text)), BAD[number % len(BAD)]))
            number += 1
            time.sleep(1)
        for one in running:
            one.result()
        time.sleep(1)
        more, used = processes.memory(os.getpid()) - held, processes.seconds(os.getpid())
        time.sleep(5)
        idle = (processes.seconds(os.getpid()) - used) / 5
    print(f"after: {more >> 20} MiB more than before (in which is the cache), {idle:.1%} of a processor")
    times = [one.seconds for one in good]
    median, slowest = statistics.median(times), statistics.quantiles(times, n=100)[98]
    print(f"good: {_statuses(good)}; median {1000 * median:.1f} ms, 99 % within {1000 * slowest:.1f} ms")
    print(f"runaway: {_statuses(bad)}; longest {max(one.seconds for one in bad):.2f} s")


def _statuses(ended: Iterable[Ended]) -> str:
    counted = Counter((one.status, one.why) for one in ended)
    return ", ".join(f"{count} × {status} {why}".strip() for (status, why), count in sorted(counted.items()))


@dataclass(frozen=True)
class Ended:
    """How a query ended: the status, the seconds until the answer was complete, and the kind of problem, if any."""

    status: int
    seconds: float
    why: str = ""


def ask(url: str, query: str) -> Ended:
    """Ask a query over a connection of its own."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=120)
    began = time.monotonic()
    connection.request("GET", f"{parts.path}?query={quote(query)}")
    answer = connection.getresponse()
    body = answer.read()
    connection.close()
    why = "" if answer.status == 200 else json.loads(body)["type"].rpartition("/")[2]
    return Ended(answer.status, time.monotonic() - began, why)


if __name__ == "__main__":
    main()
