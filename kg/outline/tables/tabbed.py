"""Tables with one row per line and tabs between the cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.outline.tables.grid import Grid, Row, Sheet, is_contents, neat
from kg.outline.tables.pages import put_together

_SEPARATOR = re.compile(r"[-–—=_]{2,}")
_MARKER = re.compile(r"(?:\d+[.)])+\d*|[^\W\d_][.)]|[-–—•·*]")


def find(sheet: Sheet, lo: int, hi: int) -> list[Grid]:
    """The tables of this layout in the lines `lo` to `hi`, in reading order."""
    pieces: list[Grid] = []
    at = lo
    while at < hi:
        first, rows, width = at, [], 0
        while at < hi and "\t" in sheet.lines[at].text.strip(" \r") and not sheet.blank(at):
            row, columns = _row(sheet, at)
            if not all(_SEPARATOR.fullmatch(cell.text) for cell in row.values()):
                rows.append(row)
                width = max(width, columns)
            at += 1
        if at > first:
            pieces.append(Grid(first, at, rows, width=width))
        at += 1
    return [_flush_left(grid) for grid in put_together(sheet, pieces) if _is_table(grid.rows)]


def _row(sheet: Sheet, at: int) -> tuple[Row, int]:
    """The filled cells of a line, and how many columns it has."""
    line, row, start = sheet.lines[at], {}, 0
    texts = line.text.split("\t")
    for column, text in enumerate(texts, 1):
        if cell := neat(line[start : start + len(text)]):
            row[column] = cell
        start += len(text) + 1
    return row, len(texts)


def _is_table(rows: Sequence[Row]) -> bool:
    """At least two rows of three cells or three rows of two, and neither a numbered list nor a contents list."""
    full = [row for row in rows if len(row) > 1]
    if not full or 2 * len(full) < len(rows):
        return False
    widest = max(map(len, full))
    if len(full) < (2 if widest > 2 else 3):
        return False
    is_list = widest == 2 and all(_MARKER.fullmatch(row[min(row)].text) for row in full)
    return not is_list and not is_contents(rows)


def _flush_left(grid: Grid) -> Grid:
    """Without the empty columns on the left that come from indentation."""
    indent = min(min(row) for row in grid.rows) - 1
    return replace(grid, rows=[{column - indent: cell for column, cell in row.items()} for row in grid.rows])
