"""Text that OCR of the wrong language has made, restored: Cyrillic print that was read as Latin letters.

    raw line → kind (style, language) → raw words → guesses (channel × words) → the guesses that go together → line

Clean text is not touched: what does not look like such text goes through as it is.
"""

from __future__ import annotations

from kg.restore.detect import suspicious
from kg.restore.lines import restore_lines
from kg.spans import Span

LINE_END = "\n"


def restore(span: Span) -> Span:
    """The text with its damaged lines restored, line for line; the same span where there are none.

    Every restored character stands for the range of the source that it was read from.
    """
    if not suspicious(span.text):
        return span
    lines = span.lines()
    restored = restore_lines(lines)
    if all(new is old for new, old in zip(restored, lines, strict=True)):
        return span
    parts, at = [], 0
    for old, new in zip(lines, restored, strict=True):
        at += len(old)
        parts += [new, span[at : at + 1]]
        at += 1
    return Span.concat(parts)


def repaired(before: Span, after: Span) -> int:
    """How many characters stand in lines that `restore` changed."""
    pairs = zip(before.text.split(LINE_END), after.text.split(LINE_END), strict=True)
    return sum(len(new) for old, new in pairs if old != new)
