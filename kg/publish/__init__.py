"""Quads → the folder that is published.

kg.nq                  everything, canonical and sorted N-Quads
kg.trig                the same to be read by people
policy-kg.ttl, .owl    ontology, vocabularies and data for an ontology editor, each quote on the thing it shows
policy-kg-evidence.owl the same with the annotations
text/                  the text of the sources that had to be extracted
report.json, .md       what was read and what was not understood
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from kg import iris, store
from kg.errors import BadInput
from kg.publish import swap
from kg.store import NamedNode, Quad

_MARK = "kg.nq"
_TYPE = NamedNode(iris.name("rdf:type"))
_ONTOLOGY = NamedNode(iris.name("owl:Ontology"))
_OURS = NamedNode(iris.term("ontology"))
_BODY = NamedNode(iris.name("oa:hasBody"))
_QUOTE = NamedNode(iris.name("quote"))
_IN_STATEMENT = NamedNode(iris.name("inStatement"))
_INFERRED = NamedNode(iris.graph("inferred"))
_EVIDENCE = {
    NamedNode(iris.name(kind))
    for kind in (
        "Mention",
        "oa:Annotation",
        "oa:SpecificResource",
        "oa:TextPositionSelector",
        "oa:TextQuoteSelector",
        "prov:Activity",
        "prov:Association",
        "prov:Plan",
    )
}
"""Classes of the nodes that say where the words stand and how they were found."""


def publish(
    directory: Path,
    quads: Iterable[Quad],
    *,
    texts: Mapping[str, str],
    report_json: str,
    report_md: str,
) -> None:
    """Write the whole folder and put it in the place of the last one.

    `texts` holds the extracted text of sources by their SHA-256. BadInput where the folder is somebody else's or
    cannot be written (a full disk, no permission); the last good folder then stays as it was.
    """
    if directory.exists() and not _ours(directory):
        raise BadInput("is not a folder that was built here; name another one or empty it.", path=directory)
    try:
        with swap.replacing(directory) as fresh:
            for name, content in _files(store.canonical(quads), texts, report_json, report_md):
                path = fresh / name
                path.parent.mkdir(exist_ok=True)
                path.write_bytes(content)
    except OSError as error:
        raise BadInput(f"cannot be written ({error.strerror}); the last build is untouched.", path=directory) from error


def _files(
    quads: list[Quad], texts: Mapping[str, str], report_json: str, report_md: str
) -> Iterable[tuple[str, bytes]]:
    yield _MARK, store.n_quads(quads)
    yield "kg.trig", store.trig(quads)
    asserted = _asserted(quads)
    plain = for_editors(quads)
    yield "policy-kg.ttl", store.turtle(plain)
    yield "policy-kg.owl", store.rdf_xml(plain)
    yield "policy-kg-evidence.owl", store.rdf_xml(asserted)
    for sha256, text in texts.items():
        yield f"text/{iris.source_key(sha256)}.txt", text.encode()
    yield "report.json", report_json.encode()
    yield "report.md", report_md.encode()


def for_editors(quads: Iterable[Quad]) -> list[Quad]:
    """What somebody opens in an ontology editor: nothing inferred, the quotes in the place of the annotations."""
    return without_evidence(_asserted(quads))


def without_evidence(quads: list[Quad]) -> list[Quad]:
    """The quads without annotations and provenance; the quote of a thing becomes an annotation on the thing itself."""
    evidence = {quad.subject for quad in quads if quad.predicate == _TYPE and quad.object in _EVIDENCE}
    of_edges = {quad.subject for quad in quads if quad.predicate == _IN_STATEMENT}
    shown = {
        quad.subject: quad.object
        for quad in quads
        if quad.predicate == _BODY and quad.subject not in of_edges and isinstance(quad.object, NamedNode)
    }
    kept = [quad for quad in quads if quad.subject not in evidence]
    quotes = [quad for quad in quads if quad.predicate == _QUOTE and quad.subject in shown]
    return [*kept, *(Quad(shown[quad.subject], _QUOTE, quad.object, quad.graph_name) for quad in quotes)]


def _asserted(quads: Iterable[Quad]) -> list[Quad]:
    """What is not inferred, without the titles of other ontologies: an editor would take them for titles of ours."""
    said = [quad for quad in quads if quad.graph_name != _INFERRED]
    others = {quad.subject for quad in said if quad.predicate == _TYPE and quad.object == _ONTOLOGY} - {_OURS}
    return [quad for quad in said if quad.subject not in others]


def _ours(directory: Path) -> bool:
    return directory.is_dir() and ((directory / _MARK).is_file() or not any(directory.iterdir()))
