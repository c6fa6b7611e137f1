"""Any SPARQL 1.1 server, over HTTP: queries, updates, and the Graph Store Protocol."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from string import Template
from typing import Any
from urllib.error import HTTPError, URLError
from urllib.parse import quote, urlencode
from urllib.request import (
    HTTPBasicAuthHandler,
    HTTPDigestAuthHandler,
    HTTPPasswordMgrWithDefaultRealm,
    Request,
    build_opener,
)

from kg import iris
from kg.errors import BadInput
from kg.store import Answer, BlankNode, Literal, NamedNode, Store, Table, Term, Triple, parse_n_quads

FOLDER = Path(__file__).parent.parent / "queries" / "load"
_SECONDS = 300
_TRIPLES = "application/n-triples"
_ROWS = "application/sparql-results+json"
_TOKEN = re.compile(
    r'#.*|<[^<>\s]*>|"(?:[^"\\\n]|\\.)*"|(?P<form>\b(?:select|ask|construct|describe)\b(?!:))|(?P<open>[{])',
    re.IGNORECASE,
)
"""What a word or brace may stand in without being one; the word that says the form of a query; and a brace."""
_ASK_ROW = "__ASK_RETVAL"
"""The column in which Virtuoso answers an ASK."""


class Remote(Store):
    """A graph on a SPARQL server, asked like one of our own. Its default graph must be the union of its graphs."""

    def __init__(self, server: Server) -> None:
        super().__init__()
        self._server = server

    def query(self, text: str, given: Mapping[str, Term] | None = None, *, path: Path | None = None) -> Answer:
        """Answer a query as a `Store` does. BadInput where the server refuses; `path` is named then."""
        try:
            query = _with(text, given or {})
            if _form(query) in ("construct", "describe"):
                return _triples(self._server.construct(query))
            return _answer(self._server.ask(query))
        except BadInput as bad:
            raise BadInput(str(bad), path=path) from bad


class Server:
    """A server, by the addresses that answer queries (`endpoint`), take updates, and hold graphs (`store`).

    A user and password are given to each of them that asks for them, and to no other address. Every method raises BadInput where the
    server cannot be reached, refuses, or answers something else.
    """

    def __init__(self, endpoint: str, *, update: str = "", store: str = "", user: str = "", password: str = "") -> None:
        self._endpoint = endpoint
        self._update = update or endpoint
        self._store = store
        known = HTTPPasswordMgrWithDefaultRealm()
        for address in filter(None, (endpoint, self._update, store)):
            if not address.startswith(("http://", "https://")):
                raise BadInput(f"{address!r} is no address of a server.", wrong_call=True)
            if user:
                known.add_password(None, address, user, password)
        self._opener = build_opener(HTTPDigestAuthHandler(known), HTTPBasicAuthHandler(known))

    def graphs(self) -> list[str]:
        """The IRIs of the named graphs."""
        return [row["graph"]["value"] for row in self._rows(_text("graphs.rq"))]

    def count(self, graph: str) -> int:
        """The number of triples of a graph; 0 where there is none."""
        return int(self._rows(_text("count.rq", graph=f"<{graph}>"))[0]["count"]["value"])

    def triples(self, graph: str) -> bytes:
        """A graph as N-Triples."""
        if self._store:
            return self._call("GET", self._place(graph), accept=_TRIPLES, missing=b"")
        return self._asked(_text("triples.rq", graph=f"<{graph}>"), _TRIPLES)

    def add(self, graph: str, lines: Sequence[bytes]) -> None:
        """Add lines of N-Triples to a graph."""
        body = b"".join(lines)
        if self._store:
            self._call("POST", self._place(graph), body, kind=_TRIPLES)
        else:
            self._change(_text("insert.ru", graph=f"<{graph}>", triples=body.decode()))

    def drop(self, graph: str) -> None:
        """Remove a graph, if it is there."""
        if self._store:
            self._call("DELETE", self._place(graph), missing=b"")
        else:
            self._change(_text("drop.ru", graph=f"<{graph}>"))

    def ask(self, query: str) -> Mapping[str, Any]:
        """The answer to a SELECT or ASK, as the JSON of SPARQL 1.1 Query Results."""
        try:
            found: Mapping[str, Any] = json.loads(self._asked(query, _ROWS))
        except ValueError:
            raise BadInput(f"{self._endpoint} does not answer as a SPARQL server does.") from None
        return found

    def construct(self, query: str) -> bytes:
        """The answer to a CONSTRUCT or DESCRIBE, as N-Triples."""
        return self._asked(query, _TRIPLES)

    def _rows(self, query: str) -> list[Mapping[str, Any]]:
        try:
            found: list[Mapping[str, Any]] = self.ask(query)["results"]["bindings"]
        except (KeyError, TypeError):
            raise BadInput(f"{self._endpoint} does not answer as a SPARQL server does.") from None
        return found

    def _asked(self, query: str, accept: str) -> bytes:
        body = urlencode({"query": query}).encode()
        return self._call("POST", self._endpoint, body, kind="application/x-www-form-urlencoded", accept=accept)

    def _change(self, update: str) -> None:
        self._call("POST", self._update, update.encode(), kind="application/sparql-update")

    def _place(self, graph: str) -> str:
        return f"{self._store}{'&' if '?' in self._store else '?'}graph={quote(graph, safe='')}"

    def _call(
        self,
        method: str,
        address: str,
        body: bytes | None = None,
        *,
        kind: str = "",
        accept: str = "*/*",
        missing: bytes | None = None,
    ) -> bytes:
        """The body of an answer; `missing` is what stands for 404."""
        headers = {"accept": accept, **({"content-type": kind} if kind else {})}
        request = Request(address, body, headers, method=method)  # noqa: S310 (see __init__)
        try:
            try:
                with self._opener.open(request, timeout=_SECONDS) as answer:
                    return bytes(answer.read())
            except HTTPError as error:
                if error.code == 404 and missing is not None:
                    return missing
                said = " ".join(error.read(300).decode("utf-8", "replace").split())
                raise BadInput(f"{address} refuses with {error.code}: {said}") from error
        except (URLError, OSError) as error:
            raise BadInput(f"{address} cannot be reached ({getattr(error, 'reason', error)}).") from error


def _form(query: str) -> str:
    """The word that says what kind of query it is, in lower case; nothing where there is none."""
    return next((found["form"].lower() for found in _TOKEN.finditer(query) if found["form"]), "")


def _triples(found: bytes) -> tuple[Triple, ...]:
    try:
        return tuple(quad.triple for quad in parse_n_quads(found))
    except BadInput as error:
        raise BadInput("The server does not answer as a SPARQL server does.") from error


def _answer(found: Mapping[str, Any]) -> Answer:
    try:
        if "boolean" in found:
            return bool(found["boolean"])
        columns = tuple(found["head"]["vars"])
        rows = tuple(tuple(_term(row.get(name)) for name in columns) for row in found["results"]["bindings"])
    except (KeyError, TypeError, AttributeError, ValueError) as error:
        raise BadInput("The server does not answer as a SPARQL server does.") from error
    return rows == ((Literal(1),),) if columns == (_ASK_ROW,) else Table(columns, rows)


def _with(query: str, given: Mapping[str, Term]) -> str:
    """A query with values for variables: at the head of its outermost pattern, where its filters see them.

    A variable that the query itself assigns (`AS ?name`) cannot have a value before; it is given one at the end.
    """
    ends = {name for name in given if re.search(rf"(?i)\bAS\s+\?{name}\b", query)}
    brace = next((found.end() for found in _TOKEN.finditer(query) if found["open"]), len(query))
    head = _values({name: term for name, term in given.items() if name not in ends})
    tail = _values({name: term for name, term in given.items() if name in ends})
    return f"{query[:brace]}{head}{query[brace:]}{tail}"


def _values(given: Mapping[str, Term]) -> str:
    if not given:
        return ""
    names, terms = " ".join(f"?{name}" for name in given), " ".join(map(str, given.values()))
    return f"\nVALUES ({names}) {{ ({terms}) }}\n"


def _term(found: Mapping[str, str] | None) -> Term | None:
    if found is None:
        return None
    if found["type"] == "uri":
        return NamedNode(found["value"])
    if found["type"] == "bnode":
        return BlankNode(re.sub(r"[^A-Za-z0-9]", "x", found["value"]))  # (Virtuoso's are IRIs of its own)
    if "xml:lang" in found:
        return Literal(found["value"], language=found["xml:lang"])
    return Literal(found["value"], datatype=NamedNode(found.get("datatype", iris.name("xsd:string"))))


def _text(name: str, **given: str) -> str:
    return Template((FOLDER / name).read_text(encoding="utf-8")).substitute(given)
