"""Tables with one cell per line, each begun by a tab, as text exports of legal portals write them.

A blank line before a tab begins a new row. A cell goes on in lines without a tab, each after a blank line or, where the
text is broken into lines, right below.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import groupby, takewhile
from typing import TypeAlias

from kg.outline.tables.captions import is_label
from kg.outline.tables.grid import Grid, Sheet
from kg.outline.tables.pages import FARTHEST

_CELL = re.compile(r"\t[^\t]*")
_MARKER = re.compile(r"\s*(?:\d+[.)]|[^\W\d_]\)|[-–—•·*])\s+[^\W\d_]")
_PROSE = re.compile(r".{60,}[.;:]\s*", re.DOTALL)

_Lines: TypeAlias = list[list[int]]
"""A row as the line numbers of each of its cells."""


def find(sheet: Sheet, lo: int, hi: int) -> list[Grid]:
    """The tables of this layout in the lines `lo` to `hi`, in reading order."""
    found: list[Grid] = []
    at = lo
    while at < hi:
        if _CELL.fullmatch(sheet.lines[at].text):
            rows, at = _rows(sheet, at, hi)
            found.extend(_grids(sheet, rows))
        else:
            at += 1
    return found


def _rows(sheet: Sheet, first: int, hi: int) -> tuple[list[_Lines], int]:
    """The rows from the line `first` on, as far as the layout goes, and the line at which it ends."""
    rows: list[_Lines] = [[]]
    longest, blanks, tail, at = 0, 0, 0, first
    while at < hi and blanks <= FARTHEST:
        line = sheet.lines[at].text
        text = line.rstrip()
        if _CELL.fullmatch(line):
            if blanks:
                rows.append([])
            rows[-1].append([at])
            longest, blanks, tail = max(longest, len(text)), 0, 0
        elif not text:
            blanks += 1
        elif blanks < FARTHEST and _goes_on(rows, text):
            rows[-1][-1].append(at)
            blanks, tail = 0, tail + 1
        else:
            break
        at += 1
    last = rows[-1][-1]
    kept = list(takewhile(lambda at: len(sheet.lines[at].text.rstrip()) <= longest, last[len(last) - tail :]))
    rows[-1][-1] = last[: len(last) - tail] + kept
    return rows, at


def _goes_on(rows: list[_Lines], text: str) -> bool:
    """Whether the line can belong to the last cell: not indented, no heading, and no label above a next table."""
    is_next = len(rows[-1]) >= len(rows[0]) and is_label(text)
    return not text[0].isspace() and not text.startswith("#") and not is_next


def _grids(sheet: Sheet, rows: list[_Lines]) -> Iterator[Grid]:
    """The tables among the rows: stretches without paragraphs that are only indented by a tab."""
    for is_text, stretch in groupby(rows, key=lambda row: len(row) == 1 and _is_prose(sheet, row[0])):
        part = list(stretch)
        wide = [at for at, row in enumerate(part) if len(row) > 1]
        if is_text or not wide:
            continue
        part = part[wide[0] : wide[-1] + 1]
        if _is_table(sheet, part):
            cells = [[sheet.joined(sheet.lines[at] for at in cell) for cell in row] for row in part]
            filled = [{column: cell for column, cell in enumerate(row, 1) if cell} for row in cells]
            yield Grid(part[0][0][0], part[-1][-1][-1] + 1, [row for row in filled if row])


def _is_table(sheet: Sheet, rows: list[_Lines]) -> bool:
    """Whether two rows and half of all have as many cells, the first row is no prose, and the cells no list items."""
    (_, often), *_ = Counter(len(row) for row in rows if len(row) > 1).most_common(1)
    if often < 2 or 2 * often < len(rows) or any(_is_prose(sheet, cell) for cell in rows[0]):
        return False
    beside = [sheet.lines[cell[0]].text for row in rows for cell in row[1:]]
    return 2 * sum(_MARKER.match(text) is not None for text in beside) < len(beside)


def _is_prose(sheet: Sheet, cell: list[int]) -> bool:
    return _PROSE.fullmatch(sheet.lines[cell[-1]].text) is not None
