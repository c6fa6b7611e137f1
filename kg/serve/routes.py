"""What each address means: a request becomes a job for a worker, or is answered at once."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import cast
from urllib.parse import parse_qs, unquote, urlsplit

from kg.records import DEFAULT_LANGUAGE, LANGUAGES, Language
from kg.serve import negotiate
from kg.serve.exchange import Refused, Reply, Request
from kg.serve.negotiate import not_acceptable
from kg.serve.protocol import METHODS, allow, asked, parameters, repeatable
from kg.serve.wire import Head

READ = ("GET", "HEAD", "OPTIONS")
_STYLE = Path(__file__).with_name("style.css")
_DAY = {"cache-control": "public, max-age=86400"}


@dataclass(frozen=True, slots=True)
class Work:
    """A job for a worker. `vary`: the headers that it depends on; `keep` is false where the next answer may differ."""

    job: Head
    vary: tuple[str, ...] = ("accept", "accept-encoding")
    keep: bool = True
    headers: Mapping[str, str] = field(default_factory=dict)


def route(request: Request) -> Work | Reply:
    """What to do about a request. Refused where nothing is to be done."""
    head, _, rest = request.path.removeprefix("/").partition("/")
    found = _PLACES.get(request.path) or (_ask if head == "ask" and rest else _thing)
    methods = METHODS if found is _sparql else READ
    return options(request, methods) or found(request)


def options(request: Request, methods: Sequence[str] = READ) -> Reply | None:
    """The answer to OPTIONS; none to other methods. Refused where the method is none of `methods`."""
    allow(request, methods)
    if request.method != "OPTIONS":
        return None
    listed = ", ".join(methods)
    return Reply(204, {"allow": listed, "access-control-allow-methods": listed, "access-control-max-age": "86400"})


def wants_page(request: Request) -> bool:
    """Whether the client likes a page best."""
    return negotiate.media(request.headers.get("accept"), negotiate.GRAPHS) == "html"


def reader(request: Request) -> Language:
    """The language of the reader: as the address says, or the browser."""
    wanted = parse_qs(request.query).get("lang", [""])[0]
    liked = negotiate.language(request.headers.get("accept-language"), LANGUAGES, DEFAULT_LANGUAGE)
    return cast("Language", wanted if wanted in LANGUAGES else liked)


def _sparql(request: Request) -> Work:
    given = asked(request)
    accept = request.headers.get("accept")
    if given is None:
        if wants_page(request):
            return _paged(request, {"do": "form", "query": ""})
        return _described(request, "service")
    wanted = given.format
    table = wanted if wanted in negotiate.TABLES else None if wanted else negotiate.media(accept, negotiate.TABLES)
    graph = wanted if wanted in negotiate.GRAPHS else None if wanted else negotiate.media(accept, negotiate.GRAPHS)
    if table is None and graph is None:
        raise not_acceptable({**negotiate.TABLES, **negotiate.GRAPHS})
    job = {
        "do": "query",
        "query": given.query,
        "default": given.default_graphs,
        "named": given.named_graphs,
        "table_format": table,
        "graph_format": graph,
    }
    if "html" in (table, graph):
        return _paged(request, job, keep=repeatable(given.query))
    return Work(job, keep=repeatable(given.query))


def _graphs(request: Request) -> Work:
    """The Graph Store Protocol, with the graph named by a parameter."""
    given = parameters(request.query)
    names = [value for key, value in given if key == "graph"]
    default = sum(key == "default" for key, _ in given)
    if len(names) + default != 1:
        raise Refused(400, "parameters", "Name one graph: ?graph=IRI, or ?default.")
    if names and not urlsplit(names[0]).scheme:
        raise Refused(400, "parameters", f"{names[0]!r} is no absolute IRI.")
    return Work({"do": "graph", "graph": names[0] if names else None, "format": _data(request)})


def _described(request: Request, what: str) -> Work:
    return Work({"do": "describe", "what": what, "origin": request.origin, "format": _data(request)})


def _data(request: Request) -> str:
    """The format of triples where there is no page. Browsers name XML for pages in it: they get Turtle, as "anything"."""
    accept = request.headers.get("accept")
    form = negotiate.media(accept, _DATA)
    if form is None:
        raise not_acceptable(_DATA)
    return negotiate.media(accept, {"ttl": _DATA["ttl"]}) or form if wants_page(request) else form


def _void(request: Request) -> Work:
    return _described(request, "dataset")


def _start(request: Request) -> Work:
    if wants_page(request):
        return _paged(request, {"do": "start"})
    return _described(request, "dataset")


def _search(request: Request) -> Work:
    return _paged(request, {"do": "search", "words": _given(request).get("q", "")})


def _ask(request: Request) -> Work:
    given = {key: value for key, value in _given(request).items() if value and key != "lang"}
    return _paged(request, {"do": "ask", "question": unquote(request.path.removeprefix("/ask/")), "given": given})


def _about(request: Request) -> Work:
    return _paged(request, {"do": "about", "iri": _given(request).get("iri", "")})


def _thing(request: Request) -> Work:
    """An IRI of the graph, with or without an ending that says the format."""
    form = negotiate.media(request.headers.get("accept"), negotiate.GRAPHS)
    if form is None:
        raise not_acceptable(negotiate.GRAPHS)
    return _paged(request, {"do": "thing", "path": request.path.removeprefix("/"), "format": form})


def _paged(request: Request, job: Head, *, keep: bool = True) -> Work:
    """A job whose answer is (or may be) a page in the reader's language."""
    return Work({**job, "lang": reader(request)}, ("accept", "accept-encoding", "accept-language"), keep)


def _style(_: Request) -> Reply:
    return Reply(200, {"content-type": "text/css; charset=utf-8", **_DAY}, _STYLE.read_bytes())


def _robots(_: Request) -> Reply:
    rules = "User-agent: *\nDisallow: /sparql\nDisallow: /search\nDisallow: /ask/\nDisallow: /graphs\n"
    return Reply(200, {"content-type": "text/plain; charset=utf-8", **_DAY}, rules.encode())


def _given(request: Request) -> dict[str, str]:
    return dict(parameters(request.query))


_DATA = {name: types for name, types in negotiate.GRAPHS.items() if name != "html"}
_PLACES: Mapping[str, Callable[[Request], Work | Reply]] = {
    "/": _start,
    "/sparql": _sparql,
    "/sparql/": _sparql,
    "/graphs": _graphs,
    "/.well-known/void": _void,
    "/search": _search,
    "/about": _about,
    "/style.css": _style,
    "/robots.txt": _robots,
}
