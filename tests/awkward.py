"""A small graph with all that is hard to write: quotes, line ends, letters of two alphabets, large numbers.

A folder of tests that wants it takes the fixtures into its `conftest.py`.
"""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.export.view import Graph, graph
from kg.store import Store


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("awkward")
    quads = ox.parse(path=Path(__file__).with_suffix(".trig"))
    (folder / "kg.nq").write_bytes(ox.serialize(quads, format=ox.RdfFormat.N_QUADS) or b"")
    return folder


@pytest.fixture(scope="session")
def store(dist: Path) -> Store:
    return Store.load(dist / "kg.nq")


@pytest.fixture(scope="session")
def small(store: Store) -> Graph:
    return graph(store, "en")
