"""The likeliest words behind a raw token: a beam search through channel and lexis.

A hypothesis at a place of the raw token is a beginning of a word; its cost is that of the channel so far, plus what the lexis
says about words that begin so. Words that the lexis does not have are searched for in the same way with the letter model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf

from kg.restore.channel import LONGEST_RUN, Option
from kg.restore.lexis import Letters, Lexis

Run = tuple[str, int, int]
"""A run of the restored word, and the half-open range of the raw token that it was read from."""
Options = Mapping[str, Sequence[Option]]
State = tuple[float, float, int, str]
"""Total cost, cost of the channel alone, and whence it came: place and hypothesis."""
LIKELY = 5
"""Hypotheses in which a letter may be lost."""
STRANGE = 7.5
"""Cost of a raw character that stands for nothing."""
LOST = 5.0
"""Cost of a true letter that left nothing behind."""
UNKNOWN_WORD = 5.5
"""Cost of a word that is not in the lexis, besides its letters."""


@dataclass(frozen=True, slots=True)
class Guess:
    """A word that a raw token may stand for, and its cost: lower is likelier."""

    text: str
    cost: float
    channel: float
    """The part of the cost that the letters make, without the word."""
    runs: tuple[Run, ...]


@dataclass(frozen=True, slots=True)
class Effort:
    """How hard to search: hypotheses followed at each place, and whether letters may be lost and raw characters strange."""

    width: int
    slack: float
    dearest: float
    thorough: bool


QUICK, THOROUGH = Effort(12, 9.0, 5.5, thorough=False), Effort(24, 12.0, 9.0, thorough=True)


def known_words(
    raw: str, first: Options, rest: Options, lexis: Lexis, effort: Effort, barrier: int = -1, bound: float = inf
) -> list[Guess]:
    """Words of the lexis, likeliest first. No run may lie on both sides of `barrier`; none cost more than `bound`.

    `first` is the channel for the first run, `rest` that for the others.
    """
    places: list[dict[str, State]] = [{} for _ in range(len(raw) + 1)]
    best = [inf] * (len(raw) + 1)
    places[0][""] = 0.0, 0.0, 0, ""
    ahead, extend, dearest = lexis.ahead, lexis.extend, effort.dearest
    for at in range(len(raw)):
        hypotheses = _best(places[at], effort)
        if effort.thorough:
            hypotheses += _lost(hypotheses, lexis)
        for stop, found in _runs(raw, at, rest if at else first, effort, barrier):
            place, limit = places[stop], min(best[stop] + effort.slack, bound)
            for beginning, (floor, channel, _, _) in hypotheses:
                for letters, price in found:
                    if floor + price >= limit or price > dearest:
                        break
                    cost = ahead.get(beginning + letters)
                    if cost is None:
                        cost = extend(beginning, letters)
                    total = channel + price + cost
                    if total < limit:
                        word = beginning + letters
                        old = place.get(word)
                        if old is None or total < old[0]:
                            place[word] = total, channel + price, at, beginning
                            if total < best[stop]:
                                best[stop], limit = total, min(limit, total + effort.slack)
    last = _best(places[-1], effort)
    if effort.thorough:
        last += _lost(last, lexis)
    ends = ((word, lexis.cost(word) + state[1], state[1]) for word, state in last)
    return _guesses([end for end in ends if end[1] < inf], places)


def unknown_words(
    raw: str, first: Options, rest: Options, letters: Letters, effort: Effort, barrier: int = -1, bound: float = inf
) -> list[Guess]:
    """Words that look like words of the language, likeliest first."""
    places: list[dict[str, State]] = [{} for _ in range(len(raw) + 1)]
    best = [inf] * (len(raw) + 1)
    places[0][""] = 0.0, 0.0, 0, ""
    dearest = effort.dearest
    for at in range(len(raw)):
        hypotheses = _best(places[at], effort)
        for stop, found in _runs(raw, at, rest if at else first, effort, barrier):
            place, limit = places[stop], min(best[stop] + effort.slack, bound - UNKNOWN_WORD)
            for beginning, (cost, channel, _, _) in hypotheses:
                for run, price in found:
                    if cost + price >= limit or price > dearest:
                        break
                    total, before = cost + price, "^" + beginning
                    for letter in run:
                        total += letters.cost(before, letter)
                        before += letter
                    if total < limit:
                        word = beginning + run
                        old = place.get(word)
                        if old is None or total < old[0]:
                            place[word] = total, channel + price, at, beginning
                            if total < best[stop]:
                                best[stop], limit = total, min(limit, total + effort.slack)
    ends = [(w, s[0] + letters.cost("^" + w, "$") + UNKNOWN_WORD, s[1]) for w, s in places[-1].items() if w]
    return _guesses(ends, places)


def _best(place: Mapping[str, State], effort: Effort) -> list[tuple[str, State]]:
    return sorted(place.items(), key=lambda item: (item[1][0], item[0]))[: effort.width]


def _runs(raw: str, at: int, options: Options, effort: Effort, barrier: int) -> Iterator[tuple[int, Sequence[Option]]]:
    """The raw runs that begin at `at`: where each ends, and what it may stand for."""
    for stop in range(at + 1, min(at + LONGEST_RUN, len(raw)) + 1):
        found = options.get(raw[at:stop], ())
        if stop == at + 1 and (effort.thorough or not found):
            found = sorted((*found, ("", STRANGE)), key=lambda option: option[1])
        if found and not at < barrier < stop:
            yield stop, found


def _lost(hypotheses: Sequence[tuple[str, State]], lexis: Lexis) -> list[tuple[str, State]]:
    """The best hypotheses with one letter more that left nothing behind; it goes with the run before it."""
    found = []
    for beginning, (_, channel, start, before) in hypotheses[:LIKELY]:
        price = channel + LOST
        found += [(longer, (price + cost, price, start, before)) for longer, cost in lexis.children(beginning)]
    return sorted(found, key=lambda item: (item[1][0], item[0]))[:LIKELY]


def _guesses(ends: list[tuple[str, float, float]], places: list[dict[str, State]]) -> list[Guess]:
    ends.sort(key=lambda end: (end[1], end[0]))
    return [Guess(word, cost, channel, _path(word, places)) for word, cost, channel in ends[:5]]


def _path(word: str, places: list[dict[str, State]]) -> tuple[Run, ...]:
    runs: list[Run] = []
    stop = len(places) - 1
    while stop:
        _, _, start, beginning = places[stop].get(word) or places[stop][word[:-1]]
        runs.append((word[len(beginning) :], start, stop))
        word, stop = beginning, start
    if word and runs:
        run, start, stop = runs[-1]
        runs[-1] = word + run, start, stop
    return tuple(reversed(runs))
