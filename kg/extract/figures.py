"""The figures of a document: every number that is a statistic, with what it counts, when, where and of whom.

In prose a number needs a unit, or a quantity or a list that gives it one. What surrounds it decides the rest: its own
words, the stretch between commas, the sentence, the sentences before it, the lead-in, the paragraph before, the
heading. In a table it is the header, the labels of row and group, the caption, and the paragraph before.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace

from kg.extract import cells, subjects
from kg.extract.periods import lasting, latest
from kg.extract.prose import Sentence
from kg.extract.reading import Reading
from kg.extract.subjects import Told
from kg.extract.units import LOOSE
from kg.lexicon import Lexicon
from kg.records import Block, Figure, Place, Untaken
from kg.spans import Span

Masks = Mapping[int, Sequence[tuple[int, int]]]
NOTHING = Told()


def figures(
    blocks: Iterable[Block], document: str, lexicon: Lexicon, home: str | None = None, masks: Masks | None = None
) -> tuple[list[Figure], list[Untaken]]:
    """The figures of one part of a source, and the numbers with a scale or unit that are none.

    `blocks` in reading order, without headings, plans and tables of other kinds; `document` is the key of the part,
    `home` the place that it is about; `masks` the citations of acts by `id(block)`, as places in the block's text.
    """
    reader = _Reader(document, lexicon, home, masks or {})
    for block in blocks:
        reader.read(block)
    return reader.found, reader.missed


@dataclass(slots=True)
class _Reader:
    document: str
    lexicon: Lexicon
    home: str | None
    masks: Masks
    found: list[Figure] = field(default_factory=list)
    missed: list[Untaken] = field(default_factory=list)
    counts: Counter[str] = field(default_factory=Counter)
    heading: Block | None = None
    before: Told = NOTHING
    """What the block before leaves to the next one: all, if it had figures; of an item at least its groups."""
    key: str = ""
    last: Span | None = None
    spoken: Told = NOTHING
    """What the block before spoke of; a table goes on from there."""

    def read(self, block: Block) -> None:
        heading = next((b for b in block.ancestors() if b.kind == "heading"), None)
        if heading is not self.heading:
            self.heading, self.before, self.spoken = heading, NOTHING, NOTHING
        before = self.spoken if continues(self.key, block.key) else self.before
        told = self.above(block, lead=False).then(before).then(self.above(block, lead=True))
        done = len(self.found)
        if block.table is not None:
            told = self.above(block, lead=False).then(self.spoken).then(self.above(block, lead=True))
            self.found += cells.figures(block, self.document, self.lexicon, self.home, told, self.last)
            self.spoken = replace(told, period=latest(f.period for f in self.found[done:] if f.period) or told.period)
        else:
            self.spoken = self.prose(block, told)
        item = Told(None, self.spoken.categories if block.kind == "item" else ())
        self.before = self.spoken if len(self.found) > done else item
        self.key, self.last = block.key, None if block.table is not None else block.span

    def above(self, block: Block, *, lead: bool) -> Told:
        """What the lead-ins (or the headings) above a block say, the nearest first."""
        told = NOTHING
        for upper in block.ancestors():
            if (upper.kind != "heading") is lead:
                reading = Reading(upper.span, upper.language, self.lexicon, self.masks.get(id(upper), ()))
                told = told_by(reading).then(told)
        return told

    def prose(self, block: Block, told: Told) -> Told:
        """Take the figures of a paragraph; returns what it spoke of last."""
        topic: tuple[str, ...] = ()
        for nth, (start, stop) in enumerate(self.lexicon.morphology.sentences(block.span.text)):
            masked = [(lo - start, hi - start) for lo, hi in self.masks.get(id(block), ())]
            reading = Reading(block.span[start:stop], block.language, self.lexicon, masked)
            own = told_by(reading)
            topic = own.categories if nth == 0 and block.kind == "item" else topic
            sentence = Sentence(reading, told, topic, self.home)
            for figure in sentence.figures(Place(self.document, block.section)):
                self.counts[block.section] += 1
                key = f"figure-{self.counts[block.section]}"
                self.found.append(replace(figure, place=replace(figure.place, key=key)))
            self.missed += [Untaken("number", span, block.section) for span in sentence.missed]
            told = told.then(own)
        return told


def continues(left: str, right: str) -> bool:
    """Whether two keys are sentences of one paragraph, as digests number them: p-5.1 and p-5.2."""
    return "." in left and "." in right and left.partition(".")[0] == right.partition(".")[0]


def told_by(reading: Reading) -> Told:
    """What one sentence or heading speaks of."""
    groups = subjects.narrow(e for e in subjects.groups(reading) if not e.value("generic"))
    named = tuple(e.path for e in reading.entries("quantity") if e.path not in LOOSE)
    return Told(lasting(reading), groups, named)
