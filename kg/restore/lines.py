"""Damaged lines read: from raw lines to repairs, word by word.

Everything is read twice: in a hurry with the channel and the words of the language, then with what the document has shown
of its own words and of the engine that read it.
"""

from __future__ import annotations

import gc
import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, replace
from functools import lru_cache
from itertools import zip_longest
from math import exp

from kg.records import Language
from kg.restore.adapt import Read, learned_channel, learned_pairs, learned_words
from kg.restore.agree import agree
from kg.restore.channel import channel
from kg.restore.decode import MARK, Reader, good, likelier_in_capitals, words_here
from kg.restore.detect import Kind, kinds
from kg.restore.pairs import Following
from kg.restore.search import Guess, Run
from kg.restore.tokens import Core, column, column_number, cores, in_columns
from kg.restore.words import lexis

CAPITALS, SAMPLE, MARGIN, SMALL = 0.15, 6, 3.0, 50.0
"""Share of small letters below which a line may be set in capitals, the number of words, the longest, that decide, how
much likelier each must be in capitals, and how much more for small letters, by their share."""
FELL_APART = 8.0
"""Cost of a word that fell into two at a space."""
ENDS = (".", "!", "?", ":", "")
"""What a sentence ends with, or a line that has nothing in it."""
READABLE = 1.0
"""Cost of the channel per raw character up to which a word was read without trouble."""


ITEM = re.compile(r"\s*(?:[1l|]?\w[).]|[-\u2013\u2014\u2022])\s")
"""How a list item begins, its number as it may be read."""


@contextmanager
def uncollected() -> Iterator[None]:
    """Without looking for cycles of objects that nobody needs: searching makes many objects, and none in cycles."""
    was = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was:
            gc.enable()


@dataclass(frozen=True, slots=True)
class Repair:
    """A stretch of a raw line and what stands there instead."""

    runs: tuple[Run, ...]
    """The restored text in runs, each with its half-open range of the raw line; in order."""
    confidence: float
    """How sure it is, 0 to 1."""


@dataclass(frozen=True, slots=True)
class Word:
    """A raw word of the text; two pieces where it goes on in a later line, or fell apart at a space."""

    cores: tuple[Core, ...]
    lines: tuple[int, ...]
    """The line of each piece."""
    guesses: tuple[Guess, ...]
    """What it may stand for, likeliest first."""


@dataclass(frozen=True, slots=True)
class Line:
    """How the words of a line are read."""

    reader: Reader
    capitals: bool
    """Whether it is set in capitals."""

    def guesses(self, raw: str, *, opens: bool, barrier: int = -1) -> list[Guess]:
        """What a raw word may stand for."""
        return self.reader.guesses(raw, opens=opens, capitals=self.capitals, barrier=barrier)


@lru_cache(maxsize=4)
@uncollected()
def repairs(lines: tuple[str, ...]) -> tuple[tuple[Repair, ...], ...]:
    """For each line what has to be repaired in it, in order; nothing for lines that are what they seem."""
    found = kinds(lines)
    raw = _cores(lines, found)
    words: list[Word] = []
    for last in (False, True):
        words = [word for word in _words(lines, found, raw, _readers(words, found, hurried=not last)) if word.guesses]
    made: list[list[Repair]] = [[] for _ in lines]
    for word, guess in zip(words, _chosen(list(_stretches(words, lines)), found), strict=True):
        for line, repair in _repairs(word, _leading_in(guess, lines, word.lines[-1], word.cores[-1].stop)):
            made[line].append(repair)
    return tuple(tuple(sorted(its, key=lambda repair: repair.runs[0][1])) for its in made)


def _readers(words: Sequence[Word], found: Sequence[Kind | None], *, hurried: bool) -> dict[Kind, Reader]:
    """A reader for each kind of line, with what the words that were read so far teach."""
    read: dict[Kind, list[Read]] = {kind: [] for kind in found if kind}
    for word in words:
        if kind := found[word.lines[0]]:
            read[kind].append(("".join(core.text for core in word.cores), word.guesses))
    special = {
        tag: words_here(learned_words((r for kind in read if kind.language == tag for r in read[kind]), tag), tag)
        for tag in sorted({kind.language for kind in read})
    }
    return {
        kind: Reader(kind, learned_channel(own, channel(kind.style)), special[kind.language], hurried=hurried)
        for kind, own in read.items()
    }


