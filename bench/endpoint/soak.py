"""Mixed load with a runaway query every second: `python -m bench.endpoint.soak DIST [--minutes 10]`.

Prints how many good queries were answered, how fast, and with which statuses; all of them should be 200.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from http.client import HTTPConnection
from pathlib import Path
from urllib.parse import quote, urlsplit

from bench.endpoint import processes, servers

FOLDER = Path(__file__).parent


def main() -> None:
    """Run the load and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dist", type=Path)
    parser.add_argument("--minutes", type=float, default=10)
    parser.add_argument("--timeout", type=float, default=5)
    given = parser.parse_args()
    good = [(FOLDER / f"{name}.rq").read_text(encoding="utf-8") for name in ("lookup", "narrow-join", "join")]
    bad = [part for part in (FOLDER / "runaways.txt").read_text(encoding="utf-8").splitlines() if part]
    answered: Counter[int] = Counter()
    ended: list[tuple[int, float]] = []
    times: list[float] = []
    with servers.ours(given.dist, given.timeout) as url, ThreadPoolExecutor(24) as crowd:
        for number in range(300):
            ask(url, f"{good[number % len(good)]}# before {number}")
        held = processes.memory(os.getpid())
        end = time.monotonic() + 60 * given.minutes

        def ask_on(client: int) -> None:
            number = 0
            while time.monotonic() < end:
                number += 1
                status, seconds = ask(url, f"{good[number % len(good)]}# {client} {number}")
                answered[status] += 1
                times.append(seconds)

        for client in range(4):
            crowd.submit(ask_on, client)
        number = 0
        while time.monotonic() < end:
            crowd.submit(lambda text: ended.append(ask(url, text)), bad[number % len(bad)])
            number += 1
            time.sleep(1)
        crowd.shutdown()
        time.sleep(1)
        more, used = processes.memory(os.getpid()) - held, processes.seconds(os.getpid())
        time.sleep(5)
        idle = (processes.seconds(os.getpid()) - used) / 5
    print(f"after: {more >> 20} MiB more than before (in which is the cache), {idle:.1%} of a processor")
    print(
        f"good: {dict(answered)}; median {statistics.median(times):.4f} s, 99 % {statistics.quantiles(times, n=100)[98]:.4f} s"
    )
    print(f"runaway: {dict(Counter(status for status, _ in ended))}; longest {max(s for _, s in ended):.2f} s")


def ask(url: str, query: str) -> tuple[int, float]:
    """The status of an answer, and the seconds until it was complete."""
    parts = urlsplit(url)
    connection = HTTPConnection(parts.hostname or "", parts.port, timeout=120)
    began = time.monotonic()
    connection.request("GET", f"{parts.path}?query={quote(query)}")
    answer = connection.getresponse()
    answer.read()
    connection.close()
    return answer.status, time.monotonic() - began


if __name__ == "__main__":
    main()
