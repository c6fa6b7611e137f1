"""Documents → links: which statements of different documents, or of one, speak of the same commitment.

A strong likeness becomes an edge: `mp:restates` where both sides say as much, else `mp:narrows` from the one that
covers less, or from a programme or plan that carries out a Concept, and `mp:widens` from the one that covers more.
The edge leads from the later statement to the earlier. Every likeness that is kept is a `mp:Correspondence` with its
score, its method and what the two sides share. An indicator that is like a statement is a guess and only that. Where
language versions could not be paired one to one, the parts are `dct:isPartOf` their whole.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence

from kg import iris
from kg.correspond.likeness import Pair, pairs
from kg.correspond.profile import Profile, profiles
from kg.emit.evidence import Fact, decimal
from kg.iris import Iri
from kg.lexicon import Lexicon
from kg.records import Document
from kg.store import Literal, NamedNode, Quad
from kg.unite import wholes

KEPT, STRONG = 0.2, 0.265
"""Least score of a likeness that is kept, and of one that becomes an edge."""
EQUAL = 0.45
"""Both sides say as much where this share of each is in the other."""
METHOD = "tversky-idf"
MOST_TERMS = 8
CARRYING_OUT = ("Programme", "ActionPlan")
"""Classes of documents that carry out another, least detailed first."""

Relation = str


def correspond(documents: Sequence[Document], words: Lexicon) -> list[Quad]:
    """The graph of links. The order of `documents` makes no difference."""
    graph = NamedNode(iris.graph("links"))
    known = {d.key: d for d in documents}
    found = pairs(profiles(documents, words), _related(documents), KEPT)
    facts = [fact for pair in found for fact in _facts(pair, known, words)]
    groups = [group for key in sorted(known) for group in wholes(known[key].statements)]
    facts += [(iris.place(part), "dct:isPartOf", iris.place(whole)) for part, whole in groups]
    nodes = ((s, p, NamedNode(o) if isinstance(o, Iri) else o) for s, p, o in facts)
    return [Quad(NamedNode(s), NamedNode(iris.name(p)), o, graph) for s, p, o in dict.fromkeys(nodes)]


def _related(documents: Iterable[Document]) -> Callable[[str, str], bool]:
    """Whether two documents belong to one act, or one of their acts names the other."""
    tied: set[frozenset[str]] = set()
    for document in documents:
        for _, relation in document.relations:
            tied.add(frozenset((_act(document.key), _act(relation.object))))
    return lambda a, b: _act(a) == _act(b) or frozenset((_act(a), _act(b))) in tied


def _act(key: str) -> str:
    """The key of the act that a document is, or by which it is approved."""
    return key.partition("/")[0]


def _facts(pair: Pair, known: Mapping[str, Document], words: Lexicon) -> Iterator[Fact]:
    later, earlier, relation = related(pair, known, words)
    start, end = iris.place(later.place), iris.place(earlier.place)
    this = Iri(f"{start}/{relation}/{end.removeprefix(iris.BASE).replace('/', '--')}")
    if relation not in ("correspondsTo", "indicates"):
        yield start, relation, end
    yield this, "rdf:type", iris.name("Correspondence")
    yield this, "from", start
    yield this, "to", end
    yield this, "relation", iris.name(relation)
    yield this, "score", decimal(min(1.0, pair.score))
    yield this, "method", Literal(METHOD)
    told = [feature.partition(":")[::2] for feature in pair.shared]
    for word in [word for kind, word in told if kind == "word"][:MOST_TERMS]:
        yield this, "sharedTerm", Literal(word, language=pair.language)
    for path in [path for kind, path in told if kind == "thing"]:
        yield this, "sharedConcept", iris.term(path)


def related(pair: Pair, known: Mapping[str, Document], words: Lexicon) -> tuple[Profile, Profile, Relation]:
    """The two sides, the one that speaks of the other first, and how it relates to it."""
    a, b = pair.a, pair.b
    covered, sizes = pair.covered, pair.sizes
    if "Indicator" in (a.cls, b.cls):
        return (a, b, "indicates") if a.cls == "Indicator" else (b, a, "indicates")
    if _age(a, known, words) < _age(b, known, words):
        a, b, covered, sizes = b, a, covered[::-1], sizes[::-1]
    if pair.score < STRONG:
        return a, b, "correspondsTo"
    if min(covered) >= EQUAL:
        return a, b, "restates"
    if _detail(a, known, words) > _detail(b, known, words) and a.place.document != b.place.document:
        return a, b, "narrows"
    return a, b, "narrows" if sizes[0] < sizes[1] else "widens"


def _age(profile: Profile, known: Mapping[str, Document], words: Lexicon) -> tuple[str, int, str, int]:
    """What is greater came later; of one date, the plan after the programme and a document from its beginning."""
    document = known[profile.place.document]
    return document.act.date or "", _detail(profile, known, words), document.key, profile.ordinal


def _detail(profile: Profile, known: Mapping[str, Document], words: Lexicon) -> int:
    """How far down from policy to practice a document is."""
    entry = words.by_path.get(f"kind/{iris.slug(known[profile.place.document].act.kind)}")
    cls = (entry.value("class") or "").rpartition("#")[2] if entry else ""
    return CARRYING_OUT.index(cls) + 1 if cls in CARRYING_OUT else 0
