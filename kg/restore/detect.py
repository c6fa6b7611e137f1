"""Which lines a wrong-language OCR has made, and what they were: style of type and language.

Two steps: a check over large pieces at the speed of memory that clean text passes untouched, and a model of pairs of
characters for each line of a piece that did not pass.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from itertools import pairwise
from math import inf

from kg.records import Language
from kg.restore.channel import Style
from kg.restore.tokens import in_columns
from kg.restore.words import english

PIECE = 1 << 14
"""Characters that are checked at a time."""
CLASSES = bytes(
    97 if 97 <= c <= 122 or c >= 0xDF else 65 if 65 <= c <= 90 else 48 if 48 <= c <= 57 else 32 if c in b"?" else c
    for c in range(256)
)
"""Latin-1 characters by class: small letter, capital, digit; what is not Latin-1 (Cyrillic) arrives as a question mark."""
TELLING = (b"aA", b"a0a", b"A0A", b"0aa")
"""What one English word in a thousand has and one in three of such text: a capital or a digit inside a word."""
FEW = 5
IRREGULAR = re.compile(r"[a-z\u00df-\u00ff][A-Z]|[A-Za-z]\d[A-Za-z]|(?<!\d)\d[A-Za-z]{3}")
SHARE = 0.08
"""Irregular places per word from which on lines are believed to be such text."""
SWITCH, SWITCH_AT_BLANK = 150, 60
"""What it costs, in tenths, that a line is of another kind than the line before."""
CYRILLIC = re.compile("[\u0400-\u052f]")
LATIN = re.compile(r"[A-Za-z]{2}|[A-Za-z]\d+[A-Za-z]")
WORD = re.compile(r"[^\W_]{3,}")
TITLE = 5
"""Letters that some word must have in a line of capitals that is taken for such text."""


@dataclass(frozen=True, slots=True)
class Kind:
    """What a line was before it was read wrongly."""

    style: Style
    language: Language


def suspicious(text: str) -> bool:
    """Whether any part of a text may be such text; False at hundreds of megabytes a second for clean text."""
    coded = text.encode("latin-1", "replace").translate(CLASSES)
    for start in range(0, len(coded), PIECE):
        piece = coded[start : start + PIECE]
        if sum(map(piece.count, TELLING)) >= FEW:
            return True
    return False


def kinds(lines: Sequence[str]) -> list[Kind | None]:
    """For each line what it was; None for lines that are what they seem."""
    found: list[Kind | None] = [None] * len(lines)
    names, _ = _model()
    for start, stop, number in _stretches(_path(lines)):
        text = "\n".join(lines[start:stop])
        if number and len(IRREGULAR.findall(text)) > SHARE * len(text.split()):
            style, language = names[number].split()
            kind = Kind(style, language)  # type: ignore[arg-type]
            found[start:stop] = [kind if _latin(line) else None for line in lines[start:stop]]
    for order in (range(len(lines)), range(len(lines) - 1, -1, -1)):
        _spread(lines, found, order)
    return found


def _spread(lines: Sequence[str], found: list[Kind | None], order: Iterable[int]) -> None:
    """Take rows of tables and titles, which show little of what they are, for what the line before them is."""
    kind: Kind | None = None
    for n in order:
        if kind and not found[n] and _latin(lines[n]) and (in_columns(lines[n]) or _title(lines[n])):
            words = [word.lower() for word in WORD.findall(lines[n]) if not word.isdigit()]
            found[n] = kind if 2 * sum(english(word) < inf for word in words) <= len(words) else None
        if lines[n].strip():
            kind = found[n]


def _latin(line: str) -> bool:
    return LATIN.search(line) is not None and not CYRILLIC.search(line)


def _title(line: str) -> bool:
    return not any(map(str.islower, line)) and any(len(word) >= TITLE for word in WORD.findall(line))


def _stretches(path: Sequence[int]) -> Iterator[tuple[int, int, int]]:
    start = 0
    for stop in range(1, len(path) + 1):
        if stop == len(path) or path[stop] != path[start]:
            yield start, stop, path[start]
            start = stop


def _path(lines: Sequence[str]) -> list[int]:
    """The likeliest kind of each line, as a number into the names; lines of one kind stand together."""
    names, table = _model()
    count = len(names)
    costs, back = [0] * count, []
    blank = True
    for line in lines:
        here = _costs(line, table, count)
        switch = SWITCH_AT_BLANK if blank else SWITCH
        blank = not line.strip()
        cheapest = min(range(count), key=costs.__getitem__)
        came = [n if costs[n] <= costs[cheapest] + switch else cheapest for n in range(count)]
        costs = [min(costs[n], costs[cheapest] + switch) + here[n] for n in range(count)]
        back.append(came)
    at = min(range(count), key=costs.__getitem__)
    path = []
    for came in reversed(back):
        path.append(at)
        at = came[at]
    return path[::-1]


def _costs(line: str, table: dict[str, tuple[int, ...]], count: int) -> list[int]:
    if CYRILLIC.search(line):
        return [0] + [40 * len(line)] * (count - 1)
    found = [table[pair] for pair in map("".join, pairwise(f" {line.strip()} ")) if pair in table]
    return [sum(column) for column in zip(*found, strict=True)] if found else [0] * count


@cache
def _model() -> tuple[list[str], dict[str, tuple[int, ...]]]:
    """The names of the kinds (the first is English, read as it should be) and the cost of each pair of characters."""
    head, *rows = files(__package__).joinpath("kinds.tsv").read_text(encoding="utf-8").split("\n")
    table = {}
    for row in filter(None, rows):
        pair, *costs = row.split("\t")
        table[pair] = tuple(map(int, costs))
    return head.split("\t")[1:], table
