"""Rows for programs and documents: CSV, JSON and Markdown."""

from __future__ import annotations

import csv
import io
import json
from collections.abc import Iterable, Sequence


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
    lines = ["| " + " | ".join(map(escaped, head)) + " |", "|" + " --- |" * len(head)]
    lines += ["| " + " | ".join("<br>".join(map(escaped, cell)) for cell in row) + " |" for row in rows]
    return "\n".join(lines) + "\n"


def escaped(text: str, *, keep: bool = False) -> str:
    """Text of a document inside Markdown: no cell, tag, link or emphasis of its own; white space as it is on `keep`."""
    for mark in "\\`*_[]|#":
        text = text.replace(mark, f"\\{mark}")
    text = text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return text if keep else " ".join(text.split())
