"""What the program says to people, in English, Russian and Kazakh: the sentences of `ontology/interface`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from pathlib import Path

from kg import iris
from kg.records import Language
from kg.store import Literal, NamedNode, read_turtle

_FOLDER = Path(__file__).parent.parent / "ontology" / "interface"
CATALOGUES = tuple(_FOLDER / f"{name}.ttl" for name in ("messages", "anomalies", "comparison", "reference", "report"))
_BELOW = iris.BASE + "message/"


def say(key: str, language: Language, **values: object) -> str:
    """The sentence of a key in a language, with its `{places}` filled by `values`. KeyError where there is none."""
    sentence = catalogue()[key][language]
    return sentence.format(**values) if values else sentence


@cache
def catalogue() -> Mapping[str, Mapping[str, str]]:
    """All sentences, by key and language. BadInput where a file is missing or broken."""
    label, found = iris.name("rdfs:label"), dict[str, dict[str, str]]()
    for quad in (quad for path in CATALOGUES for quad in read_turtle(path, NamedNode(_BELOW))):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal) and quad.predicate.value == label:
            sentences = found.setdefault(quad.subject.value.removeprefix(_BELOW), {})
            sentences[quad.object.language or ""] = quad.object.value
    return found
