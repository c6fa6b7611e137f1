"""The border to SQLite's full-text index (FTS5): rows of keys in, the best rows for an expression out."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.errors import BadInput

_TABLE = (
    "CREATE VIRTUAL TABLE texts USING fts5"
    "(words, concepts, content='', tokenize=\"unicode61 remove_diacritics 0 tokenchars ':/.,-_~'\")"
)
_INSERT = "INSERT INTO texts(rowid, words, concepts) VALUES (?, ?, ?)"
_FIND = "SELECT rowid, bm25(texts, 1.0, 0.5) FROM texts WHERE texts MATCH ? ORDER BY 2, 1"
_PLACES = 6
"""Decimals of a score, so that machines agree on the order."""


@dataclass(frozen=True, slots=True)
class Entry:
    """What is found by: the keys of the words of a text, and of what it speaks (IRIs)."""

    words: Sequence[str]
    concepts: Sequence[str]


class Index:
    """Entries by their number, in memory. BadInput where this Python has no FTS5."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self._base = sqlite3.connect(":memory:")
        try:
            self._base.execute("PRAGMA temp_store = MEMORY")
            self._base.execute(_TABLE)
        except sqlite3.OperationalError as error:
            raise BadInput(f"The search needs a Python whose SQLite has FTS5 ({error}).") from error
        rows = ((number, " ".join(one.words), " ".join(one.concepts)) for number, one in enumerate(entries))
        self._base.executemany(_INSERT, rows)
        self._base.commit()

    def find(self, expression: str) -> list[tuple[int, float]]:
        """The entries that an expression of this module fits, best first, each with its BM25 score (more is better)."""
        return [(number, round(-score, _PLACES)) for number, score in self._base.execute(_FIND, (expression,))]


def word(keys: Iterable[str]) -> str:
    """Any of the keys, in the words of a text."""
    return _any("words", keys)


def concept(iris: Iterable[str]) -> str:
    """Any of the things of which a text speaks."""
    return _any("concepts", iris)


def every(expressions: Iterable[str]) -> str:
    """All of several expressions."""
    return "(" + " AND ".join(expressions) + ")"


def some(expressions: Iterable[str]) -> str:
    """One or more of several expressions."""
    return "(" + " OR ".join(expressions) + ")"


def _any(column: str, keys: Iterable[str]) -> str:
    return f"{column} : (" + " OR ".join('"' + key.replace('"', '""') + '"' for key in sorted(keys)) + ")"
