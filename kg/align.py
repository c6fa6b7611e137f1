"""Monotone global alignment of two sequences: the algorithm of Needleman and Wunsch, within a band."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TypeVar

T = TypeVar("T")
BAND = 200
"""Places by which two sequences may drift apart where they are longer than this."""


def best_path(
    left: Sequence[T], right: Sequence[T], like: Callable[[T, T], float], least: float
) -> list[tuple[int, int]]:
    """The pairs of indices whose likenesses, each at least `least`, have the greatest sum; last first.

    Time and memory grow with rows times columns up to BAND of each, from there on with their sum only.
    """
    rows, columns = len(left), len(right)
    best: list[dict[int, float]] = [{}]
    scores: dict[tuple[int, int], float] = {}

    def reached(i: int, j: int) -> float:
        return best[i].get(j, 0.0) if i and j else 0.0

    for i in range(1, rows + 1):
        best.append({})
        low, high = (i - 1) * columns // rows - BAND, i * columns // rows + BAND
        for j in range(max(1, low), min(columns, high) + 1):
            score = scores[i, j] = like(left[i - 1], right[j - 1])
            diagonal = reached(i - 1, j - 1) + score if score >= least else 0.0
            best[i][j] = max(reached(i - 1, j), reached(i, j - 1), diagonal)
    pairs: list[tuple[int, int]] = []
    i, j = rows, columns
    while i and j:
        score = scores.get((i, j), 0.0)
        if score >= least and abs(reached(i, j) - reached(i - 1, j - 1) - score) < 1e-9:
            pairs.append((i - 1, j - 1))
            i, j = i - 1, j - 1
        elif reached(i, j) == reached(i - 1, j):
            i -= 1
        else:
            j -= 1
    return pairs
