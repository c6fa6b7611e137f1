"""Abbreviations that a document itself explains: "MIA – Ministry of Internal Affairs" in the note below a plan."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from kg.extract.mentions import named
from kg.lexicon import Lexicon
from kg.records import Language, Outline
from kg.spans import Span

EXPLAINED = re.compile(r"(?<![\w-])([^\W\d_][\w-]{1,10})\s+[-\u2013\u2014]\s+")
"""What stands before a dash; that it is an abbreviation shows in its capitals."""
FEWEST_CAPITALS = 2

Abbreviations = Mapping[str, str]
"""Bodies (`agency/…`) by what stands for them in one document."""


def abbreviations(outline: Outline, lexicon: Lexicon, place: str | None) -> Abbreviations:
    """The bodies that the document abbreviates; those that the vocabulary knows by the same letters are left out."""
    found: dict[str, str] = {}
    for block in (b for part in outline.parts for b in part.walk() if b.table is None):
        explained = [m for m in EXPLAINED.finditer(block.span.text) if sum(map(str.isupper, m[1])) >= FEWEST_CAPITALS]
        for n, match in enumerate(explained):
            stop = explained[n + 1].start() if n + 1 < len(explained) else len(block.span)
            name = block.span[match.end() : stop]
            known = named(block.span[match.start(1) : match.end(1)], block.language, lexicon, ["agency"])
            bodies = named(name, block.language, lexicon, ["agency"], place=place)
            if bodies and not known:
                found.setdefault(match[1], bodies[0].entry.path)
    return found


def abbreviated(span: Span, language: Language, known: Abbreviations) -> Iterator[tuple[str, Span]]:
    """The bodies that a text names by the document's own abbreviations, with the words; a Kazakh suffix may follow."""
    suffix = r"(?:-\w+)?" if language == "kk" else ""
    for short, body in known.items():
        for match in re.finditer(rf"(?<![\w-]){re.escape(short)}{suffix}(?![\w-])", span.text):
            yield body, span[match.start() : match.end()]
