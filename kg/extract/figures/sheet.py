"""A table as its columns and rows mean it: columns of numbers, what stands over them, the labels of each row."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from kg.extract.dates import FIRST_YEAR, LAST_YEAR
from kg.extract.figures.numbers import decimal, numbers
from kg.extract.figures.reading import Reading
from kg.extract.figures.units import DASH, MONEY, SPACE, named_unit
from kg.lexicon import Lexicon
from kg.records import Cell, Language, Table
from kg.spans import Span

BARE = re.compile(rf"([+{DASH}]?)[{SPACE}]?(\d[\d{SPACE}]*(?:[.,]\d+)*)[{SPACE}]?\**")
YEAR = re.compile(r"(\d{4})\D{0,8}")
DASHED = re.compile(rf"[\u2022{DASH}]\s*\w")
NUMBER_SIGN = re.compile(r"(?:\u2116|#|N[o\u00ba\u00b0]?\.?)(?!\w)")
NOTE = re.compile(r"(\([^()]+\))\s*[.:]?\s*$")
LONGEST_LEAD = 15
"""Words of a line that only leads in a table, and so is its title."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of numbers with the labels that stand before it."""

    cells: tuple[Cell, ...]
    labels: tuple[Reading, ...]
    """The row's own labels, then that of the row which it is a part of, then those of its group."""
    dashed: bool = False
    """Whether a dash marks it as a part of the row above."""


@dataclass(frozen=True, slots=True)
class Value:
    """What a cell prints: a number, perhaps with its unit and scale."""

    value: Decimal
    unit: str | None = None
    factor: Decimal = Decimal(1)


@dataclass(frozen=True)
class Sheet:
    """A table with the text that stands directly before it."""

    table: Table
    before: Span | None
    language: Language
    lexicon: Lexicon
    measures: int | None = None
    """Of a plan the column of its measures: only what they cost is a figure, and only they and their groups label it."""
    names: int | None = None
    """Of a table of indicators the column of their names: what stands before it, such as an outcome, is no label."""

    def reading(self, span: Span) -> Reading:
        """A cell or caption with what the vocabulary says about it."""
        return Reading(span, self.language, self.lexicon)

    @cached_property
    def caption(self) -> tuple[Reading, ...]:
        """The title of the table; of the text before it a unit note at its end, or a short lead-in."""
        spans = [self.table.caption]
        if self.before is not None:
            note = NOTE.search(self.before.text)
            leads = self.before.text.rstrip().endswith(":") and len(self.before.text.split()) <= LONGEST_LEAD
            spans.append(self.before if leads else self.before[note.start(1) : note.end(1)] if note else None)
        return tuple(self.reading(span) for span in spans if span)

    @cached_property
    def body(self) -> list[tuple[Cell, ...]]:
        """The rows below the header, but not one that only numbers the columns."""
        rows = self.table.rows[self.table.header :]
        return [row for row in rows if not all(c.span.text.strip(" .)") == str(c.column) for c in row)]

    @cached_property
    def columns(self) -> dict[int, list[Cell]]:
        """The cells of the body by column."""
        cells = [cell for row in self.body for cell in row]
        return {column: [c for c in cells if c.column == column] for column in sorted({c.column for c in cells})}

    @cached_property
    def headers(self) -> dict[int, tuple[Reading, ...]]:
        """The header cells over each column, the lowest first; one over several columns counts for all of them."""
        rows = self.table.rows[: self.table.header]
        found: dict[int, tuple[Reading, ...]] = {}
        for column in self.columns:
            over: list[Reading] = []
            for n, row in reversed(list(enumerate(rows))):
                cell = next((c for c in reversed(row) if c.column <= column), None)
                below = {c.column for lower in rows[n + 1 :] for c in lower}
                if cell and (cell.column == column or {cell.column, column} <= below):
                    over.append(self.reading(cell.span))
            found[column] = tuple(over)
        return found

    @cached_property
    def data(self) -> set[int]:
        """The columns of numbers; a column of years or of running numbers is none."""
        first = min(self.columns, default=0)
        kept = {c for c, cells in self.columns.items() if any(self.value(cell) for cell in cells)}
        kept = {c for c in kept if not (self._has_years(c, first=c == first) or self.counts_rows(c))}
        return kept if self.measures is None else {c for c in kept - {self.measures} if self._is_money(c)}

    @cached_property
    def by_origin(self) -> bool:
        """Whether the rows are the places that people come from or go to."""
        return any(r.words("origin") for c, over in self.headers.items() if c not in self.data for r in over)

    def value(self, cell: Cell) -> Value | None:
        """What a cell prints, if it is nothing but a number with its unit."""
        text = cell.span.strip()
        bare = BARE.fullmatch(text.text)
        if bare:
            value = decimal(bare[2], self.language)
            return Value(-value if bare[1] not in ("", "+") else value)
        found = numbers(self.reading(text))
        if len(found) != 1 or re.search(r"\w", text.text[: found[0].start] + text.text[found[0].stop :]):
            return None
        return Value(found[0].value / found[0].factor, found[0].unit, found[0].factor)

    def counts_rows(self, column: int) -> bool:
        """Whether a column only numbers the rows."""
        if any(NUMBER_SIGN.match(r.text.strip()) for r in self.headers.get(column, ())):
            return True
        texts = [c.span.text.strip().rstrip(".)") for c in self.columns.get(column, ())]
        running = len(texts) > 1 and texts == [str(n) for n in range(1, len(texts) + 1)]
        return running and len(self.columns) > 2 and column == min(self.columns)

    def rows(self) -> Iterator[Row]:
        """The rows of numbers; a row of labels alone is the heading of those below, a dashed one a part of another."""
        group: list[Reading] = []
        parent: list[Reading] = []
        grouping = False
        for cells in self.body:
            named = [c for c in cells if c.column not in self.data and not self.counts_rows(c.column)]
            named = [c for c in self._of_measure(named) if c.column >= (self.names or 0)] or named
            named = [c for c in named if c.column < max(self.data)] or named
            labels = [self.reading(c.span) for c in named]
            if not any(c.column in self.data for c in cells):
                if self.measures is not None and len(cells) > 1:
                    continue
                group = [*(group if grouping else []), *labels][-2:]
                parent, grouping = [], True
                continue
            grouping = False
            dashed = bool(labels) and DASHED.match(labels[0].text) is not None
            yield Row(cells, (*labels, *(parent if dashed else ()), *reversed(group)), dashed)
            parent = parent if dashed else labels[:1]

    def _is_money(self, column: int) -> bool:
        """Whether the header of a column or its cells name money."""
        headed = any(
            {named_unit(r)[0], *(e.value("unit") for e in r.entries("quantity"))} & MONEY for r in self.headers[column]
        )
        return headed or any(v.unit in MONEY for cell in self.columns[column] if (v := self.value(cell)))

    def _of_measure(self, cells: list[Cell]) -> list[Cell]:
        """Of the cells of text in a row of a plan the one with the measure, or with the word for total."""
        return cells if self.measures is None else [c for c in cells if c.column == self.measures] or cells[:1]

    def _has_years(self, column: int, *, first: bool) -> bool:
        """Whether the numbers of a column are years: in the first one, or under a heading that says so."""
        numbers_of = [c.span.text.strip() for c in self.columns[column] if self.value(c)]
        years = all(YEAR.fullmatch(t) and FIRST_YEAR <= int(t[:4]) <= LAST_YEAR for t in numbers_of)
        return years and (first or any(e.path == "unit/year" for r in self.headers[column] for e in r.entries("unit")))
