"""The figures of a table: one for each cell that is a number.

What a number means stands, from near to far, in the cell itself, over its column, in the labels of its row, in the row
that a dashed label belongs to, in the heading of its group of rows, in the caption, and in the text before the table.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property

from kg.extract.figures import places, quantities, subjects
from kg.extract.figures.periods import latest, periods
from kg.extract.figures.quantities import BUDGET, COUNT, GROWTH, SHARE
from kg.extract.figures.reading import Reading
from kg.extract.figures.sheet import Row, Sheet
from kg.extract.figures.subjects import Told
from kg.extract.figures.units import DASH, FAMILY, LOOSE, PERSON, PIECES, named_unit, printed_unit, unit_words
from kg.extract.figures.wholes import UNSCALED, of_table
from kg.lexicon import Entry
from kg.records import Block, Cell, Evidence, Figure, Place
from kg.spans import Span

LEADING = re.compile(rf"^[\s\u2022{DASH}]+")
LONGEST_DATED = 20
"""Words of a label in which any year is a date."""


def figures(block: Block, sheet: Sheet, document: str, *, told: Told, home: str | None) -> list[Figure]:
    """The figures of a table block, in reading order; `told` is what the text before the table has told."""
    found: dict[tuple[int, int], Figure] = {}
    rows = list(sheet.rows())
    for n, row in enumerate(rows):
        evidence = Evidence(Span.join(c.span for c in row.cells), block.language, "table_cell")
        for cell in (c for c in row.cells if c.column in sheet.data):
            place = Place(document, block.section, f"{block.key}/r{cell.row}c{cell.column}")
            figure = _Meaning(sheet, row, cell, told, home).figure(place, evidence)
            if figure is not None:
                found[n, cell.column] = figure
    return of_table(found, rows)


@dataclass(frozen=True)
class _Meaning:
    """What the words around one cell say about it."""

    sheet: Sheet
    row: Row
    cell: Cell
    told: Told
    home: str | None

    def figure(self, place: Place, evidence: Evidence) -> Figure | None:
        """The figure of the cell; None where it is no number, or nothing says what it counts."""
        printed = self.sheet.value(self.cell)
        if printed is None:
            return None
        unit, scale = (printed.unit, printed.factor) if printed.unit else self.unit()
        scale = printed.factor if printed.factor > 1 else scale
        quantity = self.quantity(unit)
        unit = unit or (quantity.value("unit") if quantity else None)
        if unit is None and (self.sheet.names or COUNT in [e.path for r in self.near for e in r.entries("quantity")]):
            unit = PIECES
        if unit is None:
            return None
        return Figure(
            place=place,
            evidence=evidence,
            raw=Evidence(self.cell.span.strip(), evidence.language, evidence.rule),
            value=printed.value * scale,
            quantity=quantity.path if quantity else None,
            unit=unit,
            period=self.period(),
            area=self.area(),
            categories=self.categories(quantity),
            breakdown=self.breakdown(quantity),
        )

    @property
    def over(self) -> tuple[Reading, ...]:
        """The header cells over it."""
        return self.sheet.headers[self.cell.column]

    @cached_property
    def near(self) -> tuple[Reading, ...]:
        """Header cells, then labels."""
        return (*self.over, *self.row.labels)

    @cached_property
    def around(self) -> tuple[Reading, ...]:
        """Header cells, labels, caption."""
        return (*self.near, *self.sheet.caption)

    # ── unit and quantity ─────────────────────────────────────────────────────

    def unit(self) -> tuple[str | None, Decimal]:
        """Unit and scale by the words over the cell, beside it and around the table.

        A unit that is printed as one ("thousand persons", "(tonnes)", "%") comes before a noun that also names a unit
        ("schools"); a column or row that is a rate does not take the unit of the whole table.
        """
        usual = next((e.value("unit") for r in self.near for e in r.entries("quantity") if e.path != COUNT), None)
        usual = FAMILY if usual == PERSON and self._counts_families() else usual
        over = [printed_unit(r) for r in self.over]
        counted = [named_unit(r) for r in self.over if any(e.path == COUNT for e in r.entries("quantity"))]
        beside = [printed_unit(r) for r in self.row.labels]
        whole = [] if usual in UNSCALED else [printed_unit(r) for r in self.sheet.caption]
        measures = [pair for pair in whole if pair[0] != PIECES]
        loose = [named_unit(r) for r in self.around]
        choice = [*over, *counted, *beside, *measures, (usual, Decimal(1)), *whole, *loose]
        unit = next((unit for unit, _ in choice if unit), None)
        scales = (factor for path, factor in (*over, *beside, *whole) if path in (None, unit) and factor > 1)
        return unit, Decimal(1) if unit in UNSCALED else next(scales, Decimal(1))

    def _counts_families(self) -> bool:
        """Whether header or labels name families, and before any persons."""
        named = [path for r in self.near for m in unit_words(r) if (path := m.entries[0].path) in (FAMILY, PERSON)]
        return named[:1] == [FAMILY]

    def quantity(self, unit: str | None) -> Entry | None:
        """What the cell measures."""
        lexicon = self.sheet.lexicon
        if self.sheet.measures is not None:
            return lexicon.by_path.get(BUDGET)
        matches = [m for r in self.around for m in sorted(r.clear("quantity"), key=lambda m: -len(m.words))]
        entries = [m.entries[0] for m in matches]
        if unit in ("unit/percent", "unit/ratio"):
            default = lexicon.by_path.get(SHARE if unit == "unit/percent" else GROWTH)
            return next((e for e in entries if e.value("unit") == "unit/percent"), default)
        told = [lexicon.by_path[path] for path in self.told.quantities if path in lexicon.by_path]
        return (
            quantities.exact(entries, unit, self.named, lexicon)
            or next((e for e in entries if quantities.alike(e, unit)), None)
            or quantities.exact(told, unit, self.told.categories, lexicon)
        )

    # ── period, place, groups, breakdown ──────────────────────────────────────

    def period(self) -> str | None:
        """The date over the cell or in its row.

        A column without one beside dated ones compares them: the latest. A total below dated rows, or beside dated columns, is of all of them.
        """
        own = [date for reading in self.near for date in _dates(reading)[-1:]]
        columns = [date for c in self.sheet.data for reading in self.sheet.headers[c] for date in _dates(reading)]
        captions = [date for reading in self.sheet.caption for date in _dates(reading)[-1:]]
        rows = [date for row in self.sheet.rows() for reading in row.labels[:1] for date in _dates(reading)]
        total = any(reading.words("sum", "among") for reading in self.row.labels[:1])
        across = any(m.words[0] == 0 for reading in self.over for m in reading.words("sum"))
        all_of = columns if across else rows if total else []
        whole = f"{min(all_of)}/{max(all_of)}" if len(set(all_of)) > 1 else None
        return next(iter(own), None) or whole or latest(columns) or next(iter(captions), self.told.period)

    def area(self) -> str:
        """The place within the country that header, label or caption name, else that of the document."""
        named = () if self.sheet.by_origin else self.around
        found = (m for reading in named for m in places.home_places(reading, self.home))
        match = next(found, None)
        return match.entries[0].path if match else self.home or places.COUNTRY

    @cached_property
    def named(self) -> tuple[str, ...]:
        """The groups of people named closest to the cell; a generic one only where there is no other."""
        named = [subjects.groups(reading) for reading in self.around]
        specific = [found for found in named if any(not e.value("generic") for e in found)]
        nearest = next(iter(specific), [e for found in named for e in found])
        moves = {e.path for e in nearest} <= subjects.FLOWS
        moving = [found for found in specific if moves and not {e.path for e in found} <= subjects.FLOWS]
        return subjects.narrow([*nearest, *next(iter(moving), [])])

    def categories(self, quantity: Entry | None) -> tuple[str, ...]:
        """With what the quantity and the text before are about, where no group is named."""
        lexicon = self.sheet.lexicon
        if subjects.is_specific(self.named, lexicon):
            return self.named
        loose = quantity is None or quantity.path in LOOSE
        counted = [e for r in self.near for e in r.entries("quantity")] if loose else [quantity] if quantity else []
        return subjects.narrowed((*self.named, *subjects.implied(counted), *self.told.categories), lexicon)

    def breakdown(self, quantity: Entry | None) -> str | None:
        """The labels that narrow the cell, group first, as printed."""
        parts = [LEADING.sub("", r.text) for r in reversed(self.row.labels) if self._narrows(r, quantity)]
        for reading in reversed(self.over):
            foreign = places.foreign_places(reading, self.home)
            parts += [reading.text[m.start : m.stop] for m in (*reading.clear("breakdown"), *foreign)]
        return ", ".join(dict.fromkeys(parts)) or None

    def _narrows(self, label: Reading, quantity: Entry | None) -> bool:
        """Whether a label says more than the quantity, a unit, a date, "total", or the place of the figure."""
        measured = LOOSE | ({quantity.path} if quantity else set())
        said = [m for m in label.named("quantity") if any(e.path in measured for e in m.entries)]
        said += [*label.named("scale"), *label.named("unit"), *label.words("sum", "among", "and", "in-year")]
        said += [] if self.sheet.by_origin else places.home_places(label, self.home)
        words = {w for m in said for w in m.words}
        for when in label.dated:
            words |= set(range(label.token_at(when.start), label.token_at(when.stop)))
        return not words >= set(range(len(label.tokens)))


def _dates(reading: Reading) -> list[str]:
    """The periods in a label: in a short one, four digits are a year without further words."""
    if len(reading.tokens) <= LONGEST_DATED:
        return [w.value for w in reading.dated]
    return [w.value for w in periods(reading).plain]
