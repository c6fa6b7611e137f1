"""The types that flow through the pipeline, in the order in which they appear.

    Source → Text → Outline → Findings → Document

All are frozen. Vocabulary things are named by their IRI path below the base (`category/refugee`, `agency/unhcr`,
`unit/person`); documents by theirs below `doc/` (`president-decree-399-2007-08-28/concept`). Languages are the
BCP 47 tags `ru`, `kk`, `en`. Dates and periods are ISO 8601 strings (`2007-08-28`, `2006`, `1950/1959`).
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from statistics import fmean
from typing import Generic, Literal, TypeVar

from kg.spans import Span

Language = Literal["ru", "kk", "en"]
T = TypeVar("T")
LANGUAGES: tuple[Language, ...] = ("ru", "kk", "en")
DEFAULT_LANGUAGE: Language = "en"
"""What commands and pages speak to those who do not say which language they read."""


# ── read: bytes → Source ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Source:
    """One file as decoded: byte order mark stripped, newlines kept (CRLF stays CRLF)."""

    path: Path
    name: str
    """The file name that the graph shows (`mp:sourceFile`)."""
    sha256: str
    """64 hex digits over the bytes of the file."""
    text: str
    """What offsets refer to. For HTML, DOCX and PDF the extracted text, otherwise the file as decoded."""
    encoding: str
    media_type: str
    """text/plain, text/markdown, text/html, …: how `text` is to be read (Markdown marks are marks only there)."""
    extracted: bool = False
    """True where `text` is not the file itself but was extracted from it."""
    meta: Mapping[str, object] = field(default_factory=dict)
    """Front matter or meta.yaml, as plain data; empty where there is none."""
    body: int = 0
    """Where the document begins in `text` (behind the front matter)."""


DITTO = "\u3003"
"""In `Source.text`, what stands in the lower rows of a table cell that is merged over several."""


# ── clean: Source → Text ──────────────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Reading:
    """A word that was restored: its range of the source, half open, and how sure the restored word is, 0 to 1."""

    start: int
    stop: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Text:
    """The clean text of a source, line for line: as many lines as the source, each knowing its source offsets."""

    source: Source
    span: Span
    language: Language
    """The main language; blocks may have another."""
    quality: Literal["clean", "letter-spaced", "mixed-script", "wrong-language-ocr"] = "clean"
    damaged: float = 0.0
    """Share of the characters that had to be repaired or could not be, 0 to 1."""
    readings: tuple[Reading, ...] = ()
    """The words that were restored from OCR of the wrong language, in the order of the source."""

    def read_anew(self, span: Span) -> tuple[Reading, ...]:
        """The restored words of a span of this text."""
        found = dict[Reading, None]()
        for start, stop in span.ranges():
            first = bisect_right(self.readings, start, key=lambda reading: reading.stop)
            past = bisect_left(self.readings, stop, lo=first, key=lambda reading: reading.start)
            found.update(dict.fromkeys(self.readings[first:past]))
        return tuple(found)

    def confidence(self, span: Span) -> float:
        """How sure the words of a span of this text are, 0 to 1: the mean over its restored words, 1 if it has none."""
        sure = [reading.confidence for reading in self.read_anew(span)]
        return round(fmean(sure), 2) if sure else 1.0


# ── outline: Text → Outline ───────────────────────────────────────────────────────────────────────────────────────


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


# ── extract: Outline → Findings ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Evidence:
    """Words of a source. `span.text` is the clean quote; `span.ranges()` its place in the source."""

    span: Span
    language: Language
    rule: str
    """Name of the rule that decided; goes into the provenance."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where in a document something stands: `doc/{document}/s/{section}/{key}`."""

    document: str
    section: str
    key: str = ""


@dataclass(frozen=True, slots=True)
class Edge:
    """An edge from a statement, indicator or document to a vocabulary thing or another document."""

    property: str
    """Local name in mp: (mentions, targets, involves, responsible, fundedBy) or `eli:cites`, `eli:based_on`, …"""
    object: str
    """IRI path below the base: category/refugee, agency/unhcr, doc/…"""
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Deadline:
    """A typed time limit. `start` and `end` are ISO dates (inclusive) where known."""

    kind: Literal["date", "quarter", "year", "interval", "from", "annual", "regular", "continuous"]
    value: str | None = None
    """As the eval guide writes it: 2001-07-01, 2001-Q4, 2003, 2002/2004; None where it only recurs."""
    start: str | None = None
    end: str | None = None


@dataclass(frozen=True, slots=True)
class Statement:
    """Something a document states: a principle, a task, a measure …"""

    place: Place
    cls: str
    """Local name of the class: Goal, Principle, Priority, Direction, Task, Measure, ExpectedResult, …"""
    evidence: Evidence
    ordinal: int
    """Position among the statements of its document in this source, from 1."""
    under: Place | None = None
    """The direction statement or the heading that it stands below."""
    group: str | None = None
    phase: str | None = None
    """IRI paths: group/foreign-policy, phase/transition."""
    term: Evidence | None = None
    """The term that a definition defines."""
    edges: tuple[Edge, ...] = ()
    deadline: Deadline | None = None
    deadline_text: Evidence | None = None
    form: Evidence | None = None


