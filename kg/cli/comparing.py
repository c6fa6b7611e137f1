"""`kg compare`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from kg.cli import graph, screen, sheets
from kg.compare import compare as compared
from kg.compare import pages, plain


def compare(given: Namespace) -> int:
    """Print what became of the statements of one document in another: counts, then both quotes side by side."""
    found = compared(graph.load(given), given.a, given.b, given.lang)
    match given.format:
        case "json":
            screen.write(sheets.as_json(plain(found)))
        case "md":
            screen.write(pages.markdown(found, given.lang, given.by))
        case "html":
            screen.write(pages.html(found, given.lang, given.by))
        case _:
            _table(*pages.counts(found, given.lang, given.by))
            _table(*pages.sides(found, given.lang))
    return 0


def _table(head: Sequence[str], rows: Sequence[Sequence[str]]) -> None:
    screen.table("", head, [[[cell] for cell in row] for row in rows])
