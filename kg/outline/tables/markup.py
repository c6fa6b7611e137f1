"""HTML tables, alone or inside Markdown: merged cells, nested tags, tags left open, cells over several lines.

One pattern finds the tags, so that every piece of text is known by its place and broken input costs no more than
good input. A table inside a cell is text of that cell.
"""

from __future__ import annotations

import html
import re
from bisect import bisect_right
from collections.abc import Iterable, Iterator
from itertools import accumulate
from typing import TypeAlias

from kg.outline.tables.grid import Grid, Row, Sheet
from kg.records import DITTO
from kg.spans import Span

_TAG = re.compile(
    r"""<!--.*?(?:-->|\Z)|<(/?)([a-z][a-z0-9]*)((?:[^<>"']++|"[^"<]*+"|'[^'<]*+')*+|[^<>]*+)>""",
    re.DOTALL | re.IGNORECASE,
)
_MERGED = re.compile(r"""\b(row|col)span\s*=\s*["']?\s*(\d{1,5})""", re.IGNORECASE)
_ENTITY = re.compile(r"&(?:[a-z][a-z0-9]{1,31}|#\d{1,7}|#x[0-9a-f]{1,6});", re.IGNORECASE)
_GAP = re.compile(r"\n\s*\n")
_WIDEST, _TALLEST = 1000, 65534
"""The limits of the HTML standard for merged columns and rows."""
_PARTS = {"table", "thead", "tbody", "tfoot", "tr", "td", "th"}
_LINES = {"br", "div", "hr", "li", "ol", "p", "ul"}
"""Tags that begin a new line in a cell; all others leave no trace."""

_Piece: TypeAlias = tuple[int, int] | None
"""Text by its offsets in the page, or the end of a line."""


def find(sheet: Sheet, lo: int, hi: int) -> list[Grid]:
    """The tables of this layout in the lines `lo` to `hi`, in reading order.

    Tables that share a line are one grid; text beside the tags becomes caption (before) or a row of one cell (after).
    """
    page = _Page(sheet, lo, hi)
    groups: list[list[_Table]] = []
    for table in _tables(page):
        if not table.rows:
            continue
        if groups and page.line(groups[-1][-1].stop - 1) == page.line(table.start):
            groups[-1].append(table)
        else:
            groups.append([table])
    return [_grid(page, group) for group in groups]


def _grid(page: _Page, tables: list[_Table]) -> Grid:
    first, last = page.line(tables[0].start), page.line(tables[-1].stop - 1)
    caption = page.cell([(page.starts[first], tables[0].start), None, *tables[0].aside])
    rows = list(tables[0].rows)
    for table, after in zip(tables, [*tables[1:], None], strict=True):
        stop = after.start if after else page.starts[last + 1] - 1
        beside = page.cell([(table.stop, stop), None, *(after.aside if after else [])])
        rows += [{1: beside}] if beside else []
        rows += after.rows if after else []
    return Grid(page.lo + first, page.lo + last + 1, rows, tables[0].header, caption)


def _tables(page: _Page) -> Iterator[_Table]:
    """The outermost tables. One that is never closed ends where the next begins, or at a blank line after its tags."""
    table, at = None, 0
    for match in _TAG.finditer(page.text):
        ends, name, more = bool(match[1]), (match[2] or "").lower(), match[3]
        begins = name == "table" and not ends
        if table:
            table.text.append((at, match.start()))
            if begins and not table.holds(match.start()):
                yield table.abandoned()
                table = None
            elif name:
                table.tag(name, more, match.end(), ends=ends)
        if begins and not table:
            table = _Table(page, match.start(), match.end())
        elif table and not table.depth:
            yield table
            table = None
        at = match.end()
    if table:
        table.text.append((at, len(page.text)))
        yield table.abandoned()


class _Page:
    """The lines as one text, and the way back from its offsets to the spans."""

    def __init__(self, sheet: Sheet, lo: int, hi: int) -> None:
        self.sheet, self.lo = sheet, lo
        self.text = "\n".join(line.text for line in sheet.lines[lo:hi])
        self.starts = list(accumulate((len(line) + 1 for line in sheet.lines[lo:hi]), initial=0))

    def line(self, offset: int) -> int:
        """The line in which an offset lies, counted from the first line of the page."""
        return bisect_right(self.starts, offset) - 1

    def cell(self, pieces: Iterable[_Piece]) -> Span:
        """The pieces as the text of one cell."""
        lines: list[list[Span]] = [[]]
        for piece in pieces:
            if piece is None:
                lines.append([])
                continue
            first, *more = self._cut(*piece)
            lines[-1].append(first)
            lines.extend([part] for part in more)
        return self.sheet.joined(_unescaped(Span.concat(parts)) for parts in lines)

    def _cut(self, start: int, stop: int) -> Iterator[Span]:
        """The text between two offsets, a span per line."""
        for n in range(self.line(start), self.line(max(start, stop)) + 1):
            at = self.starts[n]
            yield self.sheet.lines[self.lo + n][max(0, start - at) : max(0, stop - at)]


