"""What a person sees: tables and lines on standard output, a progress bar on standard error.

The one module that imports rich. Text of documents is never read as markup.
"""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from rich.console import Console
from rich.padding import Padding
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table
from rich.text import Text

from kg.errors import BadInput
from kg.messages import say
from kg.records import Language

_NO_TERMINAL = 120
"""Columns of a table that is written to a file or a pipe."""
_AFTER_READING = 6
"""Steps of a build behind the reading of files, for the length of the bar."""


@dataclass(frozen=True, slots=True)
class Marked:
    """Text with places (code points, half open) that stand out."""

    text: str
    marks: Sequence[tuple[int, int]]


Lines = Sequence[str | Marked]
"""The lines of a cell; all but the first are shown dim."""


def write(text: str) -> None:
    """Text on standard output as it is, with one newline at its end."""
    sys.stdout.write(text if text.endswith("\n") else f"{text}\n")


def give(text: str, out: Path | None, language: Language) -> None:
    """Write a text to a file, and say so; to standard output where there is none. BadInput where it cannot be written."""
    if out is None:
        write(text)
        return
    try:
        out.parent.mkdir(parents=True, exist_ok=True)
        out.write_text(text, encoding="utf-8", newline="\n")
    except OSError as error:
        raise BadInput(say("no-place", language, path=out, reason=error.strerror), wrong_call=True) from error
    write(str(out))


def line(text: str = "", *, indent: int = 0, style: str = "") -> None:
    """A line of text behind an indent of so many columns; on a terminal it is wrapped where that ends."""
    if not text or not sys.stdout.isatty():
        write(" " * indent + text if text else "")
    else:
        _console().print(Padding(Text(text, style=style), (0, 0, 0, indent)))


def table(title: str, head: Sequence[str], rows: Sequence[Sequence[Lines]]) -> None:
    """A title and a table; cells have one or more lines, and where one has more, there are rules between the rows."""
    ruled = any(len(cell) > 1 for row in rows for cell in row)
    if title:
        line(title, style="bold")
    if not rows:
        return
    drawn = Table(show_lines=ruled)
    for name in head:
        drawn.add_column(Text(name), overflow="fold")
    for row in rows:
        drawn.add_row(*map(_cell, row))
    _console().print(drawn)


@contextmanager
def progress(label: Callable[[str], str]) -> Iterator[Callable[[str, int, int], None]]:
    """A progress bar on standard error, told the step, how much is done and of how much; nothing without a terminal.

    `label` gives the words for a step.
    """
    console = Console(stderr=True)
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        TextColumn("{task.percentage:>3.0f} %"),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console, transient=True, disable=not console.is_terminal) as bar:
        task = bar.add_task(label("read"), total=None)

        def report(step: str, done: int, of: int) -> None:
            bar.update(task, description=label(step))
            if step == "read":
                bar.update(task, completed=done, total=of + _AFTER_READING)
            else:
                bar.advance(task)

        yield report


def _console() -> Console:
    """Standard output as it is now, so that it can be redirected."""
    return Console(file=sys.stdout, highlight=False, width=None if sys.stdout.isatty() else _NO_TERMINAL)


def _cell(lines: Lines) -> Text:
    shown = Text()
    for number, one in enumerate(lines):
        text = Text("\n" * bool(number)) + Text(one.text if isinstance(one, Marked) else one)
        if number:
            text.stylize("dim")
        for start, stop in one.marks if isinstance(one, Marked) else ():
            text.stylize("bold underline", start + bool(number), stop + bool(number))
        shown += text
    return shown
