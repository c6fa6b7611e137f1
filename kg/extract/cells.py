"""The figures of a table: one for each cell that is a number.

What a number means stands, from near to far, in the cell itself, over its column, in the label of its row, in the row
that a dashed label belongs to, in the heading of its group of rows, in the caption, and in the text before the table.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from kg.extract import subjects
from kg.extract.dates import FIRST_YEAR, LAST_YEAR
from kg.extract.numbers import decimal, numbers
from kg.extract.periods import latest, periods
from kg.extract.reading import Reading
from kg.extract.subjects import COUNT, GROWTH, SHARE, Told
from kg.extract.units import DASH, LOOSE, RATES, SPACE, named_unit, printed_unit
from kg.lexicon import Entry, Lexicon
from kg.records import Block, Cell, Evidence, Figure, Language, Place, Table
from kg.spans import Span

BARE = re.compile(rf"([+{DASH}]?)[{SPACE}]?(\d[\d{SPACE}]*(?:[.,]\d+)*)[{SPACE}]?\**")
YEAR = re.compile(r"(\d{4})\D{0,8}")
DASHED = re.compile(rf"[\u2022{DASH}]\s*\w")
LEADING = re.compile(rf"^[\s\u2022{DASH}]+")
NOTE = re.compile(r"(\([^()]+\))\s*[.:]?\s*$")
NUMBER_SIGN = re.compile(r"\u2116|#|N[o\u00ba\u00b0]?\.?")
LONGEST_DATED = 20
"""Words of a label in which any year is a date."""
PIECES = "unit/unit"
UNSCALED = {*RATES, "unit/coefficient", "unit/index", "unit/ratio"}


@dataclass(frozen=True, slots=True)
class Row:
    """A row of numbers with the labels that stand before it."""

    cells: tuple[Cell, ...]
    labels: tuple[Reading, ...]
    """The row's own label, then that of the row it belongs to, then of its group."""


@dataclass(frozen=True)
class Sheet:
    """A table as read: what its columns are for and what is said around it."""

    block: Block
    table: Table
    lexicon: Lexicon
    home: str | None
    told: Told
    note: Span | None = None

    @cached_property
    def caption(self) -> tuple[Reading, ...]:
        """The title of the table, and a unit note that ends the text before it."""
        spans = [self.table.caption, self.note]
        return tuple(self.reading(span) for span in spans if span)

    @cached_property
    def by_origin(self) -> bool:
        """Whether the rows are the places that people come from or go to."""
        return any(r.words("origin") for c, over in self.headers.items() if c not in self.data for r in over)

    def reading(self, span: Span) -> Reading:
        return Reading(span, self.block.language, self.lexicon)

    @cached_property
    def body(self) -> list[tuple[Cell, ...]]:
        rows = self.table.rows[self.table.header :]
        return [row for row in rows if not all(c.span.text.strip(" .)") == str(c.column) for c in row)]

    @cached_property
    def columns(self) -> dict[int, list[Cell]]:
        found: dict[int, list[Cell]] = {}
        for row in self.body:
            for cell in row:
                found.setdefault(cell.column, []).append(cell)
        return dict(sorted(found.items()))

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
        kept = {
            c
            for c, cells in self.columns.items()
            if any(_printed(self.reading(cell.span.strip()), self.block.language)[0] is not None for cell in cells)
        }
        years = {
            c
            for c in kept
            if all(
                YEAR.fullmatch(x.span.text.strip()) and FIRST_YEAR <= int(x.span.text.strip()[:4]) <= LAST_YEAR
                for x in self.columns[c]
            )
        }
        first = min(self.columns, default=0)
        return (
            kept
            - {c for c in years if c == first or self.is_of_years(c)}
            - ({first} if self.counts_rows(first) else set())
        )

    def is_of_years(self, column: int) -> bool:
        return any(e.path == "unit/year" for r in self.headers[column] for e in r.entries("unit"))

    def counts_rows(self, column: int) -> bool:
        """Whether a column only numbers the rows."""
        if any(NUMBER_SIGN.match(r.text.strip()) for r in self.headers.get(column, ())):
            return True
        texts = [c.span.text.strip().rstrip(".)") for c in self.columns.get(column, ())]
        return len(texts) > 1 and len(self.columns) > 2 and texts == [str(n) for n in range(1, len(texts) + 1)]

    def rows(self) -> Iterator[Row]:
        group: list[Reading] = []
        parent: list[Reading] = []
        grouping = False
        for cells in self.body:
            labels = [
                self.reading(c.span) for c in cells if c.column not in self.data and not self.counts_rows(c.column)
            ]
            if not any(c.column in self.data for c in cells):
                group = [*(group if grouping else []), *labels][-2:]
                parent, grouping = [], True
                continue
            grouping = False
            dashed = bool(labels) and DASHED.match(labels[0].text) is not None
            yield Row(cells, (*labels, *(parent if dashed else ()), *reversed(group)))
            if not dashed:
                parent = labels[:1]


