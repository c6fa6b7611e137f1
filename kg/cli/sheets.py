"""Rows for programs and documents: CSV, JSON and Markdown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence

from kg.markdown import escaped, table


def as_csv(head: Sequence[str], rows: Iterable[Sequence[str]]) -> str:
    """Comma-separated values with a heading, lines ended by a newline."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\n")
    writer.writerow(head)
    writer.writerows(rows)
    return out.getvalue()


def as_json(data: object) -> str:
    """Plain data as JSON, readable and with its own letters."""
    return json.dumps(data, ensure_ascii=False, indent=1) + "\n"


def as_markdown(head: Sequence[str], rows: Iterable[Sequence[Sequence[str]]]) -> str:
    """A table in Markdown; each cell has one or more lines."""
    shown = (["<br>".join(map(escaped, cell)) for cell in row] for row in rows)
    return "\n".join(table([*map(escaped, head)], shown)) + "\n"
