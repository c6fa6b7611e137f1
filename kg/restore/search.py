"""The likeliest words behind a raw token: a beam search through channel and lexis.

A hypothesis at a place of the raw token is a beginning of a word; its cost is that of the channel so far, plus what the lexis
says about words that begin so. Words that the lexis does not have are searched for in the same way with the letter model.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import TypeVar

from kg.restore.channel import LONGEST_RUN, Option
from kg.restore.lexis import Letters, Lexis, Node

Run = tuple[str, int, int]
"""A run of the restored word, and the half-open range of the raw token that it was read from."""
Options = Mapping[str, Sequence[Option]]
Runs = tuple[int, Sequence[Option]]
"""Where a raw run ends, and what it may stand for, cheapest first."""
State = tuple[float, float, int, str, Node]
"""Total cost, cost of the channel alone, whence it came (place and hypothesis), and the beginning of words that it is."""
Letter = tuple[float, float, int, str]
"""The same for a word that is in no lexis."""
S = TypeVar("S", State, Letter)
LIKELY = 5
"""Hypotheses in which a letter may be lost, or read as any character."""
STRANGE = 7.5
"""Cost of a raw character that stands for nothing."""
MISREAD = 9.0
"""Cost of a raw character that stands for any letter."""
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


QUICK, THOROUGH = Effort(20, 9.0, 5.5, thorough=False), Effort(30, 12.0, 9.0, thorough=True)


def known_words(
    raw: str, first: Options, rest: Options, lexis: Lexis, effort: Effort, barrier: int = -1, bound: float = inf
) -> list[Guess]:
    """Words of the lexis, likeliest first. No run may lie on both sides of `barrier`; none cost more than `bound`.

    `first` is the channel for the first run, `rest` that for the others.
    """
    places: list[dict[str, State]] = [{} for _ in range(len(raw) + 1)]
    best = [inf] * (len(raw) + 1)
    places[0][""] = 0.0, 0.0, 0, "", lexis.root
    runs = _runs(raw, first, rest, effort, barrier)
    least = _least(runs)
    every = dict.fromkeys(lexis.root.kids(), MISREAD) if effort.thorough else {}
    for at, here in enumerate(runs):
        hypotheses = _best(places[at], effort)
        if effort.thorough:
            hypotheses = sorted(hypotheses + _lost(hypotheses), key=_order)
        for stop, found in here:
            place, limit = places[stop], min(best[stop] + effort.slack, bound - least[stop])
            letters = {run: price for run, price in found if len(run) == 1}
            others = [option for option in found if len(option[0]) != 1]
            any_letter = every | letters if stop == at + 1 else letters
            cheapest = found[0][1]
            for n, (beginning, (floor, channel, _, _, node)) in enumerate(hypotheses):
                if floor + cheapest >= limit:
                    break
                for after, price in node.along(any_letter if n < LIKELY else letters, others):
                    total = channel + price + after.ahead
                    if total < limit:
                        word = after.text
                        old = place.get(word)
                        if old is None or total < old[0]:
                            place[word] = total, channel + price, at, beginning, after
                            if total < best[stop]:
                                best[stop], limit = total, min(limit, total + effort.slack)
    last = _best(places[-1], effort)
    if effort.thorough:
        last += _lost(last)
    ends = [(word, node.cost() + channel, channel) for word, (_, channel, _, _, node) in last]
    return _guesses([end for end in ends if end[1] < inf], places)


def unknown_words(
    raw: str, first: Options, rest: Options, letters: Letters, effort: Effort, barrier: int = -1, bound: float = inf
) -> list[Guess]:
    """Words that look like words of the language, likeliest first."""
    places: list[dict[str, Letter]] = [{} for _ in range(len(raw) + 1)]
    best = [inf] * (len(raw) + 1)
    places[0][""] = 0.0, 0.0, 0, ""
    runs = _runs(raw, first, rest, effort, barrier)
    least = _least(runs)
    for at, here in enumerate(runs):
        hypotheses = _best(places[at], effort)
        for stop, found in here:
            place, limit = places[stop], min(best[stop] + effort.slack, bound - UNKNOWN_WORD - least[stop])
            for beginning, (cost, channel, _, _) in hypotheses:
                for run, price in found:
                    if cost + price >= limit:
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


def _order(item: tuple[str, S]) -> tuple[float, str]:
    return item[1][0], item[0]


def _best(place: Mapping[str, S], effort: Effort) -> list[tuple[str, S]]:
    return sorted(place.items(), key=_order)[: effort.width]


def _runs(raw: str, first: Options, rest: Options, effort: Effort, barrier: int) -> list[list[Runs]]:
    """For each place the raw runs that begin there: where each ends, and what it may stand for."""
    return [list(_runs_at(raw, at, rest if at else first, effort, barrier)) for at in range(len(raw))]


def _runs_at(raw: str, at: int, options: Options, effort: Effort, barrier: int) -> Iterator[Runs]:
    for stop in range(at + 1, min(at + LONGEST_RUN, len(raw)) + 1):
        found = options.get(raw[at:stop], ())
        if stop == at + 1 and (effort.thorough or not found):
            found = sorted((*found, ("", STRANGE)), key=lambda option: option[1])
        if found and found[-1][1] > effort.dearest:
            found = [option for option in found if option[1] <= effort.dearest]
        if found and not at < barrier < stop:
            yield stop, found


def _least(runs: Sequence[Sequence[Runs]]) -> list[float]:
    """For each place the least that the channel costs from there to the end."""
    least = [0.0] * (len(runs) + 1)
    for at in range(len(runs) - 1, -1, -1):
        least[at] = min((found[0][1] + least[stop] for stop, found in runs[at]), default=inf)
    return least


def _lost(hypotheses: Sequence[tuple[str, State]]) -> list[tuple[str, State]]:
    """The best hypotheses with one letter more that left nothing behind; it goes with the run before it."""
    found = []
    for _, (_, channel, start, before, node) in hypotheses[:LIKELY]:
        price = channel + LOST
        found += [(kid.text, (price + kid.ahead, price, start, before, kid)) for kid in node.kids().values()]
    return sorted(found, key=lambda item: (item[1][0], item[0]))[:LIKELY]


def _guesses(ends: list[tuple[str, float, float]], places: Sequence[Mapping[str, S]]) -> list[Guess]:
    ends.sort(key=lambda end: (end[1], end[0]))
    return [Guess(word, cost, channel, _path(word, places)) for word, cost, channel in ends[:8]]


def _path(word: str, places: Sequence[Mapping[str, S]]) -> tuple[Run, ...]:
    runs: list[Run] = []
    stop = len(places) - 1
    while stop:
        state = places[stop].get(word) or places[stop][word[:-1]]
        start, beginning = state[2], state[3]
        runs.append((word[len(beginning) :], start, stop))
        word, stop = beginning, start
    if word and runs:
        run, start, stop = runs[-1]
        runs[-1] = word + run, start, stop
    return tuple(reversed(runs))
