"""Titles and unit notes that stand directly above a table, known by their place and shape alone.

A note is a line in parentheses. A label is a line that begins with a word and a number ("Table 2", "2-table"); the
title follows on the same line or in the lines between the label and the table. A word and a full stop ("Table. Title")
are a label only with a title on the same line that does not end in a full stop. A Markdown heading is a title only
below a label without one; otherwise it is the heading of a section.
"""

from __future__ import annotations

import re

from kg.outline.tables.grid import Sheet, neat
from kg.outline.tables.pages import FARTHEST
from kg.spans import Span

_HIGHEST = 4
_NOTE = re.compile(r"\([^()]{1,80}\)")
_LABEL = re.compile(
    r"[^\W\d_]{3,}\.\s+(?P<name>[^\W\d_].*[^.,;:])"
    r"|(?:[^\W\d_]{3,}\s?(?:№|No?\.?)?\s?\d{1,3}(?:\.\d{1,3})*|\d{1,3}(?:\.\d{1,3})*-[^\W\d_]{3,})"
    r"(?:\s?[.:–—-]?|\s?[.:–—-]\s+(?P<title>\S.*))"
)
_HEADING = re.compile(r"#{1,6}\s+")
_LONGEST_TITLE = 160


def above(sheet: Sheet, first: int, floor: int) -> tuple[int, Span]:
    """The line at which the caption of the table in line `first` begins, at or below `floor`, and the caption.

    Without a caption that is the line `first` and an empty span.
    """
    start, blanks, seen = first, 0, [""]
    for at in range(first - 1, floor - 1, -1):
        text = sheet.lines[at].text.strip()
        if not text:
            blanks += 1
            if blanks > FARTHEST:
                break
            continue
        blanks = 0
        if _NOTE.fullmatch(text) and start == first:
            start = at
        elif label := _label(text):
            if not ((label["title"] or label["name"]) and any(map(_HEADING.match, seen))):
                start = at
            break
        elif len(seen) == _HIGHEST or len(text) > _LONGEST_TITLE or text.endswith((".", ",", ";", ":")):
            break
        seen.append(text)
    return start, sheet.joined(_unmarked(neat(line)) for line in sheet.lines[start:first])


def is_label(text: str) -> bool:
    """Whether the line begins as the title of a table does."""
    return _label(text.strip()) is not None


def _label(text: str) -> re.Match[str] | None:
    match = _LABEL.fullmatch(text) if len(text) <= _LONGEST_TITLE else None
    return match if match and not text[0].islower() else None


def _unmarked(line: Span) -> Span:
    mark = _HEADING.match(line.text)
    return line[mark.end() :] if mark else line
