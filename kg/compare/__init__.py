"""Two documents side by side: what the second makes of each statement of the first.

A statement of the first is kept, reworded, narrowed or widened where the graph has a strong correspondence, else it is
dropped; what no statement of the first leads to is new. The order in which the documents are given counts, not their
dates: the same links read from the other side narrow where they widened.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal as Choice

from kg import views
from kg.errors import BadInput
from kg.messages import say
from kg.naming import Names, full, preferred, short
from kg.records import Language
from kg.store import Literal, NamedNode, Store, Term

Fate = Choice["kept", "reworded", "narrowed", "widened", "dropped", "new"]
FATES: tuple[Fate, ...] = ("kept", "reworded", "narrowed", "widened", "dropped", "new")
SAME = 0.8
"""A statement that repeats another with this score is kept; with less it is reworded."""
_FATE: Mapping[tuple[str, bool], Fate] = {
    ("narrows", True): "narrowed",
    ("widens", True): "widened",
    ("narrows", False): "widened",
    ("widens", False): "narrowed",
}
"""By relation, and whether it leads from the second document to the first."""


@dataclass(frozen=True, slots=True)
class Side:
    """A statement as one side of a comparison. Names are in the language of the comparison where there are any."""

    iri: str
    cls: str
    place: str
    """Number of its section."""
    text: str
    language: str
    group: str
    categories: tuple[str, ...]
    ordinal: int


@dataclass(frozen=True, slots=True)
class Pair:
    """What became of a statement; one side is None where it was dropped or is new. `score` is 0 there."""

    fate: Fate
    first: Side | None
    second: Side | None
    score: float

    @property
    def side(self) -> Side:
        """The first side that is there."""
        side = self.first or self.second
        if side is None:
            raise ValueError("a pair without sides")
        return side


@dataclass(frozen=True, slots=True)
class Comparison:
    """Two documents (IRI and title) and what became of the statements, in the order of the first, new ones last."""

    first: tuple[str, str]
    second: tuple[str, str]
    pairs: tuple[Pair, ...]

    def counts(self, by: Choice["class", "category", "group"] = "class") -> dict[str, dict[Fate, int]]:
        """How many statements met which fate, by class, category or group; a statement of several counts for each."""
        found: dict[str, dict[Fate, int]] = {}
        for pair in self.pairs:
            for key in keys(pair.side, by):
                row = found.setdefault(key, dict.fromkeys(FATES, 0))
                row[pair.fate] += 1
        return dict(sorted(found.items()))


def keys(side: Side, by: Choice["class", "category", "group"]) -> tuple[str, ...]:
    """What a statement is counted under."""
    if by == "category":
        return side.categories
    return (side.cls,) if by == "class" else (side.group,) if side.group else ()


def compare(store: Store, a: str, b: str, language: Language) -> Comparison:
    """Compare two documents, named by IRI or short name. BadInput where the graph has no statements of one of them."""
    names = Names(store, language)
    first, second = (_sides(store, full(name), names, language) for name in (a, b))
    if full(a) == full(b):
        raise BadInput(say("compare-itself", language), wrong_call=True)
    for name, found in ((a, first), (b, second)):
        if not found:
            raise BadInput(say("compare-nothing", language, name=name), wrong_call=True)
    links = sorted(_links(store, full(a), full(b)), key=lambda link: (-link[3], link[0], link[1]))
    best: dict[tuple[str, str], tuple[Fate, float]] = {}
    met: set[str] = set()
    for one, other, fate, score in links:
        if one in first and other in second and not {one, other} <= met:
            best[one, other] = fate, score
            met |= {one, other}
    pairs = [Pair(fate, first[one], second[other], score) for (one, other), (fate, score) in best.items()]
    pairs += [Pair("dropped", side, None, 0.0) for iri, side in first.items() if iri not in met]
    pairs += [Pair("new", None, side, 0.0) for iri, side in second.items() if iri not in met]
    ordered = sorted(pairs, key=lambda p: (p.first is None, _order(p.side), _order(p.second) if p.second else ()))
    return Comparison((full(a), names.label(full(a))), (full(b), names.label(full(b))), tuple(ordered))


def _order(side: Side) -> tuple[str, int]:
    return side.iri.partition("/s/")[0], side.ordinal


def _links(store: Store, a: str, b: str) -> Iterable[tuple[str, str, Fate, float]]:
    """The strong correspondences as (statement of a, statement of b, fate, score)."""
    for document, other, backwards in ((b, a, True), (a, b, False)):
        given = {"document": NamedNode(document), "other": NamedNode(other)}
        for _, _, start, end, relation, score in views.rows(store, "compared-links", **given):
            local, strength = _text(relation).rpartition("#")[2], float(_text(score))
            fate = _FATE.get((local, backwards)) or ("kept" if strength >= SAME else "reworded")
            if local in ("restates", "narrows", "widens"):
                one, another = (end, start) if backwards else (start, end)
                yield _text(one), _text(another), fate, strength


def _sides(store: Store, document: str, names: Names, language: Language) -> dict[str, Side]:
    """The statements of a document by IRI, in its order."""
    rows: dict[str, list[Sequence[Term | None]]] = {}
    for row in views.rows(store, "compared-statements", document=NamedNode(document)):
        rows.setdefault(_text(row[1]), []).append(row)
    order: tuple[str, ...] = preferred(language)
    sides = {}
    for iri, found in rows.items():
        _, _, cls, ordinal, place, _, group, _ = found[0]
        texts = {t.language or "": t.value for row in found if isinstance(t := row[5], Literal)}
        tongue = min(texts, key=lambda t: (order.index(t) if t in order else len(order), t))
        categories = {names.label(_text(row[7])) for row in found if row[7] is not None}
        group_name = names.label(_text(group)) if group is not None else ""
        sides[iri] = Side(
            iri, names.label(_text(cls)), _text(place), texts[tongue], tongue, group_name,
            tuple(sorted(categories)), int(_text(ordinal)),
        )  # fmt: skip
    return dict(sorted(sides.items(), key=lambda item: _order(item[1])))


def _text(term: Term | None) -> str:
    return term.value if isinstance(term, (NamedNode, Literal)) else ""


def plain(found: Comparison) -> dict[str, object]:
    """A comparison as plain data, for JSON."""

    def side(one: Side | None) -> dict[str, object] | None:
        if one is None:
            return None
        return {
            "statement": short(one.iri), "class": one.cls, "section": one.place, "text": one.text,
            "language": one.language, "group": one.group, "categories": list(one.categories),
        }  # fmt: skip

    return {
        "first": {"document": short(found.first[0]), "title": found.first[1]},
        "second": {"document": short(found.second[0]), "title": found.second[1]},
        "counts": {by: found.counts(by) for by in ("class", "category", "group")},
        "statements": [
            {"fate": p.fate, "score": p.score, "first": side(p.first), "second": side(p.second)} for p in found.pairs
        ],
    }
