"""Evidence as W3C Web Annotation, with the rule that found it as PROV.

An annotation has a body (the thing that the words show) and one target per contiguous piece of the source. The
annotation of an edge is a `mp:Mention`: its body is the object of the edge, `mp:inStatement` the subject and
`mp:supports` the property; where the property has text for its object, the body is the subject itself.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal
from typing import TypeAlias

from kg import iris
from kg.iris import Iri
from kg.records import Evidence, Findings, Source
from kg.store import Literal, NamedNode

Fact: TypeAlias = tuple[Iri, str, Iri | Literal]
"""A triple: subject, prefixed name of the property, object. There are no blank nodes."""

_OFFSET = "xsd:nonNegativeInteger"


def text(evidence: Evidence) -> Literal:
    """The clean words, with their language."""
    return Literal(evidence.span.text, language=evidence.language)


def typed(lexical: str, datatype: str) -> Literal:
    """A literal of a datatype given by its prefixed name."""
    return Literal(lexical, datatype=NamedNode(iris.name(datatype)))


def decimal(value: Decimal | float) -> Literal:
    """A number as xsd:decimal, without exponent and idle zeros; of a share, four places."""
    exact = value if isinstance(value, Decimal) else Decimal(f"{value:.4f}")
    return typed(f"{exact.normalize():f}", "xsd:decimal")


def shown(thing: Iri, findings: Findings, evidence: Evidence, *, part: str = "") -> Iterator[Fact]:
    """The annotation that shows a thing; `part` tells several of one thing in one source apart."""
    source = findings.text.source
    annotation = iris.evidence(thing, source.sha256, part)
    yield annotation, "rdf:type", iris.name("oa:Annotation")
    yield from _annotated(annotation, thing, source, evidence)


def shown_everywhere(thing: Iri, findings: Findings, evidence: Iterable[Evidence]) -> Iterator[Fact]:
    """One annotation for each place in the source at which the thing is named."""
    for one in evidence:
        start, stop = one.span.ranges()[0][0], one.span.ranges()[-1][1]
        yield from shown(thing, findings, one, part=f"{start}-{stop}")


def mentioned(
    subject: Iri, property_: str, value: Iri | None, findings: Findings, evidence: Evidence, *, ordinal: int = 1
) -> Iterator[Fact]:
    """The mention that shows an edge, as the `ordinal`-th one of this edge in this source.

    `value` is None where the object of the edge is text: the words themselves.
    """
    source = findings.text.source
    body = subject if value is None else value
    annotation = iris.mention(subject, property_, value, source.sha256, ordinal)
    yield annotation, "rdf:type", iris.name("Mention")
    yield annotation, "rdf:type", iris.name("oa:Annotation")
    yield annotation, "inStatement", subject
    yield annotation, "supports", iris.name(property_)
    yield from _annotated(annotation, body, source, evidence)


def _annotated(annotation: Iri, body: Iri, source: Source, evidence: Evidence) -> Iterator[Fact]:
    activity = iris.activity(evidence.rule, source.sha256)
    yield annotation, "oa:hasBody", body
    yield annotation, "quote", text(evidence)
    yield annotation, "prov:wasGeneratedBy", activity
    yield from _provenance(activity, evidence.rule, source)
    ranges = evidence.span.ranges()
    if not ranges:
        raise ValueError(f"{annotation}: these words stand nowhere in the source")
    for ordinal, (start, stop) in enumerate(ranges, start=1):
        target = iris.target(annotation, ordinal)
        yield annotation, "oa:hasTarget", target
        yield from _targeted(target, source, start, stop)


def _targeted(target: Iri, source: Source, start: int, stop: int) -> Iterator[Fact]:
    position, quote = iris.position(target), iris.quote(target)
    yield target, "rdf:type", iris.name("oa:SpecificResource")
    yield target, "oa:hasSource", iris.source(source.sha256)
    yield target, "oa:hasSelector", position
    yield target, "oa:hasSelector", quote
    yield position, "rdf:type", iris.name("oa:TextPositionSelector")
    yield position, "oa:start", typed(str(start), _OFFSET)
    yield position, "oa:end", typed(str(stop), _OFFSET)
    yield quote, "rdf:type", iris.name("oa:TextQuoteSelector")
    yield quote, "oa:exact", Literal(source.text[start:stop])
    if source.extracted and "\f" in source.text:
        yield target, "page", typed(str(source.text.count("\f", 0, start) + 1), "xsd:integer")


def _provenance(activity: Iri, rule: str, source: Source) -> Iterator[Fact]:
    association, plan = iris.association(activity), iris.rule(rule)
    yield activity, "rdf:type", iris.name("prov:Activity")
    yield activity, "prov:used", iris.source(source.sha256)
    yield activity, "prov:qualifiedAssociation", association
    yield association, "rdf:type", iris.name("prov:Association")
    yield association, "prov:hadPlan", plan
    yield plan, "rdf:type", iris.name("prov:Plan")
    yield plan, "rdfs:label", Literal(rule)
