"""Plain text tables in columns that two or more spaces part; found only where there is no doubt."""

from __future__ import annotations

import re
from itertools import pairwise

from kg.outline.tables.grid import Grid, Row, Sheet, is_contents, neat, numeric

_CELL = re.compile(r"\S+(?:[ \u00a0]\S+)*")
_RULE = re.compile(r"\s*[-=\u2500_][-=\u2500_ ]{3,}")
_FEWEST = 3


def find(sheet: Sheet, lo: int, hi: int) -> list[Grid]:
    """The tables of this layout in the lines `lo` to `hi`, in reading order."""
    found: list[Grid] = []
    at = lo
    while at < hi:
        first, places = at, [_places(sheet, at)]
        at += 1
        lines = [first]
        while at < hi and len(places[0]) > 1:
            if _RULE.fullmatch(sheet.lines[at].text):
                at += 1
                continue
            cells = _places(sheet, at)
            if len(cells) != len(places[0]):
                break
            places.append(cells)
            lines.append(at)
            at += 1
        if len(places) >= _FEWEST and len(places[0]) > 1 and _are_apart(places):
            rows = [_row(sheet, n, cells) for n, cells in zip(lines, places, strict=True)]
            if _has_figures(rows) and not is_contents(rows):
                found.append(Grid(first, at, rows))
    return found


def _places(sheet: Sheet, at: int) -> list[tuple[int, int]]:
    """Where the cells of a line stand in it; nowhere in a line with tabs."""
    text = sheet.lines[at].text
    return [] if "\t" in text else [match.span() for match in _CELL.finditer(text)]


def _are_apart(places: list[list[tuple[int, int]]]) -> bool:
    """Whether a gap runs down between every two columns, through all rows."""
    return all(
        max(stop for _, stop in left) < min(start for start, _ in right)
        for left, right in pairwise(zip(*places, strict=True))
    )


def _row(sheet: Sheet, at: int, cells: list[tuple[int, int]]) -> Row:
    return {column: neat(sheet.lines[at][start:stop]) for column, (start, stop) in enumerate(cells, 1)}


def _has_figures(rows: list[Row]) -> bool:
    """Whether a column behind the first has numbers in all rows but the first two, and in two at least."""
    for column in list(rows[0])[1:]:
        numbers = [numeric(row[column]) for row in rows]
        if all(numbers[2:]) and sum(numbers) > 1:
            return True
    return False