def _cores(lines: Sequence[str], found: Sequence[Kind | None]) -> list[list[Core]]:
    raw, opens = [], True
    for line, kind in zip(lines, found, strict=True):
        raw.append(list(cores(line, opens=opens)) if kind else [])
        opens = not line.strip() or line.rstrip().endswith((".", "?", "!"))
    return raw


def _words(
    lines: Sequence[str],
    found: Sequence[Kind | None],
    raw: Sequence[Sequence[Core]],
    readers: Mapping[Kind, Reader],
) -> Iterator[Word]:
    taken: set[tuple[int, Core]] = set()
    capitals = _capitals(lines, found, raw, readers)
    for n, kind in enumerate(found):
        if kind is None:
            continue
        read = Line(readers[kind], capitals=n in capitals)
        for core, following in zip_longest(raw[n], raw[n][1:]):
            if (n, core) in taken:
                continue
            word, whole = Word((core,), (n,), tuple(read.guesses(core.text, opens=core.opens))), None
            if after := _continued(n, core, lines, found, raw) if core.broken else None:
                whole = _broken(read, word, *after)
            elif following and lines[n][core.stop : following.start] == " " and not read.reader.hurried:
                whole = _fell_apart(read, word, following)
            taken |= set(zip(whole.lines[1:], whole.cores[1:], strict=True)) if whole else set()
            yield whole or word


def _continued(
    n: int, core: Core, lines: Sequence[str], found: Sequence[Kind | None], raw: Sequence[Sequence[Core]]
) -> tuple[int, Core] | None:
    """Where a word goes on that line `n` breaks: the next line, in the same column, begins with the rest.

    Between the rows of a table a line may be empty.
    """
    m = n + 1 + (n + 2 < len(lines) and not lines[n + 1].strip() and in_columns(lines[n]))
    if m >= len(lines) or found[m] != found[n]:
        return None
    begins = column(lines[m], column_number(lines[n], core.start))
    return next(((m, c) for c in raw[m] if begins is not None and begins == c.start), None)


def _fell_apart(line: Line, word: Word, following: Core) -> Word | None:
    """A word and the next as one, where that is likelier."""
    (core,) = word.cores
    second = line.guesses(following.text, opens=False)
    if good(word.guesses, core.text) and good(second, following.text):
        return None
    whole = line.reader.quick(
        core.text + following.text, opens=core.opens, capitals=line.capitals, barrier=len(core.text)
    )
    if not (whole and word.guesses and second) or whole[0].cost + FELL_APART >= word.guesses[0].cost + second[0].cost:
        return None
    return Word((core, following), word.lines * 2, tuple(whole))


def _broken(line: Line, word: Word, end: int, after: Core) -> Word | None:
    """A word that goes on in line `end`, where that is likelier than a compound."""
    (core,) = word.cores
    whole = line.guesses(core.text + after.text, opens=core.opens, barrier=len(core.text))
    second = line.guesses(after.text, opens=False)
    if not whole or (word.guesses and second and whole[0].cost >= word.guesses[0].cost + second[0].cost):
        return None
    return Word((core, after), (*word.lines, end), tuple(whole))


def _stretches(words: Sequence[Word], lines: Sequence[str]) -> Iterator[Sequence[Word]]:
    """The words that stand together with nothing but white space between them."""
    start = 0
    for stop in range(1, len(words) + 1):
        if stop == len(words) or not _adjacent(words[stop - 1], words[stop], lines):
            yield words[start:stop]
            start = stop


def _following(stretches: Sequence[Sequence[Word]], found: Sequence[Kind | None]) -> dict[Language, Following]:
    """What words follow each other in each language."""
    by_language: defaultdict[Language, list[list[Sequence[Guess]]]] = defaultdict(list)
    for stretch in stretches:
        if kind := found[stretch[0].lines[0]]:
            by_language[kind.language].append([word.guesses for word in stretch])
    return {tag: Following(learned_pairs(read, tag), lexis(tag)) for tag, read in by_language.items()}


