"""Slips of an engine that knew the language: a wrong letter in a Russian word ("н" for "и"), a space inside one.

A word is mended only if the dictionary does not have it, has exactly one that it may have been, and the text has as
many such words that they are no chance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import combinations, pairwise

from kg.languages import KAZAKH
from kg.morphology import grammemes, known
from kg.records import Reading
from kg.restore.kazakh import lost_letters
from kg.spans import Span

WORD = re.compile(r"(?<![\w-])[\u0410-\u044f\u0401\u0451]++(?![\w-])")
SHARED = "\u0456"
OTHER = re.compile(f"[{''.join(c + c.upper() for c in sorted(KAZAKH - {SHARED}))}]")
"""Kazakh letters: their line is none of Russian. Not the one that old printing and other engines have besides."""
ALIKE = (
    "\u0438\u043d",
    "\u043d\u043f",
    "\u043f\u043b",
    "\u0448\u0449",
    "\u0446\u0438",
    "\u0438\u0439",
    "\u0433\u0442",
    "\u044c\u044a",
    "\u043a\u0445",
    "\u044d\u0437",
)
"""Pairs of small letters that look alike in print and seldom make another word."""
SHORTEST, SHORTEST_CAPITAL = 6, 7
"""Letters of a word in which a wrong one is looked for, and of one with a capital, which may be a name."""
FURTHER = 4
"""Letters by which a word must be longer in which two are looked for."""
SHORTEST_JOINED = 5
MOST_FRAGMENTS = 4
SHARE = 0.002
"""Slips per word from which on they are believed: single new words and names of clean text are left as they are."""
LETTER_SURE, LETTERS_SURE, SPACE_SURE, KAZAKH_SURE = 0.8, 0.6, 0.9, 0.7
"""How sure a word is in which a letter was mended, one in which two were, one that was put together, and one that got Kazakh letters."""
NAMES = frozenset(("Name", "Surn", "Patr", "Geox", "Abbr"))
"""Marks of words that a common word is not taken for."""


@dataclass(frozen=True, slots=True)
class Slip:
    """A word with a slip: its place in the text (half open) and what it should be."""

    start: int
    stop: int
    edits: tuple[tuple[int, int, str], ...]
    """Places of the text and what stands there instead, in order; "" cuts out."""
    confidence: float


def mend(span: Span) -> Span:
    """The text with its slips mended, each letter in the place of one; the same span where there are none."""
    parts, at = [], 0
    for slip in slips(span.text):
        for start, stop, new in slip.edits:
            piece = span[start:stop]
            parts += [span[at:start], Span(new, piece.starts[: len(new)], piece.stops[: len(new)])]
            at = stop
    return Span.concat([*parts, span[at:]]) if at else span


def mended(span: Span) -> Iterator[Reading]:
    """The words of the source that `mend` mends, in order."""
    for slip in slips(span.text):
        yield Reading(span.starts[slip.start], span.stops[slip.stop - 1], slip.confidence)


@lru_cache(maxsize=1)
def slips(text: str) -> tuple[Slip, ...]:
    """The slips of a text, in order and apart from each other; none if they are too few to be believed."""
    lines = text.splitlines(keepends=True)
    words = [[] if line.isascii() else WORD.findall(line) for line in lines]
    unknown = frozenset(filter(_odd, set[str]().union(*words)))
    good = [*map(unknown.isdisjoint, words)]
    if len([*_slips(lines, good, unknown, 1)]) < SHARE * sum(map(len, words)):
        return ()
    return tuple(_slips(lines, good, unknown, 2))


def _slips(lines: Sequence[str], good: Sequence[bool], unknown: frozenset[str], most: int) -> Iterator[Slip]:
    """The slips of the lines that are not good, with `most` wrong letters in a word at most; no lost Kazakh letters if some are there, so that the engine knew them."""
    at, lost = 0, not OTHER.search("".join(lines))
    for line, without in zip(lines, good, strict=True):
        if without and not (lost and SHARED in line):
            at += len(line)
            continue
        found = [] if without or OTHER.search(line) else _russian(line, at, unknown, most)
        if not found and lost:
            found = [_moved(at, *letters) for letters in lost_letters(line)]
        yield from found
        at += len(line)


def _russian(line: str, at: int, unknown: frozenset[str], most: int) -> list[Slip]:
    """The slips of a line that begins at `at`; none if it is not Russian."""
    words = list(WORD.finditer(line))
    found, past, strange = [], 0, 0
    for n, word in enumerate(words):
        if n < past or word.group() not in unknown:
            continue
        if run := _fragments(words, n, past):
            past = run[1]
            found.append(_joined(words[slice(*run)], at))
        elif letters := _letters(word.group(), most):
            sure = LETTER_SURE if len(letters) == 1 else LETTERS_SURE
            found.append(_moved(at + word.start(), 0, len(word.group()), letters, sure))
        else:
            strange += 1
    return found if 2 * strange <= len(words) else []


def _moved(at: int, start: int, stop: int, letters: Sequence[tuple[int, str]], sure: float = KAZAKH_SURE) -> Slip:
    return Slip(at + start, at + stop, tuple((at + n, at + n + 1, new) for n, new in letters), sure)


def _odd(word: str) -> bool:
    """Whether the dictionary does not have a word that is no abbreviation."""
    return not (1 < len(word) < SHORTEST_JOINED and word.isupper()) and not known(word.lower(), "ru")


def _joined(words: Sequence[re.Match[str]], at: int) -> Slip:
    edits = tuple((at + left.end(), at + right.start(), "") for left, right in pairwise(words))
    return Slip(at + words[0].start(), at + words[-1].end(), edits, SPACE_SURE)


def _fragments(words: Sequence[re.Match[str]], n: int, past: int) -> tuple[int, int] | None:
    """The only run of words around the n-th that makes one word, half open; none that begins before `past`."""
    low, high = n, n + 1
    while low > max(past, n - MOST_FRAGMENTS + 1) and _beside(words[low - 1], words[low]):
        low -= 1
    while high < min(n + MOST_FRAGMENTS, len(words)) and _beside(words[high - 1], words[high]):
        high += 1
    found = []
    for first in range(low, n + 1):
        text = words[first].group()
        for stop in range(first + 2, min(first + MOST_FRAGMENTS, high) + 1):
            text += words[stop - 1].group()
            if stop > n and len(text) >= SHORTEST_JOINED and text[1:].islower() and _common(text.lower()):
                found.append((first, stop))
    return found[0] if len(found) == 1 else None


def _beside(left: re.Match[str], right: re.Match[str]) -> bool:
    return right.start() - left.end() == 1 and left.string[left.end()] == " " and right.group().islower()


@lru_cache(maxsize=20_000)
def _letters(word: str, most: int) -> tuple[tuple[int, str], ...]:
    """The places of the fewest letters, `most` at most, and their look-alikes that make a known word; () if none or several do."""
    capital = word[0].isupper()
    for number in range(1, most + 1):
        if len(word) < (SHORTEST_CAPITAL if capital else SHORTEST) + FURTHER * (number - 1):
            return ()
        edits = [edits for edits in combinations(_changes(word.lower()), number) if _known_with(word.lower(), edits)]
        if edits:
            found = edits[0] if len(edits) == 1 else ()
            return tuple((n, letter.upper() if word[n].isupper() else letter) for n, letter in found)
    return ()


def _changes(word: str) -> list[tuple[int, str]]:
    return [(n, c) for n, old in enumerate(word) for pair in ALIKE if old in pair for c in pair.replace(old, "")]


def _known_with(word: str, edits: Sequence[tuple[int, str]]) -> bool:
    """Whether a word is a common one with other letters in these places."""
    letters = dict(edits)
    return len(letters) == len(edits) and _common("".join(letters.get(n, c) for n, c in enumerate(word)))


@lru_cache(maxsize=50_000)
def _common(word: str) -> bool:
    return known(word, "ru") and not grammemes(word) & NAMES
