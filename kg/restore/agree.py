"""Which guesses go together: the cheapest way through the guesses of a stretch of words and their grammatical marks."""

from __future__ import annotations

from collections.abc import Sequence

from kg.restore.grammar import END, gain, marks
from kg.restore.pairs import Following
from kg.restore.search import Guess

GRAMMAR = 0.6
"""Weight of the mark that stands before a word."""
WORDS = 0.4
"""Weight of the word that stands before it."""
State = tuple[float, str, Guess | None, int]
"""Cost of the way, mark and guess where it ends, and the number of the state before."""


def agree(columns: Sequence[Sequence[Guess]], following: Following, *, russian: bool) -> list[Guess]:
    """One guess for each of the words that follow each other; `columns` has the guesses of each, at least one.

    Only Russian words have grammatical marks.
    """
    states: list[State] = [(0.0, "", None, 0)]
    table = []
    for guesses in columns:
        after: list[State] = []
        for guess in guesses:
            word = guess.text.lower()
            ways = _ways(states, word, following)
            for mark in marks(word) if russian else ("",):
                cost, came = min((way - GRAMMAR * gain(before, mark), n) for way, before, n in ways)
                after.append((cost + guess.cost, mark, guess, came))
        table.append(after)
        states = after
    at = min(range(len(states)), key=lambda n: states[n][0] - GRAMMAR * gain(states[n][1], END))
    path: list[Guess] = []
    for column in reversed(table):
        _, _, chosen, at = column[at]
        if chosen:
            path.append(chosen)
    return path[::-1]


def _ways(states: Sequence[State], word: str, following: Following) -> list[tuple[float, str, int]]:
    """The cost of each state with `word` behind it, its mark and number."""
    gains = {id(guess): WORDS * following.gain(guess.text.lower(), word) for _, _, guess, _ in states if guess}
    return [(cost - gains.get(id(guess), 0.0), mark, n) for n, (cost, mark, guess, _) in enumerate(states)]
