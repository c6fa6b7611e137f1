"""Spaces that do not belong: runs of them, those at punctuation marks, those behind hyphens."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache

from kg.clean.characters import language
from kg.clean.edit import Edit, edit
from kg.clean.spacing import FUNCTION_WORDS
from kg.morphology import grammemes, known
from kg.spans import Span

EXTRA = re.compile(r"(?<=\S ) +|(?<=\t) +|(?<! ) ++(?=[\t\n]|\Z)")
"""Not at the beginning of a line: the outline reader measures indentation."""
AT_MARK = re.compile(
    r" (?:(?<=\S )(?=[,;)\u00bb\u201d]|[!?](?!\S)|\.(?![\w.]))"
    r"|(?<=\S )(?=:(?!\S))(?!(?<=\d ):\s\d)"
    r"|(?<=[(\u00ab\u201c] )(?=\S))"
)
BEHIND_HYPHEN = re.compile(r"(?<![^\W\d_])([^\W\d_]+)-( )(?=([^\W\d_]+))")
COMPOUND = re.compile(r"(?<![^\W\d_])[^\W\d_]+-[^\W\d_]+")


def spaces(span: Span) -> Span:
    """One space where there were several, none before a comma or behind an opening parenthesis, none at a line end."""
    for pattern in (EXTRA, AT_MARK):
        span = edit(span, ((m.start(), m.end(), "") for m in pattern.finditer(span.text)))
    return span


def hyphens(span: Span) -> Span:
    """A compound with a space behind its hyphen is closed up; a suspended hyphen ("short- and long-term") stays.

    In Russian the next word decides by its part of speech; in other languages, and where the dictionary does not know
    the word, a compound is closed up if the text has it closed elsewhere.
    """

    @cache
    def compounds() -> frozenset[str]:
        return frozenset(COMPOUND.findall(span.text.casefold()))

    @cache
    def russian() -> bool:
        return language(span.text) == "ru"

    def cuts() -> Iterator[Edit]:
        for match in BEHIND_HYPHEN.finditer(span.text):
            left, right = match[1].casefold(), match[3].casefold()
            closed = russian() and known(right, "ru") and not grammemes(right) & FUNCTION_WORDS
            if closed or f"{left}-{right}" in compounds():
                yield *match.span(2), ""

    return edit(span, cuts())
