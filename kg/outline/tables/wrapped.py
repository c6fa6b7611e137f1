"""Plain text tables in columns of spaces whose cells go on in further lines: passports, plans of older acts.

The columns are parted by gutters, which are blank in every line. A row begins where its first cell does: with a
capital, a digit or behind an empty line; a line without a first cell goes on with the cells above it.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import TypeAlias

from kg.outline.tables.grid import Grid, Row, Sheet, is_contents, running_number
from kg.outline.tables.pages import FARTHEST

_CELL = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_RULE = re.compile(r"\s*[-=\u2500_+|!][-=\u2500_+|! ]{3,}")
_MARKER = re.compile(r"\(?[\dIVX]{1,4}(?:\.\d{1,3})*[.)]?|\(?[^\W\d_]{1,3}[.)]|[-\u2013\u2014\u2022\u00b7*]")
_NARROWEST = 2
"""Code points of a gutter."""
_OPENING = 3
"""Lines that show together which columns there are."""
_FEWEST = 3
_WIDEST_LABEL = 44
"""Code points of the first column of a table of two: what is wider is text set in two columns."""
_LONGEST_LABEL = 6
"""Words, on average."""

_Piece: TypeAlias = tuple[int, int]
"""Where a piece of text stands in its line, half open."""


def find(sheet: Sheet, lo: int, hi: int) -> list[Grid]:
    """The tables of this layout in the lines `lo` to `hi`, in reading order."""
    found: list[Grid] = []
    at = lo
    while at < hi:
        gutters = _opening(sheet, at, hi)
        if not gutters:
            at += 1
            continue
        lines, gutters = _region(sheet, at, hi, gutters)
        cells = [_columns(sheet, line, gutters) for line in lines]
        while cells and cells[-1].keys() == {1}:
            cells, lines = cells[:-1], lines[:-1]
        rows = list(_rows(sheet, lines, cells))
        if lines and _is_table(rows, lines, cells):
            found.append(Grid(lines[0], lines[-1] + 1, rows, width=len(gutters) + 1))
        at = max(at, *lines) + 1 if lines else at + 1
    return found


def _pieces(sheet: Sheet, at: int) -> list[_Piece]:
    """Where the pieces of a line stand in it; nowhere in a line with tabs, and in a line of dashes."""
    text = sheet.lines[at].text.rstrip()
    return [] if "\t" in text or _RULE.fullmatch(text) else [match.span() for match in _CELL.finditer(text)]


def _opening(sheet: Sheet, at: int, hi: int) -> list[_Piece]:
    """The gutters between the columns that the first lines from `at` on show; of several readings the one with most."""
    best: list[_Piece] = []
    covered: list[_Piece] = []
    for line in range(at, min(at + _OPENING, hi)):
        pieces = _pieces(sheet, line)
        if not pieces:
            break
        merged: list[_Piece] = []
        for start, stop in sorted([*covered, *pieces]):
            if merged and start - merged[-1][1] < _NARROWEST:
                merged[-1] = (merged[-1][0], max(stop, merged[-1][1]))
            else:
                merged.append((start, stop))
        covered = merged
        gutters = [(left[1], right[0]) for left, right in pairwise(covered)]
        best = max(best, gutters, key=len)
    return best


def _region(sheet: Sheet, first: int, hi: int, gutters: list[_Piece]) -> tuple[list[int], list[_Piece]]:
    """The lines from `first` on that leave the gutters free, and how wide the gutters are in all of them."""
    margin = min(start for start, _ in _pieces(sheet, first))
    lines: list[int] = []
    blanks, at = 0, first
    while at < hi and blanks <= FARTHEST:
        pieces = _pieces(sheet, at)
        if pieces:
            narrowed = _narrowed(gutters, pieces)
            inside = pieces[0][0] >= gutters[0][1] - 1
            if narrowed is None or not (inside or abs(pieces[0][0] - margin) <= 1):
                break
            gutters, blanks = narrowed, 0
            lines.append(at)
        elif not sheet.blank(at) and "\t" in sheet.lines[at].text:
            break
        else:
            blanks += sheet.blank(at)
        at += 1
    return lines, gutters


def _narrowed(gutters: Sequence[_Piece], pieces: Sequence[_Piece]) -> list[_Piece] | None:
    """The gutters as a line leaves them; None where it closes one."""
    found: list[_Piece] = []
    for left, right in gutters:
        for start, stop in pieces:
            if start >= right or stop <= left:
                continue
            if start < left and stop > right:
                return None
            if stop > right or (start >= left and right - stop < start - left):
                right = start
            else:
                left = stop
        if right - left < _NARROWEST:
            return None
        found.append((left, right))
    return found


def _columns(sheet: Sheet, at: int, gutters: Sequence[_Piece]) -> dict[int, _Piece]:
    """Where the text of each column stands in a line."""
    found: dict[int, _Piece] = {}
    for start, stop in _pieces(sheet, at):
        column = 1 + sum(right <= start for _, right in gutters)
        found[column] = (found[column][0] if column in found else start, stop)
    return found


def _rows(sheet: Sheet, lines: Sequence[int], cells: Sequence[dict[int, _Piece]]) -> Iterator[Row]:
    """The rows of the table; a cell is the text of its column in the lines of the row."""
    row: dict[int, list[tuple[int, _Piece]]] = {}
    for n, (at, here) in enumerate(zip(lines, cells, strict=True)):
        first = sheet.lines[at].text[here[1][0]] if 1 in here else ""
        apart = n > 0 and at > lines[n - 1] + 1
        if row and first and not first.islower() and (apart or first.isupper() or first.isdigit()):
            yield _row(sheet, row)
            row = {}
        for column, piece in here.items():
            row.setdefault(column, []).append((at, piece))
    if row:
        yield _row(sheet, row)


def _row(sheet: Sheet, row: dict[int, list[tuple[int, _Piece]]]) -> Row:
    cells = {c: [sheet.lines[at][start:stop] for at, (start, stop) in row[c]] for c in sorted(row)}
    return {c: sheet.joined(lines, seam=True) for c, lines in cells.items()}


def _is_table(rows: Sequence[Row], lines: Sequence[int], cells: Sequence[dict[int, _Piece]]) -> bool:
    """Three rows or more, a cell in several lines, and in a table of two columns short names at the left."""
    full = [row for row in rows if len(row) > 1]
    if len(full) < _FEWEST or 2 * len(full) < len(rows) or len(lines) == len(rows) or is_contents(rows):
        return False
    if max(max(row) for row in rows) > 2:
        return len(max(rows, key=len)) > 2 and (any(map(running_number, rows)) or len(rows[0]) > 2)
    names = [row[1].text for row in full if 1 in row]
    starts = Counter(here[2][0] for here in cells if 2 in here).most_common(1)
    words = sum(len(name.split()) for name in names)
    return (
        starts[0][0] <= _WIDEST_LABEL
        and starts[0][1] >= 0.9 * sum(2 in here for here in cells)
        and words <= _LONGEST_LABEL * len(names)
        and 2 * sum(_MARKER.fullmatch(name) is not None for name in names) < len(names)
    )
