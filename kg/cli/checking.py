"""`kg check`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from kg import iris
from kg.cli import graph, screen
from kg.cli.asking import cited
from kg.messages import say
from kg.naming import Names, short
from kg.pipeline import ONTOLOGY
from kg.records import Language
from kg.store import Store, read_n_quads
from kg.validate import Violation, consistency, validate
from kg.witness import Witness

_HEAD = ("document", "place", "severity", "message", "value")
_BELOW_A_SECTION = "/s/"


def check(given: Namespace) -> int:
    """Check a built graph, list what is wrong with document and place; with --owl also the ontology."""
    language, engine = given.lang, given.engine
    path = graph.file_of(given.dist, language)
    quads = read_n_quads(path)
    found = validate(quads, ONTOLOGY / "shapes", engine, language)
    faults = sum(one.severity == "Violation" for one in found)
    if found:
        _show(found, Store(quads), language)
        warnings = len(found) - faults
        counts = {"engine": engine, "count": len(quads), "violations": faults, "warnings": warnings}
        screen.line(say("checked-found", language, **counts))
    else:
        screen.line(say("checked", language, count=len(quads), engine=engine))
    good = _consistent(language) if given.owl else True
    return 0 if good and not faults else 1


def _show(found: Sequence[Violation], store: Store, language: Language) -> None:
    names = Names(store, language)
    witness = Witness(store, names)
    rows = []
    for one in found:
        place = _thing(one.focus)
        document = cited(witness.citation(place), language)
        path = short(one.path) if one.path.startswith("http") else one.path
        what = [one.message, path] if path else [one.message]
        rows.append([[document], [short(one.focus)], [one.severity], what, [one.value.removeprefix(iris.BASE)]])
    screen.table("", [say(key, language) for key in _HEAD], rows)


def _thing(focus: str) -> str:
    """The thing in a section that a node belongs to: an annotation or a target stands below it."""
    document, below, rest = focus.partition(_BELOW_A_SECTION)
    return "/".join([document + below + part for part in ["/".join(rest.split("/")[:2])]]) if below else focus


def _consistent(language: Language) -> bool:
    """Whether HermiT finds the ontology and the vocabularies without fault; says so."""
    files = [ONTOLOGY / "policy.ttl", *sorted((ONTOLOGY / "vocab").glob("*.ttl"))]
    found = consistency(files)
    if not found.consistent:
        screen.line(say("inconsistent", language))
    elif found.unsatisfiable:
        screen.line(say("unsatisfiable", language, classes=", ".join(map(short, found.unsatisfiable))))
    else:
        screen.line(say("consistent", language))
    return found.consistent and not found.unsatisfiable
