"""train.py PAIRS OUT: learn how Cyrillic comes out of an English OCR engine.

PAIRS is the table that `pairs.py` writes; OUT is the folder `kg/restore`. `channel.tsv` there holds style, true run, raw run,
probability of the raw run given the true one in thousandths; `kinds.tsv` what such text looks like beside English. Runs are aligned many to many by expectation maximisation: one or two true characters
stand for one to four raw ones. A true character that left nothing behind and a raw one that stands for nothing are allowed
while aligning (with spaces they count: words that grew together, words that fell apart), so that every line has an alignment.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator
from itertools import pairwise
from math import log
from pathlib import Path

ENGLISH = Path(__file__).parents[2] / "tests" / "corpus" / "documents"
KINDS = ("english", "upright ru", "italic ru", "upright kk", "italic kk")
FLOOR, COMMON = 0.5, 4
"""What an unseen pair of characters counts as, and how often one must be seen to be kept."""

SHAPES = ((1, 1), (1, 2), (1, 3), (1, 4), (2, 1), (2, 2), (2, 3), (1, 0), (0, 1))
"""Lengths of a true run and its raw run."""
PRIOR = {(1, 1): 1e-2, (1, 2): 1e-3, (1, 3): 1e-4, (1, 4): 1e-6, (2, 1): 1e-5, (2, 2): 1e-7, (2, 3): 1e-7, (1, 0): 1e-6, (0, 1): 1e-6}
"""Probability of a pair of runs that was not seen, by its shape."""
DEAR = {(2, 1): 0.02, (2, 2): 0.02, (2, 3): 0.02, (1, 0): 0.003, (0, 1): 0.003}
"""What some shapes cost besides, so that they are used only where one character for one or more would not do."""
BAND = 9
"""How far, in characters, an alignment may stray from the diagonal."""
UNSEEN = 1e-2
ROUNDS = 5
RARE, UNLIKELY = 3, 0.0015
"""Pairs of runs seen less often, or less probable, are left out of the table."""

Pair = tuple[str, str]
Table = dict[Pair, float]
Counts = defaultdict[Pair, float]


def steps(true: str, raw: str) -> Iterator[tuple[int, int, list[tuple[int, int, Pair, float, float]]]]:
    """The cells of the alignment lattice within the band, each with the steps that lead out of it and their priors."""
    slope = len(raw) / max(len(true), 1)
    for i in range(len(true) + 1):
        for j in range(max(0, int(i * slope) - BAND), min(len(raw), int(i * slope) + BAND) + 1):
            out = []
            for shape in SHAPES:
                p, q = i + shape[0], j + shape[1]
                if p <= len(true) and q <= len(raw):
                    out.append((p, q, (true[i:p], raw[j:q]), PRIOR[shape], DEAR.get(shape, 1.0)))
            yield i, j, out


def expect(true: str, raw: str, table: Table, counts: Counts) -> bool:
    """Add what a line shows to `counts`; False where it could not be aligned."""
    width = len(raw) + 1
    forward: dict[int, float] = {0: 1.0}
    edges: list[tuple[int, int, Pair, float]] = []
    for i, j, out in steps(true, raw):
        here = forward.get(i * width + j)
        if not here:
            continue
        for p, q, pair, prior, dear in out:
            weight = (table.get(pair, 0.0) + prior * UNSEEN) * dear * SCALE ** (q - j)
            at = p * width + q
            forward[at] = forward.get(at, 0.0) + here * weight
            edges.append((i * width + j, at, pair, weight))
    end = len(true) * width + len(raw)
    total = forward.get(end, 0.0)
    if total < 1e-300:
        return False
    backward: dict[int, float] = {end: 1.0}
    for start, stop, pair, weight in reversed(edges):
        after = backward.get(stop)
        if after:
            share = after * weight
            backward[start] = backward.get(start, 0.0) + share
            seen = forward[start] * share / total
            if seen > 1e-4:
                counts[pair] += seen
    return True


SCALE = 8.0
"""Keeps the probability of a whole line within the range of a float."""


def learn(lines: list[Pair]) -> tuple[Table, Counts]:
    """Conditional probabilities of raw runs given true runs."""
    table: Table = {}
    counts: Counts = defaultdict(float)
    for _ in range(ROUNDS):
        counts = defaultdict(float)
        used = sum(expect(true, raw, table, counts) for true, raw in lines)
        totals: defaultdict[str, float] = defaultdict(float)
        for (true, _raw), n in counts.items():
            for c in true:
                totals[c] += n / len(true)
        # A run of two shares the mass of its characters, so that runs of one and of two compete.
        table = {(t, r): n / min(totals[c] for c in t) if t else n / 1e6 for (t, r), n in counts.items()}
        sys.stderr.write(f"{used} of {len(lines)} lines, {len(table)} pairs\n")
    return table, counts


def kinds(rows: list[list[str]]) -> Iterator[str]:
    """For each pair of raw characters its cost, in tenths, in every kind of text: what a line looks like."""
    seen: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for style, language, _, raw in rows:
        seen[f"{style} {language}"].update(map("".join, pairwise(f" {raw} ")))
    for path in sorted(ENGLISH.glob("en-*")):
        for line in path.read_text(encoding="utf-8").splitlines():
            seen["english"].update(map("".join, pairwise(f" {line} ")))
    totals = {kind: counter.total() + FLOOR * len(set().union(*seen.values())) for kind, counter in seen.items()}
    yield "\t".join(("", *KINDS)) + "\n"
    for pair in sorted(set().union(*seen.values())):
        if sum(counter[pair] for counter in seen.values()) >= COMMON:
            costs = (-10 * log((seen[kind][pair] + FLOOR) / totals[kind]) for kind in KINDS)
            yield "\t".join((pair, *(str(round(cost)) for cost in costs))) + "\n"


def channel(rows: list[list[str]]) -> Iterator[str]:
    """For each style the pairs of true and raw runs, with the probability in thousandths."""
    for style in ("upright", "italic"):
        lines = [(r[2], r[3]) for r in rows if r[0] == style and 0.6 < len(r[3]) / len(r[2]) < 1.6]
        table, counts = learn(lines)
        for (true, raw), probability in sorted(table.items()):
            if counts[true, raw] >= RARE and probability >= UNLIKELY:
                yield f"{style}\t{true}\t{raw}\t{1000 * probability:.4g}\n"


if __name__ == "__main__":
    pairs, out = Path(sys.argv[1]), Path(sys.argv[2])
    rows = [line.split("\t") for line in pairs.read_text(encoding="utf-8").split("\n") if line]
    with (out / "kinds.tsv").open("w", encoding="utf-8") as file:
        file.writelines(kinds(rows))
    with (out / "channel.tsv").open("w", encoding="utf-8") as file:
        file.writelines(channel(rows))
