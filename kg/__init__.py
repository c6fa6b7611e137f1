"""A knowledge graph of migration policy: from documents to RDF in which every edge shows the words it came from.

`kg.load("dist")` gives a built graph to a program or a notebook: tables, selections, a networkx graph.
"""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from kg.export.dataset import load

__all__ = ["__version__", "load"]
__version__ = "0.1.0"


def __getattr__(name: str) -> Any:  # noqa: ANN401 (any attribute may be asked for)
    if name == "load":
        from kg.export.dataset import load  # noqa: PLC0415 (heavy, and needed by few)

        return load
    raise AttributeError(name)
