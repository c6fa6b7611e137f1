"""Contradictions and gaps in the documents themselves, as anomalies: knowledge, never an error of the build.

Each query in `queries/checks` makes `mp:Anomaly` nodes by CONSTRUCT, with severity and explanation; the node lies below
the thing that it is about, and the title of the check (its `#+` header) is its label.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg import iris
from kg.errors import BadInput
from kg.read import meta
from kg.records import LANGUAGES
from kg.store import Literal, NamedNode, Quad, Store, Triple

FOLDER = Path(__file__).parent.parent / "queries" / "checks"


@dataclass(frozen=True, slots=True)
class Check:
    """A check: its name, its title in each language, its query."""

    name: str
    path: Path
    title: tuple[Literal, ...]
    query: str


def anomalies(quads: Iterable[Quad]) -> list[Quad]:
    """What the checks find in the graphs of the documents, in the graph `anomalies`, sorted and each once."""
    store = Store(quads)
    graph = NamedNode(iris.graph("anomalies"))
    found = {Quad(t.subject, t.predicate, t.object, graph) for check in checks() for t in run(check, store)}
    return sorted(found, key=str)


@cache
def checks(folder: Path = FOLDER) -> tuple[Check, ...]:
    """All checks by name. BadInput where a header cannot be read."""
    return tuple(map(_read, sorted(folder.glob("*.rq"))))


def run(check: Check, store: Store) -> Iterator[Triple]:
    """The anomalies that a check finds, with its title as their label."""
    answer = store.query(check.query, path=check.path)
    for triple in answer if isinstance(answer, tuple) else ():
        yield triple
        if triple.object == NamedNode(iris.name("Anomaly")):
            yield from (Triple(triple.subject, NamedNode(iris.name("rdfs:label")), title) for title in check.title)


def _read(path: Path) -> Check:
    text = path.read_text("utf-8")
    header = "\n".join(line[3:] for line in text.splitlines() if line.startswith("#+"))
    about: Any = meta.parse(header, path)
    try:
        title = tuple(Literal(about["title"][tag], language=tag) for tag in LANGUAGES)
    except (KeyError, TypeError) as error:
        raise BadInput(f"its header lacks {error}; give the check a title in each language", path=path) from error
    return Check(path.stem, path, title, text)
