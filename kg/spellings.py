"""One name in two spellings, as anomalies: a word of it is longer or shorter in one place than in the other.

Compared are the names in quotation marks of statements that correspond, and the names that plans give to one body,
within an act and what it approves. Names of other things that merely sound alike are in no such pair.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from itertools import combinations

from kg import iris
from kg.emit.evidence import Fact
from kg.iris import Iri
from kg.lexicon import Lexicon
from kg.messages import say
from kg.morphology import Token
from kg.records import LANGUAGES, Document, Language, Place, Statement, United
from kg.store import Literal, NamedNode, Quad, Term

QUOTED = re.compile(r"[\"\u00ab\u201c]([^\"\u00ab\u00bb\u201c\u201d(]+)(?=[\"\u00bb\u201d(]|$)")
ALIKE = tuple(iris.name(name) for name in ("correspondsTo", "restates", "narrows", "widens"))
SHORTEST = 3
"""Words of a quoted name that can be told from another."""
LIKE = 0.8
"""Likeness of two words that may be one: the share of their letters that stand in both in the same order."""


@dataclass(frozen=True, slots=True)
class Name:
    """A name as printed in a statement."""

    text: str
    language: Language
    place: Place
    tokens: tuple[Token, ...]


def spellings(documents: Iterable[Document], links: Iterable[Quad], words: Lexicon) -> list[Quad]:
    """The anomalies of all documents, each in the graph of the document of the second spelling."""
    statements = {iris.place(s.place): s for d in documents for s in d.statements}
    linked = ((_iri(q.subject), _iri(q.object)) for q in links if q.predicate.value in ALIKE)
    pairs = {tuple(sorted(pair)) for pair in linked if set(pair) <= statements.keys()}
    found: dict[tuple[str, str], tuple[Name, Name]] = {}
    for first, second in [*_quoted(sorted(pairs), statements, words), *_bodies(statements.values(), words)]:
        if first.language == second.language and _family(first) == _family(second) and differ(first, second):
            found.setdefault((first.text.casefold(), second.text.casefold()), (first, second))
    return [
        Quad(NamedNode(s), NamedNode(iris.name(p)), NamedNode(o) if isinstance(o, Iri) else o, _graph(second))
        for first, second in found.values()
        for s, p, o in _facts(first, second)
    ]


def _iri(term: Term) -> str:
    return term.value if isinstance(term, NamedNode) else ""


def differ(first: Name, second: Name) -> bool:
    """Whether all words of two names agree but one, and that one nearly does."""
    if len(first.tokens) != len(second.tokens):
        return False
    other = [(a, b) for a, b in zip(first.tokens, second.tokens, strict=True) if not a.lemmas & b.lemmas]
    if len(other) != 1 or not all(token.text.isalpha() for token in other[0]):
        return False
    a, b = (token.text.casefold() for token in other[0])
    return a != b and SequenceMatcher(None, a, b, autojunk=False).ratio() >= LIKE


def _quoted(
    pairs: Iterable[tuple[str, ...]], statements: Mapping[Iri, United[Statement]], words: Lexicon
) -> Iterator[tuple[Name, Name]]:
    """The quoted names of statements that correspond, each of one with each of the other."""
    for one, other in pairs:
        left, right = (list(_names(statements[Iri(this)], words)) for this in (one, other))
        yield from ((a, b) for a in left for b in right)


def _names(united: United[Statement], words: Lexicon) -> Iterator[Name]:
    first = united.versions[0][1]
    for match in QUOTED.finditer(first.evidence.span.text):
        name = _name(match[1], first.evidence.language, united.place, words)
        if len(name.tokens) >= SHORTEST:
            yield name


def _bodies(statements: Iterable[United[Statement]], words: Lexicon) -> Iterator[tuple[Name, Name]]:
    """The names of one body in the cells of plans, each with each."""
    named: dict[str, dict[str, Name]] = {}
    for united in statements:
        for edge in (e for e in united.versions[0][1].edges if e.property == "responsible"):
            name = _name(edge.evidence.span.text, edge.evidence.language, united.place, words)
            named.setdefault(f"{_family(name)} {edge.object}", {}).setdefault(name.text.casefold(), name)
    for names in named.values():
        yield from combinations(names.values(), 2)


def _name(text: str, language: Language, place: Place, words: Lexicon) -> Name:
    return Name(text.strip(), language, place, tuple(words.tokens(text, language)))


def _family(name: Name) -> str:
    """The act to which a document belongs."""
    return name.place.document.partition("/")[0]


def _graph(name: Name) -> NamedNode:
    return NamedNode(iris.graph(f"doc/{name.place.document}"))


def _facts(first: Name, second: Name) -> Iterator[Fact]:
    about = iris.place(second.place)
    this = Iri(f"{about}/anomaly/name")
    yield this, "rdf:type", iris.name("Anomaly")
    yield this, "about", about
    yield this, "about", iris.place(first.place)
    yield this, "severity", iris.name("minor")
    yield this, "found", Literal(second.text, language=second.language)
    yield this, "expected", Literal(first.text, language=first.language)
    for language in LANGUAGES:
        yield this, "rdfs:label", Literal(say("spelling", language), language=language)
        told = say("spelling-differs", language, first=first.text, second=second.text)
        yield this, "rdfs:comment", Literal(told, language=language)
