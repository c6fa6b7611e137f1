"""Tables with one cell per line and nothing between the cells, as they are pasted from pages: known by their regularity.

Either every row is a name and as many numbers, or the rows are numbered through and have as many lines as the header.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import count, takewhile

from kg.outline.layout import ENDS
from kg.outline.tables.grid import Grid, Row, Sheet, neat, numeric
from kg.outline.tables.pages import FARTHEST

_NUMBER_LABEL = re.compile(r"(?:[^\W\d_]/[^\W\d_]\s?)?(?:\u2116|N|No\.?|#)(?:\s?[^\W\d_]/[^\W\d_])?")
_LONGEST_NAME = 80
"""Code points."""
_WIDEST = 12
"""Columns."""
_NARROWEST = 3
_OPENING = 150
"""Lines in which the first rows must stand."""
_FEWEST = 3


def find(sheet: Sheet, lo: int, hi: int) -> list[Grid]:
    """The tables of this layout in the lines `lo` to `hi`, in reading order."""
    found: list[Grid] = []
    at = lo
    while at < hi:
        opens = not sheet.blank(at) and (at == lo or sheet.blank(at - 1) or sheet.lines[at - 1].text.endswith(ENDS))
        grid = (_of_numbers(sheet, at, hi) or _numbered(sheet, at, hi)) if opens else None
        found += [grid] if grid else []
        at = grid.stop if grid else at + 1
    return found


def _of_numbers(sheet: Sheet, first: int, hi: int) -> Grid | None:
    """A header of names, and rows of a name and numbers, on lines that follow one another."""
    names = sum(1 for _ in takewhile(lambda at: _is_name(sheet, at), range(first, min(hi, first + _WIDEST + 1))))
    body = first + names
    numbers = sum(1 for _ in takewhile(lambda at: _is_number(sheet, at), range(body, min(hi, body + _WIDEST))))
    width = numbers + 1
    if not numbers or names != width + 1:
        return None
    starts = takewhile(
        lambda at: (
            at + width <= hi and _is_name(sheet, at) and all(_is_number(sheet, n) for n in range(at + 1, at + width))
        ),
        count(first + width, width),
    )
    rows = [list(range(at, at + width)) for at in (first, *starts)]
    return _grid(sheet, rows) if len(rows) > _FEWEST else None


def _numbered(sheet: Sheet, first: int, hi: int) -> Grid | None:
    """A header that begins with a sign for numbers, and rows 1, 2, 3 … of as many lines; a line between is a group."""
    if not _NUMBER_LABEL.fullmatch(sheet.lines[first].text.strip()):
        return None
    opening = {_counts(sheet, at) for at in _filled(sheet, first, min(hi, first + _OPENING))}
    if not opening >= set(range(1, _FEWEST + 1)):
        return None
    lines = _filled(sheet, first, hi)
    one = next((n for n, at in enumerate(lines[: _WIDEST + 2]) if _counts(sheet, at) == 1), 0)
    for width in (one, one - 1):
        if width < _NARROWEST:
            continue
        rows, at, number = [lines[:width]], width, 0
        if [_counts(sheet, line) for line in lines[at : at + width]] == list(range(1, width + 1)):
            rows.append(lines[at : at + width])
            at += width
        while at + width <= len(lines):
            if _counts(sheet, lines[at]) == number + 1:
                rows.append(lines[at : at + width])
                at, number = at + width, number + 1
            elif at + width < len(lines) and _counts(sheet, lines[at + 1]) == number + 1:
                rows.append([lines[at]])
                at += 1
            else:
                break
        if number >= _FEWEST:
            return _grid(sheet, rows)
    return None


def _filled(sheet: Sheet, first: int, hi: int) -> list[int]:
    """The lines from `first` on that have text, up to a wider gap, a line with a tab or the next sign for numbers."""
    lines, blanks = [], 0
    for at in range(first, hi):
        blanks = blanks + 1 if sheet.blank(at) else 0
        text = sheet.lines[at].text
        if blanks > FARTHEST or "\t" in text or (at > first and _NUMBER_LABEL.fullmatch(text.strip())):
            break
        lines += [at] if not blanks else []
    return lines


def _is_name(sheet: Sheet, at: int) -> bool:
    text = sheet.lines[at].text.strip()
    return (
        bool(text)
        and "\t" not in text
        and len(text) <= _LONGEST_NAME
        and not text.endswith(ENDS)
        and not _is_number(sheet, at)
    )


def _is_number(sheet: Sheet, at: int) -> bool:
    return numeric(neat(sheet.lines[at]))


def _counts(sheet: Sheet, at: int) -> int | None:
    """The running number that a line is."""
    text = sheet.lines[at].text.strip().rstrip(".")
    return int(text) if text.isdecimal() and len(text) < 5 else None


def _grid(sheet: Sheet, rows: Sequence[Sequence[int]]) -> Grid:
    cells: list[Row] = [{column: neat(sheet.lines[at]) for column, at in enumerate(row, 1)} for row in rows]
    return Grid(rows[0][0], rows[-1][-1] + 1, cells, width=len(rows[0]))
