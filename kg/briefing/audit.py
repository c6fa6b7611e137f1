"""Parts of a report about its ground: findings, what was not understood, measures of the networks, sources, method."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

import kg
from kg import views
from kg.ask import readable
from kg.briefing.facts import Facts, brief, number
from kg.briefing.model import Block, Bullets, Line, Paragraph, Said, Table
from kg.briefing.plan import Planned
from kg.cite import section
from kg.export import analysis as measured
from kg.export import network
from kg.export.queries import title
from kg.export.select import selected
from kg.export.view import Graph, graph
from kg.iris import name
from kg.messages import say
from kg.store import Literal, NamedNode, Term
from kg.witness import value

_PROJECTIONS = ("agencies-sharing-measures", "categories-together")
_CENTRALITIES = ("betweenness", "degree", "closeness")
Build = Mapping[str, Any]
"""What `kg.report` wrote of the build."""


def findings(planned: Planned, facts: Facts) -> Iterable[Block]:
    """A table for each severity: what is wrong, what is printed and what would fit, and the words of all that it is about."""
    answer = facts.answer("findings")
    head = [answer.question.columns[key][facts.language] for key in ("finding", "found", "expected")]
    found = facts.store.select(answer.question.query, path=answer.question.path)
    by_severity: dict[str, list[Mapping[str, Term | None]]] = {}
    for row in readable(found.rows, facts.language):
        cells = dict(zip(found.columns, row, strict=True))
        by_severity.setdefault(value(cells["severity"]), []).append(cells)
    for severity, rows in by_severity.items():
        lines = [_finding(row, facts) for row in rows[: planned.limit]]
        caption = say("report-severity", facts.language, severity=facts.names.label(severity), count=len(rows))
        yield Table(caption, [*head, say("report-note", facts.language)], lines, len(rows) - len(lines))


def _finding(row: Mapping[str, Term | None], facts: Facts) -> list[Line]:
    """A row on a finding; of what is missing in a statement, the statement."""
    known = views.rows(facts.store, "facts", thing=NamedNode(value(row["anomaly"])))
    about = [value(thing) for _, by, thing in known if value(by) == name("about")]
    refs = (facts.ref(thing) for thing in about)
    told, found, expected = (_words(row[key]) for key in ("finding", "found", "expected"))
    stated = facts.statements.get(about[0]) if about else None
    if stated and not (found or expected):
        told = (*told, " ", "\N{LEFT DOUBLE QUOTATION MARK}", brief(stated.text), "\N{RIGHT DOUBLE QUOTATION MARK}")
    return [told, found, expected, tuple(one for one in refs if one is not None)]


def _words(term: Term | None) -> Line:
    if not isinstance(term, Literal):
        return ()
    return (brief(Said(term.value, term.language)) if term.language else term.value,)


def coverage(planned: Planned, facts: Facts, build: Build | None) -> Iterable[Block]:
    """How much of each source is in statements, and the passages that no rule took. Nothing without the build's report."""
    if build is None:
        yield Paragraph((say("report-no-build", facts.language),))
        return
    language = facts.language
    keys = ("file", "language", "quality", "share", "untaken")
    rows: list[list[Line]] = []
    for source in build["sources"]:
        left = sum(source["not understood"].values())
        share = f"{source['share'] * 100:.0f}\N{NO-BREAK SPACE}%"
        quality = say(f"report-quality-{source['quality']}", language)
        rows.append([(source["file"],), (say(f"report-in-{source['language']}", language),), (quality,), (share,), (str(left),)])  # fmt: skip
    head = [say(f"report-source-{key}", language) for key in keys]
    yield Table(say("report-sources", language), head, rows, numbers=frozenset((3, 4)))
    passages = [(source, one) for source in build["sources"] for one in source["passages"]]
    shown: list[list[Line]] = [
        [(source["file"],), (say(f"report-untaken-{one['kind']}", language),), (section(one["section"], language),), (Said(one["text"], source["language"]),)]
        for source, one in passages[: planned.limit]
    ]  # fmt: skip
    if shown:
        head = [say(f"report-source-{key}", language) for key in ("file", "kind", "section", "words")]
        yield Table(say("report-passages", language), head, shown, len(passages) - len(shown))


def analysis(planned: Planned, facts: Facts) -> Iterable[Block]:
    """Who and what is central in the networks, which groups they form, and which ties hold them together."""
    language = facts.language
    meanings = measured.meanings(language)
    yield Bullets(
        say("report-measures", language),
        [(f"{words['name']} \N{EN DASH} {words['meaning']}",) for key, words in meanings.items() if key in _TOLD],
    )
    whole = graph(facts.store, language)
    for projection in _PROJECTIONS:
        part = selected(facts.store, whole, [("projection", projection)])
        if part.edges:
            yield from _network(planned, facts, part, title(f"graph/projections/{projection}", language))


_TOLD = (*_CENTRALITIES, "bridge", "community")


def _network(planned: Planned, facts: Facts, part: Graph, caption: str) -> Iterable[Block]:
    language = facts.language
    meanings = measured.meanings(language)
    rows = measured.measures(part)
    lines: list[list[Line]] = [
        [(str(row["label"]),), *((number(str(row[key]), language),) for key in _CENTRALITIES), (str(row["community"]),)]
        for row in rows[: planned.limit]
    ]
    head = [say("name", language), *(meanings[key]["name"] for key in (*_CENTRALITIES, "community"))]
    yield Table(caption, head, lines, len(rows) - len(lines), frozenset(range(1, len(head))))
    groups: dict[int, list[str]] = {}
    for key, group in sorted(network.communities(part).items(), key=lambda one: (one[1], part.nodes[one[0]].label)):
        groups.setdefault(group, []).append(part.nodes[key].label)
    told: list[Line] = [(f"{group}: {', '.join(names)}",) for group, names in groups.items() if len(names) > 1]
    shown = told[: planned.limit]
    yield Bullets(f"{caption}: {meanings['community']['name']}", shown, len(told) - len(shown))
    cuts = [f"{part.nodes[a].label} \N{EM DASH} {part.nodes[b].label}" for a, b in network.bridges(part)]
    if cuts:
        bridges: list[Line] = [(one,) for one in cuts[: planned.limit]]
        yield Bullets(f"{caption}: {meanings['bridge']['name']}", bridges, len(cuts) - len(bridges))


def method(facts: Facts, digest: str) -> Iterable[Block]:
    """How the report came about, in a few sentences; `digest` names the graph."""
    for key in ("reading", "evidence", "comparing", "checking", "limits"):
        yield Paragraph((say(f"report-method-{key}", facts.language),))
    yield Paragraph((say("report-made", facts.language, version=kg.__version__, digest=digest),))
