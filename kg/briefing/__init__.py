"""A built graph → one report about its documents, for readers who will never open a graph: `kg report`.

Not to be confused with the report of a build (`kg.report`, `dist/report.md`), which tells the builder what was read.
What is said in which order is `queries/report.yaml`; how it is worded, `ontology/interface/report.ttl`. The numbers
come from the questions, the pictures from `kg.draw`, the comparisons from `kg.compare`. Every claim has a note with the
words that prove it. The same graph gives the same bytes.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable
from pathlib import Path

from kg.briefing import audit, html, made, markdown
from kg.briefing.answers import blocks
from kg.briefing.facts import Facts
from kg.briefing.model import Block, Part, Report
from kg.briefing.plan import Planned, PlannedPart, plan
from kg.errors import BadInput
from kg.messages import say
from kg.records import Language
from kg.store import Store

FORMS = {"html": html.html, "md": markdown.markdown}
_GRAPH, _BUILD = "kg.nq", "report.json"
_DIGITS = 16


def written(dist: Path, language: Language, form: str) -> str:
    """The report on a built folder as HTML or Markdown.

    BadInput where there is no graph, where its report of the build is broken, or where matplotlib is missing.
    """
    path = dist / _GRAPH
    store = Store.load(path)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()[:_DIGITS]
    return FORMS[form](report(store, language, _build(dist / _BUILD), digest))


def report(store: Store, language: Language, build: audit.Build | None = None, digest: str = "") -> Report:
    """The report on a graph; `build` is the report of its build, `digest` what names it."""
    facts = Facts(store, language)
    parts = [part for planned in plan() if (part := _part(planned, facts, build, digest)).blocks or part.parts]
    count = len(facts.documents)
    subtitle = say("report-subtitle", language, documents=count, digest=digest)
    return Report(say("report-title", language), subtitle, language, parts, facts.notes)


def _part(planned: PlannedPart, facts: Facts, build: audit.Build | None, digest: str) -> Part:
    title = say(f"report-{planned.name}", facts.language)
    if not planned.each:
        found = [block for one in planned.blocks for block in _blocks(one, facts, build, digest)]
        return Part(f"part-{planned.name}", title, found)
    below = [
        Part(
            facts.anchors[document],
            facts.names.label(document),
            [block for one in planned.blocks for block in _blocks(one, facts, build, digest, document)],
        )
        for document in facts.anchors
    ]
    return Part(f"part-{planned.name}", title, (), below)


def _blocks(
    planned: Planned, facts: Facts, build: audit.Build | None, digest: str, document: str = ""
) -> Iterable[Block]:
    match planned.kind, planned.name:
        case "made", "summary":
            return made.summary(facts, build["totals"]["not understood"] if build else None)
        case "made", "identity":
            return made.identity(facts, document)
        case "made", "comparison":
            return made.comparison(planned, facts)
        case "made", "findings":
            return audit.findings(planned, facts)
        case "made", "coverage":
            return audit.coverage(planned, facts, build)
        case "made", "analysis":
            return audit.analysis(planned, facts)
        case "made", "method":
            return audit.method(facts, digest)
    return blocks(planned, facts, document)


def _build(path: Path) -> audit.Build | None:
    """The report of the build, where it lies beside the graph. BadInput where it is broken."""
    try:
        found: audit.Build = json.loads(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        return None
    except (OSError, ValueError) as error:
        raise BadInput("is no report of a build; build the graph again.", path=path) from error
    return found
