"""Ask a question by name: rows in the reader's language, each with the words that prove it and where they stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from kg.errors import BadInput
from kg.messages import say
from kg.naming import Names, full, nearest, preferred, short
from kg.questions import Parameter, Question, question
from kg.records import Language
from kg.store import Literal, NamedNode, Store, Term
from kg.views import rows
from kg.witness import Citation, Proof, Witness, value

_FEW = 40
"""How many allowed values a message names; of more, only the nearest."""
_FORMS = {"year": r"\d{4}", "date": r"\d{4}(?:-\d\d){0,2}", "number": r"-?\d+(?:\.\d+)?"}


@dataclass(frozen=True, slots=True)
class Cell:
    """One value of an answer: what is shown, and the IRI behind it (empty for a literal or where nothing is known)."""

    text: str
    iri: str = ""


@dataclass(frozen=True, slots=True)
class Proved:
    """What proves a row: a thing, its words and its place. `proof` is None where nothing is known to be there."""

    iri: str
    proof: Proof | None
    citation: Citation
    edge: tuple[str, str] | None = None
    """Property and object, as IRIs, where the words prove an edge and not the thing itself."""


@dataclass(frozen=True, slots=True)
class Row:
    """A row of an answer, with one proof for each entry of the question's `proof` that is bound in it."""

    cells: Mapping[str, Cell]
    proofs: tuple[Proved, ...]


@dataclass(frozen=True, slots=True)
class Answer:
    """The answer to a question in one language; `given` are the values it was asked with."""

    question: Question
    language: Language
    given: Mapping[str, Cell]
    rows: tuple[Row, ...]


def ask(store: Store, name: str, parameters: Mapping[str, str] | None = None, language: Language = "en") -> Answer:
    """Answer a question.

    A value of a parameter is a short IRI, its last part, or a label in any language; a year, a date or a number.
    BadInput (a wrong call) for a question, parameter or value that is not known; it names what is.
    """
    asked = question(name, language)
    given = terms(store, asked, parameters or {}, language)
    names = Names(store, language)
    witness = Witness(store, names)
    table = store.select(asked.query, given, path=asked.path)
    found = one_way([dict(zip(table.columns, row, strict=True)) for row in readable(table.rows, language)], asked)
    return Answer(
        asked,
        language,
        {key: _cell(term, names) for key, term in given.items()},
        tuple(
            Row({key: _cell(row[key], names) for key in asked.columns}, _proved(asked, row, witness)) for row in found
        ),
    )


def terms(store: Store, asked: Question, given: Mapping[str, str], language: Language) -> dict[str, Term]:
    """The values of a question's parameters as terms, defaults included. BadInput as for `ask`."""
    unknown = next((name for name in given if name not in asked.parameters), None)
    if unknown is not None:
        known = ", ".join(asked.parameters) or say("none", language)
        message = say("unknown-parameter", language, name=unknown, question=asked.name, known=known)
        raise BadInput(message, wrong_call=True)
    wanted = {name: given.get(name, parameter.default) for name, parameter in asked.parameters.items()}
    return {
        name: parsed(store, asked.parameters[name], text, language) for name, text in wanted.items() if text is not None
    }


def readable(found: Iterable[tuple[Term | None, ...]], language: Language) -> list[tuple[Term | None, ...]]:
    """Of rows that say the same in several languages those in the reader's language, or the next best."""
    order: tuple[str, ...] = preferred(language)
    alike: dict[tuple[Term | None, ...], list[tuple[int, tuple[Term | None, ...]]]] = {}
    for row in found:
        worded = [term for term in row if isinstance(term, Literal) and term.language]
        rank = sum(order.index(term.language) if term.language in order else len(order) for term in worded)
        alike.setdefault(tuple(None if term in worded else term for term in row), []).append((rank, row))
    return [row for group in alike.values() for rank, row in group if rank == min(best for best, _ in group)]


