"""The stages in which a document is to be carried out: stretches of years behind a word such as "stage"."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain, pairwise

from kg.extract.dates import dates
from kg.lexicon import Lexicon
from kg.records import Block, Evidence, Part, Place, Stage
from kg.spans import Span

STAGE = "time-word/stage"
"""The word; the numbered ones (first stage) have a number behind it."""


def stages(part: Part, document: str, lexicon: Lexicon, made: str | None) -> Iterator[Stage]:
    """The stages of a part, where at least two in ascending order stand together and none begins before its year.

    `document` is the key of the part, `made` its date: years of the past are no stages to come.
    """
    for block in part.walk():
        for spans in _passages(block):
            found = list(_found(spans, block, lexicon))
            starts = [int(period[:4]) for _, period in found]
            future = made is None or min(starts, default=0) >= int(made[:4])
            if len(found) > 1 and future and all(a < b for a, b in pairwise(starts)):
                for n, (span, period) in enumerate(found, 1):
                    place = Place(document, block.section, f"{block.key}/stage-{n}")
                    yield Stage(place, n, period, Evidence(span, block.language, "rule_stage"))


def _passages(block: Block) -> Iterator[list[Span]]:
    """What may tell of stages: a cell, a paragraph, a lead-in with its list."""
    if block.table is not None:
        yield from ([cell.span] for cell in chain.from_iterable(block.table.rows))
    elif block.kind in ("lead", "paragraph"):
        yield [block.span, *(child.span for child in block.children)]


def _found(spans: list[Span], block: Block, lexicon: Lexicon) -> Iterator[tuple[Span, str]]:
    """The stretches of years behind the first word for a stage, each with its sentence."""
    told = False
    for span in spans:
        for start, stop in lexicon.morphology.sentences(span.text):
            sentence = span[start:stop]
            tokens = lexicon.tokens(sentence.text, block.language)
            words = lexicon.matches(tokens, block.language, ["time-word"])
            told = told or any(e.path.startswith(STAGE) for m in words for e in m.entries)
            if told:
                yield from ((sentence, w.value) for w in dates(tokens, lexicon, block.language) if "/" in w.value)
