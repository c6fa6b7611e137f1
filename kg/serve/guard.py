r"""What a query must not ask for: other servers (SERVICE) and graphs that are not here (FROM).

The query is parsed and its tree is searched. A text without the word cannot have the clause, so most queries need no
second parser; escapes (`\u0053`) could hide a word, so a text with one is always parsed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

from pyparsing import ParseResults
from rdflib.plugins.sparql.algebra import translateQuery
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg import iris
from kg.serve.exchange import Refused

_WORDS = ("service", "from", "\\u")


@dataclass(frozen=True, slots=True)
class Clauses:
    """The dataset that a query names for itself; both are empty where it names none."""

    default: tuple[str, ...] = ()
    named: tuple[str, ...] = ()


def clauses(query: str) -> Clauses:
    """The FROM clauses of a query. Refused where it has a SERVICE; UnreadableQuery where this parser cannot tell."""
    folded = query.casefold()
    if not any(word in folded for word in _WORDS):
        return Clauses()
    try:
        tree = parseQuery(query)
        calls = any(node.name == "ServiceGraphPattern" for node in _nodes(tree))
        listed = translateQuery(tree, base=iris.BASE).algebra.datasetClause or ()
    except Exception as error:  # (the parser raises whatever its parts raise)
        raise UnreadableQuery from error
    if calls:
        raise Refused(403, "service", "SERVICE is refused: this endpoint asks no other server.")
    return Clauses(
        tuple(str(one.default) for one in listed if one.default),
        tuple(str(one.named) for one in listed if one.named),
    )


class UnreadableQuery(Exception):
    """A query that the second parser does not understand: a syntax error, or newer than SPARQL 1.1."""


def _nodes(tree: object) -> Iterator[CompValue]:
    if isinstance(tree, CompValue):
        yield tree
        for value in tree.values():
            yield from _nodes(value)
    elif isinstance(tree, list | tuple | ParseResults):
        for value in tree:
            yield from _nodes(value)
