"""`kg report`."""

from __future__ import annotations

from argparse import Namespace

from kg.cli import graph, screen


def report(given: Namespace) -> int:
    """Print the report on a built graph, or write it to a file and say so."""
    from kg.briefing import written  # noqa: PLC0415 (needs the extra `draw`)

    graph.file_of(given.dist, given.lang)
    screen.give(written(given.dist, given.lang, given.format), given.out, given.lang)
    return 0
