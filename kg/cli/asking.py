"""`kg query` and `kg sparql`."""

from __future__ import annotations

import sys
from argparse import Namespace
from pathlib import Path

from kg.ask import Answer, ask
from kg.cli import booklet, graph, screen, sheets
from kg.cli.answers import Grid, flat, plain, readable
from kg.errors import BadInput
from kg.messages import say
from kg.naming import short
from kg.questions import questions
from kg.records import Language
from kg.store import Quad, Table, turtle
from kg.witness import value


def query(given: Namespace) -> int:
    """Answer a question by name, or list the questions."""
    if given.all:
        return _all(given)
    form = given.format or "table"
    if given.name is None:
        _show_questions(given.lang, form)
        return 0
    answer = ask(graph.load(given), given.name, dict(given.set), given.lang)
    match form:
        case "csv":
            screen.give(sheets.as_csv(*flat(answer)), given.out, given.lang)
        case "json":
            screen.give(sheets.as_json(plain(answer)), given.out, given.lang)
        case "html":
            screen.give(booklet.html([answer], given.lang), given.out, given.lang)
        case "md":
            head, rows = readable(answer)
            screen.give(
                f"# {answer.question.question[given.lang]}\n\n" + sheets.as_markdown(head, rows), given.out, given.lang
            )
        case _:
            head, rows = readable(answer)
            _show(answer.question.question[given.lang], head, rows, form)
            _show_end(answer)
    return 0


def _all(given: Namespace) -> int:
    """All questions with their answers as one document; as JSON a list. BadInput (a wrong call) for another form."""
    if given.format in ("table", "csv") or given.name or given.set:
        raise BadInput(say("all-or-one", given.lang), wrong_call=True)
    store = graph.load(given)
    answers = [ask(store, one.name, None, given.lang) for one in questions()]
    match given.format:
        case "json":
            screen.give(sheets.as_json([plain(answer) for answer in answers]), given.out, given.lang)
        case "md":
            screen.give(booklet.markdown(answers, given.lang), given.out, given.lang)
        case _:
            screen.give(booklet.html(answers, given.lang), given.out, given.lang)
    return 0


def sparql(given: Namespace) -> int:
    """Run a query from a file or standard input."""
    path = None if given.file == "-" else Path(given.file)
    answer = graph.load(given).query(_text(path, given.lang), path=path)
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
