"""HTML that cannot be broken by what it shows: text is escaped unless it was made here."""

from __future__ import annotations

from html import escape
from typing import TypeAlias
from urllib.parse import quote

from kg import iris

_EMPTY = {"input", "link", "meta", "br"}


class Html(str):
    """A piece of finished HTML."""

    __slots__ = ()


Content: TypeAlias = "Html | str | None"


def tag(element: str, /, *content: Content, **attributes: str | bool) -> Html:
    """An element. Strings in it are escaped, None is left out; an attribute that is False is left out, True is bare.

    >>> tag("a", "1 < 2", href="/?a&b", class_="x")
    '<a href="/?a&amp;b" class="x">1 &lt; 2</a>'
    """
    settings = "".join(
        f" {key.rstrip('_').replace('_', '-')}" + ("" if value is True else f'="{escape(str(value))}"')
        for key, value in attributes.items()
        if value is not False
    )
    if element in _EMPTY:
        return Html(f"<{element}{settings}>")
    return Html(f"<{element}{settings}>{join(*content)}</{element}>")


def join(*content: Content) -> Html:
    """Pieces one after the other, strings escaped."""
    return Html("".join(one if isinstance(one, Html) else escape(one) for one in content if one is not None))


def link(text: str, iri: str) -> Html:
    """A link to the page of a thing; only its text where there is no IRI."""
    return tag("a", text, href=href(iri)) if iri else join(text)


def href(iri: str) -> str:
    """The address of the page of a thing: below this server where the IRI is one of ours.

    >>> href(iris.BASE + "category/refugee"), href("http://example.org/a b")
    ('/category/refugee', '/about?iri=http%3A//example.org/a%20b')
    """
    if iri.startswith(iris.BASE) and "#" not in iri:
        return "/" + quote(iri.removeprefix(iris.BASE), safe="/~:@!$'()*,;=+")
    return "/about?iri=" + quote(iri)


def table(head: list[str], rows: list[list[Content]]) -> Html:
    """A table with a line of headings, in a frame in which it can be moved where it is wider than the window."""
    shown = tag(
        "table",
        tag("thead", tag("tr", *(tag("th", one, scope="col") for one in head))),
        tag("tbody", *(tag("tr", *(tag("td", cell) for cell in row)) for row in rows)),
    )
    return tag("div", shown, class_="wide", tabindex="0")
