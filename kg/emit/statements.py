"""What a document states, as facts: its statements, indicators, figures and sections, all language versions in one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from kg import iris
from kg.emit.documents import Names, figure_label, moment, one_per_language
from kg.emit.evidence import Fact, decimal, mentioned, shown, text, typed
from kg.iris import Iri
from kg.records import (
    Edge,
    Evidence,
    Figure,
    Findings,
    Indicator,
    Place,
    Reference,
    SectionFound,
    Stage,
    Statement,
    United,
)
from kg.store import Literal

Places = Mapping[tuple[str, Place], Place]
"""From a place in a version (its SHA-256) to the place in the graph."""

_LONGEST_LABEL = 80
_RECURRING = ("annual", "regular", "continuous")


def statement(united: United[Statement], places: Places) -> Iterator[Fact]:
    """The facts of a statement; `places` leads from versions to the graph."""
    this, versions = iris.place(united.place), united.versions
    read, first = versions[0]
    yield from _stated(this, first.cls, united.place)
    words, terms = [s.evidence for _, s in versions], [s.term for _, s in versions]
    yield from ((this, "text", text) for text in one_per_language(words))
    yield from ((this, "term", term) for term in one_per_language(terms))
    yield from ((this, "rdfs:label", short(text)) for text in one_per_language([*terms, *words]))
    yield from ((this, "completionForm", form) for form in one_per_language(s.form for _, s in versions))
    yield from ((this, "deadlineText", text) for text in one_per_language(s.deadline_text for _, s in versions))
    yield this, "ordinal", typed(str(first.ordinal), "xsd:integer")
    if (sure := read.text.confidence(first.evidence.span)) < 1:
        yield this, "confidence", decimal(sure)
    for property_, above in _placing(versions, places).items():
        yield this, property_, above
    for findings, found in versions:
        yield from shown(this, findings, found.evidence)
        yield from _texts(this, findings, {"term": found.term, "completionForm": found.form})
        yield from _deadline(this, findings, found)
    yield from edges(this, ((findings, edge) for findings, s in versions for edge in s.edges))


def indicator(united: United[Indicator], places: Places) -> Iterator[Fact]:
    """The facts of an indicator; `places` leads from versions to the graph."""
    this, versions = iris.place(united.place), united.versions
    yield from _stated(this, "Indicator", united.place)
    yield from ((this, "rdfs:label", name) for name in one_per_language(i.name for _, i in versions))
    yield from ((this, "definition", text) for text in one_per_language(i.definition for _, i in versions))
    yield from ((this, "use", text) for text in one_per_language(i.use for _, i in versions))
    for findings, found in versions:
        yield from shown(this, findings, found.name)
        yield from _texts(this, findings, {"definition": found.definition, "use": found.use})
        for monitored in found.monitors:
            if known := places.get((findings.text.source.sha256, monitored.statement)):
                yield this, "indicates", iris.place(known)
                yield from mentioned(this, "indicates", iris.place(known), findings, monitored.evidence)
    yield from edges(this, ((findings, edge) for findings, i in versions for edge in i.edges))


def figure(united: United[Figure], names: Names, places: Places) -> Iterator[Fact]:
    """The facts of a figure; `names` has the words for its label, `places` leads from versions to the graph."""
    this, versions = iris.place(united.place), united.versions
    first = versions[0][1]
    yield from _stated(this, "Observation", united.place)
    yield from ((this, "rdfs:label", label) for label in figure_label(first, names))
    yield this, "value", decimal(first.value)
    yield this, "precision", decimal(first.precision)
    if first.period:
        yield this, "period", Literal(first.period)
    for property_, path in (("quantity", first.quantity), ("unit", first.unit), ("place", first.area)):
        if path:
            yield this, property_, iris.term(path)
    for property_, whole in _counted(versions, places).items():
        yield this, property_, whole
    for findings, found in versions:
        yield from edges(this, [(findings, Edge("targets", path, found.evidence)) for path in found.categories])
        if found.breakdown:
            yield this, "breakdown", Literal(found.breakdown, language=found.evidence.language)
        yield from shown(this, findings, found.evidence)
        annotation = iris.evidence(this, findings.text.source.sha256)
        yield annotation, "raw", Literal(found.raw.span.text)


def reference(findings: Findings, found: Reference) -> Iterator[Fact]:
    """The facts of a reference to a part of the document, and the table that it leads to."""
    this, section_ = iris.place(found.place), iris.section(found.place.document, found.place.section)
    yield this, "rdf:type", iris.name("Reference")
    yield this, "inSection", section_
    yield this, "rdfs:label", text(found.label)
    yield this, "referenceKind", iris.term(found.kind)
    yield this, "resolved", typed(str(found.resolved).lower(), "xsd:boolean")
    yield from ((this, "speaksOf", iris.term(path)) for path in found.quantities)
    if found.table:
        table = iris.place(found.table)
        yield this, "refersTo", table
        yield table, "rdf:type", iris.name("Table")
        yield table, "rdfs:label", text(found.label)
        yield table, "inSection", iris.section(found.table.document, found.table.section)
    yield from shown(this, findings, found.evidence)


def stage(findings: Findings, found: Stage) -> Iterator[Fact]:
    """The facts of a stage."""
    this = iris.place(found.place)
    yield this, "rdf:type", iris.name("Stage")
    yield this, "inSection", iris.section(found.place.document, found.place.section)
    yield this, "ordinal", typed(str(found.ordinal), "xsd:integer")
    yield this, "period", Literal(found.period)
    yield this, "rdfs:label", Literal(found.period)
    yield from shown(this, findings, found.evidence)


def section(document: str, number: str, united: United[SectionFound] | None) -> Iterator[Fact]:
    """The facts of a section; `united` is None where only something that stands in it was found."""
    this = iris.section(document, number)
    versions = united.versions if united else ()
    parent = next((found.parent for _, found in versions if found.parent), None)
    yield this, "rdf:type", iris.name("Section")
    yield this, "dct:identifier", Literal(number)
    yield this, "dct:isPartOf", iris.section(document, parent) if parent else iris.document(document)
    for title in one_per_language(found.title for _, found in versions):
        yield this, "dct:title", title
        yield this, "rdfs:label", short(title)
    for findings, found in versions:
        if found.title:
            yield from shown(this, findings, found.title)


def edges(subject: Iri, found: Iterable[tuple[Findings, Edge]]) -> Iterator[Fact]:
    """Edges with a mention for each time that the source gives one."""
    times: Counter[tuple[str, Iri, Iri]] = Counter()
    for findings, edge in sorted(found, key=_place_in_source):
        property_, value = iris.name(edge.property), iris.term(edge.object)
        this = findings.text.source.sha256, property_, value
        times[this] += 1
        yield subject, edge.property, value
        yield from mentioned(subject, edge.property, value, findings, edge.evidence, ordinal=times[this])


def short(text: Literal) -> Literal:
    """A label of at most 80 characters, cut between words."""
    if len(text.value) <= _LONGEST_LABEL:
        return text
    cut = text.value[:_LONGEST_LABEL]
    kept = cut.rpartition(" ")[0] or cut[:-1]
    return Literal(kept.rstrip(" ,;:–—-") + "…", language=text.language)


def _stated(this: Iri, cls: str, place: Place) -> Iterator[Fact]:
    yield this, "rdf:type", iris.name(cls)
    yield this, "inSection", iris.section(place.document, place.section)
    yield iris.document(place.document), f"has{cls}", this


def _placing(versions: Iterable[tuple[Findings, Statement]], places: Places) -> Mapping[str, Iri]:
    """What a statement stands under, its group and its phase, as the first version says that knows."""
    found: dict[str, Iri] = {}
    for findings, one in versions:
        if one.under:
            known = places.get((findings.text.source.sha256, one.under))
            under = iris.place(known) if known else iris.section(one.under.document, one.under.section)
            found.setdefault("under", under)
        if one.group:
            found.setdefault("group", iris.term(one.group))
        if one.phase:
            found.setdefault("phase", iris.term(one.phase))
    return found


def _counted(versions: Iterable[tuple[Findings, Figure]], places: Places) -> Mapping[str, Iri]:
    """The whole that counts a figure, and what it is a share of, as the first version says that knows."""
    found: dict[str, Iri] = {}
    for findings, one in versions:
        for property_, other in (("countedIn", one.counted_in), ("shareOf", one.share_of)):
            known = places.get((findings.text.source.sha256, other)) if other else None
            if known:
                found.setdefault(property_, iris.place(known))
    return found


def _texts(this: Iri, findings: Findings, found: Mapping[str, Evidence | None]) -> Iterator[Fact]:
    for property_, evidence in found.items():
        if evidence:
            yield from mentioned(this, property_, None, findings, evidence)


def _deadline(this: Iri, findings: Findings, found: Statement) -> Iterator[Fact]:
    """When something is due and how often, shown by the words that say so, else by the statement's own."""
    yield from _texts(this, findings, {"deadlineText": found.deadline_text})
    if found.deadline is None:
        return
    when, facts = moment(found.deadline)
    yield from facts
    often = iris.term(f"recurrence/{found.deadline.kind}") if found.deadline.kind in _RECURRING else None
    for property_, value in (("deadline", when), ("recurrence", often)):
        if value:
            yield this, property_, value
            yield from mentioned(this, property_, value, findings, found.deadline_text or found.evidence)


def _place_in_source(edge: tuple[Findings, Edge]) -> tuple[str, list[tuple[int, int]]]:
    return edge[0].text.source.sha256, edge[1].evidence.span.ranges()
