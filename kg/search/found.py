"""What was found, as people and programs want it: the hits that pass the filters, with class, place and excerpt."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import islice

from kg import search, views
from kg.ask import allowed, parsed
from kg.errors import BadInput
from kg.iris import name
from kg.messages import say
from kg.naming import Names, full, nearest
from kg.questions import Parameter
from kg.records import Language
from kg.search import Hit, Ranges
from kg.store import NamedNode, Store
from kg.witness import Citation, Witness, value

WIDTH = 240
"""Code points of a text that an excerpt shows, about."""
_BEFORE = 80
_CUT = "\N{HORIZONTAL ELLIPSIS}"
_DOCUMENT = Parameter("--document", "mp:Document", {})
_CLASS = Parameter("--class", "owl:Class", {})
_OURS = "mp:"


@dataclass(frozen=True, slots=True)
class Found:
    """A hit with what a reader needs to judge it; names are in the reader's language."""

    hit: Hit
    cls: str
    """Its narrowest class, by name; "" where it has none of ours."""
    citation: Citation
    about: tuple[str, ...]
    """Names of what it speaks of, where that is why it was found."""


@dataclass(frozen=True, slots=True)
class Result:
    """The best hits, how many there are in all, and better spellings where there are none."""

    best: tuple[Found, ...]
    count: int
    alike: tuple[str, ...]


def found(
    store: Store, query: str, language: Language, *, document: str | None = None, cls: str | None = None, limit: int
) -> Result:
    """Search, and keep what stands in a document (or what it approves) and is of a class.

    Both are given as parameters of questions are. BadInput (a wrong call) for an empty query or an unknown filter.
    """
    within = value(parsed(store, _DOCUMENT, document, language)) if document else ""
    of = _class(store, cls, language) if cls else ""
    names = Names(store, language)
    witness = Witness(store, names)
    ready = search.of(store)
    documents = {within, *_approved(store, within)}

    def passing() -> Iterator[Hit]:
        for hit in ready.find(query, language):
            if (not within or witness.citation(hit.iri).document in documents) and (
                not of or of in search.classes(store, hit.iri)
            ):
                yield hit

    hits = list(passing())
    best = tuple(_told(store, hit, names, witness) for hit in islice(hits, limit))
    return Result(best, len(hits), () if hits else tuple(ready.alike(query)))


def excerpt(hit: Hit) -> tuple[str, Ranges]:
    """The text of a hit around the first word that fits, on one line, with the places of the words that fit in it."""
    text = "".join(" " if letter.isspace() else letter for letter in hit.text)
    if len(text) <= WIDTH:
        return text, hit.marks
    start = max(0, min((hit.marks[0][0] if hit.marks else 0) - _BEFORE, len(text) - WIDTH))
    stop = min(len(text), start + WIDTH)
    if start:
        start = text.find(" ", start) + 1
    if stop < len(text):
        stop = max(text.rfind(" ", start, stop), start + _BEFORE)
    before, after = _CUT if start else "", _CUT if stop < len(text) else ""
    shift = len(before) - start
    marks = tuple((a + shift, b + shift) for a, b in hit.marks if start <= a and b <= stop)
    return before + text[start:stop] + after, marks


def _told(store: Store, hit: Hit, names: Names, witness: Witness) -> Found:
    classes = search.classes(store, hit.iri)
    about = tuple(map(names.label, hit.concepts)) if not hit.marks else ()
    return Found(hit, names.label(classes[0]) if classes else "", witness.citation(hit.iri), about)


def _approved(store: Store, document: str) -> list[str]:
    if not document:
        return []
    rows = views.rows(store, "facts", thing=NamedNode(document))
    return [value(to) for _, by, to in rows if value(by) == name("approves")]


def _class(store: Store, wanted: str, language: Language) -> str:
    """A class of ours (IRI) by its name, with or without prefix, or a label. BadInput names those like it."""
    known = {key: labels for key, labels in allowed(store, _CLASS).items() if key.startswith(_OURS)}
    by_name = {one.casefold(): key for key, labels in known.items() for one in (key, key.removeprefix(_OURS), *labels)}
    if wanted.casefold() in by_name:
        return full(by_name[wanted.casefold()])
    like = list(dict.fromkeys(by_name[one] for one in nearest(wanted, by_name))) or sorted(known)
    message = say("unknown-value", language, value=wanted, name=_CLASS.name, known=", ".join(like))
    raise BadInput(message, wrong_call=True)
