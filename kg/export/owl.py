"""The graph as OWL 2 for ontology editors: what `policy-kg.owl` holds, in any of its syntaxes."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path
from tempfile import TemporaryDirectory

from kg import owlapi, store
from kg.publish import for_editors
from kg.store import Quad


def rdf_xml(quads: Iterable[Quad]) -> bytes:
    """The graph without evidence, as RDF/XML."""
    return store.rdf_xml(for_editors(quads))


def functional(quads: Iterable[Quad]) -> bytes:
    """The same in functional syntax. BadInput where the OWL API is not installed."""
    return _converted(quads, "ofn")


def manchester(quads: Iterable[Quad]) -> bytes:
    """The same in Manchester syntax. BadInput where the OWL API is not installed."""
    return _converted(quads, "omn")


def _converted(quads: Iterable[Quad], form: str) -> bytes:
    with TemporaryDirectory() as folder:
        path = Path(folder, "policy-kg.owl")
        path.write_bytes(rdf_xml(quads))
        return owlapi.converted(path, form)
