"""Questions with their answers as one document: a page of HTML that needs no other file, or Markdown.

Every row shows the words that prove it, where they stand, and the IRI.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence

from kg.ask import Answer, Proved, Row
from kg.cite import cited
from kg.cli import sheets
from kg.cli.answers import readable, shown, shown_columns
from kg.markdown import escaped
from kg.messages import say
from kg.naming import short
from kg.records import Language
from kg.serve.markup import Content, Html, join, tag

MOST = 200
"""Rows of one answer that are shown; the program gives the rest."""
_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_SHORT = 12
"""Characters that stand in one line: dates, years, units."""
_POLICY = "default-src 'none'; style-src 'unsafe-inline'"
_STYLE = Html(
    "body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:80rem;padding:1rem}"
    "h2{margin:2.5rem 0 .25rem;scroll-margin-top:1rem}h2+p{margin-top:0}"
    "ol.contents{columns:22rem;gap:2rem}ol.contents span,p.note{color:#555}"
    "div.scroll{overflow-x:auto}table{border-collapse:collapse;width:100%;font-size:.9em}"
    "th,td{border:1px solid #ccc;padding:.35rem .55rem;text-align:left;vertical-align:top}"
    "th{background:#f2f4f7}tbody tr:nth-child(even){background:#fafbfc}td.number{text-align:right}td.number,td.short{white-space:nowrap}"
    "td.source{font-size:.85em;min-width:16rem;color:#333}td.source>div+div{margin-top:.5rem}"
    "code{color:#666;overflow-wrap:anywhere}q{font-style:italic}.digest{color:#8a4b00}"
)


def html(answers: Sequence[Answer], language: Language) -> str:
    """A page with all answers, for a reader of one language."""
    title = say("booklet", language)
    return join(
        Html("<!doctype html>\n"),
        tag(
            "html",
            tag(
                "head",
                tag("meta", charset="utf-8"),
                tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
                tag("meta", http_equiv="Content-Security-Policy", content=_POLICY),
                tag("title", title),
                tag("style", _STYLE),
            ),
            tag(
                "body",
                tag("h1", title),
                tag("p", say("booklet-about", language)),
                tag("ol", *(_entry(answer) for answer in answers), class_="contents"),
                *(_section(answer) for answer in answers),
            ),
            lang=language,
        ),
        "\n",
    )


def markdown(answers: Sequence[Answer], language: Language) -> str:
    """The same in Markdown."""
    lines = [f"# {say('booklet', language)}", "", say("booklet-about", language), ""]
    for answer in answers:
        title, question = (escaped(words[language]) for words in (answer.question.title, answer.question.question))
        head, rows = readable(answer)
        lines += [f"## {title}", "", question, "", *(escaped(note) for note in _notes(answer)), ""]
        lines += [sheets.as_markdown(head, rows[:MOST])] if rows else []
    return "\n".join(lines)


def _entry(answer: Answer) -> Html:
    """A line of the contents."""
    title = tag("a", answer.question.title[answer.language], href=f"#{answer.question.name}")
    return tag("li", title, " ", tag("span", str(len(answer.rows))))


def _section(answer: Answer) -> Html:
    asked, language = answer.question, answer.language
    columns = shown_columns(answer)
    head = [*columns.values(), say("source", language)]
    body = (tag("tr", *_cells(row, columns), _sources(row, columns, language), "\n") for row in answer.rows[:MOST])
    table = tag(
        "table",
        tag("thead", tag("tr", *(tag("th", one, scope="col") for one in head))),
        tag("tbody", *body),
    )
    return tag(
        "section",
        tag("h2", asked.title[language]),
        tag("p", asked.question[language]),
        *(tag("p", note, class_="note") for note in _notes(answer)),
        tag("div", table, class_="scroll") if answer.rows else None,
        "\n",
        id=asked.name,
    )


def _notes(answer: Answer) -> list[str]:
    """How many rows there are, what was asked about, and how to get what is not shown."""
    language, name, count = answer.language, answer.question.name, len(answer.rows)
    told = [say("rows", language, count=count) if count else say("no-rows", language)]
    told += [f"{answer.question.parameters[key].label[language]}: {cell.text}" for key, cell in answer.given.items()]
    told += [say("booklet-more", language, count=MOST, name=name)] if count > MOST else []
    return told


def _cells(row: Row, columns: Iterable[str]) -> list[Html]:
    cells = []
    for key in columns:
        text, language = shown(row, key)
        kind = "number" if _NUMBER.fullmatch(text) else "short" if len(text) <= _SHORT else False
        cells.append(tag("td", text, lang=language or False, class_=kind))
    return cells


def _sources(row: Row, columns: Iterable[str], language: Language) -> Html:
    """Where the row stands, with the words that prove it where no cell shows them."""
    told = {row.cells[key].iri for key in columns if shown(row, key)[1]}
    return tag("td", *dict.fromkeys(_source(one, told, language) for one in row.proofs), class_="source")


def _source(one: Proved, told: Iterable[str], language: Language) -> Html:
    proof = one.proof
    quote: Content = None
    if proof and (one.edge or one.iri not in told):
        quote = join(" ", tag("q", proof.quote, lang=proof.language))
    digest = tag("span", f" ({say('digest', language)})", class_="digest") if proof and not proof.official else None
    return tag("div", cited(one.citation, language), digest, quote, tag("br"), tag("code", short(one.iri)))
