"""What pictures are drawn from: the rows of a query of `queries/pictures`, its words, and the names of things."""

from __future__ import annotations

from typing import TypeAlias

from kg.export import queries
from kg.naming import Names, short
from kg.records import Language
from kg.store import Store, Term
from kg.witness import value as text

__all__ = ["Names", "Rows", "legend", "read", "short", "text", "title"]

Rows: TypeAlias = tuple[tuple[Term | None, ...], ...]


def read(store: Store, name: str) -> Rows:
    """The rows of the query of a picture."""
    return queries.rows(store, f"pictures/{name}")


def title(name: str, language: Language) -> str:
    """The title of a picture."""
    return queries.title(f"pictures/{name}", language)


def legend(query: str, language: Language) -> dict[str, str]:
    """The words of the signs of a picture, by sign; `query` is the one that it is drawn from."""
    return {sign: str(words[language]) for sign, words in queries.header(query)["legend"].items()}
