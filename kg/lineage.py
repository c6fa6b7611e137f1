"""Since when and until when documents are in force, and which took the place of which.

An act that says so is in force from the day of its signing, one that a later act repeals until the date of that act,
and what it approves as long as itself. A document succeeds an earlier one of its kind and title that it names. What no
document tells stays unknown: nothing is said then. Every fact shows the words that it follows from.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from kg import iris
from kg.correspond.profile import content
from kg.emit.documents import dated
from kg.emit.evidence import Fact, shown
from kg.emit.statements import edges
from kg.iris import Iri
from kg.lexicon import Lexicon
from kg.records import Act, Document, Edge, Evidence, Findings
from kg.store import NamedNode, Quad

OPERATIVE = 4000
"""Code points after the name of an act within which its clauses stand."""
LIKE = 0.5
"""Share of the words of the shorter title that both titles have where one document succeeds another."""
NAMES = ("eli:cites", "eli:based_on", "mp:implements")

Day = tuple[str, Findings, Evidence]
"""An ISO date, and the words that it follows from."""


def lineage(documents: Sequence[Document], words: Lexicon) -> list[Quad]:
    """What follows for all documents, in the graph of links. The order of `documents` makes no difference."""
    graph = NamedNode(iris.graph("links"))
    known = {d.key: d for d in documents}
    acts = {act.key: act for d in documents for _, act in (*d.mentioned, *d.acts)}
    facts: list[Fact] = []
    for key in sorted(known):
        act = known.get(known[key].act.approved_by or "", known[key])
        for property_, day in (("inForceFrom", entry(act, words)), ("inForceUntil", repeal(act, acts))):
            if day:
                date, findings, evidence = day
                this = iris.document(key)
                facts.append((this, property_, dated(date)))
                facts += shown(this, findings, evidence, part=evidence.rule)
        facts += _succession(known[key], known, words)
    nodes = ((s, p, NamedNode(o) if isinstance(o, Iri) else o) for s, p, o in facts)
    return [Quad(NamedNode(s), NamedNode(iris.name(p)), o, graph) for s, p, o in dict.fromkeys(nodes)]


def entry(document: Document, words: Lexicon) -> Day | None:
    """The day from which an act is in force, where it says that this is the day of its signing."""
    if not document.act.date:
        return None
    for findings, act in document.acts:
        start = max((findings.text.span.text.find(e.span.text) for e in act.evidence[:1]), default=0)
        clauses = findings.text.span[max(start, 0) : max(start, 0) + OPERATIVE]
        tokens = words.tokens(clauses.text, findings.text.language)
        for match in words.matches(tokens, findings.text.language, ["force"]):
            found = Evidence(clauses[match.start : match.stop], findings.text.language, "entry-into-force")
            return document.act.date, findings, found
    return None


def repeal(document: Document, acts: Mapping[str, Act]) -> Day | None:
    """The day from which an act is no longer in force: the date of the first act that is said to repeal it."""
    found = []
    for findings, relation in document.relations:
        by = acts.get(relation.object)
        if relation.property == "eli:repealed_by" and relation.subject == document.key and by and by.date:
            found.append((by.date, findings, replace(relation.evidence, rule="date-of-repeal")))
    return min(found, key=lambda day: day[0], default=None)


def _succession(document: Document, known: Mapping[str, Document], words: Lexicon) -> Iterator[Fact]:
    """The earlier documents of its kind and title that a document names."""
    found: list[tuple[Findings, Edge]] = []
    for findings, relation in document.relations:
        other = known.get(relation.object)
        if (
            relation.property in NAMES
            and relation.subject == document.key
            and other
            and succeeds(document, other, words)
        ):
            evidence = replace(relation.evidence, rule="succession")
            found.append((findings, Edge("succeeds", f"doc/{other.key}", evidence)))
    yield from edges(iris.document(document.key), found)


def succeeds(later: Document, earlier: Document, words: Lexicon) -> bool:
    """Whether two documents are of one kind, the second older, and their titles in some language alike."""
    if later.act.kind != earlier.act.kind or (earlier.act.date or "9999") >= (later.act.date or ""):
        return False
    titles = [{a.title.language: a.title for _, a in d.acts if a.title} for d in (later, earlier)]
    for language in titles[0].keys() & titles[1].keys():
        one, other = (set(content(t[language].span.text, language, words.morphology)) for t in titles)
        if one and other and len(one & other) >= LIKE * min(len(one), len(other)):
            return True
    return False
