"""A report as it is before it becomes HTML or Markdown: parts with blocks, and the notes that prove what they say."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TypeAlias

from kg.records import Language


@dataclass(frozen=True, slots=True)
class Said:
    """Words of a document, in their language ("" where it is not known)."""

    text: str
    language: str


@dataclass(frozen=True, slots=True)
class Ref:
    """A reference to a note."""

    number: int


@dataclass(frozen=True, slots=True)
class Jump:
    """A reference to a part, by its key."""

    text: str
    target: str


Span: TypeAlias = str | Said | Ref | Jump
Line: TypeAlias = tuple[Span, ...]


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A sentence or a few."""

    line: Line


@dataclass(frozen=True, slots=True)
class Bullets:
    """A list below a heading ("" for none); `more` entries are not shown."""

    heading: str
    lines: Sequence[Line]
    more: int = 0


@dataclass(frozen=True, slots=True)
class Table:
    """A table: what it answers, its heading, its rows.

    `more` rows are not shown; `numbers` are columns of numbers; in a `matrix` all columns but the first are alike.
    """

    caption: str
    head: Sequence[str]
    rows: Sequence[Sequence[Line]]
    more: int = 0
    numbers: frozenset[int] = frozenset()
    matrix: bool = False


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture in SVG, what it answers, and in words what there is to see for those who do not see it."""

    svg: bytes
    title: str
    caption: str
    about: str


Block: TypeAlias = Paragraph | Bullets | Table | Picture


@dataclass(frozen=True, slots=True)
class Part:
    """A part with its key, which is its anchor, and the parts below it."""

    key: str
    title: str
    blocks: Sequence[Block]
    parts: Sequence[Part] = ()


@dataclass(frozen=True, slots=True)
class Note:
    """What proves something: quotes (the reader's first, then the original), the citation, the place in the file."""

    quotes: tuple[Said, ...]
    citation: str
    place: str
    iri: str


@dataclass(frozen=True, slots=True)
class Report:
    """The whole report; the number of a note is its place in `notes`, from 1."""

    title: str
    subtitle: str
    language: Language
    parts: Sequence[Part]
    notes: Sequence[Note]
