"""What a build found, and what it did not understand: for people (Markdown) and for programs (JSON)."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING, Any

from kg.records import Document, Findings, Untaken
from kg.unite import wholes

if TYPE_CHECKING:
    from kg.pipeline import Built

LONGEST = 160
"""Code points of a passage that the report shows."""

Summary = dict[str, Any]


def summary(built: Built) -> Summary:
    """Everything the report says, as plain data in a fixed order."""
    documents = [_document(d) for d in built.documents]
    sources = [_source(f) for f in sorted(built.findings, key=lambda f: (f.text.source.name, f.text.source.sha256))]
    statements = sum((Counter(d["statements"]) for d in documents), Counter[str]())
    return {
        "totals": {
            "sources": len(sources),
            "documents": len(documents),
            "statements": dict(sorted(statements.items())),
            "figures": sum(d["figures"] for d in documents),
            "indicators": sum(d["indicators"] for d in documents),
            "quads": len(built.quads),
            "violations": len(built.violations),
            "not understood": sum(sum(s["not understood"].values()) for s in sources),
        },
        "documents": documents,
        "sources": sources,
        "violations": [
            {"focus": v.focus, "path": v.path, "severity": v.severity, "message": v.message} for v in built.violations
        ],
        "faults": [{"file": f.path.name, "message": f.message} for f in built.faults],
        "unknown bodies": sorted({b.name.span.text for f in built.findings for b in f.bodies}),
    }


def as_json(found: Summary) -> str:
    """The summary as JSON."""
    return json.dumps(found, ensure_ascii=False, indent=1) + "\n"


def as_markdown(found: Summary) -> str:
    """The summary as a page of Markdown."""
    totals = found["totals"]
    lines = ["# Report of the build", ""]
    lines += _table(["", ""], [[k, _counts(v) if isinstance(v, dict) else v] for k, v in totals.items()])
    lines += ["", "## Documents", ""]
    lines += _table(
        ["document", "versions", "statements", "figures", "indicators", "kept apart", "groups"],
        [
            [
                d["key"],
                ", ".join(d["versions"]),
                _counts(d["statements"]),
                d["figures"],
                d["indicators"],
                d["apart"],
                d["groups"],
            ]
            for d in found["documents"]
        ],
    )
    lines += ["", "## Sources", ""]
    lines += _table(
        ["file", "language", "text quality", "share of the text in statements", "not understood"],
        [
            [s["file"], s["language"], s["quality"], f"{s['share']:.0%}", _counts(s["not understood"])]
            for s in found["sources"]
        ],
    )
    if found["faults"]:
        lines += [
            "",
            "## Sources that could not be used",
            "",
            *(f"- {_escaped(f['message'])}" for f in found["faults"]),
        ]
    if found["violations"]:
        lines += ["", "## Violations of the shapes", ""]
        lines += _table(
            ["where", "property", "message"], [[v["focus"], v["path"], v["message"]] for v in found["violations"]]
        )
    lines += ["", "## Bodies that the vocabulary does not have", ""]
    lines += [f"- {_escaped(name)}" for name in found["unknown bodies"]] or ["None."]
    lines += ["", "## Passages that no rule took", ""]
    for source in found["sources"]:
        if source["passages"]:
            lines += [f"### {source['file']}", ""]
            lines += _table(
                ["what", "section", "at", "words"],
                [[p["kind"], p["section"], p["offset"], p["text"]] for p in source["passages"]],
            )
            lines += [""]
    return "\n".join(lines).rstrip() + "\n"


def _document(document: Document) -> Summary:
    classes = Counter(s.versions[0][1].cls for s in document.statements)
    return {
        "key": document.key,
        "kind": document.act.kind,
        "versions": [f"{v.text.language} ({v.text.source.name})" for v in document.versions],
        "statements": dict(sorted(classes.items())),
        "figures": len(document.figures),
        "indicators": len(document.indicators),
        "merged": sum(len(s.versions) > 1 for s in document.statements),
        "apart": document.apart,
        "groups": len({whole for _, whole in wholes(document.statements)}),
    }


def _source(findings: Findings) -> Summary:
    text = sum(n for kind, n in findings.coverage.items() if kind != "statement")
    return {
        "file": findings.text.source.name,
        "sha256": findings.text.source.sha256,
        "language": findings.text.language,
        "quality": findings.text.quality,
        "damaged": round(findings.text.damaged, 4),
        "share": round(min(1.0, findings.coverage.get("statement", 0) / max(1, text)), 4),
        "coverage": dict(findings.coverage),
        "not understood": dict(sorted(Counter(u.kind for u in findings.untaken).items())),
        "passages": [_passage(u) for u in findings.untaken],
    }


def _passage(untaken: Untaken) -> Summary:
    text = untaken.span.text
    return {
        "kind": untaken.kind,
        "section": untaken.section,
        "offset": untaken.span.start if untaken.span else 0,
        "text": text if len(text) <= LONGEST else text[:LONGEST].rstrip() + " \u2026",
    }


def _counts(counts: Mapping[str, int]) -> str:
    return ", ".join(f"{n} {name}" for name, n in counts.items()) or "0"


def _table(head: Sequence[str], rows: Sequence[Sequence[object]]) -> list[str]:
    return [
        "| " + " | ".join(head) + " |",
        "|" + " --- |" * len(head),
        *("| " + " | ".join(_escaped(str(cell)) for cell in row) + " |" for row in rows),
    ]


def _escaped(text: str) -> str:
    """Text of a document inside Markdown: no cell, tag or link of its own."""
    for mark in "\\`*_[]<>|#":
        text = text.replace(mark, "\\" + mark if mark not in "<>" else {"<": "&lt;", ">": "&gt;"}[mark])
    return " ".join(text.split())
