"""The frame of every page: head, search box, languages, and the page of a problem."""

from __future__ import annotations

import json
from collections.abc import Mapping
from http import HTTPStatus
from types import MappingProxyType
from urllib.parse import urlencode

from kg.records import LANGUAGES, Language
from kg.serve.exchange import HTML, Reply
from kg.serve.markup import Content, Html, join, tag
from kg.serve.words import catalogue, word

_NONE: Mapping[str, str] = MappingProxyType({})


def page(
    title: str, language: Language, *content: Content, status: int = 200, given: Mapping[str, str] | None = _NONE
) -> Reply:
    """A whole page. `given`: the parameters with which the same address has it in the other languages; None: it has not."""
    home = word("home", language)
    document = join(
        Html("<!doctype html>"),
        tag(
            "html",
            tag(
                "head",
                tag("meta", charset="utf-8"),
                tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
                tag("title", title if title == home else f"{title} \N{MIDDLE DOT} {home}"),
                tag("link", rel="stylesheet", href="/style.css"),
            ),
            tag("body", _header(language, given), tag("main", tag("h1", title), *content)),
            lang=language,
        ),
    )
    return Reply(status, {"content-type": HTML, "content-language": language}, document.encode())


def problem(reply: Reply, language: Language) -> Reply:
    """A problem document as a page."""
    members: Mapping[str, object] = json.loads(reply.body)
    key = f"problem-{reply.status}"
    shown = page(
        word(key, language) if key in catalogue() else f"{reply.status} {HTTPStatus(reply.status).phrase}",
        language,
        tag("p", str(members["detail"]), class_="problem"),
        status=reply.status,
        given=None,
    )
    return Reply(reply.status, {**reply.headers, **shown.headers}, shown.body)


def _search_box(language: Language, words: str = "") -> Html:
    """The form that searches."""
    return tag(
        "form",
        tag("input", type="search", name="q", value=words, required=True, aria_label=word("search", language)),
        hidden("lang", language),
        tag("button", word("search", language)),
        action="/search",
        role="search",
    )


def hidden(name: str, value: str) -> Html:
    """A field of a form that the reader does not see."""
    return tag("input", type="hidden", name=name, value=value)


def _header(language: Language, given: Mapping[str, str] | None) -> Html:
    languages = [
        tag("a", word("language", one), href="?" + urlencode({**given, "lang": one}), lang=one, hreflang=one)
        for one in LANGUAGES
        if given is not None and one != language
    ]
    return tag(
        "header",
        tag("a", word("home", language), href=f"/?lang={language}"),
        tag("a", "SPARQL", href=f"/sparql?lang={language}"),
        *languages,
        _search_box(language, (given or _NONE).get("q", "")),
    )
