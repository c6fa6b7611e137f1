"""`kg check`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Sequence

from kg.cite import cited
from kg.cli import graph, screen
from kg.emit import ontology, vocabulary
from kg.messages import say
from kg.naming import Names, short
from kg.pipeline import ONTOLOGY
from kg.pitfalls import CLASHES, pitfalls, rules
from kg.records import Language
from kg.store import Quad, Store, read_n_quads
from kg.validate import Violation, consistency, validate
from kg.witness import Witness

_BELOW_A_SECTION = "/s/"
_INDENT = 2


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
    good = _consistent(language) & _well_written(quads, language) if given.owl else True
    return 0 if good and not faults else 1


def _show(found: Sequence[Violation], store: Store, language: Language) -> None:
    """Each violation with the node, its document and section, what is wrong, and where."""
    witness = Witness(store, Names(store, language))
    for one in found:
        path = short(one.path) if one.path.startswith("http") else one.path
        screen.line(f"{one.severity}  {short(one.focus)}")
        if place := cited(witness.citation(_thing(one.focus)), language):
            screen.line(place, indent=_INDENT)
        screen.line(" · ".join(filter(None, (one.message, path, one.value))), indent=_INDENT)


def _thing(focus: str) -> str:
    """The thing in a section that a node belongs to: an annotation or a target stands below it."""
    document, below, rest = focus.partition(_BELOW_A_SECTION)
    return document + below + "/".join(rest.split("/")[:2])


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


def _well_written(quads: Sequence[Quad], language: Language) -> bool:
    """Whether ontology and vocabularies keep the rules for their text, and the data agree with them; says what does not."""
    found = [*pitfalls([*ontology(ONTOLOGY), *vocabulary(ONTOLOGY)]), *pitfalls(quads, CLASHES)]
    titles = {rule.name: rule.title[language] for rule in (*rules(), *rules(CLASHES))}
    for one in found:
        screen.line(" · ".join(filter(None, (short(one.term), titles[one.rule], one.value))))
    screen.line(say("pitfalls", language, rules=len(titles), count=len(found)))
    return not found
