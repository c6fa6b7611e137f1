"""The words that prove what a graph says, and where they stand: quotes with their source, documents with their section."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace
from functools import cached_property

from kg import views
from kg.naming import Names, preferred
from kg.store import Literal, NamedNode, Store, Term

_UNOFFICIAL = "LegalValue-unofficial"


@dataclass(frozen=True, slots=True)
class Proof:
    """Words of one source. Offsets are code points of the source text, half open, one pair per contiguous piece."""

    annotation: str
    quote: str
    """The words after cleaning."""
    language: str
    file: str
    """Name of the source file."""
    ranges: tuple[tuple[int, int], ...]
    rule: str
    """The rule that took the words."""
    official: bool
    """False for the words of an unofficial digest."""
    raw: str = ""
    """A figure as printed."""


@dataclass(frozen=True, slots=True)
class Citation:
    """Where in a document something stands; empty where the document does not say."""

    document: str = ""
    """IRI of the document."""
    title: str = ""
    number: str = ""
    """Number of the act, or of the act that approves it."""
    date: str = ""
    section: str = ""
    """Section as numbered: 4.1, act, plan."""


@dataclass(frozen=True, slots=True)
class Edge:
    """A property and an object, each as an IRI, with the words that show the edge; the object may be the subject itself."""

    property: str
    object: str
    proof: Proof


class Witness:
    """Finds proofs and citations in a graph, for a reader of one language."""

    def __init__(self, store: Store, names: Names) -> None:
        self._store = store
        self._names = names
        self._citations: dict[str, Citation] = {}

    def proofs(self, thing: str) -> list[Proof]:
        """The words that show a statement, an indicator, a figure, a section or an act, best first."""
        found: dict[str, Proof] = {}
        for _, annotation, quote, raw, activity, source, start, end, _ in self._rows("evidence", thing=thing):
            proof = self._proof(annotation, quote, activity, source, start, end)
            self._add(found, replace(proof, raw=value(raw)))
        return self._ordered(found.values())

    def edges(self, subject: str, property_: str | None = None, object_: str | None = None) -> list[Edge]:
        """The edges that start from a thing, with their words; one entry per place in a source, best first."""
        given = {"subject": subject, "property": property_, "object": object_}
        ends: dict[str, tuple[str, str]] = {}
        found: dict[str, Proof] = {}
        for _, by, to, annotation, quote, activity, source, start, end, _ in self._rows("mentions", **given):
            ends[value(annotation)] = value(by), value(to)
            self._add(found, self._proof(annotation, quote, activity, source, start, end))
        return [Edge(*ends[proof.annotation], proof) for proof in self._ordered(found.values())]

    def citation(self, thing: str, proof: Proof | None = None) -> Citation:
        """The document, section, number and date of a thing.

        For an act, a `proof` says which document names it, and below which heading.
        """
        key = f"{thing} {proof.annotation}" if proof else thing
        if key not in self._citations:
            self._citations[key] = self._cited(thing, proof)
        return self._citations[key]

    def place(self, thing: str, proof: Proof) -> Citation:
        """Where the words stand that show an edge of a thing: with its own words, or elsewhere in its document."""
        own = {(p.file, start, end) for p in self.proofs(thing) for start, end in p.ranges}
        first = proof.ranges[0][0]
        here = self.citation(thing)
        if here.section and not any(file == proof.file and start <= first < end for file, start, end in own):
            sections = self._rows("section-of-words", annotation=proof.annotation, document=here.document)
            return replace(here, section=next((value(row[2]) for row in sections), here.section))
        return here if here.section else self.citation(thing, proof)

    def _cited(self, thing: str, proof: Proof | None) -> Citation:
        rows = list(self._rows("citation", thing=thing))
        placed = [row for row in rows if value(row[4])]
        if not placed and proof:
            return self._cited_in(thing, proof)
        if not rows:
            return Citation()
        _, document, number, date, _, place = (placed or rows)[0]
        return Citation(value(document), self._names.label(value(document)), value(number), value(date), value(place))

    def _cited_in(self, act: str, proof: Proof) -> Citation:
        """The document that names an act: the act itself where it does."""
        documents = [value(row[1]) for row in self._rows("citing-documents", annotation=proof.annotation)]
        if not documents:
            return self.citation(act)
        document = act if act in documents else documents[0]
        sections = self._rows("section-of-words", annotation=proof.annotation, document=document)
        return replace(self.citation(document), section=next((value(row[2]) for row in sections), ""))

    def _proof(
        self,
        annotation: Term | None,
        quote: Term | None,
        activity: Term | None,
        source: Term | None,
        start: Term | None,
        end: Term | None,
    ) -> Proof:
        file, official = self._sources[value(source)]
        language = quote.language or "" if isinstance(quote, Literal) else ""
        place = (int(value(start)), int(value(end)))
        rule = self._rules.get(value(activity), "")
        return Proof(value(annotation), value(quote), language, file, (place,), rule, official)

    def _ordered(self, proofs: Iterable[Proof]) -> list[Proof]:
        """The reader's language first, then originals before digests."""
        order: tuple[str, ...] = preferred(self._names.language)
        return sorted(
            proofs,
            key=lambda p: (
                order.index(p.language) if p.language in order else len(order),
                not p.official,
                p.file,
                p.ranges,
            ),
        )

    @staticmethod
    def _add(found: dict[str, Proof], proof: Proof) -> None:
        known = found.get(proof.annotation)
        found[proof.annotation] = (
            replace(known, ranges=tuple(sorted({*known.ranges, *proof.ranges}))) if known else proof
        )

    def _rows(self, view: str, **given: str | None) -> tuple[tuple[Term | None, ...], ...]:
        return views.rows(self._store, view, **{name: NamedNode(iri) for name, iri in given.items() if iri})

    @cached_property
    def _sources(self) -> dict[str, tuple[str, bool]]:
        return {
            value(s): (value(file), not value(legal).endswith(_UNOFFICIAL)) for s, file, legal in self._rows("sources")
        }

    @cached_property
    def _rules(self) -> dict[str, str]:
        return {value(activity): value(rule) for activity, rule in self._rows("rules")}


def value(term: Term | None) -> str:
    """The IRI of a node or the text of a literal; nothing for nothing."""
    return term.value if isinstance(term, NamedNode | Literal) else ""
