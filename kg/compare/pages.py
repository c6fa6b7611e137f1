"""A comparison for people: rows for the terminal, Markdown, and a page of HTML that needs no other file."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from html import escape
from typing import Literal as Choice

from kg.compare import FATES, Comparison, Side, keys
from kg.markdown import escaped, table
from kg.messages import say
from kg.records import Language

By = Choice["class", "category", "group"]
Row = tuple[str, ...]
_STYLE = (
    "body{font:16px/1.5 system-ui,sans-serif;margin:2rem auto;max-width:75rem;padding:0 1rem}"
    "table{border-collapse:collapse;width:100%;margin:1rem 0}"
    "th,td{border:1px solid #bbb;padding:.4rem .6rem;text-align:left;vertical-align:top}"
    "td.count{text-align:right}.place{color:#555;font-size:.85em}"
    ".kept{background:#e8f3e8}.reworded{background:#eef3fa}.narrowed{background:#fdf4e3}"
    ".widened{background:#f3ecf8}.dropped{background:#fbe9e7}.new{background:#e6f4f7}"
)


def counts(found: Comparison, language: Language, by: By = "class") -> tuple[Row, list[Row]]:
    """A table of how many statements met which fate: its head, and a row for each class, category or group."""
    head = (say(f"compare-by-{by}", language), *(say(f"compare-{fate}", language) for fate in FATES))
    return head, [(key, *(str(row[fate]) for fate in FATES)) for key, row in found.counts(by).items()]


def sides(found: Comparison, language: Language) -> tuple[Row, list[Row]]:
    """A table of all statements side by side: its head and its rows, the fate first."""
    head = (say("compare-fate", language), found.first[1], found.second[1])
    return head, [(say(f"compare-{p.fate}", language), _quoted(p.first), _quoted(p.second)) for p in found.pairs]


def markdown(found: Comparison, language: Language, by: By = "class") -> str:
    """The counts, then all statements side by side under a heading for each class, category or group."""
    title = say("compare-title", language, first=found.first[1], second=found.second[1])
    lines = [f"# {escaped(title)}", "", *_table(*counts(found, language, by))]
    for key in found.counts(by):
        part = Comparison(found.first, found.second, tuple(p for p in found.pairs if key in keys(p.side, by)))
        lines += ["", f"## {escaped(key)}", "", *_table(*sides(part, language))]
    return "\n".join(lines) + "\n"


def html(found: Comparison, language: Language, by: By = "class") -> str:
    """The same as a page."""
    title = escape(say("compare-title", language, first=found.first[1], second=found.second[1]))
    head, rows = counts(found, language, by)
    parts = [_cells("th", head), *(_cells("td", row) for row in rows)]
    body = [f"<h1>{title}</h1>", "<table>", *parts, "</table>"]
    for key in found.counts(by):
        body += [f"<h2>{escape(key)}</h2>", "<table>", _cells("th", sides(found, language)[0])]
        for pair in found.pairs:
            if key in keys(pair.side, by):
                fate = f"<td>{escape(say(f'compare-{pair.fate}', language))}</td>"
                body.append(f'<tr class="{pair.fate}">{fate}{_cell(pair.first)}{_cell(pair.second)}</tr>')
        body.append("</table>")
    return (
        f'<!doctype html>\n<html lang="{language}">\n<head><meta charset="utf-8"><title>{title}</title>'
        f"<style>{_STYLE}</style></head>\n<body>\n" + "\n".join(body) + "\n</body>\n</html>\n"
    )


def _cell(side: Side | None) -> str:
    if side is None:
        return "<td></td>"
    place = f'<span class="place">§ {escape(side.place)}</span>'
    return f'<td lang="{escape(side.language)}" title="{escape(side.iri)}">{place} {escape(side.text)}</td>'


def _cells(tag: str, row: Iterable[str]) -> str:
    return "<tr>" + "".join(f"<{tag}>{escape(cell)}</{tag}>" for cell in row) + "</tr>"


def _quoted(side: Side | None) -> str:
    return f"§ {side.place} {side.text}" if side else ""


def _table(head: Sequence[str], rows: Iterable[Sequence[str]]) -> list[str]:
    return table([*map(escaped, head)], ([*map(escaped, row)] for row in rows))
