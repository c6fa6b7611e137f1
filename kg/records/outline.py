"""Text → Outline: parts, headings, lead-ins, items, paragraphs, tables."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Literal

from kg.records.text import Language, Text
from kg.spans import Span


@dataclass(frozen=True, slots=True)
class Cell:
    """One table cell. Row and column are 1-based places in the grid; a merged cell stands at its first place."""

    row: int
    column: int
    span: Span
    height: int = 1
    """How many rows it counts for: those that it is merged over, or that repeat it by ditto marks."""


@dataclass(frozen=True, slots=True)
class Table:
    """A table as rows of cells; a row that a page break had torn is one row again (its cells have seams)."""

    rows: tuple[tuple[Cell, ...], ...]
    header: int
    """How many of the first rows are header rows."""
    caption: Span | None = None
    """Title and unit notes that stand around the table, e.g. "(thousand persons)"."""


BlockKind = Literal["title", "heading", "lead", "item", "paragraph", "table", "note", "furniture"]


@dataclass(slots=True, eq=False)
class Block:
    """A node of the outline. `span` is the text without its number or bullet, joined over wrapped lines.

    `kind`: a *heading* has the blocks of its section as children; a *lead* ("… the following tasks:") has its list as
    children; an *item* may be a lead of its own; *furniture* is page headers, signatures, contents lists.
    """

    kind: BlockKind
    span: Span
    language: Language
    marker: str = ""
    """Number or bullet as printed: "4.1.", "2)", "-"."""
    level: int = 0
    key: str = ""
    """Place within the section: item-3, p-2, heading, table-1 (see `kg.outline`)."""
    section: str = ""
    """Section as numbered: 4.1, act, intro, passport, plan, annex, glossary."""
    table: Table | None = None
    children: list[Block] = field(default_factory=list)
    parent: Block | None = None
    anchor: str = ""
    """Explicit anchor of a digest: 2/3."""

    def walk(self) -> Iterator[Block]:
        """This block and all below it, in reading order."""
        yield self
        for child in self.children:
            yield from child.walk()

    def ancestors(self) -> Iterator[Block]:
        """The blocks above it, nearest first."""
        block = self.parent
        while block is not None:
            yield block
            block = block.parent


@dataclass(frozen=True, slots=True)
class Part:
    """One document inside a file: the approving act, or what it approves (a Concept, a programme, a plan)."""

    kind: str
    """Key of the kind of act in vocab/kinds: decree, resolution, decision, law, concept, programme, plan, article, …"""
    title: Span | None
    blocks: tuple[Block, ...]

    def walk(self) -> Iterator[Block]:
        for block in self.blocks:
            yield from block.walk()


@dataclass(frozen=True, slots=True)
class Outline:
    """A source as a sequence of parts, each a forest of blocks."""

    text: Text
    parts: tuple[Part, ...]
