"""Conditional requests (RFC 9110, section 13): the client says which answer it has, or wants."""

from __future__ import annotations

from kg.serve.exchange import Refused, Reply, Request

_KEPT = ("etag", "vary", "cache-control")


def known(request: Request, etag: str) -> bool:
    """Whether the client has the very answer with this tag, so that nothing needs to be evaluated."""
    return _reads(request) and "if-match" not in request.headers and etag in _tags(request, "if-none-match")


def heeded(request: Request, reply: Reply) -> Reply:
    """An answer, or 304 where the client has it. Refused (412) where the client wants another one."""
    etag = reply.headers.get("etag")
    if etag is None or not _reads(request):
        return reply
    if "if-match" in request.headers and not {etag, "*"} & set(_tags(request, "if-match", weak=False)):
        raise Refused(412, "precondition", "The answer is not (or no longer) the one that If-Match names.")
    if {etag, "*"} & set(_tags(request, "if-none-match")):
        return Reply(304, {name: value for name, value in reply.headers.items() if name in _KEPT})
    return reply


def _reads(request: Request) -> bool:
    return request.method in ("GET", "HEAD")


def _tags(request: Request, name: str, *, weak: bool = True) -> list[str]:
    tags = [one.strip() for one in request.headers.get(name, "").split(",")]
    return [one.removeprefix("W/") for one in tags] if weak else tags