def _chosen(stretches: Sequence[Sequence[Word]], found: Sequence[Kind | None]) -> Iterator[Guess]:
    """The guess for each word: those that go together."""
    following = _following(stretches, found)
    for stretch in stretches:
        if kind := found[stretch[0].lines[0]]:
            columns = [word.guesses for word in stretch]
            yield from agree(columns, following[kind.language], russian=kind.language == "ru")


def _adjacent(left: Word, right: Word, lines: Sequence[str]) -> bool:
    a, b = left.cores[-1].stop, right.cores[0].start
    end, begin = left.lines[-1], right.lines[0]
    if end == begin:
        return not lines[end][a:b].strip()
    torn = in_columns(lines[end]) or in_columns(lines[begin])
    return begin == end + 1 and not torn and not (lines[end][a:] + lines[begin][:b]).strip()


def _leading_in(guess: Guess, lines: Sequence[str], n: int, stop: int) -> Guess:
    """The guess with a colon for an exclamation mark at the end of line `n` where a list follows."""
    text, start, end = guess.runs[-1]
    following = next((line for line in lines[n + 1 : n + 3] if line.strip()), "")
    if text != MARK or lines[n][stop:].strip() or not ITEM.match(following):
        return guess
    return replace(guess, text=guess.text[: -len(MARK)] + ":", runs=(*guess.runs[:-1], (":", start, end)))


def _repairs(word: Word, guess: Guess) -> Iterator[tuple[int, Repair]]:
    """The repair of each line that a word stands in."""
    sure = _confidence(word, guess)
    length = len(word.cores[0].text)
    first, last = word.cores[0], word.cores[-1]
    runs = tuple((text, a + first.start, b + first.start) for text, a, b in guess.runs if a < length)
    rest = tuple((t, a - length + last.start, b - length + last.start) for t, a, b in guess.runs if a >= length)
    if first is not last and word.lines[0] == word.lines[1]:
        runs = (*runs, ("", first.stop, last.start), *rest)
    yield word.lines[0], Repair(runs, sure)
    if word.lines[0] != word.lines[-1]:
        yield word.lines[-1], Repair(rest, sure)


def _confidence(word: Word, guess: Guess) -> float:
    """The share of the guess among all, less where its letters hardly fit the raw ones."""
    share = 1 / sum(exp(min(50.0, guess.cost - other.cost)) for other in word.guesses)
    trouble = guess.channel / sum(len(core.text) for core in word.cores) - READABLE
    return round(share * exp(-max(0.0, trouble)), 2)


def _capitals(
    lines: Sequence[str],
    found: Sequence[Kind | None],
    raw: Sequence[Sequence[Core]],
    readers: Mapping[Kind, Reader],
) -> set[int]:
    """The lines that are set in capitals: they look so, and no sentence goes on in them that was not set so.

    A sentence goes on from a line that has small letters; a title may stand right above other text.
    """
    capitals = {n for n, kind in enumerate(found) if kind and _may_be_capitals(lines[n], readers[kind], raw[n])}
    goes_on = [n for n in range(len(lines) - 1) if lines[n + 1].strip() and lines[n].rstrip()[-1:] not in ENDS]
    while torn := {
        n + after
        for n in goes_on
        for after in (0, 1)
        if n + after in capitals and n + 1 - after not in capitals and (after or any(map(str.islower, lines[n])))
    }:
        capitals -= torn
    return capitals


def _may_be_capitals(text: str, reader: Reader, raw: Sequence[Core]) -> bool:
    """Whether the longest words of a line are likelier in capitals."""
    small, capital = sum(map(str.islower, text)), sum(map(str.isupper, text))
    if small > CAPITALS * (small + capital):
        return False
    longest = sorted((core.text for core in raw), key=len)[-SAMPLE:]
    least = MARGIN + SMALL * small / max(small + capital, 1)
    return sum(likelier_in_capitals(reader, word) for word in longest) > least * len(longest)
