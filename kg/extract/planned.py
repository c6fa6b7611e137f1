"""Numbers that only say what is to be done: "build 14 schools", "twice as many inspectors"."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from kg.extract.figures.units import MONEY
from kg.records import Figure, Statement

PLANS = {"Measure", "Recommendation", "Task"}
KEPT = {*MONEY, "unit/percent"}
"""Units of prices, costs and shares: what a plan says of them holds without a date."""


def statistics(figures: Iterable[Figure], statements: Iterable[Statement]) -> list[Figure]:
    """The figures without those of things to be made or done by no certain time."""
    planned = {at for s in statements if s.cls in PLANS for at in s.evidence.span.starts}
    kept, dropped = [], set()
    for f in figures:
        if f.period or f.unit in KEPT or f.raw.span.start not in planned:
            kept.append(f)
        else:
            dropped.add(f.place)
    return [
        replace(
            f,
            counted_in=None if f.counted_in in dropped else f.counted_in,
            share_of=None if f.share_of in dropped else f.share_of,
        )
        for f in kept
    ]