class _Table:
    """A table that takes its tags and text one after the other."""

    def __init__(self, page: _Page, start: int, stop: int) -> None:
        self.page, self.start, self.stop = page, start, stop
        self.depth = 1
        self.rows: list[Row] = []
        self.header = 0
        self.aside: list[_Piece] = []
        self.text = self.aside
        """Where text goes: to the open cell, otherwise aside."""
        self._row: Row | None = None
        self._heads: list[bool] = []
        self._in_head = False
        self._place = self._free = 1
        self._merged: dict[int, int] = {}
        """For how many rows more a column is taken by a cell from above, this row included."""
        self._tall: set[int] = set()
        """Where cells begin that are merged over several rows."""

    def holds(self, offset: int) -> bool:
        """Whether a table that begins there is nested in a cell: the cell is open, and no paragraph stands between."""
        gap = _GAP.search(self.page.text, self.stop, offset)
        return self._in_cell and not (gap and self.page.text[gap.end() : offset].strip())

    def tag(self, name: str, more: str, stop: int, *, ends: bool) -> None:
        """Take a tag; `stop` is where it ends."""
        if name in _LINES:
            self.text.append(None)
        if name not in _PARTS:
            return
        self.stop = stop
        nested = self.depth > 1
        if name == "table":
            self.depth += -1 if ends else 1
        if nested or self.depth > 1:
            self.text.append(None)
        elif name in ("td", "th"):
            self._end_cell()
            if not ends:
                self._begin_cell(more, is_head=name == "th" or self._in_head)
        else:
            self._end_row()
            self._in_head = not ends if name == "thead" else self._in_head and name == "tr"
            self._row = {} if name == "tr" and not ends else None

    def abandoned(self) -> _Table:
        """The table without its end tag: a cell that is open ends at the first blank line."""
        if self._in_cell:
            gap = _GAP.search(self.page.text, self.stop)
            self.stop = gap.start() if gap else len(self.page.text)
        self.text[:] = [
            (piece[0], min(piece[1], self.stop)) if piece else None
            for piece in self.text
            if piece is None or piece[0] < self.stop
        ]
        self._end_row()
        return self

    @property
    def _in_cell(self) -> bool:
        return self.text is not self.aside

    def _begin_cell(self, more: str, *, is_head: bool) -> None:
        merged = {kind.lower(): int(number) for kind, number in _MERGED.findall(more)}
        while self._free in self._merged:
            self._free += 1
        wide = min(merged.get("col", 1) or 1, max(1, _WIDEST - self._free))
        tall = min(merged.get("row", 1) or _TALLEST, _TALLEST)
        self._place = self._free
        self._free += wide
        if tall > 1:
            self._tall.add(self._place)
            self._merged.update(dict.fromkeys(range(self._place, self._free), tall))
        self._row = {} if self._row is None else self._row
        self._heads.append(is_head)
        self.text = []

    def _end_cell(self) -> None:
        if self._in_cell and self._row is not None and (cell := self.page.cell(self.text)):
            self._row[self._place] = cell
        if self._in_cell:
            self.aside.append(None)
        self.text = self.aside

    def _end_row(self) -> None:
        self._end_cell()
        if self._row is None:
            return
        if self._row:
            above = self._tall & self._merged.keys() - self._row.keys()
            self._row = dict(sorted({**self._row, **dict.fromkeys(above, Span.of(DITTO))}.items()))
            if all(self._heads) and self.header == len(self.rows):
                self.header += 1
            self.rows.append(self._row)
        self._tall &= self._merged.keys()
        self._merged = {column: rows - 1 for column, rows in self._merged.items() if rows > 1}
        self._row, self._heads, self._free = None, [], 1


def _unescaped(span: Span) -> Span:
    """With character references replaced by what they stand for."""
    parts, at = [], 0
    for match in _ENTITY.finditer(span.text):
        parts += [span[at : match.start()], span[match.start() : match.end()].replaced(html.unescape(match[0]))]
        at = match.end()
    return Span.concat([*parts, span[at:]])
