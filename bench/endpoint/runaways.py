"""Five runaway queries at once: `python -m bench.endpoint.runaways DIST [--timeout 5]`.

Prints how they end, what others feel of them meanwhile, and what is left of them one second later.
"""

from __future__ import annotations

import argparse
import os
import statistics
import time
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from bench.endpoint import processes, servers
from bench.endpoint.soak import BAD, GOOD, ask


def main() -> None:
    """Run them and say what came of it."""
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("dist", type=Path)
    parser.add_argument("--timeout", type=float, default=5)
    given = parser.parse_args()
    with servers.ours(given.dist, given.timeout) as url, ThreadPoolExecutor(len(BAD)) as crowd:
        before = _times(url, "before", 10)
        held = processes.memory(os.getpid())
        running = [crowd.submit(ask, url, query) for query in BAD]
        meanwhile = _times(url, "meanwhile", given.timeout - 1)
        ended = [one.result() for one in running]
        time.sleep(1)
        more, used = processes.memory(os.getpid()) - held, processes.seconds(os.getpid())
        time.sleep(2)
        idle = (processes.seconds(os.getpid()) - used) / 2
    print("ended:", ", ".join(f"{one.status} {one.why} after {one.seconds:.2f} s" for one in ended))
    print(f"others: median {_median(before)} before, {_median(meanwhile)} meanwhile")
    print(f"after: {more >> 20} MiB more than before, {idle:.1%} of a processor")


def _times(url: str, mark: str, seconds: float) -> list[float]:
    """The seconds that good queries take, one after the other; each is a new one."""
    end, found = time.monotonic() + seconds, []
    while time.monotonic() < end:
        one = ask(url, f"{GOOD[len(found) % len(GOOD)]}# {mark} {len(found)}")
        if one.status != 200:
            raise ValueError(one)
        found.append(one.seconds)
    return found


def _median(times: list[float]) -> str:
    return f"{1000 * statistics.median(times):.1f} ms"


if __name__ == "__main__":
    main()
