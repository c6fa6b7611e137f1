"""A built graph → the reference of its ontology: one page in each language, which needs no other file.

A page of our own and not pyLODE's, which runs the names of all languages together, leaves the class out of a counting
restriction and draws no picture.
"""

from __future__ import annotations

from pathlib import Path

from kg import draw, iris, store
from kg.messages import say
from kg.naming import Names
from kg.records import LANGUAGES
from kg.reference.page import Page
from kg.reference.schema import Schema
from kg.store import NamedNode, Store


def reference(dist: Path) -> dict[str, bytes]:
    """The pages of a built graph by the names of their files. BadInput where it or matplotlib is missing."""
    quads = store.read_n_quads(dist / "kg.nq")
    graph, there = NamedNode(iris.graph("ontology")), Store(quads)
    schema = Schema(tuple(quad for quad in quads if quad.graph_name == graph))
    pages = {}
    for language in LANGUAGES:
        picture = draw.drawn(there, "ontology", language, "svg").decode()
        page = Page(schema, Names(there, language), _inner(picture, say("reference-diagram", language)), quads)
        pages[f"{language}.html"] = str(page.html()).encode()
    return pages


def _inner(svg: str, label: str) -> str:
    """A picture without the head of an XML file, to stand in a page."""
    return f'<svg role="img" aria-label="{label}" {svg[svg.index("<svg ") + 5 :].strip()}'
