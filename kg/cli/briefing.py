"""`kg report`."""

from __future__ import annotations

from argparse import Namespace

from kg.cli import graph, screen
from kg.errors import BadInput
from kg.messages import say


def report(given: Namespace) -> int:
    """Print the report on a built graph, or write it to a file and say so."""
    from kg.briefing import written  # noqa: PLC0415 (needs the extra `draw`)

    graph.file_of(given.dist, given.lang)
    text = written(given.dist, given.lang, given.format)
    if given.out is None:
        screen.write(text)
        return 0
    try:
        given.out.parent.mkdir(parents=True, exist_ok=True)
        given.out.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise BadInput(say("no-place", given.lang, path=given.out, reason=error.strerror), wrong_call=True) from error
    screen.write(str(given.out))
    return 0
