"""What the ontology says of its terms, looked up by term; and the expressions of OWL in words."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable
from dataclasses import dataclass
from functools import cached_property

from kg import iris
from kg.messages import say
from kg.records import Language
from kg.serve.markup import Html, join
from kg.store import BlankNode, Literal, NamedNode, Quad, Term

KINDS = ("owl:Class", "owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty", "owl:NamedIndividual")
"""What a term can be."""
_OWN = iris.PREFIXES["mp"]
_TYPE = iris.name("rdf:type")


@dataclass(frozen=True)
class Schema:
    """The graph of the ontology."""

    quads: tuple[Quad, ...]

    def objects(self, subject: Term, property_: str) -> list[Term]:
        """The values of a property (`rdfs:range`) in the order of the graph."""
        return self._said[subject, iris.name(property_)]

    def subjects(self, property_: str, value: Term) -> list[NamedNode]:
        """The named terms with this value, sorted by IRI."""
        found = self._meant[iris.name(property_), value]
        return sorted((term for term in found if isinstance(term, NamedNode)), key=lambda term: term.value)

    def text(self, subject: Term, property_: str, language: Language) -> str:
        """The literal of a property in a language; what has no language is for all; empty where there is none."""
        literals = [value for value in self.objects(subject, property_) if isinstance(value, Literal)]
        return next((one.value for one in literals if one.language in (language, None)), "")

    def kind(self, term: Term) -> str:
        """One of `KINDS`; empty for what is no term."""
        types = {value.value for value in self.objects(term, "rdf:type") if isinstance(value, NamedNode)}
        return next((kind for kind in KINDS if iris.name(kind) in types), "")

    def terms(self, kind: str, *, own: bool = True) -> list[NamedNode]:
        """Our terms of a kind, or those of other ontologies, sorted by IRI."""
        return [term for term in self.subjects("rdf:type", NamedNode(iris.name(kind))) if is_own(term) == own]

    def above(self, cls: Term) -> list[Term]:
        """The classes that a class is said to be below: named ones, and those that its definition begins with."""
        stated = self.objects(cls, "rdfs:subClassOf")
        defined = [
            part
            for whole in self.objects(cls, "owl:equivalentClass")
            for node in self.objects(whole, "owl:intersectionOf")
            for part in self.items(node)
            if isinstance(part, NamedNode)
        ]
        parts = [c for c in self._meant_by_union if cls in self._meant_by_union[c]]
        return list(dict.fromkeys([*stated, *defined, *parts]))

    def below(self, cls: Term) -> list[NamedNode]:
        """Our classes directly below one, sorted by IRI."""
        return [one for one in self.terms("owl:Class") if cls in self.above(one)]

    def items(self, node: Term) -> list[Term]:
        """The items of a list of RDF."""
        found: list[Term] = []
        while first := self.objects(node, "rdf:first"):
            found += first
            (node,) = self.objects(node, "rdf:rest")
        return found

    def alternatives(self, node: Term) -> list[Term]:
        """The named classes that a domain or range lets one choose from."""
        unions = [item for part in self.objects(node, "owl:unionOf") for item in self.items(part)]
        return unions or [node]

    @cached_property
    def _said(self) -> dict[tuple[Term, str], list[Term]]:
        said: dict[tuple[Term, str], list[Term]] = defaultdict(list)
        for quad in self.quads:
            said[quad.subject, quad.predicate.value].append(quad.object)
        return said

    @cached_property
    def _meant(self) -> dict[tuple[str, Term], list[Term]]:
        meant: dict[tuple[str, Term], list[Term]] = defaultdict(list)
        for quad in self.quads:
            meant[quad.predicate.value, quad.object].append(quad.subject)
        return meant

    @cached_property
    def _meant_by_union(self) -> dict[NamedNode, list[Term]]:
        return {
            cls: [item for node in self.objects(cls, "owl:disjointUnionOf") for item in self.items(node)]
            for cls in self.terms("owl:Class")
            if self.objects(cls, "owl:disjointUnionOf")
        }


def is_own(term: NamedNode) -> bool:
    """Whether a term is of our ontology."""
    return term.value.startswith(_OWN)


def worded(node: Term, schema: Schema, language: Language, name: Callable[[Term], Html]) -> Html:
    """A class expression in words: `measure and (responsible at least 2 agency)`. ValueError for an unknown kind."""

    def part(inner: Term) -> Html:
        words = worded(inner, schema, language, name)
        return join("(", words, ")") if isinstance(inner, BlankNode) else words

    if isinstance(node, NamedNode):
        return name(node)
    for kind, key in (("owl:intersectionOf", "reference-and"), ("owl:unionOf", "reference-or")):
        for found in schema.objects(node, kind):
            return _between(f" {say(key, language)} ", map(part, schema.items(found)))
    for found in schema.objects(node, "owl:oneOf"):
        return join("{", _between(", ", map(name, schema.items(found))), "}")
    for found in schema.objects(node, "owl:inverseOf"):
        return join(say("reference-inverse-of", language), " ", name(found))
    for property_ in schema.objects(node, "owl:onProperty"):
        for value in schema.objects(node, "owl:someValuesFrom"):
            return join(part(property_), f" {say('reference-some', language)} ", part(value))
        for count in schema.objects(node, "owl:minQualifiedCardinality"):
            (cls,) = schema.objects(node, "owl:onClass")
            number = count.value if isinstance(count, Literal) else ""
            return join(part(property_), f" {say('reference-at-least', language, count=number)} ", part(cls))
    raise ValueError(f"an expression of OWL that the reference has no words for: {schema.objects(node, 'rdf:type')}")


def _between(sign: str, parts: Iterable[Html]) -> Html:
    """Pieces with a sign between them."""
    found = list(parts)
    return join(*found[:1], *(join(sign, one) for one in found[1:]))
