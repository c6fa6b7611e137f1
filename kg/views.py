"""The queries of `queries/views`, by name: what the program itself asks of a graph."""

from __future__ import annotations

from functools import cache
from pathlib import Path

from kg.store import Store, Term

FOLDER = Path(__file__).parent.parent / "queries" / "views"


def rows(store: Store, name: str, **given: Term) -> tuple[tuple[Term | None, ...], ...]:
    """The rows of a view, with some of its variables given. BadInput where the file is missing or broken."""
    path = FOLDER / f"{name}.rq"
    return store.select(_text(path), given, path=path).rows


@cache
def _text(path: Path) -> str:
    return path.read_text(encoding="utf-8")
