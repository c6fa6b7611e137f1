"""The pages that workers make: start, search, questions, the SPARQL form and its answers."""

from __future__ import annotations

from collections.abc import Iterable
from typing import cast
from urllib.parse import quote

from kg import views
from kg.ask import Answer, Cell, Proved, allowed, ask
from kg.cite import cited, section
from kg.naming import Names, full, short
from kg.questions import PLAIN, Parameter, question, questions
from kg.records import Language
from kg.search.found import Found, excerpt
from kg.serve import searching
from kg.serve.engine import Engine, Solutions, written
from kg.serve.exchange import Reply
from kg.serve.layout import hidden, page
from kg.serve.markup import Content, Html, href, join, link, table, tag
from kg.serve.negotiate import GRAPHS, TABLES
from kg.serve.wire import Head
from kg.serve.words import word
from kg.store import Literal, NamedNode, Store

_MOST_ROWS = 1000
_MOST_CHOICES = 300


def start(engine: Engine, job: Head, _: int) -> Reply:
    """What is in here."""
    language = _language(job)
    documents = ask(engine, "documents", language=language)
    return page(
        word("home", language),
        language,
        tag("p", word("about", language, quads=_grouped(len(engine)), documents=len(documents.rows))),
        tag("h2", documents.question.title[language]),
        _answer_table(documents, language),
        tag("h2", word("questions", language)),
        tag(
            "ul",
            *(tag("li", tag("a", one.title[language], href=f"/ask/{one.name}?lang={language}")) for one in questions()),
        ),
        tag("h2", word("data", language)),
        tag(
            "ul",
            tag("li", tag("a", word("sparql", language), href=f"/sparql?lang={language}")),
            tag("li", tag("a", word("void", language), href="/.well-known/void")),
            tag("li", tag("a", word("dump", language), href="/graphs?default")),
        ),
    )


def search(engine: Engine, job: Head, _: int) -> Reply:
    """The things whose names or texts hold some words."""
    language, words = _language(job), job["words"]
    result = searching.search(engine, words, language)
    again = [tag("li", tag("a", one, href=f"/search?q={quote(one)}&lang={language}")) for one in result.alike]
    return page(
        word("found", language, words=words, count=result.count),
        language,
        join(tag("p", word("alike", language)), tag("ul", *again)) if again else None,
        tag("ol", *(tag("li", _hit(one, language)) for one in result.best)),
        given={"q": words},
    )


def _hit(one: Found, language: Language) -> Html:
    """A hit: the words with those that fit marked, what it is, and where it stands."""
    text, marks = excerpt(one.hit)
    shown: list[Content] = []
    last = 0
    for start, stop in marks:
        shown += [text[last:start], tag("mark", text[start:stop])]
        last = stop
    place = cited(one.citation, language)
    return join(
        tag("a", *shown, text[last:], href=href(one.hit.iri), lang=one.hit.language or False),
        " ",
        tag("span", ", ".join(filter(None, (one.cls, *one.about))), class_="note"),
        tag("br") if place else None,
        tag("cite", place) if place else None,
    )


def asked(engine: Engine, job: Head, _: int) -> Reply:
    """A question as a form, with its answer. BadInput names the values that a parameter takes."""
    language, given = _language(job), dict(job["given"])
    found = question(job["question"], language)
    answer = ask(engine, found.name, given, language)
    return page(
        found.title[language],
        language,
        tag("p", found.question[language]),
        _form(engine, answer, language),
        tag("p", word("rows", language, count=len(answer.rows)), class_="note"),
        _answer_table(answer, language),
        tag("h2", "SPARQL"),
        _query_form(found.query, language),
        given=given,
    )


def form(_: Engine, job: Head, __: int) -> Reply:
    """The SPARQL form with examples."""
    language = _language(job)
    lang = hidden("lang", language)
    examples = [
        tag("li", tag("form", hidden("query", one.query), lang, tag("button", one.title[language]), action="/sparql"))
        for one in questions()
    ]
    return page(
        "SPARQL",
        language,
        _query_form(job["query"], language),
        tag("h2", word("examples", language)),
        tag("ul", *examples, class_="examples"),
    )


