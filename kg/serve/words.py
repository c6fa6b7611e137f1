"""What the pages say, in English, Russian and Kazakh: the sentences of `ontology/interface/pages.ttl`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg import iris
from kg.records import Language
from kg.store import Literal, NamedNode, read_turtle

CATALOGUE = Path(__file__).parent.parent.parent / "ontology" / "interface" / "pages.ttl"
_BELOW = iris.BASE + "message/page-"


def word(key: str, language: Language, **values: object) -> str:
    """The sentence of a key in a language, with its `{places}` filled by `values`. KeyError where there is none."""
    return catalogue()[key][language].format(**values)


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """All sentences, by key and language. BadInput where the file is missing or broken."""
    found: dict[str, dict[str, str]] = {}
    for quad in read_turtle(CATALOGUE, NamedNode(iris.BASE)):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal):
            sentences = found.setdefault(quad.subject.value.removeprefix(_BELOW), {})
            sentences[quad.object.language or ""] = quad.object.value
    return found
