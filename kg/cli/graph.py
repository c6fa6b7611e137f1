"""The graph that a verb asks: a built one, or one on a SPARQL server."""

from __future__ import annotations

import os
from argparse import Namespace
from pathlib import Path

from kg.errors import BadInput
from kg.messages import say
from kg.records import Language
from kg.store import Store

FILE = "kg.nq"
PASSWORD = "KG_PASSWORD"  # noqa: S105 (the name of a variable)


def load(given: Namespace) -> Store:
    """The graph behind the address of a call, or else in its folder. BadInput (a wrong call) where there is none."""
    if given.endpoint:
        from kg.remote import Remote, Server  # noqa: PLC0415 (not needed for a graph of one's own)

        return Remote(Server(given.endpoint, user=given.user, password=os.environ.get(PASSWORD, "")))
    return Store.load(file_of(given.dist, given.lang))


def file_of(dist: Path, language: Language) -> Path:
    """The file of the graph in a folder. BadInput (a wrong call) where there is none."""
    path = dist / FILE
    if not path.is_file():
        raise BadInput(say("no-graph", language, path=dist), wrong_call=True)
    return path
