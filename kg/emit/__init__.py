"""Documents → quads: one named graph per document, and the ontology and vocabulary as graphs of their own.

What a fact means is said in `ontology/policy.ttl`. Every statement, edge, act and figure comes with its evidence.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from pathlib import Path

from kg import iris
from kg.emit import statements as stated
from kg.emit.documents import Acts, Names, bodies
from kg.emit.evidence import Fact, decimal, shown_everywhere
from kg.iris import Iri
from kg.lexicon import Lexicon
from kg.records import Document, Edge, Figure, Findings, Statement, United
from kg.store import Literal, NamedNode, Quad, Triple, read_turtle

_UNOFFICIAL = "unofficial"


def ontology(folder: Path) -> list[Quad]:
    """The graph of the ontology: the Turtle files that lie in `folder` itself. BadInput for a broken one."""
    graph = NamedNode(iris.graph("ontology"))
    return [quad for path in sorted(folder.glob("*.ttl")) for quad in read_turtle(path, graph)]


def vocabulary(folder: Path) -> list[Quad]:
    """The graph of the vocabulary: the Turtle files in `folder/vocab`. BadInput for a broken one."""
    graph = NamedNode(iris.graph("vocabulary"))
    return [quad for path in sorted((folder / "vocab").glob("*.ttl")) for quad in read_turtle(path, graph)]


def emit(documents: Sequence[Document], vocabulary: Iterable[Quad], lexicon: Lexicon) -> list[Quad]:
    """The graphs of the documents. `vocabulary` gives classes to kinds of act and words to labels, `lexicon` labels to acts.

    What the vocabulary says is not said again, and what several documents say (of an act that they cite, of a file
    that they share) stands in the graph of the first one only, for engines count a triple once for each graph that
    holds it. The order of `documents` makes no difference. ValueError where a finding stands nowhere in its source.
    """
    known = {quad.triple for quad in vocabulary}
    names = Names.of(known)
    acts, minted = Acts.of(documents, names, lexicon), bodies(documents)
    graphs: dict[Triple, NamedNode] = {}
    for document in sorted(documents, key=lambda d: d.key):
        graph = NamedNode(iris.graph(f"doc/{document.key}"))
        facts = [*_acts(document, acts), *_versions(document), *_contents(document, names)]
        facts += [fact for body in document.bodies for fact in minted[body.key]]
        for subject, property_, value in facts:
            node = NamedNode(value) if isinstance(value, Iri) else value
            graphs.setdefault(Triple(NamedNode(subject), NamedNode(iris.name(property_)), node), graph)
    return [Quad(t.subject, t.predicate, t.object, graph) for t, graph in graphs.items() if t not in known]


def _acts(document: Document, acts: Acts) -> Iterator[Fact]:
    """The document itself, the acts that it names (those that were read speak for themselves), how they relate."""
    named = (*document.acts, *document.mentioned)
    related = {key for _, relation in document.relations for key in (relation.subject, relation.object)}
    others = {act.key for _, act in named} | related
    for key in sorted({document.key, *(others - acts.read)}):
        yield from acts.facts(key)
    for findings, act in named:
        places = act.evidence or ((act.title,) if act.title else ())
        yield from shown_everywhere(iris.document(act.key), findings, places)
    for subject, found in _relations(document).items():
        yield from stated.edges(iris.document(subject), found)


def _relations(document: Document) -> Mapping[str, list[tuple[Findings, Edge]]]:
    """The edges between acts, by the key of their subject; the words that name an act also show who approved it."""
    edges: dict[str, list[tuple[Findings, Edge]]] = {}
    for findings, relation in document.relations:
        edge = Edge(relation.property, f"doc/{relation.object}", relation.evidence)
        edges.setdefault(relation.subject, []).append((findings, edge))
    named = (*document.acts, *document.mentioned)
    known = {act.key for _, act in named}
    for findings, act in named:
        told = {edge.object for _, edge in edges.get(act.approved_by or "", ())}
        if act.approved_by in known and act.evidence and f"doc/{act.key}" not in told:
            edge = Edge("mp:approves", f"doc/{act.key}", act.evidence[0])
            edges.setdefault(act.approved_by or "", []).append((findings, edge))
    return edges


def _versions(document: Document) -> Iterator[Fact]:
    """The language versions of a document and the files that embody them."""
    for findings in document.versions:
        read, origin = findings.text, findings.text.source
        expression, source = iris.expression(document.key, read.language), iris.source(origin.sha256)
        yield expression, "rdf:type", iris.name("Expression")
        yield expression, "eli:realizes", iris.document(document.key)
        yield iris.document(document.key), "eli:is_realized_by", expression
        yield expression, "dct:language", iris.language(read.language)
        yield source, "rdf:type", iris.name("SourceFile")
        yield source, "eli:embodies", expression
        yield source, "rdfs:label", Literal(origin.name)
        yield source, "sourceFile", Literal(origin.name)
        yield source, "sha256", Literal(origin.sha256)
        yield source, "encoding", Literal(origin.encoding)
        yield source, "textQuality", Literal(read.quality)
        yield source, "damaged", decimal(read.damaged)
        if str(origin.meta.get("status", "")).startswith(_UNOFFICIAL):
            yield source, "eli:legal_value", iris.name("eli:LegalValue-unofficial")


def _contents(document: Document, names: Names) -> Iterator[Fact]:
    """The sections of a document and what it states in them."""
    sections = {united.place.section: united for united in document.sections}
    parents = {found.parent for united in document.sections for _, found in united.versions if found.parent}
    inhabited = {u.place.section for u in document.statements} | {u.place.section for u in document.indicators}
    inhabited |= {u.place.section for u in document.figures}
    inhabited |= {reference.place.section for _, reference in document.references}
    inhabited |= {stage.place.section for _, stage in document.stages}
    for number in sorted(sections.keys() | parents | inhabited):
        yield from stated.section(document.key, number, sections.get(number))
    told: tuple[United[Statement] | United[Figure], ...] = (*document.statements, *document.figures)
    places = {(f.text.source.sha256, one.place): united.place for united in told for f, one in united.versions}
    for statement in document.statements:
        yield from stated.statement(statement, places)
    for indicator in document.indicators:
        yield from stated.indicator(indicator, places)
    for figure in document.figures:
        yield from stated.figure(figure, names, places)
    for findings, reference in document.references:
        yield from stated.reference(findings, reference)
    for findings, stage in document.stages:
        yield from stated.stage(findings, stage)