def figures(
    block: Block, document: str, lexicon: Lexicon, home: str | None, told: Told, before: Span | None
) -> list[Figure]:
    """The figures of a table, in reading order. `told` is what the text before the table speaks of, `before` that text."""
    if block.table is None:
        return []
    note = NOTE.search(before.text) if before else None
    sheet = Sheet(
        block, block.table, lexicon, home, told, before[note.start(1) : note.end(1)] if before and note else None
    )
    return [
        f
        for row in sheet.rows()
        for cell in row.cells
        if cell.column in sheet.data
        for f in _figure(cell, row, sheet, document)
    ]


def number(cell: Cell, language: Language) -> Decimal | None:
    """The value of a cell that is nothing but a number."""
    match = BARE.fullmatch(cell.span.text.strip())
    if match is None:
        return None
    value = decimal(match[2], language)
    return -value if match[1] not in ("", "+") else value


def _figure(cell: Cell, row: Row, sheet: Sheet, document: str) -> Iterator[Figure]:
    """The figure of one cell; nothing where it is no number or nothing says what it counts."""
    own, language = sheet.reading(cell.span.strip()), sheet.block.language
    over = sheet.headers[cell.column]
    near = (*over, *row.labels)
    value, unit, scale = _printed(own, language)
    if value is None:
        return
    if unit is None:
        unit, outer = _unit(over, row.labels, sheet)
        scale = scale if scale > 1 else outer
    named = _categories((*near, *sheet.caption))
    quantity = _quantity(unit, near, named, sheet)
    unit = unit or (quantity.value("unit") if quantity else None)
    if unit is None:
        return
    yield Figure(
        place=Place(document, sheet.block.section, f"{sheet.block.key}/r{cell.row}c{cell.column}"),
        evidence=Evidence(Span.join(c.span for c in row.cells), language, "table_cell"),
        raw=Evidence(own.span, language, "table_cell"),
        value=value * scale,
        quantity=quantity.path if quantity else None,
        unit=unit,
        period=_period(cell.column, row, sheet),
        area=_area(near, sheet),
        categories=_with_context(named, quantity, near, sheet),
        breakdown=_breakdown(cell.column, row, sheet),
    )


# ── value, unit, quantity ────────────────────────────────────────────────────────────────────────────────────────


def number(text: str, language: Language) -> Decimal | None:
    """The value of a cell that is nothing but a number."""
    match = BARE.fullmatch(text)
    if match is None:
        return None
    value = decimal(match[2], language)
    return -value if match[1] not in ("", "+") else value


def _printed(own: Reading, language: Language) -> tuple[Decimal | None, str | None, Decimal]:
    """Value, unit and scale of a cell; no value where it is more than a number with its unit."""
    value = number(own.text, language)
    if value is not None:
        return value, None, Decimal(1)
    found = numbers(own)
    if len(found) != 1 or re.search(r"\w", own.text[: found[0].start] + own.text[found[0].stop :]):
        return None, None, Decimal(1)
    return found[0].value / found[0].factor, found[0].unit, found[0].factor


def _unit(over: Sequence[Reading], beside: Sequence[Reading], sheet: Sheet) -> tuple[str | None, Decimal]:
    """Unit and scale of a cell by the words over it, beside it and around the table.

    A unit that is printed as one ("thousand persons", "(tonnes)", "%") comes before a noun that also names a unit
    ("schools"); a column or row that is a rate does not take the unit of the whole table.
    """
    near = (*over, *beside)
    usual = next((e.value("unit") for r in near for e in r.entries("quantity") if e.path != COUNT), None)
    counted = [named_unit(r) for r in over if any(e.path == COUNT for e in r.entries("quantity"))]
    printed = [printed_unit(r) for r in near]
    whole = [] if usual in UNSCALED else [printed_unit(r) for r in sheet.caption]
    loose = [named_unit(r) for r in (*near, *sheet.caption)]
    own = [*printed[: len(over)], *counted, *printed[len(over) :]]
    measures = [pair for pair in whole if pair[0] != PIECES]
    choice = [*own, *measures, (usual, Decimal(1)), *whole, *loose]
    unit = next((unit for unit, _ in choice if unit), None)
    scales = [factor for path, factor in (*printed, *whole) if path in (None, unit) and factor > 1]
    return unit, scales[0] if scales and unit not in UNSCALED else Decimal(1)


