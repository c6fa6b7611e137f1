"""Answers to questions as blocks of a report: tables, matrices and charts, every row with its notes."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from itertools import groupby

from kg.ask import Answer, Cell, Row
from kg.briefing.facts import Facts, brief, number
from kg.briefing.model import Block, Bullets, Jump, Line, Picture, Table
from kg.briefing.plan import Planned
from kg.draw import drawn
from kg.export.queries import header
from kg.iris import name
from kg.messages import say
from kg.records import Language

_NUMBER = re.compile(r"[\N{MINUS SIGN}-]?[\d\N{NO-BREAK SPACE}]+(?:[.,]\d+)?")
_PARTS = "report-part-"
NO_GROUP = ""


def blocks(planned: Planned, facts: Facts, document: str = "") -> Iterable[Block]:
    """The blocks of a planned question, picture or list; of a document only what stands in it. Nothing for no rows."""
    match planned.kind:
        case "picture":
            yield picture(planned.name, facts)
        case "statements":
            yield from _statements(planned, facts, document)
        case "question":
            yield from _answered(planned, facts, document)


def picture(view: str, facts: Facts) -> Picture:
    """A picture of the graph. BadInput where matplotlib is missing."""
    svg = drawn(facts.store, view, facts.language, "svg")
    about = header("questions/agencies-together" if view == "agencies" else f"pictures/{view}")
    question = str(about["question"][facts.language])
    return Picture(svg, str(about["title"][facts.language]), question, question)


def _statements(planned: Planned, facts: Facts, document: str) -> Iterable[Bullets]:
    """The statements of a class, in the order of the document or of their groups, with the name of the class."""
    cls = name(planned.name)
    found = [one for one in facts.statements.values() if one.cls == cls and one.document == document]
    groups = sorted({one.group for one in found}) if planned.by else [NO_GROUP]
    for group in groups:
        lines = [one for one in found if not planned.by or one.group == group]
        if lines:
            heading = f"{capital(several(planned.name, facts.language))} ({len(lines)})"
            heading += f" \N{MIDDLE DOT} {group}" if group else ""
            shown = [(brief(one.text), *_known(facts, one.iri)) for one in lines[: planned.limit]]
            yield Bullets(heading, shown, len(lines) - len(shown))


def several(cls: str, language: Language) -> str:
    """The name of a class of statements in the plural."""
    return say(f"report-many-{cls.lower()}", language)


def capital(text: str) -> str:
    """Text with a capital at its beginning."""
    return text[:1].upper() + text[1:]


def _known(facts: Facts, iri: str) -> Line:
    ref = facts.ref(iri)
    return (ref,) if ref else ()


def _answered(planned: Planned, facts: Facts, document: str) -> Iterable[Block]:
    answer = facts.answer(planned.name)
    rows = [
        row
        for row in answer.rows
        if (not document or row.cells["document"].iri == document)
        and (not planned.empty or not row.cells[planned.empty].text)
        and (not planned.filled or row.cells[planned.filled].text)
    ]
    if not rows:
        return
    if planned.matrix:
        yield _matrix(planned, answer, rows, facts)
        return
    if planned.chart:
        yield from _charts(planned, answer, rows, facts)
        return
    yield table(planned, answer, rows, facts, answer.question.title[facts.language])


def table(planned: Planned, answer: Answer, rows: Sequence[Row], facts: Facts, caption: str) -> Table:
    """The rows of an answer with a last column for the notes; of a thing that stands in row after row the name once."""
    columns = list(planned.columns or answer.question.columns)
    if planned.distinct:
        first: dict[tuple[Cell, ...], Row] = {}
        for row in rows:
            first.setdefault(tuple(row.cells[key] for key in columns), row)
        rows = list(first.values())
    columns = [key for key in columns if any(row.cells[key].text for row in rows)]
    lines: list[list[Line]] = []
    last: Cell | None = None
    for row in rows[: planned.limit]:
        cells = [_cell(row.cells[key], facts) for key in columns]
        if planned.by in columns:
            if row.cells[planned.by] == last:
                cells[columns.index(planned.by)] = ()
            last = row.cells[planned.by]
        lines.append([*cells, facts.refs(row.proofs)])
    head = [answer.question.columns[key][facts.language] for key in columns]
    return Table(
        caption, [*head, say("report-note", facts.language)], lines, len(rows) - len(lines), _numeric(lines, len(head))
    )


def _cell(cell: Cell, facts: Facts) -> Line:
    """A cell; the name of a document that was read leads to what it says."""
    span = facts.span(cell)
    target = facts.anchors.get(cell.iri)
    return (Jump(cell.text, target),) if target else (span,) if span else ()


def _numeric(lines: Sequence[Sequence[Line]], width: int) -> frozenset[int]:
    """The columns that hold numbers only."""

    def only(at: int) -> bool:
        texts = [span for line in lines for span in line[at]]
        return bool(texts) and all(isinstance(one, str) and _NUMBER.fullmatch(one) for one in texts)

    return frozenset(at for at in range(width) if only(at))


def _matrix(planned: Planned, answer: Answer, rows: Sequence[Row], facts: Facts) -> Table:
    """One thing down, another across, a number in each cell, and the example that proves it.

    Where more stand across than fit on a page, those with the smallest numbers are left to the total.
    """
    down, across, count = planned.matrix
    by_place = {(row.cells[down], row.cells[across]): row for row in rows}
    downs, acrosses = Counter[Cell](), Counter[Cell]()
    for (thing, column), row in by_place.items():
        downs[thing] += int(row.cells[count].text or 0)
        acrosses[column] += int(row.cells[count].text or 0)
    order = {one.cells["document"].iri: at for at, one in enumerate(facts.documents)}
    widest = sorted(acrosses, key=lambda cell: (-acrosses[cell], cell.text))[:_ACROSS]
    columns = sorted(widest, key=lambda cell: order.get(cell.iri, len(order)))
    things = sorted(downs, key=lambda cell: (-downs[cell], cell.text))
    lines: list[list[Line]] = []
    for thing in things[: planned.limit]:
        line: list[Line] = [(thing.text,)]
        for column in columns:
            found = by_place.get((thing, column))
            text = found.cells[count].text if found else "0"
            line.append((number(text, facts.language), *facts.refs(found.proofs[:1])) if found and text != "0" else ())
        lines.append([*line, (number(str(downs[thing]), facts.language),)])
    language = facts.language
    heads = (facts.titles.get(cell.iri, cell.text) for cell in columns)
    head = [answer.question.columns[down][language], *heads, say("report-total", language)]
    caption = answer.question.title[language]
    if left := len(acrosses) - len(columns):
        caption += f" ({say('report-columns', language, count=left)})"
    return Table(caption, head, lines, len(things) - len(lines), frozenset(range(1, len(head))), matrix=True)


_ACROSS = 10
"""Columns of a matrix that fit on a page."""


def _charts(planned: Planned, answer: Answer, rows: Sequence[Row], facts: Facts) -> Iterable[Block]:
    """A chart and its table for each thing that the rows are divided by."""
    title = answer.question.title[facts.language]
    parts: list[tuple[str, list[Row]]] = [("", list(rows))]
    if planned.by:
        ordered = sorted(rows, key=lambda row: row.cells[planned.by].text)
        parts = [(text, list(found)) for text, found in groupby(ordered, key=lambda row: row.cells[planned.by].text)]
    for text, found in parts:
        if len(found) < planned.least:
            continue
        named = f"{title}: {text}" if text else title
        units = {row.cells["unit"].text for row in found if "unit" in row.cells}
        yield _chart(planned, found, facts, ", ".join((named, *units)) if len(units) == 1 else named, answer)
        yield table(planned, answer, found, facts, named)


def _chart(planned: Planned, rows: Sequence[Row], facts: Facts, title: str, answer: Answer) -> Picture:
    from kg.draw import bars  # noqa: PLC0415 (needs the extra `draw`)

    shown = [
        (row.cells[planned.label].text, float(row.cells[planned.value].text), number(row.cells[planned.value].text, facts.language))
        for row in rows[: planned.limit]
    ]  # fmt: skip
    draw = bars.standing if planned.chart == "columns" else bars.lying
    about = "; ".join(f"{label}: {text}" for label, _, text in shown)
    return Picture(draw(shown, title).written("svg"), title, answer.question.question[facts.language], about)
