"""How a text is laid out in lines.

Layouts are told apart by measuring the text, not by its name:

- *wrapped*: paragraphs are indented, their further lines are not (page breaks may stand in the middle);
- *spaced*: paragraphs are indented, further lines stand after one empty line (exports of the legal portal);
- *flow*: an empty line ends a paragraph (Markdown);
- *lines*: every line is a paragraph.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import pairwise
from typing import Literal

from kg.spans import Span

BULLET = re.compile(r"[-\u2013\u2014\u2022*\u00b7\u25aa\u25e6]\s+")
ENDS = tuple(".!?;:\u2026")
LONGEST_LINE = 120
"""Code points; text with longer lines (one in twenty) is not broken into lines."""
DEEP_INDENT = 10
"""From this indentation on a line counts as centred."""

Layout = Literal["wrapped", "spaced", "flow", "lines"]


def layout(lines: Sequence[Span], *, markdown: bool) -> Layout:
    """Which layout the lines have; tables should be left out. In Markdown an empty line ends a paragraph."""
    full = [(n, line.text) for n, line in enumerate(lines) if line.text.strip()]
    if markdown:
        return "flow"
    if len(full) < 3:
        return "lines"
    adjacent = sum(b == a + 1 for (a, _), (b, _) in pairwise(full)) / len(full)
    carried = [
        indent_of(t) - indent_of(before)
        for (a, before), (b, t) in pairwise(full)
        if b == a + 1 and not before.rstrip().endswith(ENDS) and indent_of(before) < DEEP_INDENT
    ]
    hanging = adjacent > 0.3 and sum(step > 0 for step in carried) > sum(step < 0 for step in carried)
    indented = 0 if hanging else sum(1 < indent_of(t) < DEEP_INDENT and not BULLET.match(t.strip()) for _, t in full)
    whole = sorted(len(t.strip()) for _, t in full)[int(len(full) * 0.95)] > LONGEST_LINE
    if indented > 0.1 * len(full) and not (whole and adjacent > 0.4):
        return "wrapped" if adjacent > 0.4 else "spaced"
    ended = sum(t.rstrip().endswith(ENDS) for _, t in full) / len(full)
    return "lines" if adjacent > 0.3 and (whole or ended > 0.55) else "flow"


def indent_of(line: str) -> int:
    """How many spaces a line begins with."""
    return len(line) - len(line.lstrip(" \u00a0"))