def results(job: Head, solutions: Solutions, most: int) -> Reply:
    """The answer to a query as a page, below the form that asked it."""
    language = _language(job)
    note: Content = None
    if solutions.kind == "boolean":
        shown = tag("p", word("yes" if solutions.found else "no", language))
    elif solutions.kind == "triples":
        shown = tag("pre", written(solutions.found, "ttl", most).decode())
    else:
        columns, rows, more = solutions.first(_MOST_ROWS)
        note = word("first-rows" if more else "rows", language, count=len(rows))
        shown = table(list(columns), [[_term(term) for term in row] for row in rows])
    return page(
        "SPARQL",
        language,
        _query_form(job["query"], language),
        tag("p", note, class_="note") if note else None,
        shown,
        given={"query": job["query"], "as": "html"},
    )


def _term(term: object) -> Content:
    if isinstance(term, NamedNode):
        return tag("a", term.value, href=href(term.value), class_="iri")
    if isinstance(term, Literal):
        return tag("span", term.value, lang=term.language or False)
    return "" if term is None else str(term)


def _query_form(query: str, language: Language) -> Html:
    formats = list(dict.fromkeys(["html", *TABLES, *GRAPHS]))
    return tag(
        "form",
        tag("textarea", "\n" + query, name="query", rows="12", required=True, spellcheck="false", aria_label="SPARQL"),
        tag(
            "label",
            word("format", language),
            " ",
            tag("select", *(tag("option", one) for one in formats), name="as"),
        ),
        hidden("lang", language),
        tag("button", word("run", language)),
        action="/sparql",
    )


def _form(store: Store, answer: Answer, language: Language) -> Html | None:
    """The form of a question, filled in with what it was asked about."""
    found = answer.question
    given = {name: short(cell.iri) if cell.iri else cell.text for name, cell in answer.given.items()}
    if not found.parameters:
        return None
    names = Names(store, language)
    fields = [_field(store, one, given.get(one.name, ""), names) for one in found.parameters.values()]
    return tag(
        "form", *fields, hidden("lang", language), tag("button", word("show", language)), action=f"/ask/{found.name}"
    )


def _field(store: Store, parameter: Parameter, chosen: str, names: Names) -> Html:
    """A field for one parameter: a list where its values can be listed, else a text."""
    language = names.language
    known: dict[str, frozenset[str]] = {}
    if parameter.values or (parameter.type not in PLAIN and _countable(store, parameter)):
        known = allowed(store, parameter)
    if not known:
        field = tag("input", name=parameter.name, value=chosen)
    else:
        labels = sorted((one if parameter.values else names.label(full(one)), one) for one in known)
        options = [tag("option", label, value=one, selected=chosen == one) for label, one in labels]
        field = tag("select", tag("option", word("all", language), value=""), *options, name=parameter.name)
    return tag("label", parameter.label[language], " ", field)


def _countable(store: Store, parameter: Parameter) -> bool:
    found = {
        row[1]
        for one in parameter.type.split()
        for row in views.rows(store, "values", **{"class": NamedNode(full(one))})
    }
    return len(found) <= _MOST_CHOICES


def _answer_table(answer: Answer, language: Language) -> Html:
    head = [answer.question.columns[name][language] for name in answer.question.columns]
    proved = any(row.proofs for row in answer.rows)
    rows = [
        [
            *(_cell(row.cells[name]) for name in answer.question.columns),
            _proofs(row.proofs, language) if proved else None,
        ]
        for row in answer.rows
    ]
    return table(
        [*head, word("evidence", language)] if proved else head, rows if proved else [row[:-1] for row in rows]
    )


def _cell(cell: Cell) -> Content:
    return link(cell.text, cell.iri)


def _proofs(proofs: Iterable[Proved], language: Language) -> Html:
    return join(*(_proof(one, language) for one in proofs))


def _proof(one: Proved, language: Language) -> Html:
    place = ", ".join(filter(None, (one.citation.title, section(one.citation.section, language))))
    words = tag("blockquote", one.proof.quote, lang=one.proof.language or False) if one.proof else None
    return join(words, tag("cite", link(place, one.iri)) if place else None)


def _grouped(number: int) -> str:
    """A number with its digits in groups of three, as all three languages read them."""
    return f"{number:,}".replace(",", "\N{NO-BREAK SPACE}")


def _language(job: Head) -> Language:
    return cast("Language", job["lang"])
