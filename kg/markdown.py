"""Markdown that cannot be broken by what it shows."""

from __future__ import annotations

from collections.abc import Iterable, Sequence


def escaped(text: str, *, keep: bool = False) -> str:
    """Text of a document: no cell, tag, link or emphasis of its own; white space stays as it is on `keep`."""
    for mark in "\\`*_[]|#":
        text = text.replace(mark, f"\\{mark}")
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text if keep else " ".join(text.split())


def table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    """The lines of a table of finished Markdown."""
    return ["| " + " | ".join(line) + " |" for line in [head, ["---"] * len(head), *rows]]
