"""The blocks of a part in reading order, each with what the text before and above it has told."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.extract.figures import cells
from kg.extract.figures.periods import latest, periods, stage
from kg.extract.figures.quantities import BUDGET
from kg.extract.figures.reading import Reading
from kg.extract.figures.sentence import Sentence
from kg.extract.figures.sheet import Sheet
from kg.extract.figures.subjects import Told, surveyed, told_by
from kg.extract.figures.units import LOOSE, MONEY
from kg.extract.figures.wholes import of_paragraph, shares
from kg.lexicon import Lexicon
from kg.records import Block, Figure, Language, Place, Table, Untaken
from kg.spans import Span

Masks = Mapping[int, Sequence[tuple[int, int]]]
NOTHING = Told()


def figures(
    blocks: Iterable[Block],
    document: str,
    lexicon: Lexicon,
    home: str | None = None,
    masks: Masks | None = None,
    plans: Mapping[int, int] | None = None,
    names: Mapping[int, int] | None = None,
    term: str | None = None,
    stages: Mapping[int, str] | None = None,
) -> tuple[list[Figure], list[Untaken]]:
    """The figures of one part of a source, and the numbers with a scale that are none.

    `blocks` in reading order, without headings and tables of other kinds; `document` is the key of the part, `home` the
    place that it is about, `term` the years that it is for; `masks` the citations of acts by `id(block)`, as places in
    the block's text; `plans` the column of measures of each plan and `names` that of the names in
    each table of indicators, by `id(block)`; `stages` the years of each numbered stage.
    """
    reader = _Reader(document, lexicon, home, masks or {}, plans or {}, names or {}, stages or {})
    for block in blocks:
        reader.read(block)
    planned = (f.period is None and f.unit in MONEY and f.quantity in (None, BUDGET) for f in reader.found)
    found = [replace(f, period=term) if of_term else f for f, of_term in zip(reader.found, planned, strict=True)]
    return found, reader.missed


def term(title: Span, language: Language, lexicon: Lexicon) -> str | None:
    """The years that a document is for, by its title: "programme for 2011-2015"."""
    dates = periods(Reading(title, language, lexicon))
    return next((w.value for w in (*dates.titles, *dates.plain) if "/" in w.value), None)


@dataclass(slots=True)
class _Reader:
    document: str
    lexicon: Lexicon
    home: str | None
    masks: Masks
    plans: Mapping[int, int]
    names: Mapping[int, int]
    stages: Mapping[int, str]
    found: list[Figure] = field(default_factory=list)
    missed: list[Untaken] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    heading: Block | None = None
    last: Block | None = None
    spoken: Told = NOTHING
    """What the block before spoke of."""
    left: Told = NOTHING
    """What it leaves to the next one: of figures the period and the groups, of an item at least its groups."""

    def read(self, block: Block) -> None:
        """Take the figures of a block."""
        heading = next((b for b in block.ancestors() if b.kind == "heading"), None)
        if heading is not self.heading:
            self.heading, self.last, self.spoken, self.left = heading, None, NOTHING, NOTHING
        goes_on = block.table is not None or (self.last is not None and _continues(self.last.key, block.key))
        told = self.above(block, lead=False).then(self.spoken if goes_on else self.left)
        told = told.then(self.above(block, lead=True))
        done = len(self.found)
        if block.table is not None:
            self.spoken = self.table(block, block.table, told)
        else:
            self.spoken = self.prose(block, block.span, told)
        groups = self.spoken.categories if block.kind == "item" or len(self.found) > done else ()
        goal = self.spoken.goal if block.kind == "item" else None
        period = goal or self.spoken.period if len(self.found) > done else None
        self.left, self.last = Told(period, categories=groups), block

    def table(self, block: Block, table: Table, told: Told) -> Told:
        """Take the figures of a table: one for each number, or, of a table of texts, those in its sentences."""
        before = self.last.span if self.last and self.last.table is None else None
        sheet = Sheet(table, before, block.language, self.lexicon, self.plans.get(id(block)), self.names.get(id(block)))
        if not sheet.data and sheet.measures is not None:
            return told
        if not sheet.data:
            for cell in (cell for row in table.rows for cell in row):
                self.prose(block, cell.span, told)
            return told
        found = cells.figures(block, sheet, self.document, told=told, home=self.home)
        self.found += found
        return told.then(Told(latest(f.period for f in found if f.period)))

    def above(self, block: Block, *, lead: bool) -> Told:
        """What the lead-ins (or the headings) above a block say, the nearest first; their goals hold for all below."""
        told = NOTHING
        for upper in block.ancestors():
            if (upper.kind != "heading") is lead:
                says = self.says(Reading(upper.span, upper.language, self.lexicon, self.masks.get(id(upper), ())))
                lent = told.lent or says.lent
                told = replace(says, period=says.period or says.goal, goal=None).then(replace(told, lent=lent))
        return told

    def prose(self, block: Block, span: Span, told: Told) -> Told:
        """Take the figures of running text; returns what it spoke of last."""
        topic: tuple[str, ...] = ()
        found: list[Figure] = []
        readings = [
            Reading(
                span[lo:hi], block.language, self.lexicon, [(a - lo, b - lo) for a, b in self.masks.get(id(block), ())]
            )
            for lo, hi in _sentences(span.text, self.lexicon)
        ]
        told = replace(told, period=next(filter(None, map(surveyed, readings)), told.period))
        for nth, reading in enumerate(readings):
            says = self.says(reading)
            staged = stage(reading, self.stages)
            told = replace(told, period=staged, goal=staged) if staged else told
            topic = says.categories if nth == 0 and block.kind == "item" else topic
            sentence = Sentence(reading, told, topic, self.home)
            figures = [self.placed(f) for f in sentence.figures(Place(self.document, block.section))]
            for share, counted in shares(figures, reading).items():
                figures[share] = replace(figures[share], share_of=figures[counted].place)
            found += figures
            self.missed += [Untaken("number", missed, block.section) for missed in sentence.missed()]
            told = told.then(says)
            measured = [f.quantity for f in figures if f.quantity and f.quantity not in LOOSE]
            told = replace(told, quantities=tuple(dict.fromkeys((*measured[-1:], *told.quantities))))
        self.found += of_paragraph(found)
        return told

    def says(self, reading: Reading) -> Told:
        """What a sentence or heading speaks of; a numbered stage is the date by which something will be."""
        staged, told = stage(reading, self.stages), told_by(reading)
        return replace(told, period=None, goal=staged) if staged else told

    def placed(self, figure: Figure) -> Figure:
        """The figure with its number within the section."""
        self.counts[figure.place.section] += 1
        return replace(figure, place=replace(figure.place, key=f"figure-{self.counts[figure.place.section]}"))


def _sentences(text: str, lexicon: Lexicon) -> list[tuple[int, int]]:
    """The sentences of a text; a semicolon ends none, so that a list within a sentence stays whole."""
    found: list[tuple[int, int]] = []
    for start, stop in lexicon.morphology.sentences(text):
        goes_on = found and text[: found[-1][1]].endswith(";")
        found[-1:] = [(found[-1][0], stop)] if goes_on else [*found[-1:], (start, stop)]
    return found


def _continues(left: str, right: str) -> bool:
    """Whether two keys are sentences of one paragraph, as digests number them: p-5.1 and p-5.2."""
    return "." in left and "." in right and left.partition(".")[0] == right.partition(".")[0]
