"""The likeliest words behind a raw token: a beam search through channel and lexis.

A hypothesis at a place of the raw token is a beginning of a word; its cost is that of the channel so far, plus what the lexis
says about words that begin so. Words that the lexis does not have are searched for in the same way with the letter model.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from math import inf

from kg.restore.channel import LONGEST_RUN, Option
from kg.restore.lexis import Letters, Lexis

Run = tuple[str, int, int]
"""A run of the restored word, and the half-open range of the raw token that it was read from."""
Options = Mapping[str, Sequence[Option]]
State = tuple[float, float, int, str]
"""Total cost, cost of the channel alone, and whence it came: place and hypothesis."""
WIDTH, SLACK = 24, 11.0
"""Hypotheses that are followed at each place, and how much worse than the best they may be."""
STRANGE = 9.0
"""Cost of a raw character that the table knows nothing about: it is kept as part of the run before it."""
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


def known_words(raw: str, first: Options, rest: Options, lexis: Lexis, barrier: int = -1) -> list[Guess]:
    """Words of the lexis, likeliest first. No run may lie on both sides of `barrier`.

    `first` is the channel for the first run, `rest` that for the others.
    """
    places: list[dict[str, State]] = [{} for _ in range(len(raw) + 1)]
    best = [inf] * (len(raw) + 1)
    places[0][""] = 0.0, 0.0, 0, ""
    ahead, extend = lexis.ahead, lexis.extend
    for at, options, hypotheses in _walk(raw, first, rest, places):
        for stop, found in _runs(raw, at, options, barrier):
            place, limit = places[stop], best[stop] + SLACK
            for beginning, (_, channel, _, _) in hypotheses:
                for letters, price in found:
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
                                best[stop], limit = total, total + SLACK
    ends = ((word, lexis.cost(word) + state[1], state[1]) for word, state in places[-1].items())
    return _guesses([end for end in ends if end[1] < inf], places)


def unknown_words(raw: str, first: Options, rest: Options, letters: Letters, barrier: int = -1) -> list[Guess]:
    """Words that look like words of the language, likeliest first."""
    places: list[dict[str, State]] = [{} for _ in range(len(raw) + 1)]
    best = [inf] * (len(raw) + 1)
    places[0][""] = 0.0, 0.0, 0, ""
    for at, options, hypotheses in _walk(raw, first, rest, places):
        for stop, found in _runs(raw, at, options, barrier):
            place, limit = places[stop], best[stop] + SLACK
            for beginning, (cost, channel, _, _) in hypotheses:
                for run, price in found:
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
                                best[stop], limit = total, total + SLACK
    ends = [(w, s[0] + letters.cost("^" + w, "$") + UNKNOWN_WORD, s[1]) for w, s in places[-1].items() if w]
    return _guesses(ends, places)


def _walk(raw: str, first: Options, rest: Options, places: list[dict[str, State]]):  # type: ignore[no-untyped-def]
    for at in range(len(raw)):
        hypotheses = sorted(places[at].items(), key=lambda item: (item[1][0], item[0]))[:WIDTH]
        if hypotheses:
            yield at, first if at == 0 else rest, hypotheses


def _runs(raw: str, at: int, options: Options, barrier: int):  # type: ignore[no-untyped-def]
    for stop in range(at + 1, min(at + LONGEST_RUN, len(raw)) + 1):
        found = options.get(raw[at:stop])
        if found is None and stop == at + 1:
            found = (("", STRANGE),)
        if found is not None and not at < barrier < stop:
            yield stop, found


def _guesses(ends: list[tuple[str, float, float]], places: list[dict[str, State]]) -> list[Guess]:
    ends.sort(key=lambda end: (end[1], end[0]))
    return [Guess(word, cost, channel, _path(word, places)) for word, cost, channel in ends[:5]]


def _path(word: str, places: list[dict[str, State]]) -> tuple[Run, ...]:
    runs: list[Run] = []
    stop = len(places) - 1
    while stop:
        _, _, start, beginning = places[stop][word]
        runs.append((word[len(beginning) :], start, stop))
        word, stop = beginning, start
    return tuple(reversed(runs))
