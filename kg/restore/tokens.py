"""What a raw line is made of: words to restore, and numbers, marks and addresses that stay."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

ADDRESS = re.compile(r"(?:https?://|www\.|doi:)\S+|[\w.+-]+@[\w-]+\.\w\S*", re.IGNORECASE)
CORE = re.compile(r"[^\s.,;:\u00ab\u00bb\u201c\u201d\u201e\"\u2026?\u2014\u2013-]+")
"""A stretch without white space, hyphens, dashes and the marks that the engine reads rightly."""
NUMBER = re.compile(r"\d{4,}[%)\]]*|\d+[%)\]]+|[(\[]\d+[)\]%]*")
"""What is surely a number; shorter ones may be words."""
NUMBERS = re.compile(r"(?<!\S)\d{1,3}(?: \d{3})+(?!\w)|(?:^|(?<=\|))\s*-?\d+\s*(?=\||$)|^\s*\d{1,2}\.(?=\s)")
"""Numbers that stand where none but numbers do: with a gap between thousands, alone in a cell, before an item."""
DECIMAL_BEFORE, DECIMAL_AFTER = re.compile(r"\d[.,]$"), re.compile(r"[.,]\d")
LETTER_OR_DIGIT = re.compile(r"[^\W_]")

BROKEN = re.compile(r"-\s*(?:\|(?!\S)|$)")
COLUMN = re.compile(r"(?<!\S)\|(?!\S)")
"""What stands between the columns of a table."""


@dataclass(frozen=True, slots=True)
class Core:
    """A raw word in a line: its place (code points of the line) and what stands around it."""

    text: str
    start: int
    stop: int
    opens: bool
    """Whether a sentence may begin with it."""
    broken: bool
    """Whether the line, or its column of a table, ends behind it with a hyphen."""


def cores(line: str, *, opens: bool) -> Iterator[Core]:
    """The raw words of a line in order. `opens`: a sentence may begin with the first."""
    addresses = [match.span() for match in ADDRESS.finditer(line)]
    numbers = [match.span() for match in NUMBERS.finditer(line)]
    for match in CORE.finditer(line):
        start, stop = match.span()
        text = match.group()
        if any(a <= start < b for a, b in addresses):
            continue
        fraction = text[:1].isdigit() and DECIMAL_BEFORE.search(line, max(0, start - 2), start)
        alone = any(a <= start < b for a, b in numbers)
        number = alone or fraction or NUMBER.fullmatch(text) or (text.isdigit() and DECIMAL_AFTER.match(line, stop))
        if not number and (LETTER_OR_DIGIT.search(text) or text in ("\u00a2", "\u20ac")):
            yield Core(text, start, stop, opens, BROKEN.match(line, stop) is not None)
        opens = line[stop : stop + 1] in (".", "?", "!", "") and (len(text) > 1 or bool(number))


def in_columns(line: str) -> bool:
    """Whether a line is a row of a table."""
    return COLUMN.search(line) is not None


def column_number(line: str, at: int) -> int:
    """In which column of a line a place is, from 0."""
    return sum(1 for _ in COLUMN.finditer(line, 0, at))


def column(line: str, number: int) -> int | None:
    """Where the text of a column of a line begins; None where there is no such column."""
    starts = [0, *(match.end() for match in COLUMN.finditer(line))]
    if number >= len(starts):
        return None
    rest = line[starts[number] :]
    return starts[number] + len(rest) - len(rest.lstrip())
