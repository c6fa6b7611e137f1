"""Digits inside Cyrillic words: 0 and 3 that were letters which look the same."""

from __future__ import annotations

import re

from kg.morphology import known
from kg.spans import Span

LOOK_ALIKES = str.maketrans("03", "\u043e\u0437")
LETTER = "[\u0410-\u044f\u0401\u0451]"
WORD = re.compile(rf"(?<![\w.,-])[03]{LETTER}{{2,}}(?!\w)|(?<!\w){LETTER}++[03](?:{LETTER}|[03](?={LETTER}))++(?!\w)")


def digits(span: Span) -> Span:
    """Words with a letter for the digit, where that makes a Russian word; a digit that begins one stands for a capital."""
    parts, at = [], 0
    for match in WORD.finditer(span.text):
        word, (start, stop) = match.group().translate(LOOK_ALIKES), match.span()
        if known(word.lower(), "ru"):
            word = word.upper() if match.group()[1:].upper() == match.group()[1:] else word
            word = word if match.group()[0].isalpha() else word[0].upper() + word[1:]
            parts += [span[at:start], Span(word, span.starts[start:stop], span.stops[start:stop])]
            at = stop
    return Span.concat([*parts, span[at:]]) if at else span
