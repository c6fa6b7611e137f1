"""What several tests share: the vocabulary, one build of our own corpus, golden files, and when the originals are read.

`pytest --approve` writes the golden files anew instead of comparing them: look at the difference before you commit it.
"""

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import debian
import pytest

from kg import pipeline
from kg.clean import clean
from kg.cues import Cues
from kg.lexicon import Lexicon
from kg.outline import outline
from kg.pipeline import Built
from kg.read import read
from kg.records import Outline

DOCUMENTS = Path(__file__).parent / "corpus" / "documents"
ORIGINALS = os.environ.get("MP_CORPUS")

VIRTUOSO = shutil.which("virtuoso-t")

collect_ignore = [*([] if ORIGINALS else ["originals"]), *([] if VIRTUOSO else ["serve/test_virtuoso.py"])]


def pytest_report_header() -> str:
    told = f"read from {ORIGINALS}" if ORIGINALS else "not tested: MP_CORPUS does not say where they are"
    engine = VIRTUOSO or "not tested: install virtuoso-opensource-7"
    schemas = "out of Debian's libjgrapht-java" if debian.FOUND else "not tested: there is no apt-get"
    return f"original documents: {told}\nVirtuoso: {engine}\nXML schemas: {schemas}"


def pytest_addoption(parser: pytest.Parser) -> None:
    parser.addoption("--approve", action="store_true", help="write the golden files anew instead of comparing them")


@dataclass(frozen=True)
class Build:
    """A build and the folder that it published."""

    built: Built
    dist: Path


@pytest.fixture(scope="session")
def words() -> Lexicon:
    return pipeline.configuration()[0]


@pytest.fixture(scope="session")
def signs() -> Cues:
    return pipeline.configuration()[1]


@pytest.fixture(scope="session")
def outlined(words: Lexicon, signs: Cues) -> Callable[[Path], Outline]:
    """The outline of a file."""
    return lambda path: outline(clean(read(path)), words, signs)


@pytest.fixture(scope="session")
def corpus(tmp_path_factory: pytest.TempPathFactory) -> Build:
    """Our own corpus, built once for all tests."""
    dist = tmp_path_factory.mktemp("corpus") / "dist"
    built = pipeline.build([DOCUMENTS], dist, shipped=False, jobs=2)
    assert built.published, [*built.faults, *(v for v in built.violations if v.severity == "Violation")]
    return Build(built, dist)


@pytest.fixture
def golden(request: pytest.FixtureRequest) -> Callable[[Path, str], None]:
    """Compare a text with a golden file, or write the file where the run is to approve it."""

    def compare(path: Path, text: str) -> None:
        if request.config.getoption("approve"):
            path.parent.mkdir(exist_ok=True)
            path.write_text(text, encoding="utf-8")
        assert text == path.read_text(encoding="utf-8")

    return compare
