"""Which words there are, and how likely each is.

A `Lexis` is a trie over a sorted list of words with the running total of their frequencies. All words with a common
beginning stand side by side in the list, so a node of the trie knows how probable the words are that begin so: what a search
needs to look ahead. Nodes are made when they are first asked for.
"""

from __future__ import annotations

from bisect import bisect_left
from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import accumulate
from math import exp, inf, log

ORDER = 5
"""Characters that the model of unknown words looks at: the one in question and those before it."""
BACK_OFF = 5.0
"""Weight of the next shorter context, in characters seen."""


class Node:
    """A beginning of words. Costs are minus natural logarithms of probabilities."""

    __slots__ = ("_base", "_kids", "_lexis", "_start", "_stop", "ahead", "text")

    def __init__(self, lexis: Lexis, text: str, start: int, stop: int, ahead: float, base: Node | None) -> None:
        self.text = text
        self.ahead = ahead
        """The cost of the words that begin so."""
        self._lexis, self._start, self._stop, self._base = lexis, start, stop, base
        self._kids: dict[str, Node] | None = None

    def cost(self) -> float:
        """The cost of the beginning as a word; infinite if it is none."""
        return self._lexis.cost(self.text)

    def kids(self) -> dict[str, Node]:
        """The node for each letter that may follow."""
        if self._kids is None:
            lexis, at, start = self._lexis, len(self.text), self._start
            words, beside = lexis.words, self._base.kids() if self._base else {}
            self._kids = dict(beside)
            start += start < self._stop and words[start] == self.text
            while start < self._stop:
                longer = words[start][: at + 1]
                letter = longer[-1]
                if start + 1 < self._stop and words[start + 1].startswith(longer):
                    stop = bisect_left(words, longer[:-1] + chr(ord(letter) + 1), start + 2, self._stop)
                else:
                    stop = start + 1
                base = beside.get(letter)
                ahead = lexis.price(start, stop, base.ahead if base else inf)
                self._kids[letter] = Node(lexis, longer, start, stop, ahead, base)
                start = stop
        return self._kids

    def along(self, letters: Mapping[str, float], runs: Sequence[tuple[str, float]]) -> list[tuple[Node, float]]:
        """The nodes that letters, and runs of none or several, lead to, each with the number of its run."""
        kids = self._kids or self.kids()
        if len(kids) < len(letters):
            found = [(kids[letter], letters[letter]) for letter in kids if letter in letters]
        else:
            found = [(kids[letter], letters[letter]) for letter in letters if letter in kids]
        for run, price in runs:
            if not run:
                found.append((self, price))
            elif (node := kids.get(run[0])) and (node := node.kids().get(run[1])):
                found.append((node, price))
        return found


class Lexis:
    """Words with their frequencies; those of no frequency are left out.

    With a `base` they stand beside its words, which keep their cost: `share` is what all of them count where all words of
    the base count 1. Words of both are likelier by that.
    """

    def __init__(self, frequencies: Mapping[str, float], base: Lexis | None = None, share: float = 1.0) -> None:
        self.words = sorted(word for word, n in frequencies.items() if n > 0)
        self._total = list(accumulate((frequencies[w] for w in self.words), initial=0.0))
        self._all = self._total[-1] / share
        self._base = base
        self.root: Node = Node(self, "", 0, len(self.words), 0.0, base.root if base else None)

    def price(self, start: int, stop: int, beside: float = inf) -> float:
        """The cost of a range of the words, and of words of the base that cost `beside`."""
        if start == stop:
            return beside
        share = (self._total[stop] - self._total[start]) / self._all
        return -log(share + exp(-beside) if beside < inf else share)

    def cost(self, word: str) -> float:
        """The cost of a word, infinite if there is none such."""
        beside = self._base.cost(word) if self._base else inf
        at = bisect_left(self.words, word)
        return self.price(at, at + (self.words[at : at + 1] == [word]), beside)


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
