"""The queries of `queries/graph` and `queries/pictures`: their rows, and what their headers say."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from typing import Any, Literal

from kg.read import meta
from kg.records import Language
from kg.store import Store, Term

FOLDER = Path(__file__).parents[2] / "queries"
_HEADER = re.compile(r"(?:#\+.*\n)+")
Described = Literal["node", "edge"]
_DESCRIBING: Mapping[Described, tuple[str, ...]] = {
    "node": ("graph/nodes", "graph/attributes", "graph/times"),
    "edge": ("graph/edges", "graph/evidence"),
}


def rows(store: Store, name: str) -> tuple[tuple[Term | None, ...], ...]:
    """The rows of a query, by its path without the ending: `graph/nodes`. BadInput where it is missing or broken."""
    path = FOLDER / f"{name}.rq"
    return store.select(path.read_text(encoding="utf-8"), path=path).rows


@cache
def header(name: str) -> Mapping[str, Any]:
    """What the header of a query says: title, question, and what else its kind has."""
    path = FOLDER / f"{name}.rq"
    found = _HEADER.match(path.read_text(encoding="utf-8"))
    return meta.parse(re.sub(r"^#\+ ?", "", found[0], flags=re.MULTILINE) if found else "", path)


def title(name: str, language: Language) -> str:
    """The title of a query in a language."""
    return str(header(name)["title"][language])


def described(attribute: str, of: Described) -> Mapping[str, str]:
    """What an attribute of nodes or edges is, in each language; `text_kk` is described as `text`. KeyError if unknown."""
    name = re.sub(r"_(?:en|ru|kk)$", "", attribute)
    known = {key: words for query in _DESCRIBING[of] for key, words in header(query)["columns"].items()}
    return {language: str(words) for language, words in known[name].items()}


def projections() -> tuple[str, ...]:
    """The names of the projections."""
    return tuple(sorted(path.stem for path in (FOLDER / "graph" / "projections").glob("*.rq")))
