"""What goes in and out: requests, replies, and problem documents (RFC 9457)."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from http import HTTPStatus

from kg import iris

PROBLEM = "application/problem+json"
HTML = "text/html; charset=utf-8"


@dataclass(frozen=True, slots=True)
class Request:
    """A request whose body has been read. Names of headers are in lower case."""

    method: str
    path: str
    query: str = ""
    """The part after `?`, still encoded."""
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""
    client: str = ""
    """Address of the client."""
    origin: str = ""
    """Scheme and host under which the server was reached."""


@dataclass(frozen=True, slots=True)
class Reply:
    """An answer; names of headers are in lower case."""

    status: int
    headers: Mapping[str, str] = field(default_factory=dict)
    body: bytes = b""


class Refused(Exception):
    """A request that is not answered: why, as the members of a problem document.

    `kind` is the last part of the type's IRI; `more` are members such as line and column.
    """

    def __init__(
        self, status: int, kind: str, detail: str, headers: Mapping[str, str] | None = None, **more: object
    ) -> None:
        super().__init__(detail)
        self.status = status
        self.kind = kind
        self.detail = detail
        self.headers = dict(headers or {})
        self.more = more

    def reply(self) -> Reply:
        """The problem document."""
        members = {
            "type": f"{iris.BASE}problem/{self.kind}",
            "title": HTTPStatus(self.status).phrase,
            "status": self.status,
            "detail": self.detail,
            **self.more,
        }
        body = json.dumps(members, ensure_ascii=False).encode()
        return Reply(self.status, {"content-type": PROBLEM, "cache-control": "no-store", **self.headers}, body)
