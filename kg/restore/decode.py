"""Raw words into guesses: which words a core may stand for, in small letters, with a capital, in capitals."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from functools import cache, partial
from math import exp, inf, log

from kg.morphology import forms, grammemes, known
from kg.records import Language
from kg.restore.channel import Channel, Option
from kg.restore.detect import Kind
from kg.restore.lexis import Lexis
from kg.restore.search import HURRIED, QUICK, THOROUGH, Fan, Guess, known_words, unknown_words
from kg.restore.words import capitalised, english, letters, lexis

CAPITAL, SMALL_FIRST = 2.5, 2.5
"""Cost of a capital within a sentence, and of a small letter where one begins."""
CAPITALISED, NAMES = 0.5, frozenset(("Name", "Surn", "Patr", "Geox", "Orgn"))
"""Share from which on a word in our own texts is one that has a capital, and the marks of names in the dictionary."""
ABBREVIATION, NO_ABBREVIATION, LONGEST_ABBREVIATION = 4.5, 9.0, 7
"""Cost of a word in capitals among others, the same where the dictionary has it otherwise, and its raw characters at most."""
DOUBTFUL, WEAK = 8.0, 1.3
"""Cost of a guess, at all and per raw character, from which on others are looked for."""
NUMBER, DIGIT = 4.0, 2.3
"""Cost of a number, and of each of its digits."""
LATIN = 11.0
"""Cost of a Latin word among others."""
SPECIAL = 0.43
"""What the words that are likelier here than in general count together, where those in general count 1."""
NOT_IN_DICTIONARY = 4.5
"""Cost of a word that people use but the Russian dictionary does not have: a name, or a misspelling."""
NO_WORD = 60.0
"""Cost of a raw word that is none."""
NEARLY = 3.0
"""How much worse than the best a guess may be to be of interest."""
OTHER_FORM, LONG = 12.0, 5
"""How much worse than the best the letters of another form of it may fit, and the letters of words that are inflected."""
MOST = 6
"""Guesses that are kept."""
OPENING, CLOSING = "([{<'", ")]}>'!|*"
MARK = "!"
"""A closing mark that is looked for even where the word is easily found with it."""
BRACKET, RARE_BRACKET, RARE = 2.0, 5.0, "[]{}<>|"
"""Cost of reading a bracket as such when it could be part of a letter, and of one that texts seldom have."""


class Way:
    """How raw runs are read at some place of a word: what the channel has for them, by effort of the search."""

    def __init__(self, options: Callable[[str], Sequence[Option]], *, hurried: bool) -> None:
        self.quick, self.thorough = Fan(options, HURRIED if hurried else QUICK), Fan(options, THOROUGH)
        self.price = cache(lambda run: dict(options(run)))
        """The cost of each true run that a raw run may stand for."""


class Reader:
    """Reads raw words of one kind; remembers what it has read.

    `words` are those of the language, with what is likelier here than in general; a `hurried` reader takes what is found quickly.
    """

    def __init__(self, kind: Kind, table: Channel, words: Lexis, *, hurried: bool) -> None:
        self.kind, self.words, self.hurried = kind, words, hurried
        self.general, self.letters = lexis(kind.language), letters(kind.language)
        self.short = table.words
        self.small = Way(lambda run: table.small.get(run, ()), hurried=hurried)
        self.capital = Way(lambda run: table.capital.get(run, ()), hurried=hurried)
        self._first = {opens: Way(partial(first_letters, table, opens), hurried=hurried) for opens in (False, True)}
        self._read: dict[tuple[str, bool, bool, int], list[Guess]] = {}

    def guesses(self, raw: str, *, opens: bool, capitals: bool = False, barrier: int = -1) -> list[Guess]:
        """What a core may stand for, likeliest first. `opens`: a sentence may begin; `capitals`: the line is set in them."""
        key = raw, opens, capitals, barrier
        if key not in self._read:
            self._read[key] = self._guesses(raw, opens, capitals, barrier)
        return self._read[key]

    def quick(self, raw: str, *, opens: bool, capitals: bool, barrier: int = -1) -> list[Guess]:
        """The same, but only words that are easily found."""
        return self._judged(self._search(raw, opens, capitals, barrier))

    def _guesses(self, raw: str, opens: bool, capitals: bool, barrier: int) -> list[Guess]:
        found = self._plain(raw, opens, capitals, barrier)
        if barrier < 0 and (raw.endswith(MARK) or not good(found, raw)):
            left = len(raw) - len(raw.lstrip(OPENING))
            right = max(left + 1, len(raw.rstrip(CLOSING)))
            for start, stop in sorted({(left, len(raw)), (0, right), (left, right)} - {(0, len(raw))}):
                found += [
                    _framed(guess, raw, start, stop) for guess in self._plain(raw[start:stop], opens, capitals, -1)
                ]
        if barrier < 0:
            found += _verbatim(raw)
        return _ranked(found)

    def _plain(self, raw: str, opens: bool, capitals: bool, barrier: int) -> list[Guess]:
        found = self._search(raw, opens, capitals, barrier)
        judged = self._judged(found)
        if self.hurried:
            return judged
        if good(judged, raw):
            return self._judged(found + self._other_forms(raw, opens, capitals, barrier, judged[0]))
        bound = judged[0].cost + NEARLY if judged else inf
        return self._judged(found + self._thorough(raw, opens, capitals, barrier, bound))

    def _search(self, raw: str, opens: bool, capitals: bool, barrier: int) -> list[Guess]:
        words, capital = self.words, self.capital.quick
        if capitals:
            return [_upper(g) for g in known_words(raw, capital, capital, words, barrier)]
        first = self._first[opens].quick
        found = [self._cased(g, raw, opens) for g in known_words(raw, first, self.small.quick, words, barrier)]
        if barrier < 0:
            whole = (Guess(word, price, price, ((word, 0, len(raw)),)) for word, price in self._short(raw, opens))
            found += [_dearer(guess, 0.0, words.cost(guess.text.lower())) for guess in whole]
        if not any(map(str.islower, raw)) and len(raw) <= LONGEST_ABBREVIATION:
            more = known_words(raw, capital, capital, words, barrier)
            found += [_dearer(_upper(guess), self._abbreviation(guess.text)) for guess in more if len(guess.text) > 1]
        return [guess for guess in found if guess.cost < inf]

    def _thorough(self, raw: str, opens: bool, capitals: bool, barrier: int, bound: float) -> list[Guess]:
        first, rest = self._ways(opens, capitals)
        found = known_words(raw, first.thorough, rest.thorough, self.words, barrier, bound)
        bound = min([bound, *(guess.cost + NEARLY for guess in found)])
        found += unknown_words(raw, first.quick, rest.quick, self.letters, barrier, bound)
        return [_upper(guess) if capitals else self._cased(guess, raw, opens) for guess in found]

    def _other_forms(self, raw: str, opens: bool, capitals: bool, barrier: int, best: Guess) -> list[Guess]:
        """The likeliest word with other endings, for the grammar to choose among."""
        word = best.text.lower()
        inflected = {form: exp(-self.general.cost(form)) for form in sorted(forms(word))} if len(word) >= LONG else {}
        if self.kind.language != "ru" or not any(inflected.values()):
            return []
        first, rest = self._ways(opens, capitals)
        bound = best.channel + OTHER_FORM
        found = known_words(raw, first.thorough, rest.thorough, Lexis(inflected), barrier, bound)
        return [_upper(guess) if capitals else self._cased(guess, raw, opens) for guess in found]

    def _ways(self, opens: bool, capitals: bool) -> tuple[Way, Way]:
        """How the first run of a word is read, and how the others are."""
        return (self.capital, self.capital) if capitals else (self._first[opens], self.small)

    def _short(self, raw: str, opens: bool) -> Iterator[Option]:
        small, capital = (SMALL_FIRST, 0.0) if opens else (0.0, CAPITAL)
        for word, price in self.short.get(raw, ()):
            if word.islower() or word.istitle():
                yield word, price + (small if word.islower() else capital)

    def _cased(self, guess: Guess, raw: str, opens: bool) -> Guess:
        """The guess with a capital where that is likelier, and what its first letter costs so."""
        run, start, stop = guess.runs[0]
        first = raw[start:stop]
        before = self._first[opens].price(first).get(run)
        if not run or before is None:
            return guess
        small, capital = self.small.price(first).get(run, inf), self.capital.price(first).get(run, inf)
        if opens or (abs(small - capital) < SMALL_FIRST and self._named(guess.text)):
            small += SMALL_FIRST
        else:
            capital += CAPITAL
        guess = _dearer(guess, min(small, capital) - before)
        if small <= capital:
            return guess
        runs = ((run[:1].upper() + run[1:], start, stop), *guess.runs[1:])
        return replace(guess, text=guess.text[:1].upper() + guess.text[1:], runs=runs)

    def _abbreviation(self, word: str) -> float:
        """The cost of a word in capitals among others: more for one that is usually in small letters."""
        if self.kind.language == "kk":
            usual = self.general.cost(word) < inf
        else:
            usual = known(word, "ru") and "Abbr" not in grammemes(word)
        return NO_ABBREVIATION if usual else ABBREVIATION

    def _named(self, word: str) -> bool:
        """Whether a word, in small letters, is a name or part of one."""
        share = capitalised(self.kind.language).get(word)
        return (
            share > CAPITALISED if share is not None else self.kind.language == "ru" and bool(NAMES & grammemes(word))
        )

    def _judged(self, found: Sequence[Guess]) -> list[Guess]:
        """Guesses with the cost of their words in this place, each word once."""
        merged: dict[str, Guess] = {}
        for guess in found:
            word, cost = guess.text.lower(), guess.cost
            if (rare := self.words.cost(word)) < inf:
                strange = self.kind.language == "ru" and not known(word, "ru")
                cost = guess.channel + rare + log(1 + SPECIAL) + NOT_IN_DICTIONARY * strange
            if guess.text not in merged or cost < merged[guess.text].cost:
                merged[guess.text] = replace(guess, cost=cost)
        return _ranked(merged.values())


def words_here(special: Mapping[str, float], language: Language) -> Lexis:
    """The words of a language, with those that are likelier here than in general, by their frequencies."""
    return Lexis(special, lexis(language), SPECIAL)


def good(found: Sequence[Guess], raw: str) -> bool:
    """Whether the first guess is so likely that others need not be looked for."""
    return bool(found) and found[0].cost < DOUBTFUL + WEAK * len(raw)


def likelier_in_capitals(reader: Reader, raw: str) -> float:
    """How much likelier a raw word is when it is set in capitals; negative when it is not."""
    small, capital = (next(iter(reader.quick(raw, opens=False, capitals=c)), None) for c in (False, True))
    return (small.cost if small else NO_WORD) - (capital.cost if capital else NO_WORD)


def first_letters(table: Channel, opens: bool, run: str) -> list[Option]:
    """What a raw run that begins a word may stand for: small or capital letters, whichever are likelier."""
    small, capital = (SMALL_FIRST, 0.0) if opens else (0.0, CAPITAL)
    costs: dict[str, float] = {}
    for options, price in ((table.small, small), (table.capital, capital)):
        for true, cost in options.get(run, ()):
            costs[true] = min(costs.get(true, inf), cost + price)
    return sorted(costs.items(), key=lambda item: (item[1], item[0]))


def _ranked(found: Iterable[Guess]) -> list[Guess]:
    return sorted(found, key=lambda guess: (guess.cost, guess.text))[:MOST]


def _verbatim(raw: str) -> Iterator[Guess]:
    """The raw word as it is, where it may be a number or a Latin word."""
    runs = tuple((character, n, n + 1) for n, character in enumerate(raw))
    if raw.isdigit():
        yield Guess(raw, NUMBER + DIGIT * len(raw), 0.0, runs)
    elif raw.isascii() and raw.isalpha() and english(raw.lower()) < inf:
        yield Guess(raw, LATIN + english(raw.lower()), 0.0, runs)


def _framed(guess: Guess, raw: str, start: int, stop: int) -> Guess:
    """A guess for a part of a raw word, with the brackets around it as they are."""
    runs = [(raw[n], n, n + 1) for n in range(start)]
    runs += [(text, a + start, b + start) for text, a, b in guess.runs]
    runs += [(raw[n], n, n + 1) for n in range(stop, len(raw))]
    price = sum(RARE_BRACKET if mark in RARE else BRACKET for mark in raw[:start] + raw[stop:])
    return Guess(raw[:start] + guess.text + raw[stop:], guess.cost + price, guess.channel + price, tuple(runs))


def _upper(guess: Guess) -> Guess:
    return replace(guess, text=guess.text.upper(), runs=tuple((t.upper(), a, b) for t, a, b in guess.runs))


def _dearer(guess: Guess, channel: float, word: float = 0.0) -> Guess:
    return replace(guess, cost=guess.cost + channel + word, channel=guess.channel + channel)
