"""Tables with one row per line and tabs between the cells."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.outline.tables.grid import Grid, Row, Sheet, is_contents, neat, running_number
from kg.outline.tables.pages import put_together
from kg.spans import Span

_SEPARATOR = re.compile(r"[-–—=_]{2,}")
_ITEM = re.compile(r"\d{1,2}[.)]\s|[-–—•·]\s")
_OF_PASSPORT = 2
"""Columns."""
_LONGEST_GROUP = 250
"""Code points."""
_MARKER = re.compile(r"(?:\d+[.)])+\d*|[^\W\d_][.)]|[-–—•·*]")


def find(sheet: Sheet, lo: int, hi: int) -> list[Grid]:
    """The tables of this layout in the lines `lo` to `hi`, in reading order."""
    pieces: list[Grid] = []
    at = lo
    while at < hi:
        first, width = at, 0
        rows: list[Row] = []
        while at < hi:
            if _tabbed(sheet, at):
                row, columns = _row(sheet, at)
                if not all(_SEPARATOR.fullmatch(cell.text) for cell in row.values()):
                    rows.append(row)
                    width = max(width, columns)
                at += 1
            elif rows and (lines := _further_lines(sheet, at, hi, rows[-1], width)):
                last = max(rows[-1])
                rows[-1][last] = Span.join([rows[-1][last], *lines])
                at += len(lines)
            elif rows and at + 1 < hi and _heads_a_group(sheet, at, rows, width):
                rows.append({1: neat(sheet.lines[at])})
                at += 1
            else:
                break
        if at > first:
            pieces.append(Grid(first, at, rows, width=width))
        at += 1
    return [_flush_left(grid) for grid in put_together(sheet, pieces) if _is_table(grid.rows)]


def _tabbed(sheet: Sheet, at: int) -> bool:
    return "\t" in sheet.lines[at].text.strip(" \r") and not sheet.blank(at)


def _further_lines(sheet: Sheet, at: int, hi: int, above: Row, width: int) -> list[Span]:
    """The lines by which a list in the last cell goes on, up to the next row; none where they are no such list.

    In a table of names and texts the list may be without marks, and may stand in the last row.
    """
    lines: list[Span] = []
    before = above[max(above)].text
    while at < hi and not sheet.blank(at) and not _tabbed(sheet, at):
        line = neat(sheet.lines[at])
        open_ended = width == _OF_PASSPORT or before.endswith((";", ":", ","))
        if not open_ended or not (_ITEM.match(line.text) or line.text[0].islower()):
            return []
        lines.append(line)
        before, at = line.text, at + 1
    goes_on = at < hi and _tabbed(sheet, at)
    return lines if goes_on or width == _OF_PASSPORT else []


def _heads_a_group(sheet: Sheet, at: int, rows: Sequence[Row], width: int) -> bool:
    """Whether a line without tabs stands between two rows as the title of the lower ones: their numbers go on."""
    if width < 3 or sheet.blank(at) or not _tabbed(sheet, at + 1) or len(sheet.lines[at].text) > _LONGEST_GROUP:
        return False
    row, columns = _row(sheet, at + 1)
    last = next((n for above in reversed(rows) if (n := running_number(above)) is not None), 0)
    return columns == width and running_number(row) in (last + 1, 1)


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
