"""Search for the pages: the hits of `kg.search`, or why there are none."""

from __future__ import annotations

from kg.errors import BadInput
from kg.records import Language
from kg.search.found import Result, found
from kg.serve.exchange import Refused
from kg.store import Store

_MOST = 100


def search(store: Store, words: str, language: Language) -> Result:
    """What has the words, best first. Refused where there are no words, or too many letters."""
    try:
        return found(store, words, language, limit=_MOST)
    except BadInput as bad:
        raise Refused(400, "words", str(bad)) from bad
