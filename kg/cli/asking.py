"""`kg query` and `kg sparql`."""

from __future__ import annotations

import sys
from argparse import Namespace
from collections.abc import Iterable
from pathlib import Path

from kg.ask import Answer, Proved, Row, ask
from kg.cli import graph, screen, sheets
from kg.errors import BadInput
from kg.messages import catalogue, say
from kg.naming import short
from kg.questions import questions
from kg.records import Language
from kg.store import Quad, Table, turtle
from kg.witness import Citation, value

Grid = list[list[list[str]]]
"""Rows of cells of lines."""
_PROOF = ("iri", "quote", "title", "number", "date", "section", "file", "offsets")


def query(given: Namespace) -> int:
    """Answer a question by name, or list the questions."""
    if given.name is None:
        _show_questions(given.lang, given.format)
        return 0
    answer = ask(graph.load(given.dist, given.lang), given.name, dict(given.set), given.lang)
    match given.format:
        case "csv":
            screen.write(sheets.as_csv(*flat(answer)))
        case "json":
            screen.write(sheets.as_json(plain(answer)))
        case _:
            head, rows = readable(answer)
            _show(answer.question.question[given.lang], head, rows, given.format)
            if given.format == "table":
                _show_end(answer)
    return 0


def sparql(given: Namespace) -> int:
    """Run a query from a file or standard input."""
    path = None if given.file == "-" else Path(given.file)
    answer = graph.load(given.dist, given.lang).query(_text(path, given.lang), path=path)
    if isinstance(answer, bool):
        screen.write(say("yes" if answer else "no", given.lang))
    elif isinstance(answer, Table):
        rows = [[value(term) for term in row] for row in answer.rows]
        if given.format == "csv":
            screen.write(sheets.as_csv(answer.columns, rows))
        elif given.format == "json":
            screen.write(sheets.as_json([dict(zip(answer.columns, row, strict=True)) for row in rows]))
        else:
            shown = [[[short(cell)] for cell in row] for row in rows]
            _show("", list(answer.columns), shown, given.format)
    else:
        screen.write(turtle(Quad(*triple) for triple in answer).decode())
    return 0


def cited(citation: Citation, language: Language) -> str:
    """A citation as one line: title, number, date, section; without what the title says already."""
    number = say("cite-number", language, number=citation.number) if citation.number else ""
    parts = [citation.title]
    parts += [one for one, bare in ((number, citation.number), (citation.date, citation.date)) if bare not in citation.title]
    parts.append(_section(citation.section, language))
    return ", ".join(filter(None, parts))


def _section(section: str, language: Language) -> str:
    """A section by its name (`act`), its name and number (`art-9`), or its number."""
    name, _, number = section.partition("-")
    key = f"section-{name}"
    if key in catalogue():
        return say(key, language, number=number)
    return say("cite-section", language, section=section) if section else ""


def readable(answer: Answer) -> tuple[list[str], Grid]:
    """An answer for people: what is proved shows its quote, and the last column says where it stands.

    Columns that would say the same in each row, as asked for, or only repeat the citation, are left out.
    """
    columns = {key: words[answer.language] for key, words in answer.question.columns.items() if not _idle(key, answer)}
    return [*columns.values(), say("source", answer.language)], [_readable_row(row, columns, answer) for row in answer.rows]


def _idle(column: str, answer: Answer) -> bool:
    if column in answer.given:
        return True
    documents = ((row.cells[column].iri, [one.citation.document for one in row.proofs]) for row in answer.rows)
    return bool(answer.rows) and all(iri in cited for iri, cited in documents)


def _readable_row(row: Row, columns: Iterable[str], answer: Answer) -> list[list[str]]:
    quotes = {one.iri: one.proof.quote for one in row.proofs if one.proof and not one.edge}
    cells = [row.cells[key] for key in columns]
    sources = dict.fromkeys(line for one in row.proofs for line in _source(one, answer.language))
    return [*([quotes.get(cell.iri, cell.text)] for cell in cells), list(sources)]