def _quantity(unit: str | None, near: Sequence[Reading], named: Sequence[str], sheet: Sheet) -> Entry | None:
    """What a cell measures, by the words over it and beside it, the caption, its group, the text before."""
    lexicon = sheet.lexicon
    entries = [
        m.entries[0] for r in (*near, *sheet.caption) for m in sorted(r.clear("quantity"), key=lambda m: -len(m.words))
    ]
    if unit in ("unit/percent", "unit/ratio"):
        default = SHARE if unit == "unit/percent" else GROWTH
        return next((e for e in entries if e.value("unit") == "unit/percent"), lexicon.by_path.get(default))
    told = [lexicon.by_path[path] for path in sheet.told.quantities]
    like = next((e for e in entries if subjects.alike(e, unit)), None)
    return (
        subjects.exact(entries, unit, named, lexicon)
        or like
        or subjects.exact(told, unit, sheet.told.categories, lexicon)
    )


# ── period, place, groups, breakdown ─────────────────────────────────────────────────────────────────────────────


def _dates(reading: Reading) -> list[str]:
    """The periods in a label: in a short one, four digits are a year without further words."""
    if len(reading.tokens) <= LONGEST_DATED:
        return [w.value for w in reading.dated]
    return [w.value for w in periods(reading).plain]


def _period(column: int, row: Row, sheet: Sheet) -> str | None:
    """The date over the column or in the row; a column without one beside dated ones compares them: the latest."""
    for reading in (*sheet.headers[column], *row.labels):
        if dates := _dates(reading):
            return dates[-1]
    others = [date for c in sheet.data for reading in sheet.headers[c] for date in _dates(reading)]
    captions = [date for reading in sheet.caption for date in _dates(reading)]
    return latest(others) or (captions[-1] if captions else sheet.told.period)


def _area(near: Sequence[Reading], sheet: Sheet) -> str:
    """The place within the country that header, label or caption name, else that of the document."""
    if not sheet.by_origin:
        for reading in (*near, *sheet.caption):
            found = subjects.home_places(reading, sheet.home)
            if found:
                return found[0].entries[0].path
    return sheet.home or subjects.COUNTRY


def _categories(scopes: Sequence[Reading]) -> tuple[str, ...]:
    """The groups of people named closest to a cell; a generic one only where there is no other."""
    named = [subjects.groups(reading) for reading in scopes]
    first = next((found for found in named if any(not e.value("generic") for e in found)), None)
    return subjects.narrow(first if first is not None else (e for found in named for e in found))


def _with_context(
    named: tuple[str, ...], quantity: Entry | None, near: Sequence[Reading], sheet: Sheet
) -> tuple[str, ...]:
    if subjects.specific(named, sheet.lexicon):
        return named
    counted = (
        [quantity] if quantity and quantity.path not in LOOSE else [e for r in near for e in r.entries("quantity")]
    )
    return subjects.narrowed((*named, *subjects.implied(counted), *sheet.told.categories), sheet.lexicon)


def _breakdown(column: int, row: Row, sheet: Sheet) -> str | None:
    """The labels that narrow a cell, group first, as printed; quantities, dates and the document's place narrow nothing."""
    parts = [LEADING.sub("", r.text) for r in reversed(row.labels) if not _says_nothing(r, sheet)]
    for reading in reversed(sheet.headers[column]):
        places = [
            m for m in reading.named("place") if not subjects.at_home(m.entries[0].path, sheet.lexicon, sheet.home)
        ]
        parts += [reading.text[m.start : m.stop] for m in (*reading.named("breakdown"), *places)]
    return ", ".join(dict.fromkeys(parts)) or None


def _says_nothing(reading: Reading, sheet: Sheet) -> bool:
    known = {w for kind in ("quantity", "scale", "unit") for m in reading.named(kind) for w in m.words}
    known |= {w for m in reading.words("sum", "and", "in-year") for w in m.words}
    if not sheet.by_origin:
        known |= {w for m in subjects.home_places(reading, sheet.home) for w in m.words}
    for when in reading.dated:
        known |= {n for n, t in enumerate(reading.tokens) if when.start <= t.start < when.stop}
    return known >= set(range(len(reading.tokens)))
