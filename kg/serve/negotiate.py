"""Content negotiation (RFC 9110, section 12): which format or encoding a client gets.

Formats go by short names (`json`, `ttl`); the order of the tables is the server's own preference.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import lru_cache

from kg.serve.compress import ENCODINGS
from kg.serve.exchange import Refused

TABLES = {
    "json": ("application/sparql-results+json", "application/json"),
    "xml": ("application/sparql-results+xml", "application/xml", "text/xml"),
    "csv": ("text/csv",),
    "tsv": ("text/tab-separated-values",),
    "html": ("text/html", "application/xhtml+xml"),
}
"""Formats of rows and of yes or no: the type sent, and others that mean it."""
GRAPHS = {
    "ttl": ("text/turtle", "application/turtle", "application/x-turtle", "text/n3", "text/rdf+n3", "application/n3"),
    "nt": ("application/n-triples", "text/plain"),
    "nq": ("application/n-quads",),
    "trig": ("application/trig",),
    "rdf": ("application/rdf+xml", "application/xml", "text/xml"),
    "jsonld": ("application/ld+json", "application/json"),
    "html": ("text/html", "application/xhtml+xml"),
}
"""Formats of triples."""
_TEXTUAL = {"csv", "tsv", "html", "ttl", "nt"}
_WORD = r"[!#$%&'*+.^_`|~0-9A-Za-z-]+"
_MEMBER = re.compile(rf"(?P<type>{_WORD})(?:/(?P<subtype>{_WORD}))?")
_QUALITY = re.compile(r"q\s*=\s*(?P<q>[01](?:\.\d{0,3})?|\.\d{1,3})$", re.IGNORECASE)


def content_type(formats: Mapping[str, Sequence[str]], name: str) -> str:
    """The Content-Type of a format."""
    return formats[name][0] + ("; charset=utf-8" if name in _TEXTUAL else "")


def media(accept: str | None, formats: Mapping[str, Sequence[str]]) -> str | None:
    """The format that an Accept header likes best; None where it takes none of them.

    The most specific range decides the quality of a type. Of equal qualities the server's order decides, and a type
    that was named goes before one that a wildcard covers. A wildcard covers only the type that would be sent. A header in
    which nothing can be read says nothing; a bare asterisk, as old versions of Java send it, stands for all.
    """
    return _media(accept or "", tuple(formats.items()))


@lru_cache(1024)
def _media(accept: str, formats: tuple[tuple[str, Sequence[str]], ...]) -> str | None:
    ranges = {"*/*" if name == "*" else name: quality for name, quality in _members(accept)} or {"*/*": 1.0}
    best: tuple[float, bool, int] | None = None
    found = None
    for order, (name, types) in enumerate(formats):
        for type_ in types:
            quality, named = _quality(type_, ranges)
            rank = (quality, named, -order)
            if quality > 0 and (named or type_ == types[0]) and (best is None or rank > best):
                best, found = rank, name
    return found


@lru_cache(1024)
def encoding(accept: str | None) -> str:
    """The encoding that an Accept-Encoding header likes best, of equals the quickest; the empty text for none (as it is).

    An asterisk stands for gzip, which every client knows.
    """
    liked = dict(_members(accept or ""))
    liked.setdefault("gzip", liked.get("x-gzip", liked.get("*", 0.0)))
    best = max(ENCODINGS, key=lambda name: liked.get(name, 0.0))
    quality = liked.get(best, 0.0)
    return best if quality > 0 and quality >= liked.get("identity", 0.0) else ""


def language(accept: str | None, known: Sequence[str], default: str) -> str:
    """The language that an Accept-Language header likes best; the `default` where it says nothing of any."""
    liked: dict[str, float] = {}
    for tag, quality in _members(accept or ""):
        main = tag.lower().partition("-")[0]
        liked[main] = max(quality, liked.get(main, 0.0))
    other = liked.get("*", 0.0)
    return max(known, key=lambda one: (liked.get(one, other), one == default))


def not_acceptable(formats: Mapping[str, Sequence[str]]) -> Refused:
    """None of the formats is one that the client takes."""
    types = [types[0] for types in formats.values()]
    return Refused(406, "not-acceptable", f"The answer can be had as {', '.join(types)}.", available=types)


def _members(header: str) -> Iterable[tuple[str, float]]:
    """The members of a list with their qualities; one that is malformed is passed over."""
    for member in header.split(","):
        name, *parameters = (part.strip() for part in member.split(";"))
        if not _MEMBER.fullmatch(name):
            continue
        weights = [found for one in parameters if (found := _QUALITY.match(one))]
        yield name.lower(), min(1.0, float(weights[0]["q"])) if weights else 1.0


def _quality(type_: str, ranges: Mapping[str, float]) -> tuple[float, bool]:
    """The quality of a type, and whether it was named in full."""
    if type_ in ranges:
        return ranges[type_], True
    whole = type_.partition("/")[0] + "/*"
    return ranges.get(whole, ranges.get("*/*", 0.0)), False
