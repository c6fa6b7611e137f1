"""The page of the reference in one language: overview, picture, every term, vocabularies, questions."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from pathlib import Path

from kg import iris
from kg.messages import say
from kg.naming import Names, short
from kg.questions import questions
from kg.records import LANGUAGES
from kg.reference import competence
from kg.reference.schema import Schema, is_own, worded
from kg.serve.markup import Content, Html, join, table, tag
from kg.store import BlankNode, Literal, NamedNode, Quad, Term

STYLE = Path(__file__).with_name("style.css")
_HEADER = NamedNode(iris.term("ontology"))
_PROPERTIES = ("owl:ObjectProperty", "owl:DatatypeProperty", "owl:AnnotationProperty")
_KINDS = ("owl:Class", *_PROPERTIES, "owl:NamedIndividual")
_CHARACTERISTICS = ("owl:FunctionalProperty", "owl:SymmetricProperty", "owl:TransitiveProperty")


@dataclass(frozen=True)
class Page:
    """A page about an ontology, for the readers of the language of `names`."""

    schema: Schema
    names: Names
    picture: str
    """SVG."""
    quads: Sequence[Quad]
    """The whole graph, for the vocabularies."""

    def html(self) -> Html:
        """The whole page."""
        title, parts = self._text(_HEADER, "dct:title"), self._parts()
        head = tag(
            "head",
            tag("meta", charset="utf-8"),
            tag("meta", name="viewport", content="width=device-width, initial-scale=1"),
            tag("title", title),
            tag("style", Html(STYLE.read_text(encoding="utf-8"))),
        )
        main = tag("main", self._overview(title), *(tag("section", one, id=name) for name, one in parts.items()))
        body = tag("body", tag("div", self._navigation(parts), main, class_="frame"))
        return join(Html("<!doctype html>\n"), tag("html", head, body, lang=self.names.language), "\n")

    def _parts(self) -> dict[str, Html]:
        """The parts below the overview, by their anchors."""
        figure = tag("figure", Html(self.picture))
        parts = {"diagram": join(tag("h2", self._say("diagram")), figure)}
        for kind in _KINDS:
            terms = map(self._term, self._sorted(self.schema.terms(kind)))
            parts[_anchor(kind)] = join(tag("h2", self._kind(kind)), *terms)
        parts["distinct"] = join(tag("h2", self._say("distinct")), *self._distinct())
        parts["vocabularies"] = join(tag("h2", self._say("vocabularies")), self._vocabularies())
        parts["borrowed"] = join(tag("h2", self._say("borrowed")), self._borrowed())
        parts["questions"] = join(tag("h2", self._say("questions")), self._questions())
        return parts

    # ── what stands around the terms ──────────────────────────────────────────────────────────────────────────────

    def _overview(self, title: str) -> Html:
        facts = [
            ("IRI", tag("code", _HEADER.value)),
            (self._say("prefix"), tag("code", f"mp: {iris.PREFIXES['mp']}")),
            (self._say("version"), join(self._text(_HEADER, "owl:versionInfo"))),
            (self._say("licence"), join(*(_outside(o) for o in self.schema.objects(_HEADER, "dct:license")))),
            (self._say("creator"), join(self._text(_HEADER, "dct:creator"))),
            (self._say("citation"), join(self._text(_HEADER, "dct:bibliographicCitation"))),
            *((self._kind(kind), join(str(len(self.schema.terms(kind))))) for kind in _KINDS),
        ]
        return join(tag("h1", title), tag("p", self._text(_HEADER, "dct:description"), class_="lead"), _facts(facts))

    def _navigation(self, parts: Iterable[str]) -> Html:
        languages = [
            tag("b", say("reference-language", one)) if one == self.names.language
            else tag("a", say("reference-language", one), href=f"{one}.html", lang=one, hreflang=one)
            for one in LANGUAGES
        ]  # fmt: skip
        links = [tag("li", tag("a", self._title(part), href=f"#{part}")) for part in parts]
        roots = [cls for cls in self.schema.terms("owl:Class") if not self._own_above(cls)]
        lists = [
            join(tag("h2", self._kind(kind)), tag("ul", *map(self._entry, self._sorted(self.schema.terms(kind)))))
            for kind in _PROPERTIES
        ]
        return tag(
            "nav", tag("div", *languages, class_="languages"), tag("ul", *links),
            tag("h2", self._kind("owl:Class")), self._tree(roots), *lists,
        )  # fmt: skip

    def _tree(self, classes: Iterable[NamedNode]) -> Html:
        """Classes with those below them."""
        entries = []
        for cls in self._sorted(classes):
            below = self.schema.below(cls)
            entries.append(tag("li", self._name(cls), self._tree(below) if below else None))
        return tag("ul", *entries)

    def _entry(self, term: NamedNode) -> Html:
        return tag("li", self._name(term))

    def _distinct(self) -> list[Html]:
        """Classes of which nothing is two at once."""
        found = []
        for node in self.schema.quads:
            if node.predicate.value == iris.name("owl:members"):
                found.append(tag("p", self._list(self.schema.items(node.object))))
        return found

    def _vocabularies(self) -> Html:
        """Each vocabulary with the number of its entries."""
        member, kind = iris.name("skos:inScheme"), iris.name("rdf:type")
        schemes = {quad.subject: quad.object for quad in self.quads if quad.predicate.value == member}
        counted = Counter(schemes.values())
        kinds = {
            (schemes[quad.subject], quad.object)
            for quad in self.quads
            if quad.predicate.value == kind and quad.subject in schemes
        }
        rows: list[list[Content]] = [
            [
                self.names.label(scheme.value),
                self._list(self._sorted(one for of, one in kinds if of == scheme and isinstance(one, NamedNode))),
                str(counted[scheme]),
            ]
            for scheme in self._sorted(one for one in counted if isinstance(one, NamedNode))
        ]
        return table([self._say("vocabulary"), self._kind("owl:Class"), self._say("entries")], rows)

    def _borrowed(self) -> Html:
        """The terms of other ontologies that the graph uses."""
        rows: list[list[Content]] = [
            [tag("code", short(term.value), id=_anchor(short(term.value))), self.names.label(term.value), self._kind(kind)]
            for kind in _KINDS
            for term in self.schema.terms(kind, own=False)
        ]  # fmt: skip
        return table([self._say("term"), self._say("name"), self._say("kind")], rows)

    def _questions(self) -> Html:
        rows: list[list[Content]] = [
            [one.question[self.names.language], self._used(competence.terms(one)), tag("code", one.name)]
            for one in questions()
        ]
        note = tag("p", self._say("questions-about"))
        return join(note, table([self._say("question"), self._say("terms"), self._say("query")], rows))

    def _used(self, terms: Iterable[str]) -> Html:
        return self._list([NamedNode(iris.name(name)) for name in terms])

    # ── a term ────────────────────────────────────────────────────────────────────────────────────────────────────

    def _term(self, term: NamedNode) -> Html:
        schema, kind = self.schema, self.schema.kind(term)
        marks = [
            self._say(_anchor(one))
            for one in _CHARACTERISTICS
            if NamedNode(iris.name(one)) in schema.objects(term, "rdf:type")
        ]
        example, note = (self._text(term, one) for one in ("skos:example", "skos:scopeNote"))
        facts = self._of_class(term) if kind == "owl:Class" else self._of_property(term)
        facts.append((self._say("characteristics"), join(", ".join(marks))))
        facts += [
            (self._say(f"fact-{key}"), self._list(schema.objects(term, property_))) for key, property_ in _SOURCES
        ]
        return tag(
            "section",
            tag("header", tag("h3", self.names.label(term.value)), tag("code", short(term.value))),
            tag("p", self._text(term, "skos:definition")),
            tag("p", self._say("example"), ": ", example, class_="example") if example else None,
            tag("p", note) if note else None,
            _facts(facts),
            class_="term",
            id=_anchor(short(term.value)),
        )  # fmt: skip

    def _of_class(self, cls: NamedNode) -> list[tuple[str, Html]]:
        schema = self.schema
        unions = [node for found in schema.objects(cls, "owl:disjointUnionOf") for node in schema.items(found)]
        apart = [*schema.objects(cls, "owl:disjointWith"), *schema.subjects("owl:disjointWith", cls)]
        below = [one for one in schema.below(cls) if one not in unions]
        found: dict[str, Sequence[Term]] = {
            "above": [one for one in schema.above(cls) if isinstance(one, NamedNode)],
            "same": schema.objects(cls, "owl:equivalentClass"),
            "one-of": unions,
            "below": below,
            "apart": apart,
            "has": self._touching(cls, "rdfs:domain"),
            "of": self._touching(cls, "rdfs:range"),
            "individuals": [
                one for one in schema.terms("owl:NamedIndividual") if cls in schema.objects(one, "rdf:type")
            ],
        }
        return [(self._say(f"fact-{key}"), self._list(nodes)) for key, nodes in found.items()]

    def _of_property(self, term: NamedNode) -> list[tuple[str, Html]]:
        schema = self.schema
        inverses = [*schema.objects(term, "owl:inverseOf"), *schema.subjects("owl:inverseOf", term)]
        found: dict[str, Sequence[Term]] = {
            "from": schema.objects(term, "rdfs:domain"),
            "to": schema.objects(term, "rdfs:range"),
            "above": schema.objects(term, "rdfs:subPropertyOf"),
            "below": schema.subjects("rdfs:subPropertyOf", term),
            "inverse": inverses,
        }
        return [(self._say(f"fact-{key}"), self._list(nodes)) for key, nodes in found.items()]

    def _touching(self, cls: NamedNode, end: str) -> list[NamedNode]:
        """The properties that begin or end at a class."""
        properties = [one for kind in _PROPERTIES for one in self.schema.terms(kind)]
        return [
            one
            for one in properties
            if any(cls in self.schema.alternatives(node) for node in self.schema.objects(one, end))
        ]

    # ── words and links ───────────────────────────────────────────────────────────────────────────────────────────

    def _list(self, nodes: Iterable[Term]) -> Html:
        """Terms, expressions and texts with commas between them; empty where there are none."""
        parts = [
            join(node.value)
            if isinstance(node, Literal)
            else worded(node, self.schema, self.names.language, self._name)
            for node in nodes
            if not isinstance(node, Literal) or node.language in (self.names.language, None)
        ]
        return join(*parts[:1], *(join(", ", part) for part in parts[1:]))

    def _name(self, term: Term) -> Html:
        """The name of a term, as a link to where it is described."""
        if not isinstance(term, NamedNode):
            raise TypeError(f"{term} has no name")
        if term == NamedNode(iris.name("owl:Thing")):
            return join(self._say("anything"))
        label = self.names.label(term.value)
        if is_own(term) or self.schema.kind(term):
            return tag("a", label, href=f"#{_anchor(short(term.value))}", title=short(term.value))
        return tag("code", short(term.value))

    def _sorted(self, terms: Iterable[NamedNode]) -> list[NamedNode]:
        return sorted(terms, key=lambda term: (self.names.label(term.value).casefold(), term.value))

    def _own_above(self, cls: NamedNode) -> bool:
        return any(isinstance(one, NamedNode) and is_own(one) for one in self.schema.above(cls))

    def _title(self, part: str) -> str:
        kinds = {_anchor(kind): kind for kind in _KINDS}
        return self._kind(kinds[part]) if part in kinds else self._say(part)

    def _kind(self, kind: str) -> str:
        return self._say(_anchor(kind))

    def _say(self, key: str) -> str:
        return say(f"reference-{key}", self.names.language)

    def _text(self, term: Term, property_: str) -> str:
        return self.schema.text(term, property_, self.names.language)


_SOURCES = (("source", "dct:source"), ("close", "skos:closeMatch"))


def _facts(facts: Iterable[tuple[str, Html]]) -> Html | None:
    """Names and values, where there is a value."""
    shown = [join(tag("dt", name), tag("dd", value)) for name, value in facts if value]
    return tag("dl", *shown) if shown else None


def _outside(term: Term) -> Html:
    """A link to another site; it is not loaded with the page."""
    if isinstance(term, NamedNode):
        return tag("a", term.value, href=term.value)
    return join("" if isinstance(term, BlankNode) else str(term))


def _anchor(name: str) -> str:
    """An anchor for a name with a prefix, or for an IRI: `owl:Class` → `owl-Class`."""
    return re.sub(r"[^\w-]+", "-", name)
