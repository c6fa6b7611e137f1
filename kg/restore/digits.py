"""Digits that are letters of the same shape, and letters that are digits: words with 0 and 3, numbers with O, l and Ш."""

from __future__ import annotations

import re
from collections.abc import Iterator

from kg.morphology import grammemes, known
from kg.spans import Span

LOOK_ALIKES = str.maketrans("03", "\u043e\u0437")
LETTER = "[\u0410-\u044f\u0401\u0451]"
WORD = re.compile(rf"(?<![\w.,-])[03]{LETTER}{{2,}}(?!\w)|(?<!\w){LETTER}++[03](?:{LETTER}|[03](?={LETTER}))++(?!\w)")
BEHIND_NUMBER = re.compile(r"\d ")
ZERO = re.compile(r"(?<![\w.,-])\d++(?:[Oo\u041e\u043e]\d++)++(?![\w-])")
"""Not beside a hyphen: there stand codes."""
ONE = re.compile(r"(?<![\w.,-])[lI\u0406](?=\d{1,3} [\u0430-\u044f\u0451])")
THREE = re.compile("(?<!\\S)\u0428(?= ([\u0430-\u044f\u0451]{3,}))")
LETTERS = re.compile(r"\D")


def digits(span: Span) -> Span:
    """Words with a letter for the digit, where that makes a Russian word, and numbers with a digit for the letter.

    A digit that begins a word stands for a capital, unless the word follows a number.
    """
    parts, at = [], 0
    for start, stop, new in sorted((*_words(span.text), *_numbers(span.text))):
        kept = len(new) == stop - start
        piece = span[start:stop]
        parts += [span[at:start], Span(new, piece.starts, piece.stops) if kept else piece.replaced(new)]
        at = stop
    return Span.concat([*parts, span[at:]]) if at else span


def _words(text: str) -> Iterator[tuple[int, int, str]]:
    for match in WORD.finditer(text):
        raw, word = match.group(), match.group().translate(LOOK_ALIKES)
        if known(word.lower(), "ru"):
            word = word.upper() if raw[1:].upper() == raw[1:] else word
            capital = raw[0].isdigit() and not BEHIND_NUMBER.fullmatch(text, max(match.start() - 2, 0), match.start())
            yield *match.span(), word[0].upper() + word[1:] if capital else word


def _numbers(text: str) -> Iterator[tuple[int, int, str]]:
    """2O19 and l2, and what stands for a Roman three before a noun."""
    for match in ZERO.finditer(text):
        yield *match.span(), LETTERS.sub("0", match.group())
    for match in ONE.finditer(text):
        yield *match.span(), "1"
    for match in THREE.finditer(text):
        if known(match[1], "ru") and "NOUN" in grammemes(match[1]):
            yield *match.span(), "III"
