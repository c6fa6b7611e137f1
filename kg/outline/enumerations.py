"""Lists that run on in a line: "…: - one; - two", "(a) one; (b) two", "…: one; two; three."."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from itertools import pairwise

from kg.morphology import Morphology
from kg.outline.paragraphs import Paragraph, marker_of

INLINE_BULLET = re.compile(r"(?<=[;:.,])\s+[-\u2013\u2014\u2022]\s+(?=[^\W\d_])")
BETWEEN = re.compile(r";\s*|(?<=[\"\u00bb\u201d]),\s+(?=[^\W\d_]+\s+[\"\u00ab\u201c])")
"""What stands between the members of an enumeration in running text: a semicolon, or a comma between two names."""
RUN_IN = re.compile(r": [^;:]+; ")
ENUMERATED = re.compile(r";\s+(?=\(?(?:\d{1,2}|[^\W\d_]|[ivx]{2,4})\)\s)")
"""What stands before the next letter or number of an enumeration in running text."""


def inline_items(paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph with its list inside ("…: - one; - two. More.") as lead-in, items and what follows; else itself."""
    text = paragraph.text
    if ENUMERATED.search(text) and not text.endswith(":"):
        yield from enumerated(paragraph)
        return
    cuts = list(INLINE_BULLET.finditer(text))
    if not cuts or not text[: cuts[0].start()].endswith(":"):
        yield from run_in(paragraph)
        return
    yield replace(paragraph, span=paragraph.span[: cuts[0].start()])
    for n, cut in enumerate(cuts):
        stop = cuts[n + 1].start() if n + 1 < len(cuts) else len(text)
        piece = paragraph.span[cut.end() : stop].strip()
        end = Morphology().sentences(piece.text)[0][1] if piece else 0
        rest = piece[end:].strip() if n + 1 == len(cuts) or piece.text[end:].count(":") else None
        item = piece[:end] if rest else piece
        yield replace(paragraph, span=item, marker="-", anchor="")
        if rest:
            yield replace(paragraph, span=rest, marker="", anchor="")


def enumerated(paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph that numbers its members ("…: (a) one; (b) two.") as lead-in, where it has one, and items."""
    text = paragraph.text
    cuts = [0, *(m.end() for m in ENUMERATED.finditer(text)), len(text)]
    for n, (start, stop) in enumerate(pairwise(cuts)):
        piece = paragraph.span[start:stop].strip()
        colon = piece.text.find(": ") + 1 if n == 0 and marker_of(piece.text[piece.text.find(": ") + 2 :]) else 0
        if colon:
            yield replace(paragraph, span=piece[:colon])
            piece = piece[colon:].strip()
        marker = marker_of(piece.text)
        own = paragraph.marker if n == 0 and not colon else marker.strip()
        yield replace(paragraph, span=piece[len(marker) :], marker=own, anchor="")


def run_in(paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph that ends in an enumeration behind a colon ("…: one; two.") as lead-in and items; else itself."""
    text = paragraph.text
    sentences = [paragraph.span[a:b] for a, b in Morphology().sentences(text)]
    if len(sentences) > 1 and all(RUN_IN.search(sentence.text) for sentence in sentences):
        for sentence in sentences:
            yield from run_in(replace(paragraph, span=sentence))
        return
    colon = text.find(": ", max(text.rfind(". ", 0, text.rfind(": ")), 0))
    rest = text[colon + 1 :]
    if (
        colon < 0
        or paragraph.marker
        or rest.count(";") < 1
        or text.endswith(";")
        or re.search(r"[.!?]\s+[^\W\d_]", rest)
    ):
        yield paragraph
        return
    cuts = [0, *(m.end() for m in BETWEEN.finditer(rest)), len(rest)]
    pieces = [(a, b) for a, b in pairwise(cuts) if rest[a:b].strip()]
    yield replace(paragraph, span=paragraph.span[: colon + 1])
    for start, stop in pieces:
        item = paragraph.span[colon + 1 + start : colon + 1 + stop].strip()
        marker = marker_of(item.text)
        yield replace(paragraph, span=item[len(marker) :], marker=marker.strip(), anchor="")
