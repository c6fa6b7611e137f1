"""What workers do: each job takes the engine, the job's settings and the size that an answer may have."""

from __future__ import annotations

from collections.abc import Callable, Mapping

from kg import messages, questions, search, views
from kg.records import LANGUAGES
from kg.serve import dereference, description, guard, pages, words
from kg.serve.engine import Engine, written
from kg.serve.exchange import Refused, Reply
from kg.serve.negotiate import GRAPHS, TABLES, content_type, not_acceptable
from kg.serve.protocol import Asked
from kg.serve.wire import Head
from kg.store import Store


def query(engine: Engine, job: Head, most: int) -> Reply:
    """Answer a query. The job has the formats that the client takes for rows and for triples (None: none)."""
    text = job["query"]
    try:
        own = guard.clauses(text)
    except guard.UnreadableQuery:
        engine.check(text)
        raise Refused(
            403,
            "unreadable",
            "The query is valid, but not SPARQL 1.1, so it cannot be checked for SERVICE and FROM; "
            "write it without these words.",
        ) from None
    given = Asked(text, tuple(job["default"]) or (), tuple(job["named"]))
    if not (given.default_graphs or given.named_graphs):
        _refuse_others(engine, own)
        given = Asked(text, own.default, own.named)
    solutions = engine.evaluate(given)
    formats = GRAPHS if solutions.kind == "triples" else TABLES
    form = job["graph_format" if solutions.kind == "triples" else "table_format"]
    if form is None:
        raise not_acceptable(formats)
    if form == "html":
        return pages.results(job, solutions, most)
    return Reply(200, {"content-type": content_type(formats, form)}, solutions.serialised(form, most))


def _refuse_others(engine: Engine, own: guard.Clauses) -> None:
    """Refuse a query that reads FROM a graph which is not here: it asks for a graph to be fetched.

    (The parameters of the protocol choose among graphs that are here; for them an unknown one is empty.)
    """
    for name in (*own.default, *own.named):
        if name not in engine.graphs:
            raise Refused(403, "graph", f"There is no graph <{name}> here, and none is fetched.", graph=name)


def graph(engine: Engine, job: Head, most: int) -> Reply:
    """A whole graph, by its IRI; the default graph where that is None."""
    if job["graph"] is not None and job["graph"] not in engine.graphs:
        raise Refused(404, "graph", f"There is no graph <{job['graph']}> here.", graph=job["graph"])
    body = written(engine.triples(job["graph"]), job["format"], most)
    return Reply(200, {"content-type": content_type(GRAPHS, job["format"])}, body)


def prepare() -> None:
    """Do once what reads files, and what all workers can share."""
    guard.clauses("SELECT * FROM <graph> { }")
    for language in LANGUAGES:  # the dictionaries; for the index see below
        list(search.of(Store()).find(words.word("search", language), language))
    words.catalogue()
    messages.catalogue()
    questions.questions()
    for view in views.FOLDER.glob("*.rq"):
        views.rows(Store(), view.stem)


def index(engine: Engine) -> None:
    """Make what searching needs, for all workers to come."""
    if engine.on_disk is None:
        search.of(engine)


JOBS: Mapping[str, Callable[[Engine, Head, int], Reply]] = {
    "query": query,
    "graph": graph,
    "describe": description.describe,
    "thing": dereference.thing,
    "about": dereference.about,
    "start": pages.start,
    "search": pages.search,
    "ask": pages.asked,
    "form": pages.form,
}
