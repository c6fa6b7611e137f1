"""What is counted in what: the rows of a table in its totals, the parts of a paragraph in the number before them.

A row that begins or ends with a word such as "total" counts the rows above it that no total has counted yet; as the
first row it counts those below. A total of totals has no other words. A dashed row, or one that begins with "of
these", is counted in the row above it. A share belongs to the figure before it, where the total of the column is 100
or where it alone stands in parentheses behind the figure.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from kg.extract.figures.reading import Reading
from kg.extract.figures.sheet import Row
from kg.extract.figures.units import RATES, TERMS
from kg.lexicon import Match
from kg.records import Figure

UNSCALED = {*RATES, "unit/coefficient", "unit/index", "unit/ratio"}
"""Units that the scale of a table ("thousand") does not change."""
NOT_ADDED = {*UNSCALED, *TERMS, "unit/point"}
"""Units whose numbers make no total."""
PERCENT = "unit/percent"

Cells = Mapping[tuple[int, int], Figure]
"""The figures of a table by row (from 0) and column."""


def of_table(found: Cells, rows: Sequence[Row]) -> list[Figure]:
    """The figures of a table, each with the total that counts it, and of a share what it is the share of."""
    whole = wholes(rows)
    related = []
    for (row, column), figure in found.items():
        total = found.get((whole.get(row, -1), column))
        same = total is not None and (total.quantity, total.unit) == (figure.quantity, figure.unit)
        if (
            total is not None
            and same
            and (figure.unit not in NOT_ADDED or (figure.unit == PERCENT and total.value == 100))
        ):
            counted = [found[row, c] for c in range(column) if (row, c) in found]
            shared = next((f.place for f in reversed(counted) if f.unit not in NOT_ADDED), None)
            share = shared if figure.unit == PERCENT else None
            figure = replace(figure, counted_in=total.place, share_of=share)
        related.append(figure)
    return related


def wholes(rows: Sequence[Row]) -> dict[int, int]:
    """The row (from 0) in which each row is counted, for those that are."""
    whole: dict[int, int] = {}
    open_: list[int] = []
    totals: list[int] = []
    above = 0
    leading = bool(rows) and is_total(rows[0])
    for n, row in enumerate(rows):
        if n and is_part(row):
            whole[n] = above
            continue
        above = n
        if not is_total(row):
            open_.append(n)
        elif leading:
            whole |= dict.fromkeys(open_, totals[-1]) if totals else {}
            open_, totals = [], [*totals, n]
        else:
            own = all(rows[m].labels[1:] == row.labels[1:] for m in open_) and bool(open_)
            closed = any(rows[m].labels[1:] == row.labels[1:] for m in totals)
            grand = bool(totals) and is_bare(row) and (closed or not own)
            counted = [*totals, *open_] if grand else open_
            whole |= dict.fromkeys(counted, n)
            open_, totals = [], [n] if grand else [*totals, n]
    if leading:
        whole |= dict.fromkeys(open_, totals[-1])
    return whole


def is_total(row: Row) -> bool:
    """Whether a row says at its beginning or end that it is a total."""
    return bool(row.labels) and any(m.words[0] == 0 or m.words[-1] == len(row.labels[0].tokens) - 1 for m in _sums(row))


def is_bare(row: Row) -> bool:
    """Whether a row says nothing but that it is a total."""
    return {w for m in _sums(row) for w in m.words} >= set(range(len(row.labels[0].tokens)))


def is_part(row: Row) -> bool:
    """Whether a row is marked as a part of the one above: by a dash, or by words such as "of these"."""
    return row.dashed or any(m.words[0] == 0 for reading in row.labels[:1] for m in reading.words("among"))


def _sums(row: Row) -> list[Match]:
    return row.labels[0].words("sum")


def of_paragraph(figures: Sequence[Figure]) -> list[Figure]:
    """The figures of a paragraph; one with a breakdown is counted in the last one before it that has none."""
    related: list[Figure] = []
    for figure in figures:
        like = (f for f in reversed(related) if _kind(f) == _kind(figure) and not f.breakdown)
        whole = next(like, None) if figure.breakdown and figure.quantity and figure.unit not in NOT_ADDED else None
        related.append(replace(figure, counted_in=whole.place) if whole else figure)
    return related


def _kind(figure: Figure) -> tuple[object, ...]:
    return figure.quantity, figure.unit, figure.period, figure.area


def shares(sentence: Sequence[Figure], reading: Reading) -> dict[int, int]:
    """By index of a share in a sentence the index of the figure behind which it alone stands in parentheses."""
    found = {}
    starts = reading.span.starts
    for n in range(1, len(sentence)):
        left, right = sentence[n - 1], sentence[n]
        between = reading.text[starts.index(left.raw.span.starts[-1]) + 1 : starts.index(right.raw.span.start)]
        behind = reading.text[starts.index(right.raw.span.starts[-1]) + 1 :]
        if (
            right.unit == PERCENT
            and left.unit not in NOT_ADDED
            and between.strip() == "("
            and behind.lstrip()[:1] == ")"
        ):
            found[n] = n - 1
    return found
