"""Outline → Findings: what was found in one source, with the words that show it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Literal

from kg.records.text import Language, Text
from kg.spans import Span


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
