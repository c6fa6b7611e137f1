"""A small graph of our own with all that is hard to write: quotes, line ends, letters of two alphabets, large numbers."""

from pathlib import Path

import pyoxigraph as ox
import pytest

from kg.export.view import Graph, graph
from kg.store import Store

SMALL = Path(__file__).parent / "small.trig"


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("small")
    (folder / "kg.nq").write_bytes(ox.serialize(ox.parse(path=SMALL), format=ox.RdfFormat.N_QUADS) or b"")
    return folder


@pytest.fixture(scope="session")
def store(dist: Path) -> Store:
    return Store.load(dist / "kg.nq")


@pytest.fixture(scope="session")
def small(store: Store) -> Graph:
    return graph(store, "en")
