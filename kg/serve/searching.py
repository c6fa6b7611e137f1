"""Search in names and texts: the things that hold all of some words, whatever the language."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg.serve.exchange import Refused
from kg.store import Literal, Store
from kg.witness import value

_QUERY = Path(__file__).parent.parent.parent / "queries" / "serve" / "names.rq"
_MOST = 100
_LONGEST = 200


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found, with its classes."""

    iri: str
    classes: tuple[str, ...]


class Index:
    """The names and texts of all things of a graph."""

    def __init__(self, store: Store) -> None:
        self._texts: dict[str, list[str]] = {}
        self._classes: dict[str, list[str]] = {}
        for thing, kind, text in store.select(_QUERY.read_text(encoding="utf-8"), path=_QUERY).rows:
            if isinstance(text, Literal) and text.value.casefold() not in self._texts.setdefault(value(thing), []):
                self._texts[value(thing)].append(text.value.casefold())
            if kind is not None and value(kind) not in self._classes.setdefault(value(thing), []):
                self._classes[value(thing)].append(value(kind))

    def find(self, words: str) -> list[Hit]:
        """The things that have all the words in one text: whole names first, then short texts before long ones."""
        wanted = words.casefold().split()
        ranks: Counter[str] = Counter()
        for thing, texts in self._texts.items():
            fitting = [text for text in texts if all(word in text for word in wanted)]
            if fitting:
                ranks[thing] = min(0 if text == " ".join(wanted) else len(text) for text in fitting)
        best = sorted(ranks, key=lambda thing: (ranks[thing], thing))[:_MOST]
        return [Hit(thing, tuple(self._classes.get(thing, ()))) for thing in best]


@cache
def index(store: Store) -> Index:
    """The index of a graph; it is made once."""
    return Index(store)


def search(store: Store, words: str) -> list[Hit]:
    """The things that hold all the words. Refused where there are none, or too many."""
    if not words.strip() or len(words) > _LONGEST:
        raise Refused(400, "words", f"Give between 1 and {_LONGEST} characters to search for.")
    return index(store).find(words)
