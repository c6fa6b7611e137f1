"""What the graph says of acts, bodies and times, which several documents may name: the same wherever they do."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from kg import iris
from kg.captions import caption
from kg.emit.evidence import Fact, decimal, text, typed
from kg.iris import Iri
from kg.lexicon import Lexicon
from kg.records import LANGUAGES, Act, Body, Deadline, Document, Evidence, Figure, Language
from kg.store import Literal, NamedNode, Triple

_DATATYPES = {4: "xsd:gYear", 7: "xsd:gYearMonth", 10: "xsd:date"}


@dataclass(frozen=True, slots=True)
class Names:
    """What the vocabulary says of its things: labels per language, and the class of documents for a kind of act."""

    labels: Mapping[str, Mapping[str, str]]
    classes: Mapping[str, Iri]

    @classmethod
    def of(cls, vocabulary: Iterable[Triple]) -> Names:
        """Read from the triples of the vocabulary."""
        labels: dict[str, dict[str, str]] = {}
        classes: dict[str, Iri] = {}
        for triple in vocabulary:
            subject = triple.subject.value if isinstance(triple.subject, NamedNode) else ""
            if triple.predicate.value == iris.name("skos:prefLabel") and isinstance(triple.object, Literal):
                labels.setdefault(subject, {})[triple.object.language or ""] = triple.object.value
            elif triple.predicate.value == iris.name("class") and isinstance(triple.object, NamedNode):
                classes[subject] = Iri(triple.object.value)
        return cls(labels, classes)

    def label(self, thing: Iri | None, language: Language) -> str:
        """The label in a language, else in English, else nothing."""
        found = self.labels.get(thing or "", {})
        return found.get(language) or found.get("en", "")


@dataclass(frozen=True, slots=True)
class Acts:
    """All acts of a build by key, each with all that was said of it; what a document says of itself comes first."""

    said: Mapping[str, tuple[Act, ...]]
    read: frozenset[str]
    """The keys of those that are documents of the build."""
    names: Names
    lexicon: Lexicon

    @classmethod
    def of(cls, documents: Iterable[Document], names: Names, lexicon: Lexicon) -> Acts:
        """Gather what the documents say of themselves and of others."""
        said: dict[str, list[Act]] = {}
        ordered = sorted(documents, key=lambda d: d.key)
        own = [act for d in ordered for act in (d.act, *(a for _, a in d.acts))]
        for act in [*own, *(act for d in ordered for _, act in d.mentioned)]:
            said.setdefault(act.key, []).append(act)
        return cls({key: tuple(acts) for key, acts in said.items()}, frozenset(d.key for d in ordered), names, lexicon)

    def facts(self, key: str) -> Iterator[Fact]:
        """Class, kind, number, date, issuer, period, title and label of an act.

        Of an act that the vocabulary has and that was not read, only what the vocabulary does not say.
        """
        act, said = iris.document(key), self.said.get(key, ())
        known = self.names.labels.get(act, {}) if key not in self.read else {}
        if known:
            yield act, "dct:identifier", Literal(key)
            names = [Literal(title, language=language) for language, title in known.items()]
            yield from _titled(act, names, names)
            return
        told = {name: _first(getattr(a, name) for a in said) for name in ("kind", "issuer", "number", "date", "period")}
        number, date, period = told["number"], told["date"], told["period"]
        kind = iris.kind(told["kind"]) if told["kind"] else None
        issuer = iris.agency(told["issuer"]) if told["issuer"] else None
        yield act, "rdf:type", self.names.classes.get(kind or "", iris.name("Document"))
        yield act, "dct:identifier", Literal(key)
        if kind and kind in self.names.labels:
            yield act, "eli:type_document", kind
        if issuer:
            yield act, "eli:passed_by", issuer
        if number:
            yield act, "eli:number", Literal(number)
        if date:
            yield act, "eli:date_document", dated(date)
        if period:
            yield act, "period", Literal(period)
        if titles := one_per_language(a.title for a in said):
            yield from _titled(act, titles, map(self._caption, titles))
        else:
            composed = self._composed(kind, issuer, number, date) or [Literal(key, language="en")]
            yield from _titled(act, composed, composed)

    def _caption(self, title: Literal) -> Literal:
        language: Language = title.language  # type: ignore[assignment]
        return Literal(caption(title.value, language, self.lexicon), language=language)

    def _composed(self, kind: Iri | None, issuer: Iri | None, number: str | None, date: str | None) -> list[Literal]:
        """The title of an act that has none of its own: kind, issuer, number and date, in each language."""
        titles = []
        for language in LANGUAGES:
            parts = self.names.label(kind, language), self.names.label(issuer, language), number and f"№ {number}", date
            title = ", ".join(filter(None, parts))
            if title:
                titles.append(Literal(title, language=language))
        return titles


def _titled(act: Iri, titles: Iterable[Literal], labels: Iterable[Literal]) -> Iterator[Fact]:
    yield from ((act, "dct:title", title) for title in titles)
    yield from ((act, "rdfs:label", label) for label in labels)


def bodies(documents: Iterable[Document]) -> Mapping[str, tuple[Fact, ...]]:
    """The facts of each body that the vocabulary does not have, by its key; of several spellings the shortest."""
    named: dict[str, list[Body]] = {}
    for body in (body for document in documents for body in document.bodies):
        named.setdefault(body.key, []).append(body)
    return {key: tuple(_body(key, found)) for key, found in named.items()}


def _body(key: str, found: list[Body]) -> Iterator[Fact]:
    agency = iris.agency(key)
    yield agency, "rdf:type", iris.name("Agency")
    yield agency, "provisional", typed("true", "xsd:boolean")
    spellings = sorted((body.name for body in found), key=lambda name: (len(name.span.text), name.span.text))
    for label in one_per_language(spellings):
        yield agency, "skos:prefLabel", label
        yield agency, "rdfs:label", label


def moment(deadline: Deadline) -> tuple[Iri | None, list[Fact]]:
    """The day or stretch of time that a deadline names, with its facts; None where neither end of it is known."""
    start, end = deadline.start, deadline.end
    if start and start == end:
        return _instant(start)
    if start and end:
        label = deadline.value or f"{start}/{end}"
        when = iris.moment(label.split("/"))
    elif start:
        label, when = f"{start}/..", iris.moment(["from", start])
    elif end:
        label, when = f"../{end}", iris.moment(["until", end])
    else:
        return None, []
    facts: list[Fact] = [(when, "rdf:type", iris.name("time:ProperInterval")), (when, "rdfs:label", Literal(label))]
    for property_, day in (("time:hasBeginning", start), ("time:hasEnd", end)):
        if day:
            instant, known = _instant(day)
            facts += [(when, property_, instant), *known]
    return when, facts


def _instant(day: str) -> tuple[Iri, list[Fact]]:
    instant = iris.moment([day])
    return instant, [
        (instant, "rdf:type", iris.name("time:Instant")),
        (instant, "rdfs:label", Literal(day)),
        (instant, "time:inXSDDate", dated(day)),
    ]


def figure_label(figure: Figure, names: Names) -> Iterator[Literal]:
    """A line that says what a figure is, per language: quantity, place, period, value and unit."""
    quantity, area, unit = (iris.term(p) if p else None for p in (figure.quantity, figure.area, figure.unit))
    for language in LANGUAGES:
        about = names.label(quantity, language), names.label(area, language), figure.period
        value = f"{decimal(figure.value).value} {names.label(unit, language)}".strip()
        yield Literal(": ".join(filter(None, (", ".join(filter(None, about)), value))), language=language)


def dated(iso: str) -> Literal:
    """A date as xsd:date, or as year and month, or year, where no more is known; text if it is no date at all."""
    return typed(iso, _DATATYPES.get(len(iso), "xsd:string"))


def one_per_language(found: Iterable[Evidence | None]) -> list[Literal]:
    """The first text of each language."""
    first: dict[Language, Literal] = {}
    for evidence in found:
        if evidence is not None:
            first.setdefault(evidence.language, text(evidence))
    return list(first.values())


def _first(values: Iterable[str | None]) -> str | None:
    return next(filter(None, values), None)
