"""Which words there are, and how likely each is.

A `Lexis` is a trie over a sorted list of words with the running total of their frequencies. All words with a common
beginning stand side by side in the list, so a node of the trie knows how probable the words are that begin so: what a search
needs to look ahead. Nodes are made when they are first asked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterable, Mapping
from itertools import accumulate
from math import exp, inf, log

ORDER = 5
"""Characters that the model of unknown words looks at: the one in question and those before it."""
BACK_OFF = 5.0
"""Weight of the next shorter context, in characters seen."""


class Node:
    """A beginning of words. Costs are minus natural logarithms of probabilities."""

    __slots__ = ("_base", "_kids", "_lexis", "_likely", "_start", "_stop", "ahead", "text")

    def __init__(self, lexis: Lexis, text: str, start: int, stop: int, ahead: float, base: Node | None) -> None:
        self.text = text
        self.ahead = ahead
        """The cost of the words that begin so."""
        self._lexis, self._start, self._stop, self._base = lexis, start, stop, base
        self._kids: dict[str, Node] | None = None
        self._likely: list[Node] | None = None

    def cost(self) -> float:
        """The cost of the beginning as a word; infinite if it is none."""
        return self._lexis.cost(self.text)

    def kids(self) -> dict[str, Node]:
        """The node for each letter that may follow."""
        if self._kids is None:
            self._kids = dict(self._base.kids()) if self._base else {}
            self._add(self._kids)
        return self._kids

    def likely(self) -> list[Node]:
        """The nodes of the letters that may follow, likeliest first."""
        if self._likely is None:
            self._likely = sorted(self.kids().values(), key=lambda node: (node.ahead, node.text))
        return self._likely

    def _add(self, kids: dict[str, Node]) -> None:
        """Put the own words that go on into nodes, each in front of what the base has there."""
        lexis, words, at, start, end = self._lexis, self._lexis.words, len(self.text), self._start, self._stop
        longer = at + 1
        start += start < end and len(words[start]) == at
        while start < end:
            text, stop = words[start][:longer], start + 1
            letter = text[at]
            if stop < end and words[stop][at] == letter:
                stop = bisect_left(words, text[:at] + chr(ord(letter) + 1), stop + 1, end)
            base = kids.get(letter)
            alone = base is None and stop - start == self._stop - self._start
            ahead = self.ahead if alone else lexis.price(start, stop, base.ahead if base else inf)
            kids[letter] = Node(lexis, text, start, stop, ahead, base)
            start = stop


class Lexis:
    """Words with their frequencies; those of no frequency are left out.

    With a `base` they stand beside its words, which keep their cost: `share` is what all of them count where all words of
    the base count 1. Words of both are likelier by that.
    """

    def __init__(self, frequencies: Mapping[str, float], base: Lexis | None = None, share: float = 1.0) -> None:
        words = sorted(word for word, n in frequencies.items() if n > 0)
        self.words = "\n".join(words).split("\n") if words else []
        self._total = list(accumulate((frequencies[w] for w in self.words), initial=0.0))
        self._all = self._total[-1] / share
        self._base = base
        self.root: Node = Node(self, "", 0, len(self.words), 0.0, base.root if base else None)

    def price(self, start: int, stop: int, beside: float = inf) -> float:
        """The cost of a range of the words, and of words of the base that cost `beside`."""
        if start == stop:
            return beside
        share = (self._total[stop] - self._total[start]) / self._all
        return -log(share + exp(-beside)) if beside < inf else -log(share)

    def cost(self, word: str) -> float:
        """The cost of a word, infinite if there is none such."""
        beside = self._base.cost(word) if self._base else inf
        at = bisect_left(self.words, word)
        return self.price(at, at + (self.words[at : at + 1] == [word]), beside)


class Letters:
    """What words look like: a letter given the letters before it, from the words of a language, each counted once."""

    def __init__(self, words: Iterable[str]) -> None:
        self._seen: Counter[str] = Counter()
        self._after: Counter[str] = Counter()
        for word in words:
            text = "^" + word + "$"
            runs = [text[start:at] for at in range(2, len(text) + 1) for start in range(max(0, at - ORDER), at)]
            self._seen.update(runs)
        for run, n in self._seen.items():
            self._after[run[:-1]] += n
        self._costs: dict[tuple[str, str], float] = {}

    def cost(self, before: str, letter: str) -> float:
        """The cost of `letter` (`$` is the end) behind `before`, which begins with `^`."""
        context = before[1 - ORDER :]
        found = self._costs.get((context, letter))
        if found is None:
            found = self._costs[context, letter] = -log(self._probability(context, letter))
        return found

    def _probability(self, context: str, letter: str) -> float:
        shorter = self._probability(context[1:], letter) if context else 1e-3
        return (self._seen[context + letter] + BACK_OFF * shorter) / (self._after[context] + BACK_OFF)
