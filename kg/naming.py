"""Names of things for people: labels in their language, and short IRIs that they can type.

A short IRI is the path below the base (`category/refugee`), a name with one of the project's prefixes (`mp:Measure`),
or the full IRI.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from difflib import get_close_matches

from kg import iris, views
from kg.records import LANGUAGES, Language
from kg.store import Literal, NamedNode, Store

_PREFIXED = re.compile(r"(?P<prefix>[a-z]+):(?P<local>[^/\s].*)")


def short(iri: str) -> str:
    """The shortest name of an IRI that `full` understands."""
    for prefix, namespace in iris.PREFIXES.items():
        if iri.startswith(namespace):
            return f"{prefix}:{iri.removeprefix(namespace)}"
    return iri.removeprefix(iris.BASE)


def full(name: str) -> str:
    """The IRI of a short name.

    >>> full("category/refugee"), full("mp:Measure")
    ('https://w3id.org/migration-policy/category/refugee', 'https://w3id.org/migration-policy/ontology#Measure')
    """
    name = name.strip().removeprefix("<").removesuffix(">")
    prefixed = _PREFIXED.fullmatch(name)
    if prefixed and prefixed["prefix"] in iris.PREFIXES:
        return iris.PREFIXES[prefixed["prefix"]] + prefixed["local"]
    return name if name.startswith(("http://", "https://")) else iris.BASE + name.strip("/")


def nearest(wanted: str, known: Iterable[str], most: int = 5) -> list[str]:
    """The known names that are most like the one wanted, best first: those that contain it before those like it."""
    folded = {name.casefold(): name for name in known}
    within = sorted((name for name in folded if wanted.casefold() in name), key=lambda name: (len(name), name))
    like = get_close_matches(wanted.casefold(), folded, n=most, cutoff=0.5)
    return [folded[name] for name in dict.fromkeys([*within[:most], *like])][:most]


def preferred(language: Language) -> tuple[Language, ...]:
    """The languages in the order in which a reader of one wants them."""
    return tuple(dict.fromkeys((language, *LANGUAGES)))


class Names:
    """Labels of the things of a graph in one language; where there is none, in the next best."""

    def __init__(self, store: Store, language: Language) -> None:
        self.language: Language = language
        self._store = store
        self._order: tuple[str, ...] = preferred(language)
        self._labels: dict[str, str] = {}

    def label(self, iri: str) -> str:
        """The label of a thing; its short IRI where it has none."""
        if iri not in self._labels:
            self._labels[iri] = self._found(iri)
        return self._labels[iri]

    def _found(self, iri: str) -> str:
        labels = [
            (self._rank(label), str(rank), label.value)
            for _, rank, label in views.rows(self._store, "labels", thing=NamedNode(iri))
            if isinstance(label, Literal)
        ]
        return min(labels)[2] if labels else short(iri)

    def _rank(self, label: Literal) -> int:
        return self._order.index(label.language) if label.language in self._order else len(self._order)
