"""Text that OCR of the wrong language has made, restored: Cyrillic print that was read as Latin letters.

    raw line → kind (style, language) → raw words → guesses (channel × words) → the guesses that go together → repairs

Clean text is not touched: what does not look like such text goes through as it is.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from kg.records import Reading, Text
from kg.restore.detect import suspicious
from kg.restore.lines import Repair, repairs
from kg.spans import Span

DOUBTFUL = 0.5
"""Confidence below which a word is marked as doubtful."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A damaged line beside what it reads now."""

    number: int
    """Counted from 1."""
    raw: str
    restored: str
    readings: tuple[Reading, ...]
    """The words that were restored in it."""
    doubtful: tuple[tuple[int, int], ...]
    """The doubtful ones among them as half-open ranges of `restored`."""


def restore(span: Span) -> Span:
    """The text with its damaged lines restored, line for line; the same span where there are none.

    Every restored character stands for the range of the source that it was read from.
    """
    found = list(_lines(span))
    if not any(line_repairs for _, line_repairs in found):
        return span
    parts, at = [], 0
    for line, line_repairs in found:
        at += len(line)
        parts += [_repaired(line, line_repairs), span[at : at + 1]]
        at += 1
    return Span.concat(parts)


def repaired(before: Span, after: Span) -> int:
    """How many characters stand in lines that `restore` changed."""
    pairs = zip(before.text.split("\n"), after.text.split("\n"), strict=True)
    return sum(len(new) for old, new in pairs if old != new)


def readings(span: Span) -> Iterator[Reading]:
    """The words of the source that `restore` reads anew, in order."""
    for line, line_repairs in _lines(span):
        for repair in line_repairs:
            yield Reading(line.starts[repair.runs[0][1]], line.stops[repair.runs[-1][2] - 1], repair.confidence)


def compare(text: Text) -> Iterator[Compared]:
    """The lines of a clean text that have restored words, beside those of its source."""
    for number, line in enumerate(text.span.lines(), 1):
        if found := text.read_anew(line):
            doubtful = tuple(_places(line, (reading for reading in found if reading.confidence < DOUBTFUL)))
            yield Compared(number, text.source.text[line.start : line.stop], line.text, found, doubtful)


def _places(line: Span, found: Iterable[Reading]) -> Iterator[tuple[int, int]]:
    """Where in a line the words stand that were read from these places of the source."""
    for reading in found:
        start, stop = bisect_right(line.stops, reading.start), bisect_left(line.starts, reading.stop)
        if start < stop:
            yield start, stop


def _lines(span: Span) -> Iterator[tuple[Span, tuple[Repair, ...]]]:
    """The lines of a text that looks damaged, with their repairs."""
    if suspicious(span.text):
        lines = span.lines()
        yield from zip(lines, repairs(tuple(line.text for line in lines)), strict=True)


def _repaired(line: Span, line_repairs: Sequence[Repair]) -> Span:
    parts, at = [], 0
    for repair in line_repairs:
        for text, start, stop in repair.runs:
            parts.append(line[at:start])
            if text:
                parts.append(line[start:stop].replaced(text))
            at = stop
    return Span.concat([*parts, line[at:]]) if line_repairs else line
