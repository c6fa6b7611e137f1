"""The likeliest words behind a raw token: a beam search through channel and lexis.

A hypothesis at a place of the raw token is a beginning of a word; its cost is that of the channel so far, plus what the lexis
says about words that begin so. Words that the lexis does not have are searched for in the same way with the letter model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from math import inf
from typing import NamedTuple, TypeVar

from kg.restore.channel import LONGEST_RUN, Option
from kg.restore.lexis import Letters, Lexis, Node

Run = tuple[str, int, int]
"""A run of the restored word, and the half-open range of the raw token that it was read from."""
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


HURRIED, QUICK = Effort(8, 6.0, 5.5, thorough=False), Effort(12, 7.0, 5.5, thorough=False)
THOROUGH = Effort(30, 12.0, 9.0, thorough=True)


class Choice(NamedTuple):
    """What a raw run may stand for, cheapest first."""

    cheapest: float
    options: Sequence[Option]
    letters: Sequence[Option]
    """Those of one letter."""
    prices: Mapping[str, float]
    """The same by letter."""
    others: Sequence[Option]
    """Those of none or several letters."""


class Fan:
    """What raw runs may stand for, as far as an effort goes; remembers what it was asked.

    `options` gives what the channel has for a raw run, cheapest first.
    """

    def __init__(self, options: Callable[[str], Sequence[Option]], effort: Effort) -> None:
        self.effort = effort
        self._options = options
        self._choices: dict[str, Choice | None] = {}

    def choice(self, run: str) -> Choice | None:
        """What a raw run may stand for; None if nothing."""
        if run not in self._choices:
            self._choices[run] = self._made(run)
        return self._choices[run]

    def _made(self, run: str) -> Choice | None:
        found = self._options(run)
        if len(run) == 1 and (self.effort.thorough or not found):
            found = sorted((*found, ("", STRANGE)), key=lambda option: option[1])
        found = [option for option in found if option[1] <= self.effort.dearest]
        letters = [option for option in found if len(option[0]) == 1]
        others = [option for option in found if len(option[0]) != 1]
        return Choice(found[0][1], found, letters, dict(letters), others) if found else None


def known_words(raw: str, first: Fan, rest: Fan, lexis: Lexis, barrier: int = -1, bound: float = inf) -> list[Guess]:
    """Words of the lexis, likeliest first. No run may lie on both sides of `barrier`; none cost more than `bound`.

    `first` is the channel for the first run, `rest` that for the others.
    """
    effort = rest.effort
    thorough, slack, misread = effort.thorough, effort.slack, LIKELY if effort.thorough else 0
    places: list[dict[str, State]] = [{} for _ in range(len(raw) + 1)]
    best = [inf] * (len(raw) + 1)
    places[0][""] = 0.0, 0.0, 0, "", lexis.root
    runs = _runs(raw, first, rest, barrier)
    least = _least(runs)
    for at, here in enumerate(runs):
        hypotheses = _best(places[at], effort)
        if thorough:
            hypotheses = sorted(hypotheses + _lost(hypotheses), key=_order)
        for stop, choice in here:
            place, top = places[stop], best[stop]
            limit = min(top + slack, bound - least[stop])
            for n, (beginning, (floor, channel, _, _, node)) in enumerate(hypotheses):
                if floor + choice.cheapest >= limit:
                    break
                any_letter = limit - channel - MISREAD if n < misread and stop == at + 1 else -inf
                found = _reached(node, choice, limit - floor, any_letter)
                for kid, price in found:
                    price += channel
                    total = price + kid.ahead
                    if total < limit:
                        old = place.get(kid.text)
                        if old is None or total < old[0]:
                            place[kid.text] = total, price, at, beginning, kid
                            if total < top:
                                top, limit = total, min(limit, total + slack)
            best[stop] = top
    last = _best(places[-1], effort)
    if thorough:
        last += _lost(last)
    ends = [(word, node.cost() + channel, channel) for word, (_, channel, _, _, node) in last]
    return _guesses([end for end in ends if end[1] < inf], places)


def _reached(node: Node, choice: Choice, room: float, any_letter: float) -> list[tuple[Node, float]]:
    """The nodes that a choice leads to, with its cost, and those of any letter whose words cost less than `any_letter`.

    A choice that costs `room` or more leads nowhere.
    """
    kids, letters, prices = node.kids(), choice.letters, choice.prices
    found = []
    if len(kids) < len(letters):
        found = [(kid, prices[letter]) for letter, kid in kids.items() if letter in prices]
    else:
        for letter, price in letters:
            if price >= room:
                break
            if letter in kids:
                found.append((kids[letter], price))
    if any_letter > 0:
        for kid in node.likely():
            if kid.ahead >= any_letter:
                break
            found.append((kid, MISREAD))
    for run, price in choice.others:
        if not run:
            found.append((node, price))
        elif (one := kids.get(run[0])) and (two := one.kids().get(run[1])):
            found.append((two, price))
    return found


def unknown_words(
    raw: str, first: Fan, rest: Fan, letters: Letters, barrier: int = -1, bound: float = inf
) -> list[Guess]:
    """Words that look like words of the language, likeliest first."""
    effort = rest.effort
    places: list[dict[str, Letter]] = [{} for _ in range(len(raw) + 1)]
    best = [inf] * (len(raw) + 1)
    places[0][""] = 0.0, 0.0, 0, ""
    runs = _runs(raw, first, rest, barrier)
    least = _least(runs)
    for at, here in enumerate(runs):
        hypotheses = _best(places[at], effort)
        for stop, (_, options, *_) in here:
            place, limit = places[stop], min(best[stop] + effort.slack, bound - UNKNOWN_WORD - least[stop])
            for beginning, (cost, channel, _, _) in hypotheses:
                for run, price in options:
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


def _runs(raw: str, first: Fan, rest: Fan, barrier: int) -> list[list[tuple[int, Choice]]]:
    """For each place the raw runs that begin there: where each ends, and what it may stand for."""
    return [list(_runs_at(raw, at, rest if at else first, barrier)) for at in range(len(raw))]


def _runs_at(raw: str, at: int, fan: Fan, barrier: int) -> Iterator[tuple[int, Choice]]:
    for stop in range(at + 1, min(at + LONGEST_RUN, len(raw)) + 1):
        choice = fan.choice(raw[at:stop])
        if choice and not at < barrier < stop:
            yield stop, choice


def _least(runs: Sequence[Sequence[tuple[int, Choice]]]) -> list[float]:
    """For each place the least that the channel costs from there to the end."""
    least = [0.0] * (len(runs) + 1)
    for at in range(len(runs) - 1, -1, -1):
        least[at] = min((choice.cheapest + least[stop] for stop, choice in runs[at]), default=inf)
    return least


def _lost(hypotheses: Sequence[tuple[str, State]]) -> list[tuple[str, State]]:
    """The best hypotheses with one letter more that left nothing behind; it goes with the run before it."""
    found = []
    for _, (_, channel, start, before, node) in hypotheses[:LIKELY]:
        price = channel + LOST
        found += [(kid.text, (price + kid.ahead, price, start, before, kid)) for kid in node.likely()[:LIKELY]]
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
