"""The graph of the shipped digests with the report of its build, built once."""

from pathlib import Path

import pytest

from kg import pipeline


@pytest.fixture(scope="session")
def dist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("shipped") / "dist"
    pipeline.build([], out, jobs=2)
    return out
