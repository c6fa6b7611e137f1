"""What the layouts hand over: rows of filled cells, and what the contents of rows say about them."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import dropwhile, takewhile
from typing import TypeAlias

from kg.records import DITTO
from kg.spans import Span

Row: TypeAlias = dict[int, Span]
"""The filled cells of a row by column, from 1, in ascending order."""

DEEPEST = 8
"""No header is looked for below this many rows."""

_SPACE = re.compile(r"\s{2,}|[^\S ]")
_OPENER = re.compile(r"(?<![^\W\d_])([^\W\d_]{3,}+)-(?=[^\W\d_])")
_BROKEN = re.compile(r"(?<![^\W\d_])([^\W\d_]++)[-\u00ad\u2010]$")
_NUMERIC = re.compile(r"[+\-−–]?\s?\d[\d\s.,]*%?")
_YEAR = re.compile(r"(?:19|20)\d\d\D{0,8}")
_RUNNING = re.compile(r"(\d{1,6})(?:[.)](?!\d)|$)")


_DITTO = re.compile(
    rf"{DITTO}|[-\u2013\u2014/]*\s?[\"\u201d\u2033]\s?[-\u2013\u2014/]*|[-\u2013\u2014]//[-\u2013\u2014]"
)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table as its layout shows it, in the lines `first` to `stop` (half open)."""

    first: int
    stop: int
    rows: Sequence[Row]
    header: int | None = None
    """How many rows the layout itself marks as header (Markdown, HTML); None where it cannot."""
    caption: Span | None = None
    """Text that belongs to the table but to no cell: a title in HTML tags, a note that the table goes on."""
    width: int = 0
    """Columns of the widest row, empty ones at its end included, where the layout shows them."""


@dataclass(frozen=True, slots=True)
class Sheet:
    """The lines in which tables are looked for."""

    lines: Sequence[Span]
    openers: frozenset[str]
    """First parts of the compounds that the text writes with a hyphen, in lower case."""

    @classmethod
    def of(cls, lines: Sequence[Span]) -> Sheet:
        """The sheet of the lines of a clean text."""
        return cls(lines, frozenset(m[1].lower() for line in lines for m in _OPENER.finditer(line.text)))

    def blank(self, at: int) -> bool:
        """Whether there is nothing but white space in this line."""
        return not self.lines[at].text.strip()

    def joined(self, lines: Iterable[Span], *, seam: bool = False) -> Span:
        """The lines of one cell as running text: single spaces, words put together that a line end had broken.

        A hyphen at the line end stays where the text elsewhere writes compounds that begin with the same word.
        """
        words: list[list[Span]] = []
        for line in map(neat, lines):
            if not line:
                continue
            broken = _BROKEN.search(words[-1][-1].text) if words and line.text[0].islower() else None
            if broken is None:
                words.append([line])
                continue
            if broken[1].lower() not in self.openers:
                words[-1][-1] = words[-1][-1][:-1]
            words[-1].append(line)
        return Span.join((Span.join(parts, "", seam=seam) for parts in words), seam=seam)


def neat(span: Span) -> Span:
    """The text with single spaces, stripped."""
    return span.sub(_SPACE, " ").strip()


def numeric(cell: Span) -> bool:
    """Whether the cell is a bare number, with its sign or per cent sign."""
    return _NUMERIC.fullmatch(cell.text) is not None


def running_number(row: Row) -> int | None:
    """The number with which the first cell begins: 5 in "5.", "5)" and "5. Name"; none in a row of column numbers."""
    match = _RUNNING.match(row[1].text) if 1 in row and not _counts_columns(row) else None
    return int(match[1]) if match else None


def repeats(cell: Span) -> bool:
    """Whether a cell only says that it is the same as the one above."""
    return _DITTO.fullmatch(cell.text) is not None


def is_group(row: Row) -> bool:
    """Whether the first cell is the only one."""
    return row.keys() == {1}


def is_contents(rows: Sequence[Row]) -> bool:
    """Whether this is a contents list: names without a header, and page numbers that only grow."""
    last = max(max(row) for row in rows)
    if len(rows) < 3 or not all(last in row and 1 in row and not numeric(row[1]) for row in rows):
        return False
    pages = [int(row[last].text) for row in rows if row[last].text.isdecimal()]
    return len(pages) == len(rows) and pages == sorted(pages)


def header(rows: Sequence[Row], marked: int | None) -> int:
    """How many of the first rows are header rows: those before the first row with data.

    A row of column numbers ends the header. Where the layout has marked the first rows as header, only a row that has
    neither a first cell nor data can follow them; otherwise what stands in the rows decides.
    """
    for at, row in enumerate(rows[:DEEPEST]):
        if _counts_columns(row) and not (at + 1 < len(rows) and running_number(rows[at + 1]) == 2):
            return at + 1
    if marked:
        below = takewhile(lambda row: len(row) > 1 and 1 not in row and not _is_data(row), rows[marked:])
        return marked + sum(1 for _ in below)
    return _header_by_contents(rows[:DEEPEST], rows)


def _header_by_contents(top: Sequence[Row], rows: Sequence[Row]) -> int:
    """The rows above the first data, without the group rows there, where they look like a header."""
    lead = next((at for at, row in enumerate(top) if len(row) > 1), None)
    if lead is None:
        return 0
    data = next((at for at, row in enumerate(top) if _is_data(row, is_top=at == lead)), None)
    between = [row for row in top[lead + 1 : data] if 1 in row and not is_group(row)]
    if data is None or (between and running_number(top[data]) is None and not _is_of_figures(top[data])):
        return lead + 1 if _is_headed_by_words(rows[lead:]) else 0
    while data and is_group(top[data - 1]):
        data -= 1
    return data


def _counts_columns(row: Row) -> bool:
    """1 | 2 | 3, also behind letters: A | B | 1 | 2."""
    texts = [cell.text for cell in row.values()]
    counted = list(dropwhile(lambda text: len(text) == 1 and text.isalpha(), texts))
    return len(counted) > 1 and counted == [str(n + 1) for n in range(len(counted))]


def _is_data(row: Row, *, is_top: bool = False) -> bool:
    """Whether the row has a running number, or numbers that are not just the years of a header."""
    rest = [cell for column, cell in row.items() if column > 1]
    if not rest or running_number(row) is not None or (1 in row and numeric(row[1])):
        return bool(rest)
    numbers = [cell for cell in rest if numeric(cell)]
    only_years = all(_YEAR.fullmatch(cell.text) for cell in (numbers if is_top else rest))
    return bool(numbers) and not only_years


def _is_of_figures(row: Row) -> bool:
    """Whether most of the cells behind the first are numbers, two at least."""
    numbers = [numeric(cell) for column, cell in row.items() if column > 1]
    return sum(numbers) > 1 and 2 * sum(numbers) > len(numbers)


def _is_headed_by_words(rows: Sequence[Row]) -> bool:
    """Whether the first row of a table of words is its header: short names, one over (nearly) every column.

    A table of two columns mostly has none (name and text); it has one where the second name is much shorter than
    every text below it.
    """
    columns = {column for row in rows for column in row}
    top, below = rows[0], rows[1:]
    if len(columns) > 2:
        return bool(below) and len(top) >= len(columns) - 1 and all(len(cell) <= 80 for cell in top.values())
    words = [len(row[2].text.split()) if 2 in row else 0 for row in rows]
    return len(below) > 1 and len(top) == 2 and words[0] <= 3 < min(words[1:])
