"""Tables in a clean text, whatever their layout.

Layouts, in the order in which they are tried: HTML (`markup`), Markdown (`pipes`), rules read as pipes (`ruled`), one
row per line with tabs (`tabbed`), one cell per line (`stacked`), columns of spaces (`aligned`, and `wrapped`, whose
cells go on in further lines), one cell per line without any sign of it (`listed`). A layout only sees the lines that no
earlier one took.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.outline.tables import aligned, captions, listed, markup, pipes, ruled, stacked, tabbed, wrapped
from kg.outline.tables.grid import Grid, Sheet, header, repeats
from kg.records import Cell, Table
from kg.spans import Span

LAYOUTS = (markup.find, pipes.find, ruled.find, tabbed.find, stacked.find, aligned.find, wrapped.find, listed.find)


@dataclass(frozen=True, slots=True)
class Region:
    """A table and the lines that it takes up, half open: the caption from `first`, the rows from `body` to `stop`."""

    first: int
    body: int
    stop: int
    table: Table


def find(lines: Sequence[Span]) -> list[Region]:
    """The tables in the lines of a clean text (tabs, indentation and table tags kept), in reading order.

    The regions do not overlap. Cells are single-line text whose offsets lead back to the source; empty cells are
    left out; a row that a page break had torn is one row, with seams.
    """
    sheet = Sheet.of(lines)
    grids: list[Grid] = []
    for layout in LAYOUTS:
        found = [grid for lo, hi in _free(grids, len(lines)) for grid in layout(sheet, lo, hi)]
        grids = sorted([*grids, *found], key=lambda grid: grid.first)
    regions: list[Region] = []
    for grid in grids:
        first, caption = captions.above(sheet, grid.first, regions[-1].stop if regions else 0)
        regions.append(Region(first, grid.first, grid.stop, _table(grid, caption)))
    return regions


def _free(grids: Sequence[Grid], stop: int) -> Iterator[tuple[int, int]]:
    """The stretches of lines between the grids."""
    at = 0
    for grid in grids:
        if at < grid.first:
            yield at, grid.first
        at = grid.stop
    if at < stop:
        yield at, stop


def _table(grid: Grid, caption: Span) -> Table:
    rows = [{column: cell for column, cell in row.items() if not repeats(cell)} for row in grid.rows]
    heights: dict[tuple[int, int], int] = {}
    standing: dict[int, int] = {}
    for number, row in enumerate(grid.rows, 1):
        standing |= dict.fromkeys(rows[number - 1], number)
        heights |= {(standing[column], column): number - standing[column] + 1 for column in row if column in standing}
    cells = tuple(
        tuple(Cell(number, column, cell, heights[number, column]) for column, cell in row.items())
        for number, row in enumerate(rows, 1)
    )
    caption = Span.join([caption, grid.caption or Span("")])
    return Table(cells, header(rows, grid.header), caption or None)
