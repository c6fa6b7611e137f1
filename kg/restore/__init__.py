"""Text that OCR of the wrong language has made, restored: Cyrillic print that was read as Latin letters.

    raw line → kind (style, language) → raw words → guesses (channel × words) → the guesses that go together → repairs

Clean text is not touched: what does not look like such text goes through as it is.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.records import Source, Text
from kg.restore.detect import suspicious
from kg.restore.lines import Repair, repairs
from kg.spans import Span

DOUBTFUL = 0.5
"""Confidence below which a word is marked as doubtful."""


@dataclass(frozen=True, slots=True)
class Compared:
    """A damaged line beside its repair."""

    number: int
    """Counted from 1."""
    raw: str
    restored: str
    doubtful: tuple[tuple[int, int], ...]
    """The doubtful words as half-open ranges of the restored line."""


def restore(span: Span) -> Span:
    """The text with its damaged lines restored, line for line; the same span where there are none.

    Every restored character stands for the range of the source that it was read from.
    """
    if not suspicious(span.text):
        return span
    lines = span.lines()
    found = repairs(tuple(line.text for line in lines))
    if not any(found):
        return span
    parts, at = [], 0
    for line, line_repairs in zip(lines, found, strict=True):
        at += len(line)
        parts += [_repaired(line, line_repairs), span[at : at + 1]]
        at += 1
    return Span.concat(parts)


def repaired(before: Span, after: Span) -> int:
    """How many characters stand in lines that `restore` changed."""
    pairs = zip(before.text.split("\n"), after.text.split("\n"), strict=True)
    return sum(len(new) for old, new in pairs if old != new)


def compare(source: Source) -> list[Compared]:
    """The damaged lines of a source, raw and restored, with the doubtful words."""
    found = []
    for number, (line, line_repairs) in enumerate(_lines(source), 1):
        if line_repairs:
            doubtful, shift = [], 0
            for repair in line_repairs:
                start, stop = repair.runs[0][1], repair.runs[-1][2]
                length = sum(len(text) for text, _, _ in repair.runs)
                if repair.confidence < DOUBTFUL:
                    doubtful.append((start + shift, start + shift + length))
                shift += length - (stop - start)
            found.append(Compared(number, line.text, _repaired(line, line_repairs).text, tuple(doubtful)))
    return found


def confidence(text: Text, span: Span) -> float:
    """How sure the words of a span of the clean text are, 0 to 1: the mean over its repaired words, 1 if it has none."""
    if text.quality != "wrong-language-ocr":
        return 1.0
    ranges = span.ranges()
    sure = []
    for line, line_repairs in _lines(text.source):
        for repair in line_repairs:
            start, stop = line.starts[repair.runs[0][1]], line.stops[repair.runs[-1][2] - 1]
            if any(start < b and a < stop for a, b in ranges):
                sure.append(repair.confidence)
    return round(sum(sure) / len(sure), 2) if sure else 1.0


def _lines(source: Source) -> Iterator[tuple[Span, tuple[Repair, ...]]]:
    """The lines of a source with their repairs."""
    lines = Span.of(source.text).lines()
    if suspicious(source.text):
        yield from zip(lines, repairs(tuple(line.text for line in lines)), strict=True)
    else:
        yield from ((line, ()) for line in lines)


def _repaired(line: Span, line_repairs: Sequence[Repair]) -> Span:
    parts, at = [], 0
    for repair in line_repairs:
        for text, start, stop in repair.runs:
            parts.append(line[at:start])
            if text:
                parts.append(line[start:stop].replaced(text))
            at = stop
    return Span.concat([*parts, line[at:]]) if line_repairs else line
