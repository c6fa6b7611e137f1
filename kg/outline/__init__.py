"""Text into an outline: parts, sections, leads with their lists, tables.

A source may hold several documents: an approving act and what it approves. A part begins at a title (a heading that
names a kind of document) or, in digests, where the anchors change to another part.

Every block has a place that does not depend on what is extracted from it: its section as numbered, and a key within
the section, counted in reading order: `item-3` (list items, nested ones counted on), `p-2` (other paragraphs),
`table-1`, `h-1` (unnumbered headings inside a section), `heading` (the section's own).
"""

from __future__ import annotations

from kg.cues import Cues
from kg.lexicon import Lexicon
from kg.outline import tables
from kg.outline.contents import bare_lists, contents
from kg.outline.enumerations import inline_items
from kg.outline.headings import OPENING
from kg.outline.paragraphs import Paragraph, numbered_through, paragraphs
from kg.outline.tree import Reader
from kg.records import Outline, Text


def outline(text: Text, lexicon: Lexicon, cues: Cues) -> Outline:
    """Read the structure of a clean text."""
    lines = text.span.lines()
    regions = tables.find(lines)
    markdown = text.source.media_type == "text/markdown"
    skip = [(r.first, r.stop) for r in regions]
    pieces: list[Paragraph | tables.Region] = [
        item
        for p in numbered_through(paragraphs(lines, skip, text.language, markdown=markdown))
        for item in inline_items(p)
    ]
    pieces = sorted([*pieces, *regions], key=lambda p: p.line if isinstance(p, Paragraph) else p.first)
    reader = Reader(lexicon, cues, text)
    listed, items = contents(pieces), bare_lists(pieces)
    reader.act = any(reader.judge.orders(p) for p in pieces[:OPENING] if isinstance(p, Paragraph))
    for n, piece in enumerate(pieces):
        reader.take(piece, furniture=n in listed, item=n in items)
    return Outline(text, tuple(reader.finished()))