def _source(one: Proved, language: Language) -> list[str]:
    """Where something stands, which words show it if it is an edge, and the IRI."""
    digest = f" ({say('digest', language)})" if one.proof and not one.proof.official else ""
    words = f"\N{LEFT DOUBLE QUOTATION MARK}{one.proof.quote}\N{RIGHT DOUBLE QUOTATION MARK}" if one.edge and one.proof else ""
    return list(filter(None, (cited(one.citation, language) + digest, short(one.iri), words)))


def flat(answer: Answer) -> tuple[list[str], list[list[str]]]:
    """An answer as rows of text: the columns, the IRI of each that has one, then each proof."""
    language, asked = answer.language, answer.question
    named = [key for key in asked.columns if any(row.cells[key].iri for row in answer.rows)]
    head = [words[language] for words in asked.columns.values()]
    head += [f"{say('iri', language)}: {asked.columns[key][language]}" for key in named]
    for n, _ in enumerate(asked.proof, start=1):
        head += [say(part, language) + (f" {n}" if n > 1 else "") for part in _PROOF]
    rows = []
    for row in answer.rows:
        cells = [cell.text for cell in row.cells.values()] + [row.cells[key].iri for key in named]
        rows.append(cells + [text for one in row.proofs for text in _flat_proof(one)])
    return head, rows


def _flat_proof(one: Proved) -> list[str]:
    proof, citation = one.proof, one.citation
    place = [citation.title, citation.number, citation.date, citation.section]
    if proof is None:
        return [one.iri, "", *place, "", ""]
    return [one.iri, proof.quote, *place, proof.file, " ".join(f"{a}-{b}" for a, b in proof.ranges)]


def plain(answer: Answer) -> dict[str, object]:
    """An answer as plain data, with everything that is known of each proof."""
    asked, language = answer.question, answer.language
    return {
        "question": asked.name,
        "title": asked.title[language],
        "text": asked.question[language],
        "language": language,
        "view": asked.view,
        "given": {name: _cell(cell.text, cell.iri) for name, cell in answer.given.items()},
        "columns": {name: words[language] for name, words in asked.columns.items()},
        "rows": [
            {
                "cells": {name: _cell(cell.text, cell.iri) for name, cell in row.cells.items()},
                "proofs": [_plain_proof(one) for one in row.proofs],
            }
            for row in answer.rows
        ],
    }


def _cell(text: str, iri: str) -> dict[str, str]:
    return {"text": text, "iri": iri} if iri else {"text": text}


def _plain_proof(one: Proved) -> dict[str, object]:
    proof, citation = one.proof, one.citation
    where = {key: getattr(citation, key) for key in ("document", "title", "number", "date", "section")}
    found: dict[str, object] = {"iri": one.iri, "citation": where}
    if one.edge:
        found |= {"property": one.edge[0], "object": one.edge[1]}
    if proof:
        keys = ("quote", "language", "raw", "official", "file", "ranges", "rule", "annotation")
        found |= {key: getattr(proof, key) for key in keys}
    return found


def _show_questions(language: Language, form: str) -> None:
    head = [say(key, language) for key in ("name", "question", "parameters")]
    rows = [[[q.name], [q.question[language]], [", ".join(q.parameters)]] for q in questions()]
    if form in ("csv", "json"):
        texts = [[cell[0] for cell in row] for row in rows]
        listed = [dict(zip(("name", "question", "parameters"), row, strict=True)) for row in texts]
        screen.write(sheets.as_csv(head, texts) if form == "csv" else sheets.as_json(listed))
    else:
        _show(say("questions", language), head, rows, form)


def _show(title: str, head: list[str], rows: Grid, form: str) -> None:
    if form == "md":
        screen.write((f"# {title}\n\n" if title else "") + sheets.as_markdown(head, rows))
    else:
        screen.table(title, head, rows)


def _show_end(answer: Answer) -> None:
    language = answer.language
    for name, cell in answer.given.items():
        screen.line(f"{name} = {cell.text}", style="dim")
    screen.line(say("rows", language, count=len(answer.rows)) if answer.rows else say("no-rows", language), style="dim")


def _text(path: Path | None, language: Language) -> str:
    try:
        return sys.stdin.read() if path is None else path.read_text(encoding="utf-8")
    except (OSError, UnicodeDecodeError) as error:
        reason = getattr(error, "strerror", None) or str(error)
        raise BadInput(say("no-file", language, path=path or "-", reason=reason), wrong_call=True) from error
