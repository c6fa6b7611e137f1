"""Raw words into guesses: which words a core may stand for, in small letters, with a capital, in capitals."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cache, lru_cache
from math import exp, inf, log

from kg.morphology import known
from kg.restore.channel import Option, Style, channel
from kg.restore.detect import Kind
from kg.restore.lexis import Lexis
from kg.restore.search import QUICK, THOROUGH, Effort, Guess, known_words, unknown_words
from kg.restore.words import english, letters, lexis

Options = Mapping[str, tuple[Option, ...]]
CAPITAL, SMALL_FIRST = 2.5, 2.0
"""Cost of a capital within a sentence, and of a small letter where one begins."""
ABBREVIATION, LONGEST_ABBREVIATION = 4.5, 7
"""Cost of a word in capitals among others, and the raw characters that it may have."""
DOUBTFUL, WEAK = 8.0, 1.3
"""Cost of a guess, at all and per raw character, from which on others are looked for."""
NUMBER, DIGIT = 6.0, 2.0
"""Cost of a number, and of each of its digits."""
LATIN = 11.0
"""Cost of a Latin word among others."""
SPECIAL = 0.4
"""Share of the words that are likelier here than in general."""
NOT_IN_DICTIONARY = 2.5
"""Cost of a word that people use but the Russian dictionary does not have: a name, or a misspelling."""
NO_WORD = 60.0
"""Cost of a raw word that is none."""
NEARLY = 3.0
"""How much worse than the best a guess may be to be of interest."""
MOST = 6
"""Guesses that are kept."""
OPENING, CLOSING = "([{<'", ")]}>'!|*"
BRACKET = 2.0
"""Cost of reading a bracket as such when it could be part of a letter."""


@dataclass(frozen=True, slots=True)
class Reader:
    """Reads raw words of one kind."""

    kind: Kind
    capitals: bool
    """Whether the line is set in capitals."""
    special: Lexis
    """Words that are likelier here than in general."""
    hurried: bool = False
    """Whether to take what is found quickly."""

    def guesses(self, raw: str, *, opens: bool, barrier: int = -1) -> list[Guess]:
        """What a core may stand for, likeliest first."""
        found = self._plain(raw, opens, barrier)
        if barrier < 0 and not good(found, raw):
            left = len(raw) - len(raw.lstrip(OPENING))
            right = max(left + 1, len(raw.rstrip(CLOSING)))
            frames = {(left, len(raw)), (0, right), (left, right)} - {(0, len(raw))}
            found = found + [
                _framed(guess, raw, *frame)
                for frame in sorted(frames)
                for guess in self._plain(raw[slice(*frame)], opens, -1)
            ]
        if barrier < 0:
            found = found + list(_verbatim(raw))
        return _ranked(found)

    def quick(self, raw: str, *, opens: bool, barrier: int) -> list[Guess]:
        """The same, but only words that are easily found."""
        return self._merged(_general(self.kind, self.capitals, raw, opens, barrier))

    def _plain(self, raw: str, opens: bool, barrier: int) -> list[Guess]:
        special = _search(self.kind, self.capitals, raw, opens, barrier, self.special, QUICK)
        found = _general(self.kind, self.capitals, raw, opens, barrier)
        if not (good(found, raw) or good(special, raw)):
            bound = min((guess.cost for guess in (*found, *special)), default=inf) + NEARLY
            found = found + _harder(self.kind, self.capitals, raw, opens, barrier)
            if not self.hurried:
                special = special + _search(
                    self.kind, self.capitals, raw, opens, barrier, self.special, THOROUGH, bound
                )
        return self._merged([*found, *special])

    def _merged(self, found: Sequence[Guess]) -> list[Guess]:
        """Guesses with the cost of their words, each word once."""
        general = lexis(self.kind.language)
        merged: dict[str, Guess] = {}
        for guess in found:
            word = guess.text.lower()
            likely = (1 - SPECIAL) * exp(-general.cost(word)) + SPECIAL * exp(-self.special.cost(word))
            if likely:
                strange = self.kind.language == "ru" and not known(word, "ru")
                guess = replace(guess, cost=guess.channel - log(likely) + NOT_IN_DICTIONARY * strange)
            old = merged.get(guess.text)
            if old is None or guess.cost < old.cost:
                merged[guess.text] = guess
        return _ranked(list(merged.values()))


def _verbatim(raw: str) -> Iterator[Guess]:
    """The raw word as it is, where it may be a number or a Latin word."""
    runs = tuple((character, n, n + 1) for n, character in enumerate(raw))
    if raw.isdigit():
        yield Guess(raw, NUMBER + DIGIT * len(raw), 0.0, runs)
    elif raw.isascii() and raw.isalpha() and english(raw.lower()) < inf:
        yield Guess(raw, LATIN + english(raw.lower()), 0.0, runs)


def good(found: Sequence[Guess], raw: str) -> bool:
    """Whether the first guess is so likely that others need not be looked for."""
    return bool(found) and found[0].cost < DOUBTFUL + WEAK * len(raw)


def _ranked(found: list[Guess]) -> list[Guess]:
    return sorted(found, key=lambda guess: (guess.cost, guess.text))[:MOST]


def _framed(guess: Guess, raw: str, start: int, stop: int) -> Guess:
    runs = [(raw[n], n, n + 1) for n in range(start)]
    runs += [(text, a + start, b + start) for text, a, b in guess.runs]
    runs += [(raw[n], n, n + 1) for n in range(stop, len(raw))]
    price = BRACKET * (start + len(raw) - stop)
    return Guess(raw[:start] + guess.text + raw[stop:], guess.cost + price, guess.channel + price, tuple(runs))


def likelier_in_capitals(kind: Kind, raw: str) -> float:
    """How much likelier a raw word is when it is set in capitals; negative when it is not."""
    small, capital = (next(iter(_general(kind, capitals, raw, False, -1)), None) for capitals in (False, True))
    return (small.cost if small else NO_WORD) - (capital.cost if capital else NO_WORD)


@lru_cache(maxsize=1 << 16)
def _general(kind: Kind, capitals: bool, raw: str, opens: bool, barrier: int) -> list[Guess]:
    return _search(kind, capitals, raw, opens, barrier, lexis(kind.language), QUICK)


@lru_cache(maxsize=1 << 16)
def _harder(kind: Kind, capitals: bool, raw: str, opens: bool, barrier: int) -> list[Guess]:
    quick = _general(kind, capitals, raw, opens, barrier)
    bound = quick[0].cost + NEARLY if quick else inf
    found = _search(kind, capitals, raw, opens, barrier, lexis(kind.language), THOROUGH, bound)
    bound = min(bound, found[0].cost + NEARLY) if found else bound
    table = channel(kind.style)
    if capitals:
        new = unknown_words(raw, table.capital, table.capital, letters(kind.language), QUICK, barrier, bound)
        return found + [_upper(guess) for guess in new]
    first = _first(kind.style, opens)
    new = unknown_words(raw, first, table.small, letters(kind.language), QUICK, barrier, bound)
    return found + [_cased(guess, raw, first, table.small) for guess in new]


def _search(
    kind: Kind, capitals: bool, raw: str, opens: bool, barrier: int, words: Lexis, effort: Effort, bound: float = inf
) -> list[Guess]:
    table = channel(kind.style)
    if capitals:
        return [
            _upper(guess) for guess in known_words(raw, table.capital, table.capital, words, effort, barrier, bound)
        ]
    first = _first(kind.style, opens)
    found = (
        [Guess(w, price, price, ((w, 0, len(raw)),)) for w, price in _short(kind.style, raw, opens)]
        if barrier < 0
        else []
    )
    found = [_dearer(guess, 0.0, words.cost(guess.text.lower())) for guess in found]
    found += [
        _cased(g, raw, first, table.small) for g in known_words(raw, first, table.small, words, effort, barrier, bound)
    ]
    if not any(map(str.islower, raw)) and len(raw) <= LONGEST_ABBREVIATION:
        more = known_words(raw, table.capital, table.capital, words, effort, barrier, bound)
        found += [_dearer(_upper(guess), ABBREVIATION) for guess in more if len(guess.text) > 1]
    return _ranked([guess for guess in found if guess.cost < inf])


def _short(style: Style, raw: str, opens: bool) -> Iterator[Option]:
    small, capital = (SMALL_FIRST, 0.0) if opens else (0.0, CAPITAL)
    for word, price in channel(style).words.get(raw, ()):
        if word.islower() or word.istitle():
            yield word, price + (small if word.islower() else capital)


def _dearer(guess: Guess, channel: float, word: float = 0.0) -> Guess:
    return replace(guess, cost=guess.cost + channel + word, channel=guess.channel + channel)


@cache
def _first(style: Style, opens: bool) -> Options:
    """The channel for a first letter: small or capital, whichever is likelier."""
    table = channel(style)
    small, capital = (SMALL_FIRST, 0.0) if opens else (0.0, CAPITAL)
    found = {}
    for raw in sorted({*table.small, *table.capital}):
        costs: dict[str, float] = {}
        for options, price in ((table.small, small), (table.capital, capital)):
            for true, cost in options.get(raw, ()):
                costs[true] = min(costs.get(true, inf), cost + price)
        found[raw] = tuple(sorted(costs.items(), key=lambda item: (item[1], item[0])))
    return found


def _cased(guess: Guess, raw: str, first: Options, small: Options) -> Guess:
    """The guess with a capital where its first run was likelier read from one."""
    run, start, stop = guess.runs[0]
    if not run:
        return guess
    price = dict(first.get(raw[start:stop], ())).get(run)
    plain = dict(small.get(raw[start:stop], ())).get(run, inf)
    if price is None or abs(price - plain) < 1e-9 or abs(price - plain - SMALL_FIRST) < 1e-9:
        return guess
    runs = ((run[:1].upper() + run[1:], start, stop), *guess.runs[1:])
    return Guess(guess.text[:1].upper() + guess.text[1:], guess.cost, guess.channel, runs)


def _upper(guess: Guess) -> Guess:
    return Guess(guess.text.upper(), guess.cost, guess.channel, tuple((t.upper(), a, b) for t, a, b in guess.runs))
