"""Findings → Documents: what several language versions of one document say."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Generic, TypeVar

from kg.records.findings import (
    Act,
    Body,
    Figure,
    Findings,
    Indicator,
    Place,
    Reference,
    Relation,
    SectionFound,
    Stage,
    Statement,
)

T = TypeVar("T")


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
