"""Spaces that do not belong: runs of them, those at punctuation marks, those behind hyphens."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from functools import cache

from kg import languages
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
GAP = re.compile(r"\S {3,}\S")
EDGE = re.compile(r"(?:\A {2}|(?<=\S) {2}) *(?=\S)")
"""What parts two columns, and stands before a column where those at its left are empty."""
RULE = re.compile(r"[-=\u2500_ \t]{4,}")
WORD = re.compile(r"[^\W\d_]{3}")
FEWEST_ROWS = 3
MOST_WITHOUT = 1
"""Lines within a table that do not reach a column."""
FARTHEST = 2
"""More empty lines than these end a table."""
BEHIND_HYPHEN = re.compile(r"(?<![^\W\d_])([^\W\d_]+)-( )(?=([^\W\d_]+))")
WITHOUT_HYPHEN = re.compile(r"(?<![\w-])([\u0410-\u044f]{3,}+(?<=[\u041e\u043e]))( )(?=([\u0410-\u044f]{5,})(?![\w-]))")
COMPOUND = re.compile(r"(?<![^\W\d_])[^\W\d_]+-[^\W\d_]+")


def spaces(span: Span) -> Span:
    """One space where there were several, none before a comma or behind an opening parenthesis, none at a line end.

    Lines that stand in columns keep theirs: the gaps are what makes them a table.
    """
    for pattern in (EXTRA, AT_MARK):
        edges = [edge for line in columns(span.text) for edge in line]
        found = (match.span() for match in pattern.finditer(span.text))
        span = edit(span, ((start, stop, "") for start, stop in found if bisect_right(edges, start) % 2 == 0))
    return span


def columns(text: str) -> list[tuple[int, int]]:
    """The places of the lines that stand in columns: with gaps in lines that follow one another, or at one place."""
    lines = text.split("\n")
    inside = running(lines) | flush(lines)
    found: list[tuple[int, int]] = []
    at = 0
    for n, line in enumerate(lines):
        if n in inside:
            found.append((at, at + len(line)))
        at += len(line) + 1
    return found


def running(lines: Sequence[str]) -> set[int]:
    """At least three lines running with gaps of three spaces, ruled or not."""
    found: set[int] = set()
    run: list[int] = []
    for n, line in enumerate([*lines, ""]):
        if GAP.search(line) and "\t" not in line:
            run.append(n)
        elif not (run and RULE.fullmatch(line)):
            found.update(run if len(run) >= FEWEST_ROWS else ())
            run = []
    return found


def flush(lines: Sequence[str]) -> set[int]:
    """Lines in which text begins behind a gap at one place, three at least, where a line between begins there itself."""
    found: set[int] = set()
    open_at: dict[int, tuple[list[int], int, bool]] = {}
    blanks = 0
    for n, line in enumerate([*lines, "\t"]):
        if not line.strip() and "\t" not in line:
            blanks += 1
            continue
        word = WORD.search(line) if "\t" not in line else None
        gaps = EDGE.finditer(line) if word else ()
        edges = {m.end(): m.start() > 0 for m in gaps if not m.start() or (word and m.start() >= word.end())}
        ended = "\t" in line or blanks > FARTHEST
        blanks = 0
        for place, (rows, missed, goes_on) in list(open_at.items()):
            if ended or (place not in edges and missed == MOST_WITHOUT):
                found.update(rows if goes_on and len(rows) >= FEWEST_ROWS else ())
                del open_at[place]
            elif place not in edges:
                open_at[place] = (rows, missed + 1, goes_on)
        for place, inner in edges.items():
            rows, _, goes_on = open_at.get(place, ([], 0, False))
            rows += [n] if inner else []
            open_at[place] = (rows, 0, goes_on or not inner)
    return found


def hyphens(span: Span) -> Span:
    """A compound with a space behind its hyphen is closed up; a suspended hyphen ("short- and long-term") stays.

    In Russian the next word decides by its part of speech; in other languages, and where the dictionary does not know
    the word, a compound is closed up if the text has it closed elsewhere. The hyphen goes too where a line had ended at
    it: the parts make a Russian word, and are not both words.
    """

    @cache
    def closed_up() -> frozenset[str]:
        return frozenset(COMPOUND.findall(span.text.casefold()))

    @cache
    def russian() -> bool:
        return languages.main(span.text) == "ru"

    def cuts() -> Iterator[Edit]:
        for match in BEHIND_HYPHEN.finditer(span.text):
            left, right = match[1].casefold(), match[3].casefold()
            if russian() and known(left + right, "ru") and not (known(left, "ru") and known(right, "ru")):
                yield match.start(2) - 1, match.end(2), ""
                continue
            closed = russian() and known(right, "ru") and not grammemes(right) & FUNCTION_WORDS
            if closed or f"{left}-{right}" in closed_up():
                yield *match.span(2), ""

    return edit(span, cuts())


def compounds(span: Span) -> Span:
    """A Russian adjective of two parts that has a space for its hyphen gets the hyphen."""
    lost = (match.span(2) for match in WITHOUT_HYPHEN.finditer(span.text) if _compound(match[1], match[3]))
    return edit(span, ((start, stop, "-") for start, stop in lost))


def _compound(left: str, right: str) -> bool:
    """Whether two words are an adjective that the dictionary has with a hyphen.

    Before an adjective of quality a first word that may stand alone says how, and does so.
    """
    left, right = left.casefold(), right.casefold()
    marks = grammemes(right)
    return "ADJF" in marks and not ("Qual" in marks and known(left, "ru")) and known(f"{left}-{right}", "ru")
