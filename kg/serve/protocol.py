"""The SPARQL 1.1 Protocol: what a request asks of the endpoint."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from urllib.parse import parse_qsl

from kg.serve.exchange import Refused, Request

FORM = "application/x-www-form-urlencoded"
DIRECT = "application/sparql-query"
UPDATE = "application/sparql-update"
METHODS = ("GET", "HEAD", "POST", "OPTIONS")
_CHANGING = ("rand", "now", "uuid", "bnode", "\\u")
_UPDATES = ("update", "using-graph-uri", "using-named-graph-uri")


@dataclass(frozen=True, slots=True)
class Asked:
    """A query with the dataset that the protocol gives it; `format` is a format by name, from the parameter `as`.

    (The parameter `format` is left alone: clients send it with names of their own, beside a right Accept header.)
    """

    query: str
    default_graphs: tuple[str, ...] = ()
    named_graphs: tuple[str, ...] = ()
    format: str = ""


def asked(request: Request) -> Asked | None:
    """The query of a request; None for a plain GET of the endpoint (the form for people has their `lang`).

    Refused for everything the protocol forbids.
    """
    allow(request, METHODS)
    given = parameters(request.query)
    if request.method == "POST":
        if request.headers.get("content-encoding", "identity").lower() != "identity":
            raise Refused(415, "encoding", "The body of a request must not be compressed.")
        kind, charset = _content_type(request.headers.get("content-type", ""))
        if kind == UPDATE:
            raise _read_only()
        if kind not in (FORM, DIRECT):
            raise Refused(
                415,
                "content-type",
                f"A query is posted as {FORM} or {DIRECT}.",
                {"accept-post": f"{FORM}, {DIRECT}"},
            )
        text = _decoded(request.body, charset)
        given += parameters(text) if kind == FORM else [("query", text)]
    if any(name in _UPDATES for name, _ in given):
        raise _read_only()
    queries = _all(given, "query")
    if not queries and request.method != "POST" and all(name == "lang" for name, _ in given):
        return None
    if len(queries) != 1:
        raise Refused(400, "parameters", f"A request holds exactly one query; this one holds {len(queries)}.")
    formats = _all(given, "as")
    return Asked(
        queries[0],
        _all(given, "default-graph-uri"),
        _all(given, "named-graph-uri"),
        formats[-1] if formats else "",
    )


def allow(request: Request, methods: Sequence[str]) -> None:
    """Refuse a request whose method is none of `methods`."""
    if request.method not in methods:
        allowed = ", ".join(methods)
        raise Refused(405, "method", f"{request.method} is not allowed here, but {allowed}.", {"allow": allowed})


def repeatable(query: str) -> bool:
    """Whether a query gives the same answer each time, as far as the words of its text can tell."""
    folded = query.casefold()
    return not any(word in folded for word in _CHANGING)


def parameters(text: str) -> list[tuple[str, str]]:
    """The pairs of a query string or form. Refused where it is no UTF-8 or has too many."""
    try:
        return parse_qsl(text, keep_blank_values=True, errors="strict", max_num_fields=200)
    except UnicodeDecodeError:
        raise Refused(400, "not-utf-8", "The parameters are not UTF-8.") from None
    except ValueError as error:
        raise Refused(400, "parameters", f"The parameters cannot be read: {error}.") from None


def _all(given: Sequence[tuple[str, str]], name: str) -> tuple[str, ...]:
    return tuple(value for key, value in given if key == name)


def _content_type(header: str) -> tuple[str, str]:
    kind, *settings = (part.strip() for part in header.lower().split(";"))
    charsets = [one.partition("=")[2].strip("\"' ") for one in settings if one.startswith("charset")]
    return kind, charsets[0] if charsets else "utf-8"


def _decoded(body: bytes, charset: str) -> str:
    if charset not in ("utf-8", "utf8", "us-ascii"):
        raise Refused(415, "charset", "A query is posted as UTF-8.")
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise Refused(400, "not-utf-8", f"The body is not UTF-8 (byte {error.start}).") from None


def _read_only() -> Refused:
    return Refused(403, "read-only", "This endpoint is read-only: updates are refused.")
