#!/usr/bin/env python3
"""build.py [RUNS] [--corpus DIR]…: how long the stages of a build take, as medians of several runs in one process."""

from __future__ import annotations

import statistics
import sys
import tempfile
import time
from collections import defaultdict
from itertools import pairwise
from pathlib import Path

from kg.pipeline import build


def main(words: list[str]) -> int:
    """Print the median seconds of each stage; the first run, which loads dictionaries, is not counted."""
    runs = int(words[0]) if words and words[0].isdigit() else 3
    corpora = [Path(words[n + 1]) for n, word in enumerate(words[:-1]) if word == "--corpus"]
    seconds: dict[str, list[float]] = defaultdict(list)
    for run in range(runs + 1):
        told: list[tuple[str, float]] = [("read", time.perf_counter())]
        with tempfile.TemporaryDirectory() as folder:
            build(
                corpora,
                Path(folder, "dist"),
                progress=lambda step, *_, told=told: told.append((step, time.perf_counter())),
            )
        told.append(("end", time.perf_counter()))
        if run:
            spent: dict[str, float] = defaultdict(float)
            for (step, start), (_, stop) in pairwise(told):
                spent[step] += stop - start
            for step, value in spent.items():
                seconds[step].append(value)
    for step, values in seconds.items():
        print(f"{step:<12} {statistics.median(values):6.2f} s")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
