"""Puts together what page breaks tore: the pieces of a table, and the two halves of a row.

Pieces are grids of one layout that blank lines or a short note part. A rule says how the rows of the lower piece carry
on the table above, or None; the first rule that does not say None decides.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from kg.outline.tables.grid import Grid, Row, Sheet, neat, numeric, running_number
from kg.spans import Span

_TITLE = re.compile(r"#|[\dIVXLC]+[.)]|.*:$")
FARTHEST = 2
"""More blank lines than these end a table."""
LONGEST_NOTE = 60
"""A line that says that the table goes on is no longer than this."""
MOST_LOST = 3
"""The lower half of a torn row has lost no more columns than these."""
TOPMOST = 3
"""A repeated header begins with one of these many first rows."""


@dataclass(slots=True)
class _Run:
    """The table so far."""

    first: int
    stop: int
    header: int | None
    rows: list[Row] = field(default_factory=list)
    notes: list[Span] = field(default_factory=list)
    width: int = 0
    last: int = 0
    """The running number that was reached; 0 where none was seen."""

    def take(self, piece: Grid, rows: Sequence[Row]) -> None:
        """Go on with these rows of the piece."""
        if not self.rows:
            self.header = piece.header
        self.stop, self.width = piece.stop, max(self.width, piece.width)
        self.rows.extend(rows)
        self.last = next((n for row in reversed(rows) if (n := running_number(row)) is not None), self.last)

    def grid(self) -> Grid:
        """The table as a whole."""
        return Grid(self.first, self.stop, self.rows, self.header, Span.join(self.notes, seam=True), self.width)


def put_together(sheet: Sheet, pieces: Iterable[Grid]) -> list[Grid]:
    """The tables that the pieces (of one layout, in reading order) make; pieces without rows only lead to the next.

    A short line between two pieces ("Table 1 continued") becomes part of the caption.
    """
    runs: list[_Run] = []
    for piece in pieces:
        between = _between(sheet, runs[-1].stop, piece.first) if runs else None
        rules = () if between is None else (_goes_on_under_its_header,) if between else RULES
        rows = next((rows for rule in rules if (rows := rule(sheet, runs[-1], piece)) is not None), None)
        if rows is None:
            runs.append(_Run(piece.first, piece.stop, piece.header))
            rows, between = piece.rows, None
        runs[-1].notes += between or []
        runs[-1].take(piece, rows)
    return [run.grid() for run in runs if run.rows]


def _between(sheet: Sheet, stop: int, first: int) -> list[Span] | None:
    """What stands between two pieces: nothing or one short line; None where they are too far apart."""
    if first - stop > 2 * FARTHEST + 1:
        return None
    lines = [neat(sheet.lines[at]) for at in range(stop, first) if not sheet.blank(at)]
    if not lines:
        return [] if first - stop <= FARTHEST else None
    return lines if len(lines) == 1 and _is_note(lines[0].text) else None


def _is_note(text: str) -> bool:
    """Whether the line can say that a table goes on; a numbered or marked title or a lead-in cannot."""
    return len(text) <= LONGEST_NOTE and not text.isupper() and not _TITLE.match(text)


def _begins(_: Sheet, run: _Run, piece: Grid) -> Sequence[Row] | None:
    """One of the two has no rows (a line of dashes)."""
    return piece.rows if not run.rows or not piece.rows else None


def _mends_a_row(sheet: Sheet, run: _Run, piece: Grid) -> Sequence[Row] | None:
    """The first row of the piece has no first cell, and its cells fit on to the last row above.

    The lower half may have lost columns on the left: it is moved to where it fits best.
    """
    upper, lower = run.rows[-1], piece.rows[0]
    if piece.header is not None or 1 in lower or 1 not in upper or len(upper) < 2:
        return None
    lost = min(max(0, run.width - piece.width), MOST_LOST)
    fits = [_fit(upper, lower, shift) for shift in range(lost + 1)]
    if max(fits) <= 0:
        return None
    shift = fits.index(max(fits))
    mended = dict(upper)
    for column, cell in lower.items():
        above = upper.get(column + shift)
        mended[column + shift] = sheet.joined([above, cell], seam=True) if above else cell
    run.rows[-1] = dict(sorted(mended.items()))
    return piece.rows[1:]


def _fit(upper: Row, lower: Row, shift: int) -> int:
    """How well the lower half fits: cells that fill or go on in lower case speak for it, others against it."""
    fit = 0
    for column, cell in lower.items():
        above = upper.get(column + shift)
        if above and numeric(cell):
            return -1
        fit += 1 if above is None or cell.text[0].islower() else -1
    return fit


def _repeats_the_header(_: Sheet, run: _Run, piece: Grid) -> Sequence[Row] | None:
    """The piece begins with header rows of the table; the repetition is dropped."""
    first = next((n for n, row in enumerate(run.rows[:TOPMOST]) if _are_same((row, piece.rows[0]))), None)
    if first is None:
        return None
    same = takewhile(_are_same, zip(run.rows[first:], piece.rows, strict=False))
    rows = piece.rows[sum(1 for _ in same) :]
    return None if run.last and _first_number(rows) == 1 else rows


def _goes_on_under_its_header(sheet: Sheet, run: _Run, piece: Grid) -> Sequence[Row] | None:
    """The header is repeated, and the running number goes on: whatever stands between is no new title."""
    rows = _repeats_the_header(sheet, run, piece) if run.rows and run.last and piece.rows else None
    return rows if rows and _first_number(rows) == run.last + 1 else None


def _first_number(rows: Iterable[Row]) -> int | None:
    return next((n for row in rows if (n := running_number(row)) is not None), None)


def _are_same(rows: tuple[Row, Row]) -> bool:
    one, other = rows
    return one.keys() == other.keys() and all(one[column].text == other[column].text for column in one)


def _counts_on(_: Sheet, run: _Run, piece: Grid) -> Sequence[Row] | None:
    """The running number goes on; where it begins, the row above must look like a header (three columns or more)."""
    if piece.header is not None or (not run.last and run.width < 3):
        return None
    return piece.rows if _first_number(piece.rows) == run.last + 1 else None


def _has_the_same_columns(_: Sheet, run: _Run, piece: Grid) -> Sequence[Row] | None:
    """As many columns, and no header of its own: the first row has numbers, or there are none.

    Two columns do not say enough, unless the layout has marked the header.
    """
    if piece.header is not None or piece.width != run.width or (run.width < 3 and run.header is None):
        return None
    if len(piece.rows) == 1 or _has_numbers(piece.rows[0]) or not any(map(_has_numbers, piece.rows[:3])):
        return None if _starts_anew(run, piece) else piece.rows
    return None


def _starts_anew(run: _Run, piece: Grid) -> bool:
    return bool(run.last) and running_number(piece.rows[0]) == 1


def _has_numbers(row: Row) -> bool:
    return any(map(numeric, row.values()))


RULES = (_begins, _mends_a_row, _repeats_the_header, _counts_on, _has_the_same_columns)
