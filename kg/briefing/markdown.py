"""A report as Markdown, with notes as GitHub and Pandoc know them; pictures are told in words."""

from __future__ import annotations

from collections.abc import Iterable

from kg.briefing.model import Block, Bullets, Jump, Line, Paragraph, Part, Picture, Ref, Report, Said, Table
from kg.markdown import escaped, table
from kg.messages import say
from kg.records import Language


def markdown(report: Report) -> str:
    """The report as Markdown; the same report gives the same text."""
    language = report.language
    lines = [f"# {escaped(report.title)}", "", escaped(report.subtitle), ""]
    for part in report.parts:
        lines += [f"- [{escaped(part.title)}](#{part.key})", *(f"  - [{escaped(one.title)}](#{one.key})" for one in part.parts)]  # fmt: skip
    for part in report.parts:
        lines += _part(part, 2, language)
    lines += ["", f"## {say('report-notes', language)}", "", escaped(say("report-notes-about", language)), ""]
    for number, note in enumerate(report.notes, start=1):
        quotes = " / ".join(f"\N{LEFT DOUBLE QUOTATION MARK}{escaped(one.text)}\N{RIGHT DOUBLE QUOTATION MARK}" for one in note.quotes)  # fmt: skip
        place = " \N{MIDDLE DOT} ".join(filter(None, (note.citation, note.place)))
        lines.append(f"[^{number}]: {quotes} {escaped(place)} \N{MIDDLE DOT} `{note.iri}`")
    return "\n".join(lines) + "\n"


def _part(part: Part, level: int, language: Language) -> Iterable[str]:
    yield from ("", f'<a id="{part.key}"></a>', "", f"{'#' * level} {escaped(part.title)}")
    if level == 2:
        yield from ("", escaped(say(f"{part.key.replace('part-', 'report-')}-about", language)))
    for block in part.blocks:
        yield ""
        yield from _block(block, level + 1, language)
    for one in part.parts:
        yield from _part(one, level + 1, language)


def _block(block: Block, level: int, language: Language) -> Iterable[str]:
    match block:
        case Paragraph(line):
            yield _line(line)
        case Bullets(heading, lines, more):
            yield from (f"{'#' * level} {escaped(heading)}", "") if heading else ()
            yield from (f"- {_line(line)}" for line in lines)
            yield from _more(more, language)
        case Table(caption, head, rows, more):
            yield from (f"**{escaped(caption)}**", "")
            width = len(head) or max(map(len, rows))
            yield from table([*map(escaped, head)] or [""] * width, ([*map(_line, row)] for row in rows))
            yield from _more(more, language)
        case Picture(_, title, caption, about):
            yield f"*{escaped(title)}.* {escaped(caption)}" + (f" {escaped(about)}." if about != caption else "")


def _more(more: int, language: Language) -> Iterable[str]:
    yield from ("", f"*{escaped(say('more', language, count=more))}*") if more else ()


def _line(line: Line) -> str:
    return "".join(map(_span, line))


def _span(span: object) -> str:
    match span:
        case Ref(number):
            return f"[^{number}]"
        case Jump(text, target):
            return f"[{escaped(text)}](#{target})"
        case Said(text, _):
            return escaped(text)
    text = str(span)
    return escaped(text) if text.strip() else text