@dataclass(frozen=True, slots=True)
class Monitored:
    """A statement whose success an indicator shows, and the words that say so."""

    statement: Place
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Indicator:
    """An indicator that a document sets: name, definition, use."""

    place: Place
    name: Evidence
    definition: Evidence | None = None
    use: Evidence | None = None
    edges: tuple[Edge, ...] = ()
    monitors: tuple[Monitored, ...] = ()


@dataclass(frozen=True, slots=True)
class Figure:
    """One printed statistic. `value` is in base units (34,4 thousand persons → 34400 unit/person)."""

    place: Place
    evidence: Evidence
    """The sentence or table row that shows it."""
    raw: Evidence
    """The number as printed (with its sign and unit words)."""
    value: Decimal
    quantity: str | None = None
    unit: str | None = None
    period: str | None = None
    area: str | None = None
    """IRI path place/…"""
    categories: tuple[str, ...] = ()
    breakdown: str | None = None
    """What narrows it within the table or sentence, as printed: a country of origin, an age group."""
    counted_in: Place | None = None
    """The total or whole, in the same table or paragraph, that it is a part of."""
    share_of: Place | None = None
    """The figure whose share of its whole this percentage is."""

    @property
    def precision(self) -> Decimal:
        """The worth of the last printed digit: 100 for 34,4 thousand."""
        exponent = self.value.as_tuple().exponent
        return Decimal(1).scaleb(exponent if isinstance(exponent, int) else 0)


@dataclass(frozen=True, slots=True)
class Act:
    """A legal or policy instrument that a file is, or names. `key` is its IRI path below `doc/`."""

    key: str
    kind: str
    issuer: str | None = None
    number: str | None = None
    date: str | None = None
    title: Evidence | None = None
    approved_by: str | None = None
    """Key of the act that approves it."""
    period: str | None = None
    evidence: tuple[Evidence, ...] = ()


@dataclass(frozen=True, slots=True)
class Relation:
    """An edge between two documents: `subject property object` (keys below doc/)."""

    subject: str
    property: str
    """eli:cites, eli:based_on, eli:repealed_by, mp:approves, mp:implements, mp:orders."""
    object: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class SectionFound:
    """A section of a document, for `mp:Section`."""

    place: Place
    title: Evidence | None
    parent: str | None


@dataclass(frozen=True, slots=True)
class Body:
    """An agency that the vocabulary does not have, minted from its name."""

    key: str
    name: Evidence


@dataclass(frozen=True, slots=True)
class Reference:
    """A place at which a text refers to a table, picture or annex of its own document."""

    place: Place
    kind: str
    """IRI path reference/…"""
    label: Evidence
    """The words that refer: "table 4"."""
    evidence: Evidence
    """The sentence."""
    resolved: bool
    """Whether the source has what it refers to."""
    table: Place | None = None
    """The table that bears the number."""
    quantities: tuple[str, ...] = ()
    """What the sentence speaks of: IRI paths quantity/…"""


@dataclass(frozen=True, slots=True)
class Stage:
    """A stretch of years in which a part of a document is to be carried out."""

    place: Place
    ordinal: int
    period: str
    evidence: Evidence


@dataclass(frozen=True, slots=True)
class Untaken:
    """A list item, table row or number that no rule took: counted and listed in the report."""

    kind: Literal["item", "row", "number", "table"]
    span: Span
    section: str


@dataclass(frozen=True, slots=True)
class Findings:
    """All that was found in one source."""

    text: Text
    documents: tuple[Act, ...]
    """The documents that this file is: the act itself and what it approves; each is also among `acts`."""
    acts: tuple[Act, ...]
    relations: tuple[Relation, ...]
    sections: tuple[SectionFound, ...]
    statements: tuple[Statement, ...]
    indicators: tuple[Indicator, ...]
    figures: tuple[Figure, ...]
    bodies: tuple[Body, ...]
    untaken: tuple[Untaken, ...]
    coverage: Mapping[str, int]
    """Characters of clean text that lie in statements, headings, tables, history, furniture."""
    references: tuple[Reference, ...] = ()
    stages: tuple[Stage, ...] = ()


# ── unite: Findings → Documents ───────────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class United(Generic[T]):
    """One thing that several language versions state: the place in the reference version and each version's finding."""

    place: Place
    versions: tuple[tuple[Findings, T], ...]
    """Reference version first."""


@dataclass(frozen=True, slots=True)
class Document:
    """A document with all its language versions."""

    key: str
    act: Act
    acts: tuple[tuple[Findings, Act], ...]
    """The same act as each version describes it."""
    versions: tuple[Findings, ...]
    """Originals in the order ru, kk, en; digests last. The first is the reference version."""
    sections: tuple[United[SectionFound], ...] = ()
    statements: tuple[United[Statement], ...] = ()
    indicators: tuple[United[Indicator], ...] = ()
    figures: tuple[United[Figure], ...] = ()
    relations: tuple[tuple[Findings, Relation], ...] = ()
    mentioned: tuple[tuple[Findings, Act], ...] = ()
    """Other acts that it names."""
    bodies: tuple[Body, ...] = ()
    references: tuple[tuple[Findings, Reference], ...] = ()
    """Those of each original (a digest condenses), with places of their own."""
    stages: tuple[tuple[Findings, Stage], ...] = ()
    """Those of the reference version."""
    apart: int = 0
    """How many findings of the versions could not be paired one to one and stay apart."""
