"""References of a text to its own tables, pictures and annexes, and whether the source has them.

What bears a number is a caption, or a block that begins with the word: "Table 2", "Annex 1 to the decision". All other
places are references: "(table 4)", "as table 2 shows", "annexes 1, 2". Without a number only a reference to an annex
in parentheses counts. An annex of another act, which a citation behind the words names, is not meant.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

from kg.extract.acts import Citation
from kg.extract.figures.units import LOOSE
from kg.lexicon import Lexicon, Match
from kg.records import Block, Evidence, Outline, Place, Reference
from kg.spans import Span

ANNEX, TABLE = "reference/annex", "reference/table"
BEHIND = re.compile(r"\.?\s*(?:\u2116|N[o\u00ba\u00b0]?\.?|#)?\s*(\d+)((?:\s*,\s*\d+(?!\d|[.,]\d))*)(?!\s*-?\s*\d)")
BEFORE = re.compile(r"(?<!\d)(\d+)\s*-?\s*$")
NEAR = 40
"""A citation that begins within so many characters behind the words names the act whose annex is meant."""

Numbered = tuple[str, str]
"""Kind and number."""


def references(
    outline: Outline, keys: Sequence[str], cited: Mapping[int, Sequence[Citation]], lexicon: Lexicon
) -> Iterator[Reference]:
    """The references of a source in reading order; `keys` are those of its parts, `cited` the citations by block."""
    blocks = [(key, b) for part, key in zip(outline.parts, keys, strict=True) for b in part.walk()]
    borne: dict[Numbered, Place] = {}
    kinds: set[str] = set()
    for key, block in blocks:
        label = block.table.caption if block.table is not None else block.span
        for kind, number, _ in _named(label, block, lexicon, label=True) if label else ():
            kinds.add(kind)
            borne.setdefault((kind, number), Place(key, block.section, block.key if block.table is not None else ""))
    n = 0
    for key, block in blocks:
        if block.table is not None or block.kind in ("furniture", "heading", "title"):
            continue
        for start, stop in lexicon.morphology.sentences(block.span.text):
            sentence = block.span[start:stop]
            for kind, number, words in _named(sentence, block, lexicon, label=False):
                if _is_foreign(start + words.stop, cited.get(id(block), ())):
                    continue
                n += 1
                place = borne.get((kind, number))
                yield Reference(
                    place=Place(key, block.section, f"reference-{n}"),
                    kind=kind,
                    label=Evidence(sentence[words.start : words.stop], block.language, "rule_reference"),
                    evidence=Evidence(sentence, block.language, "rule_reference"),
                    resolved=place is not None or (not number and kind in kinds),
                    table=place if kind == TABLE else None,
                    quantities=_quantities(sentence, block, lexicon),
                )


def _named(span: Span, block: Block, lexicon: Lexicon, *, label: bool) -> Iterator[tuple[str, str, slice]]:
    """Kind, number ("" where there is none) and place of the words, of a label only at the beginning of its block."""
    text = span.text
    for match in lexicon.matches(lexicon.tokens(text, block.language), block.language, ["reference"]):
        kind = match.entries[0].path
        before, behind = BEFORE.search(text, 0, match.start), BEHIND.match(text, match.stop)
        start = before.start() if before and not behind else match.start
        begins = not text[:start].strip(" \t\n-")
        if label is not (begins and (block.table is not None or block.span.text.startswith(text))):
            continue
        numbers = [behind[1], *re.findall(r"\d+", behind[2])] if behind else [before[1]] if before else []
        stop = behind.end() if behind else match.stop
        for number in numbers or [""] * (label or (kind == ANNEX and _is_alone(text, match))):
            yield kind, number, slice(start, stop)


def _is_alone(text: str, match: Match) -> bool:
    """Whether the words begin or end a parenthesis."""
    return text[: match.start].rstrip()[-1:] == "(" or text[match.stop :].lstrip()[:1] == ")"


def _is_foreign(stop: int, cited: Sequence[Citation]) -> bool:
    return any(stop <= c.start <= stop + NEAR for c in cited)


def _quantities(span: Span, block: Block, lexicon: Lexicon) -> tuple[str, ...]:
    matches = lexicon.matches(lexicon.tokens(span.text, block.language), block.language, ["quantity"])
    return tuple(dict.fromkeys(m.entries[0].path for m in matches if m.entries[0].path not in LOOSE))
