"""train.py PAIRS OUT: learn how Cyrillic comes out of an English OCR engine.

PAIRS is the table that `pairs.py` writes; OUT is the folder `kg/restore`. `channel.tsv` there holds style, true run, raw
run, probability of the raw run given the true one in thousandths; `kinds.tsv` what such text looks like beside English.

Runs are aligned many to many by expectation maximisation: one or two true characters stand for one to four raw ones. A
true character that left nothing behind and a raw one that stands for nothing are allowed, so that every line can be
aligned. Then the table is smoothed by one step of a random walk: a letter that is read as M, and M is what is often read
for letters that are also read as H, may be read as H.
"""

from __future__ import annotations

import sys
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping
from itertools import pairwise
from math import log
from pathlib import Path

ENGLISH = Path(__file__).parents[2] / "tests" / "corpus" / "documents"
KINDS = ("english", "upright ru", "italic ru", "upright kk", "italic kk")
FLOOR, COMMON = 0.5, 4
"""What an unseen pair of characters counts as, and how often one must be seen to be kept."""
SHAPES = {
    (1, 1): (1e-4, 1.0),
    (1, 2): (1e-5, 1.0),
    (1, 3): (1e-6, 1.0),
    (1, 4): (1e-8, 1.0),
    (2, 1): (1e-7, 0.02),
    (2, 2): (1e-9, 0.02),
    (2, 3): (1e-9, 0.02),
    (1, 0): (1e-8, 0.003),
    (0, 1): (1e-8, 0.003),
}
"""Lengths of a true run and its raw run, with the probability of such a pair when it was not seen, and a factor that keeps
the longer and the empty runs for what one character for one or more cannot explain."""
BAND, SCALE, SLIGHT = 9, 8.0, 1e-8
"""How many characters an alignment may stray from the diagonal; a factor that keeps the probability of a whole line within
the range of a float; and the share of the best in its row below which a place of the lattice is left out."""
FIRST, ROUNDS = 500, 5
"""Lines of the first round, which is slow, and number of rounds."""
WALK = 0.15
"""Share of the random walk."""
SHORT, MARKS = 3, '.,;:"\u00ab\u00bb'
"""Letters of a short word, and the marks that may cling to one."""
RARE, UNLIKELY = 2, 0.0006
"""Pairs of runs seen less often, or less probable, are left out of the table."""

Pair = tuple[str, str]
Table = dict[Pair, float]
Counts = defaultdict[Pair, float]


def expect(true: str, raw: str, table: Table, counts: Counts) -> bool:
    """Add what a line shows to `counts`; False where it could not be aligned."""
    slope = len(raw) / max(len(true), 1)
    rows: list[dict[int, float]] = [{} for _ in range(len(true) + 1)]
    rows[0][0] = 1.0
    edges: list[tuple[int, int, int, int, Pair, float]] = []
    for i, row in enumerate(rows):
        limit = max(row.values(), default=0.0) * SLIGHT
        for j in range(max(0, int(i * slope) - BAND), min(len(raw), int(i * slope) + BAND) + 1):
            here = row.get(j, 0.0)
            if here <= limit:
                continue
            for (p, q), (unseen, factor) in SHAPES.items():
                if i + p <= len(true) and j + q <= len(raw):
                    pair = true[i : i + p], raw[j : j + q]
                    weight = (table.get(pair, 0.0) + unseen) * factor * SCALE**q
                    rows[i + p][j + q] = rows[i + p].get(j + q, 0.0) + here * weight
                    edges.append((i, j, i + p, j + q, pair, weight))
    total = rows[-1].get(len(raw), 0.0)
    if total < 1e-300:
        return False
    after: dict[tuple[int, int], float] = {(len(true), len(raw)): 1.0 / total}
    for i, j, p, q, pair, weight in reversed(edges):
        if (p, q) in after:
            share = after[p, q] * weight
            after[i, j] = after.get((i, j), 0.0) + share
            seen = rows[i][j] * share
            if seen > 1e-3:
                counts[pair] += seen
    return True