def one_way(found: Iterable[Mapping[str, Term | None]], asked: Question) -> list[Mapping[str, Term | None]]:
    """Of rows that say the same of two things in both directions the first."""
    kept: dict[tuple[object, ...], Mapping[str, Term | None]] = {}
    for row in found:
        ends = tuple(frozenset(str(row[column]) for column in pair) for pair in asked.symmetric)
        kept.setdefault(ends or tuple(row.items()), row)
    return list(kept.values())


def allowed(store: Store, parameter: Parameter) -> dict[str, frozenset[str]]:
    """The values that a parameter takes, by short IRI, with their labels; none where any year, date or number will do."""
    if parameter.type in _FORMS:
        return {}
    if parameter.values:
        return {one: frozenset() for one in parameter.values}
    labels: dict[str, set[str]] = {}
    for cls in parameter.type.split():
        for _, thing, label in rows(store, "values", **{"class": NamedNode(full(cls))}):
            labels.setdefault(short(value(thing)), set()).add(value(label).casefold())
    return {name: frozenset(found) for name, found in labels.items()}


def parsed(store: Store, parameter: Parameter, text: str, language: Language) -> Term:
    """The value of a parameter as a term, by key, IRI or label. BadInput (a wrong call) names what is allowed."""
    if parameter.type in _FORMS:
        if not re.fullmatch(_FORMS[parameter.type], text):
            raise _bad_value(parameter, text, [say(f"form-{parameter.type}", language)], language)
        return _literal(parameter.type, text)
    known = allowed(store, parameter)
    wanted = short(full(text))
    by_key = [name for name in known if wanted in (name, name.partition("/")[2])]
    found = by_key or [name for name, labels in known.items() if text.casefold() in labels]
    if len(found) != 1:
        names = sorted(known) if len(known) <= _FEW else _likely(text, known)
        raise _bad_value(parameter, text, found or names, language)
    return Literal(found[0]) if parameter.values else NamedNode(full(found[0]))


def _likely(text: str, known: Mapping[str, frozenset[str]]) -> list[str]:
    """Of many values those that are like the text, by key or label; else the first."""
    by_name = {alias: name for name, labels in known.items() for alias in (*labels, name, name.partition("/")[2])}
    like = list(dict.fromkeys(by_name[alias] for alias in nearest(text, by_name)))
    return like or [*sorted(known)[:_FEW], "\N{HORIZONTAL ELLIPSIS}"]


def _literal(kind: str, text: str) -> Literal:
    if kind == "date":
        return Literal(text)
    return Literal(int(text)) if "." not in text else Literal(text, datatype=NamedNode(full("xsd:decimal")))


def _bad_value(parameter: Parameter, text: str, known: list[str], language: Language) -> BadInput:
    message = say("unknown-value", language, value=text, name=parameter.name, known=", ".join(known))
    return BadInput(message, wrong_call=True)


def _cell(term: Term | None, names: Names) -> Cell:
    return Cell(names.label(term.value), term.value) if isinstance(term, NamedNode) else Cell(value(term))


def _proved(asked: Question, row: Mapping[str, Term | None], witness: Witness) -> tuple[Proved, ...]:
    found = (_one(entry, row, witness) for entry in asked.proof)
    return tuple(proved for proved in found if proved is not None)


def _one(entry: tuple[str, ...], row: Mapping[str, Term | None], witness: Witness) -> Proved | None:
    """The proof of a thing (one column) or of an edge (column, property or column of properties, column)."""
    thing = value(row[entry[0]])
    if not thing:
        return None
    if len(entry) == 1:
        proof = next(iter(witness.proofs(thing)), None)
        return Proved(thing, proof, witness.citation(thing, proof))
    _, property_, other = entry
    by = full(property_) if ":" in property_ else value(row[property_])
    to = value(row[other])
    proof = next((edge.proof for edge in witness.edges(thing, by, to)), None)
    return Proved(thing, proof, witness.citation(thing, proof), (by, to))
