"""What a graph knows of one thing, with the words and the place that prove each piece of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg import iris, views
from kg.errors import BadInput
from kg.messages import say
from kg.naming import Names, full, nearest, short
from kg.records import Language
from kg.store import Literal, NamedNode, Store, Term
from kg.witness import Citation, Proof, Witness, value

_TYPE = iris.name("rdf:type")
_LABELS = {iris.name("rdfs:label"), iris.name("skos:prefLabel"), iris.name("dct:title")}
_UNSHOWN = {_TYPE, *_LABELS, iris.name("skos:hiddenLabel")}
_EXAMPLES = 5
"""How many of the things that link to it are named for each property."""


@dataclass(frozen=True, slots=True)
class Thing:
    """A node or literal as it is shown: text, IRI (of a node) and language (of a text)."""

    text: str
    iri: str = ""
    language: str = ""


@dataclass(frozen=True, slots=True)
class Fact:
    """One thing that is known, with the words that show it and where they stand."""

    property: Thing
    value: Thing
    proofs: tuple[tuple[Proof, Citation], ...] = ()
    follows: str = ""
    """Where an edge follows from another one: the property of that one, whose proofs these are."""


@dataclass(frozen=True, slots=True)
class Links:
    """The things that link to it by one property: how many, and the first few."""

    property: Thing
    count: int
    examples: tuple[Thing, ...]


@dataclass(frozen=True, slots=True)
class Explanation:
    """What is known of a node."""

    thing: Thing
    classes: tuple[Thing, ...]
    names: tuple[Thing, ...]
    """Labels and titles, with their languages."""
    citation: Citation
    evidence: tuple[Proof, ...]
    """The words that show the thing itself."""
    facts: tuple[Fact, ...]
    """Texts first, then edges."""
    links: tuple[Links, ...]


def explain(store: Store, iri: str, language: Language = "en") -> Explanation:
    """Explain a thing, given by its IRI, in full or short. BadInput (a wrong call) for one that is not in the graph."""
    node = find(store, iri, language)
    names = Names(store, language)
    witness = Witness(store, names)
    facts = [(value(by), to) for _, by, to in views.rows(store, "facts", thing=NamedNode(node))]
    proofs = witness.proofs(node)
    return Explanation(
        thing=_shown(NamedNode(node), names),
        classes=tuple(_shown(cls, names) for cls in _classes(node, facts, store)),
        names=tuple(_shown(to, names) for by, to in facts if by in _LABELS and to is not None),
        citation=witness.citation(node, proofs[0] if proofs else None),
        evidence=tuple(proofs),
        facts=tuple(_facts(node, facts, names, witness)),
        links=tuple(_links(views.rows(store, "links", thing=NamedNode(node)), names)),
    )


def find(store: Store, iri: str, language: Language) -> str:
    """The full IRI of a thing of the graph. BadInput names the nearest where there is none."""
    node = full(iri)
    try:
        known = bool(views.rows(store, "facts", thing=NamedNode(node)))
    except ValueError:
        known = False
    if not known:
        things = (short(value(thing)) for (thing,) in views.rows(store, "things"))
        like = ", ".join(nearest(iri, things))
        message = say("unknown-iri" if like else "unknown-iri-far", language, iri=iri, known=like)
        raise BadInput(message, wrong_call=True)
    return node


def _classes(node: str, facts: Iterable[tuple[str, Term | None]], store: Store) -> list[Term]:
    """The classes of ours of a thing, narrowest first; those of other ontologies where it has none of ours."""
    own = [row[1] for row in views.rows(store, "classes", thing=NamedNode(node)) if row[1] is not None]
    return own or [to for by, to in facts if by == _TYPE and to is not None]


def _facts(node: str, facts: Iterable[tuple[str, Term | None]], names: Names, witness: Witness) -> Iterable[Fact]:
    """All facts but types, names and surface forms: texts first.

    Of an edge to text the object of its proof is the thing itself. An edge without words of its own follows from
    another one to the same object.
    """
    edges = witness.edges(node)
    found = []
    for by, to in facts:
        if to is None or by in _UNSHOWN:
            continue
        shown = _shown(to, names)
        own = [e for e in edges if e.property == by and e.object == (shown.iri or node)]
        other = [] if own or not shown.iri else [e for e in edges if e.object == shown.iri]
        proofs = [e.proof for e in own or other if shown.iri or e.proof.language == shown.language]
        placed = tuple((proof, witness.place(node, proof)) for proof in proofs)
        follows = names.label(other[0].property) if other else ""
        found.append(Fact(_shown(NamedNode(by), names), shown, placed, follows))
    return sorted(found, key=lambda fact: bool(fact.value.iri))


def _links(found: Iterable[tuple[Term | None, ...]], names: Names) -> Iterable[Links]:
    by_property: dict[str, list[str]] = {}
    for subject, by, _ in found:
        by_property.setdefault(value(by), []).append(value(subject))
    for property_, subjects in by_property.items():
        examples = tuple(_shown(NamedNode(one), names) for one in subjects[:_EXAMPLES])
        yield Links(_shown(NamedNode(property_), names), len(subjects), examples)


def _shown(term: Term, names: Names) -> Thing:
    if isinstance(term, Literal):
        return Thing(term.value, language=term.language or "")
    return Thing(names.label(value(term)), value(term))