def learn(lines: list[Pair]) -> tuple[Table, Counts]:
    """Conditional probabilities of raw runs given true runs, and how often each was seen."""
    table: Table = {}
    counts: Counts = defaultdict(float)
    for turn in range(ROUNDS):
        counts = defaultdict(float)
        sample = lines if turn else lines[:: max(1, len(lines) // FIRST)]
        used = sum(expect(true, raw, table, counts) for true, raw in sample)
        totals = _totals(counts)
        # A run of two shares the mass of its characters, so that runs of one and of two compete.
        table = {(t, r): n / min((totals[c] for c in t), default=1e6) for (t, r), n in counts.items()}
        sys.stderr.write(f"{used} of {len(sample)} lines, {len(table)} pairs\n")
    return table, counts


def _totals(counts: Counts) -> Mapping[str, float]:
    """How often each true character was seen; a run of two is half of each."""
    totals: defaultdict[str, float] = defaultdict(float)
    for (true, _), n in counts.items():
        for character in true:
            totals[character] += n / len(true)
    return totals


def walk(table: Table, counts: Counts) -> Table:
    """The table with what raw runs that are read for the same letters say about each other; single true letters only."""
    true_of: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    raw_of: defaultdict[str, list[tuple[str, float]]] = defaultdict(list)
    seen: defaultdict[str, float] = defaultdict(float)
    for (true, raw), n in counts.items():
        if len(true) == 1 and raw and n >= RARE and true.isalpha() and not true.isascii():
            true_of[raw].append((true, n))
            raw_of[true].append((raw, table[true, raw]))
            seen[raw] += n
    smooth = {pair: p * (1 - WALK) if len(pair[0]) == 1 else p for pair, p in table.items()}
    for true, reads in raw_of.items():
        for raw, p in reads:
            for other, n in true_of[raw]:
                for again, q in raw_of[other]:
                    smooth[true, again] = smooth.get((true, again), 0.0) + WALK * p * n / seen[raw] * q
    return smooth


def channel(rows: list[list[str]]) -> Iterator[str]:
    """For each style the pairs of true and raw runs, with the probability in thousandths."""
    for style in ("upright", "italic"):
        lines = [(r[2], r[3]) for r in rows if r[0] == style and 0.6 < len(r[3]) / len(r[2]) < 1.6]
        table, counts = learn(lines)
        kept = {pair: p for pair, p in table.items() if counts[pair] >= RARE}
        for (true, raw), probability in sorted(walk(kept, counts).items()):
            if probability >= UNLIKELY and (raw or len(true) == 1):
                yield f"{style}\t{true}\t{raw}\t{1000 * probability:.3g}\n"


def short_words(rows: list[list[str]]) -> Iterator[str]:
    """Short words as wholes (between spaces): by itself a letter is read otherwise than within a word."""
    for style in ("upright", "italic"):
        seen: Counter[Pair] = Counter()
        for row in rows:
            true, raw = row[2].split(), row[3].split()
            if row[0] == style and len(true) == len(raw):
                pairs = zip((t.strip(MARKS) for t in true), (r.strip(MARKS) for r in raw), strict=True)
                seen.update((t, r) for t, r in pairs if 0 < len(t) <= SHORT and t.isalpha() and 0 < len(r) <= 2 * SHORT)
        totals: Counter[str] = Counter()
        for (true, _), n in seen.items():
            totals[true] += n
        for (true, raw), n in sorted(seen.items()):
            if n >= RARE:
                yield f"{style}\t {true} \t {raw} \t{1000 * n / totals[true]:.3g}\n"


def kinds(rows: list[list[str]]) -> Iterator[str]:
    """For each pair of raw characters its cost, in tenths, in every kind of text: what a line looks like."""
    seen: dict[str, Counter[str]] = {kind: Counter() for kind in KINDS}
    for style, language, _, raw in rows:
        seen[f"{style} {language}"].update(map("".join, pairwise(f" {raw} ")))
    for path in sorted(ENGLISH.glob("en-*")):
        for line in path.read_text(encoding="utf-8").splitlines():
            seen["english"].update(map("".join, pairwise(f" {line.strip()} ")))
    pairs = sorted(set().union(*seen.values()))
    totals = {kind: counter.total() + FLOOR * len(pairs) for kind, counter in seen.items()}
    yield "\t".join(("", *KINDS)) + "\n"
    for pair in pairs:
        if sum(counter[pair] for counter in seen.values()) >= COMMON:
            costs = (-10 * log((seen[kind][pair] + FLOOR) / totals[kind]) for kind in KINDS)
            yield "\t".join((pair, *(str(round(cost)) for cost in costs))) + "\n"


if __name__ == "__main__":
    pairs, out = Path(sys.argv[1]), Path(sys.argv[2])
    rows = [line.split("\t") for line in pairs.read_text(encoding="utf-8").split("\n") if line]
    with (out / "kinds.tsv").open("w", encoding="utf-8") as file:
        file.writelines(kinds(rows))
    with (out / "channel.tsv").open("w", encoding="utf-8") as file:
        file.writelines(channel(rows))
        file.writelines(short_words(rows))
