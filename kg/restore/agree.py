"""Which guesses go together: the cheapest way through the guesses of a stretch of words and their grammatical marks."""

from __future__ import annotations

from collections.abc import Sequence

from kg.restore.grammar import END, gain, marks
from kg.restore.search import Guess

GRAMMAR = 0.8
"""Weight of what stands before a word."""


def agree(columns: Sequence[Sequence[Guess]]) -> list[Guess]:
    """One guess for each of the Russian words that follow each other; `columns` has the guesses of each, at least one."""
    states: list[tuple[float, str, Guess | None, int]] = [(0.0, "", None, 0)]
    table = []
    for guesses in columns:
        after: list[tuple[float, str, Guess | None, int]] = []
        for guess in guesses:
            for mark in marks(guess.text.lower()):
                cost, came = min((state[0] - GRAMMAR * gain(state[1], mark), n) for n, state in enumerate(states))
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
