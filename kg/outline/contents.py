"""Contents lists: their entries are the headings of the text, and are not read twice."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import takewhile

from kg.outline.headings import LONGEST_HEADING
from kg.outline.layout import ENDS
from kg.outline.paragraphs import Paragraph
from kg.outline.tables import Region

SHORTEST_LIST = 3
"""Numbered lines without a text below any of them."""


def contents(pieces: Sequence[Paragraph | Region]) -> set[int]:
    """Indices of the paragraphs of a contents list: headings that stand again, in order and apart, further below."""
    names = [bare(p.text) if isinstance(p, Paragraph) else "" for p in pieces]
    later = {name: n for n, name in enumerate(names) if name}
    run: list[int] = []
    for n, name in enumerate(names):
        after = later[names[run[-1]]] if run else n + 1
        if name and later[name] > after and len(name.split()) <= LONGEST_HEADING:
            run.append(n)
        elif len(run) >= 3:
            break
        else:
            run = []
    if len(run) < 3:
        return set()
    first, last = later[names[run[0]]], later[names[run[-1]]]
    if last - first < 2 * len(run) - 2:
        return set()  # a list that stands twice, not the headings of a text
    return set(run) | set(takewhile(lambda n: _entry(pieces[n]), range(run[-1] + 1, first)))


def bare_lists(pieces: Sequence[Paragraph | Region]) -> set[int]:
    """Indices of numbered lines that are items and no headings: three or more from 1 on, with nothing in between."""
    found: set[int] = set()
    run: list[int] = []
    for n, piece in enumerate([*pieces, None]):
        number = piece.number if isinstance(piece, Paragraph) and not (piece.hashes or piece.anchor) else ""
        if number == str(len(run) + 1) and run:
            run.append(n)
            continue
        ended = isinstance(piece, Paragraph) and not piece.marker
        found |= set(run) if len(run) >= SHORTEST_LIST and ended else set()
        run = [n] if number == "1" else []
    return found


def _entry(piece: Paragraph | Region) -> bool:
    """Whether a paragraph has the shape of an entry of a contents list."""
    return isinstance(piece, Paragraph) and len(piece.text.split()) <= LONGEST_HEADING and not piece.text.endswith(ENDS)


def bare(text: str) -> str:
    """The words of a heading without its numbers, page number, leaders and what stands in parentheses."""
    return re.sub(r"[\W\d_]+", " ", re.sub(r"\([^)]*\)", "", text)).casefold().strip()
