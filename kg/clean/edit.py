"""Small changes to a span, made in one pass."""

from __future__ import annotations

from collections.abc import Iterable

from kg.spans import Span

Edit = tuple[int, int, str]
"""Start and stop in the span's text (half open, code points) and what stands there instead; "" cuts it out."""


def edit(span: Span, edits: Iterable[Edit]) -> Span:
    """Apply edits, which must be in order and must not overlap; a replacement stands for the whole stretch replaced."""
    parts, at = [], 0
    for start, stop, new in edits:
        parts.append(span[at:start])
        if new:
            parts.append(span[start:stop].replaced(new))
        at = stop
    return Span.concat([*parts, span[at:]]) if at else span
