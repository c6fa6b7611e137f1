"""Markdown tables: cells between pipes, the header parted from the rows by a line of dashes.

Without such a line, rows count only where a pipe begins and ends each of them.
"""

from __future__ import annotations

import re

from kg.outline.tables.grid import Grid, Row, Sheet
from kg.outline.tables.pages import put_together
from kg.spans import Span

_RULE = re.compile(r"\|?\s*:?-+:?\s*(?:\|\s*:?-+:?\s*)*\|?")
_PIPE = re.compile(r"(?<!\\)\|")
_ESCAPED = re.compile(r"\\\|")
_BREAK = re.compile(r"<br\s*/?>", re.IGNORECASE)


def find(sheet: Sheet, lo: int, hi: int) -> list[Grid]:
    """The tables of this layout in the lines `lo` to `hi`, in reading order."""
    pieces: list[Grid] = []
    at = lo
    while at < hi:
        first = at
        while at < hi and _is_row(sheet, at):
            at += 1
        rules = [n for n in range(first, at) if _is_rule(sheet, n)]
        if rules:
            first = max(first, rules[0] - 1)
        if rules or (at > first and all(_is_framed(sheet, n) for n in range(first, at))):
            pieces.append(_grid(sheet, first, at))
        at += 1
    return [grid for grid in put_together(sheet, pieces) if grid.header is not None or len(grid.rows) > 1]


def _is_row(sheet: Sheet, at: int) -> bool:
    return _PIPE.search(sheet.lines[at].text) is not None


def _is_framed(sheet: Sheet, at: int) -> bool:
    text = sheet.lines[at].text.strip()
    return len(text) > 1 and text[0] == text[-1] == "|"


def _is_rule(sheet: Sheet, at: int) -> bool:
    return _RULE.fullmatch(sheet.lines[at].text.strip()) is not None


def _grid(sheet: Sheet, first: int, stop: int) -> Grid:
    """The rows of the lines; those above the first rule are the header."""
    rows: list[Row] = []
    header: int | None = None
    width = 0
    for at in range(first, stop):
        if _is_rule(sheet, at):
            header = len(rows) if header is None else header
            continue
        cells = _cells(sheet, sheet.lines[at].strip())
        width = max(width, len(cells))
        if row := {column: cell for column, cell in enumerate(cells, 1) if cell}:
            rows.append(row)
    return Grid(first, stop, rows, header, width=width)


def _cells(sheet: Sheet, line: Span) -> list[Span]:
    cells = _split(line, _PIPE)
    framed = cells[0 if cells[0] else 1 : None if cells[-1] else -1]
    return [sheet.joined(part.sub(_ESCAPED, "|") for part in _split(cell, _BREAK)) for cell in framed]


def _split(span: Span, pattern: re.Pattern[str]) -> list[Span]:
    """The parts between the matches."""
    parts, at = [], 0
    for match in pattern.finditer(span.text):
        parts.append(span[at : match.start()])
        at = match.end()
    return [*parts, span[at:]]
