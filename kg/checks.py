"""Contradictions and gaps in the documents themselves, as anomalies: knowledge, never an error of the build.

Each query in `queries/checks` makes `mp:Anomaly` nodes by CONSTRUCT; the node lies below the thing that it is about.
"""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from kg import iris
from kg.store import NamedNode, Quad, Store

FOLDER = Path(__file__).parent.parent / "queries" / "checks"


def anomalies(quads: Iterable[Quad]) -> list[Quad]:
    """What the checks find in the graphs of the documents, in the graph `anomalies`, sorted and each once."""
    store = Store(quads)
    graph = NamedNode(iris.graph("anomalies"))
    found: dict[Quad, None] = {}
    for path in sorted(FOLDER.glob("*.rq")):
        answer = store.query(path.read_text("utf-8"), path=path)
        if isinstance(answer, tuple):
            found.update((Quad(t.subject, t.predicate, t.object, graph), None) for t in answer)
    return sorted(found, key=str)
