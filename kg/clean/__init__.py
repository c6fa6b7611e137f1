"""Sources into clean text: the same lines without what printing, scanning and converting left in them.

Every step is a function from span to span, so every character of the clean text knows its place in the source. Marks
that make structure (headings, lists, tables, indentation, anchors) stay for the outline reader.
"""

from __future__ import annotations

import operator
import re
from collections import Counter
from collections.abc import Callable, Iterator
from dataclasses import replace
from typing import Literal

from kg import languages
from kg.clean.characters import (
    composed,
    invisible,
    line_ends,
    link_codes,
    look_alikes,
    plain_characters,
)
from kg.clean.marks import emphasis, entities, escapes, html_tags, links, strong_lines
from kg.clean.punctuation import compounds, hyphens, spaces
from kg.clean.quality import garbled
from kg.clean.spacing import letter_spacing
from kg.errors import BadInput
from kg.records import Reading, Source, Text
from kg.restore import readings, restore
from kg.restore import repaired as restored
from kg.restore.digits import digits
from kg.restore.slips import mend, mended
from kg.spans import Span

Step = Callable[[Span], Span]
Quality = Literal["clean", "letter-spaced", "mixed-script", "wrong-language-ocr"]
CHUNK = 1 << 20
"""Code points that are cleaned at a time, up to the next line end: memory stays bounded for huge files."""
NOTABLE = 0.0005
"""Share of repaired characters from which on the text counts as damaged."""
UNREADABLE = 0.3
NOT_EMPTY = re.compile(r"[^\n]+")


def clean(source: Source) -> Text:
    """The clean text of a source, with as many lines as the source (those of the front matter are empty).

    Raises BadInput if the text is in none of the three languages.
    """
    steps = [step for step in STEPS if step not in MARKDOWN or source.media_type == "text/markdown"]
    steps = [step for step in steps if step not in MARKUP or not source.extracted]
    parts = [line_ends(Span.of(source.text[: source.body])).sub(NOT_EMPTY, "")]
    repaired: Counter[Step] = Counter()
    anew: list[Reading] = []
    for part in _chunks(source):
        for step in steps:
            if step is mend and anew:
                continue
            before, part = part, step(part)
            if step in REPAIRS and part is not before:
                found = [*ANEW[step](before)] if step in ANEW else []
                repaired[step] += (
                    sum(r.stop - r.start for r in found) if step is mend else _repaired(step, before, part)
                )
                anew += found
        parts.append(part)
    span = Span.concat(parts)
    return replace(_judged(source, span, repaired), readings=tuple(anew))


def _repaired(step: Step, before: Span, after: Span) -> int:
    """How many characters a step repaired."""
    if step is restore:
        return restored(before, after)
    return abs(len(before) - len(after)) or sum(map(operator.ne, before.text, after.text))


def _chunks(source: Source) -> Iterator[Span]:
    at = source.body
    while at < len(source.text):
        stop = source.text.find("\n", at + CHUNK) + 1 or len(source.text)
        yield Span.of(source.text[at:stop], at)
        at = stop


def _judged(source: Source, span: Span, repaired: Counter[Step]) -> Text:
    """The text with its language, and how damaged it was."""
    letters = max(sum(map(str.isalpha, span.text)), 1)
    lost = garbled(span.text) / letters
    damaged = min(lost + repaired.total() / letters, 1.0)
    if lost > UNREADABLE:
        # Latin letters that are none: Russian, as far as can be said before they are restored.
        return Text(source, span, "ru", "wrong-language-ocr", damaged)
    worst = max(REPAIRS, key=lambda step: repaired[step])
    quality = REPAIRS[worst] if repaired[worst] > NOTABLE * letters else "clean"
    if code := languages.foreign(span.text):
        raise BadInput(
            f"the text is in a language that is not read ({code}); give a Russian, Kazakh or English version of it",
            path=source.path,
        )
    return Text(source, span, languages.main(span.text), quality, damaged)


MARKUP: frozenset[Step] = frozenset((html_tags, entities))
"""Steps for files that are the text themselves."""
MARKDOWN: frozenset[Step] = frozenset((links, strong_lines, emphasis, escapes))
REPAIRS: dict[Step, Quality] = {
    restore: "wrong-language-ocr",
    letter_spacing: "letter-spaced",
    look_alikes: "mixed-script",
    digits: "mixed-script",
    mend: "mixed-script",
}
"""Steps that mend damage, and what it is called."""
ANEW: dict[Step, Callable[[Span], Iterator[Reading]]] = {restore: readings, mend: mended}
"""Steps that read words anew, and which of the text before the step."""
STEPS: tuple[Step, ...] = (
    line_ends,
    html_tags,
    entities,
    links,
    strong_lines,
    emphasis,
    escapes,
    plain_characters,
    invisible,
    composed,
    link_codes,
    restore,
    letter_spacing,
    spaces,
    look_alikes,
    digits,
    hyphens,
    compounds,
    mend,
)
