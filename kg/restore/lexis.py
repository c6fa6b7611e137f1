"""Which words there are, and how likely each is.

A `Lexis` is a sorted list of words with the running total of their frequencies. All words with a common beginning stand side
by side in it, so it tells for any beginning how probable the words are that begin so: what a search needs to look ahead.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping
from itertools import accumulate
from math import inf, log

ORDER = 5
"""Characters that the model of unknown words looks at: the one in question and those before it."""
BACK_OFF = 5.0
"""Weight of the next shorter context, in characters seen."""


class Lexis:
    """Words with their frequencies. Costs are minus natural logarithms of probabilities."""

    def __init__(self, frequencies: Mapping[str, float]) -> None:
        self.words = sorted(frequencies)
        self.total = list(accumulate((frequencies[w] for w in self.words), initial=0.0))
        self.ahead: dict[str, float] = {"": 0.0}
        self._ranges: dict[str, tuple[int, int]] = {"": (0, len(self.words))}
        self._next: dict[str, tuple[tuple[str, float], ...]] = {}
        self._all = log(self.total[-1])

    def extend(self, beginning: str, letters: str) -> float:
        """The cost of the words that begin with `beginning + letters`; `beginning` must have been asked for before."""
        whole = beginning + letters
        lo, hi = self._ranges[beginning]
        lo = bisect_left(self.words, whole, lo, hi)
        hi = bisect_left(self.words, whole[:-1] + chr(ord(whole[-1]) + 1), lo, hi)
        mass = self.total[hi] - self.total[lo]
        cost = self.ahead[whole] = self._all - log(mass) if hi > lo and mass > 0 else inf
        if cost < inf:
            self._ranges[whole] = lo, hi
        return cost

    def children(self, beginning: str) -> tuple[tuple[str, float], ...]:
        """What `beginning`, which must have been asked for before, may become with one letter more, and the cost of each."""
        found = self._next.get(beginning)
        if found is None:
            longer, (lo, hi) = [], self._ranges[beginning]
            while lo < hi:
                whole = self.words[lo][: len(beginning) + 1]
                if len(whole) == len(beginning):
                    lo += 1
                    continue
                longer.append((whole, self.extend(beginning, whole[-1])))
                lo = self._ranges[whole][1] if whole in self._ranges else lo + 1
            found = self._next[beginning] = tuple(longer)
        return found

    def cost(self, word: str) -> float:
        """The cost of a word, infinite if there is none such."""
        at = bisect_left(self.words, word)
        if at == len(self.words) or self.words[at] != word:
            return inf
        mass = self.total[at + 1] - self.total[at]
        return self._all - log(mass) if mass > 0 else inf


class Letters:
    """What words look like: a letter given the letters before it, from the words of a language, each counted once."""

    def __init__(self, words: Iterable[str]) -> None:
        seen: defaultdict[str, defaultdict[str, int]] = defaultdict(lambda: defaultdict(int))
        for word in words:
            text = "^" + word + "$"
            for at in range(1, len(text)):
                for start in range(max(0, at - ORDER + 1), at + 1):
                    seen[text[start:at]][text[at]] += 1
        self._seen = {context: (dict(after), sum(after.values())) for context, after in seen.items()}
        self._costs: dict[tuple[str, str], float] = {}

    def cost(self, before: str, letter: str) -> float:
        """The cost of `letter` (`$` is the end) behind `before`, which begins with `^`."""
        context = before[1 - ORDER :]
        found = self._costs.get((context, letter))
        if found is None:
            found = self._costs[context, letter] = -log(self._probability(context, letter))
        return found

    def _probability(self, context: str, letter: str) -> float:
        after, total = self._seen.get(context, ({}, 0))
        shorter = self._probability(context[1:], letter) if context else 1e-3
        return (after.get(letter, 0) + BACK_OFF * shorter) / (total + BACK_OFF)
