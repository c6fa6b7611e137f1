"""Any SPARQL 1.1 server, over HTTP: queries, updates, and the Graph Store Protocol."""

from __future__ import annotations

import json
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
from kg.store import Answer, BlankNode, Literal, NamedNode, Store, Table, Term

FOLDER = Path(__file__).parent.parent / "queries" / "load"
_SECONDS = 300
_TRIPLES = "application/n-triples"
_ROWS = "application/sparql-results+json"


class Remote(Store):
    """A graph on a SPARQL server, asked like one of our own. Its default graph must be the union of its graphs."""

    def __init__(self, server: Server) -> None:
        super().__init__()
        self._server = server

    def query(self, text: str, given: Mapping[str, Term] | None = None, *, path: Path | None = None) -> Answer:
        """The rows of a SELECT or the yes or no of an ASK. BadInput where the server refuses; `path` is named then."""
        try:
            found = self._server.ask(text + _values(given or {}))
            if "boolean" in found:
                return bool(found["boolean"])
            columns = tuple(found["head"]["vars"])
            rows = tuple(tuple(_term(row.get(name)) for name in columns) for row in found["results"]["bindings"])
        except BadInput as bad:
            raise BadInput(str(bad), path=path) from bad
        except (KeyError, TypeError, AttributeError):
            raise BadInput("The server does not answer as a SPARQL server does.", path=path) from None
        return Table(columns, rows)


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


def _values(given: Mapping[str, Term]) -> str:
    """A clause that gives variables their values, for the end of a query."""
    if not given:
        return ""
    names, terms = " ".join(f"?{name}" for name in given), " ".join(map(str, given.values()))
    return f"\nVALUES ({names}) {{ ({terms}) }}"


def _term(found: Mapping[str, str] | None) -> Term | None:
    if found is None:
        return None
    if found["type"] == "uri":
        return NamedNode(found["value"])
    if found["type"] == "bnode":
        return BlankNode(found["value"])
    if "xml:lang" in found:
        return Literal(found["value"], language=found["xml:lang"])
    return Literal(found["value"], datatype=NamedNode(found.get("datatype", iris.name("xsd:string"))))


def _text(name: str, **given: str) -> str:
    return Template((FOLDER / name).read_text(encoding="utf-8")).substitute(given)
