"""A built graph in a program or a notebook: `kg.load("dist")`."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from kg.export import network
from kg.export.select import Wish, selected
from kg.export.tables import sheets
from kg.export.view import Graph, graph
from kg.records import Language
from kg.store import Store


@dataclass(frozen=True, slots=True)
class Dataset:
    """A built graph, as RDF in `store` and as nodes and edges in `graph`."""

    store: Store
    graph: Graph

    def select(self, *wishes: Wish) -> Dataset:
        """A part of it: `select(("document", "…"), ("class", "Measure"))`. BadInput where a wish is not understood."""
        return Dataset(self.store, selected(self.store, self.graph, wishes))

    def tables(self) -> tuple[str, ...]:
        """The names of the tables: the classes that have nodes, and `Edge`."""
        return tuple(sheet.name for sheet in sheets(self.graph))

    def table(self, name: str) -> list[dict[str, bool | int | float | str | None]]:
        """A table as a list of rows; what pandas takes: `pandas.DataFrame(data.table("Measure"))`. KeyError else."""
        sheet = {one.name: one for one in sheets(self.graph)}[name]
        return [dict(zip(sheet.columns, row, strict=True)) for row in sheet.cells()]

    def to_networkx(self) -> network.Network:
        """A networkx graph with the attribute names of all exports."""
        return network.to_networkx(self.graph)


def load(dist: Path | str, language: Language = "en", select: Sequence[Wish] = ()) -> Dataset:
    """Load what a build made. BadInput where there is no graph in `dist` or a wish is not understood."""
    store = Store.load(Path(dist) / "kg.nq")
    return Dataset(store, selected(store, graph(store, language), select))
