"""The built graph that a verb asks."""

from __future__ import annotations

from pathlib import Path

from kg.errors import BadInput
from kg.messages import say
from kg.records import Language
from kg.store import Store

FILE = "kg.nq"


def load(dist: Path, language: Language) -> Store:
    """The graph in a folder. BadInput (a wrong call) where there is none."""
    return Store.load(file_of(dist, language))


def file_of(dist: Path, language: Language) -> Path:
    """The file of the graph in a folder. BadInput (a wrong call) where there is none."""
    path = dist / FILE
    if not path.is_file():
        raise BadInput(say("no-graph", language, path=dist), wrong_call=True)
    return path
