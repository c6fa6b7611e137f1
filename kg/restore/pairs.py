"""Which words follow each other: in our own texts, and in the document itself as far as it was read surely.

`pairs.ru.tsv` and `pairs.kk.tsv` are written by `bench/restore/words.py`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from functools import cache
from importlib.resources import files
from math import exp, log

from kg.records import Language
from kg.restore.lexis import Lexis

BACK_OFF = 20.0
"""Weight of how frequent a word is anywhere beside what was seen behind another, in words seen."""
Pairs = Mapping[tuple[str, str], float]
"""Two words that follow each other, lower case, and how often."""


class Following:
    """How much likelier words are behind each other than anywhere."""

    def __init__(self, pairs: Pairs, words: Lexis) -> None:
        self._words, self._pairs = words, pairs
        self._left: defaultdict[str, float] = defaultdict(float)
        for (before, _), n in pairs.items():
            self._left[before] += n

    def gain(self, before: str, after: str) -> float:
        """The logarithm of the ratio; 0 where nothing is known of `before`."""
        left = self._left.get(before)
        if not left:
            return 0.0
        seen = self._pairs.get((before, after))
        ratio = seen / left * exp(min(50.0, self._words.cost(after))) if seen else 0.0
        return log((left * ratio + BACK_OFF) / (left + BACK_OFF))


@cache
def own_pairs(language: Language) -> Pairs:
    """What our own texts and vocabularies show."""
    rows = files(__package__).joinpath(f"pairs.{language}.tsv").read_text(encoding="utf-8").splitlines()
    return {(before, after): float(n) for before, after, n in (row.split("\t") for row in rows)}
