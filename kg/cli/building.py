"""`kg build` and `kg test`."""

from __future__ import annotations

import subprocess
import sys
from argparse import Namespace
from collections import Counter
from importlib.util import find_spec
from pathlib import Path

from kg import iris, pipeline, views
from kg.cli import screen
from kg.errors import BadInput
from kg.messages import say
from kg.naming import Names, short
from kg.pipeline import Built
from kg.records import Language
from kg.store import Store
from kg.witness import value

_DEFAULT = Path("dist")
_SHOWN = 10
"""How many violations a build shows; `kg check` lists all."""


def build(given: Namespace) -> int:
    """Build the graph and say in short what came of it."""
    with screen.progress(lambda step: say(f"step-{step}", given.lang)) as progress:
        built = pipeline.build(
            given.corpus,
            given.out,
            only=dict(given.only),
            jobs=given.jobs,
            keep_going=given.keep_going,
            progress=progress,
        )
    for fault in built.faults:
        sys.stderr.write(f"{fault.message}\n")
    for one in [v for v in built.violations if v.severity == "Violation"][:_SHOWN]:
        sys.stderr.write(f"{short(one.focus)} {short(one.path)}: {one.message}\n")
    _summarise(built, given.out, given.lang)
    return 0 if built.good else 1


def _summarise(built: Built, out: Path, language: Language) -> None:
    """The few lines behind a build, and what to type next."""
    for key, text in _totals(built, out, language):
        screen.line(f"{say(key, language)}: {text}")
    screen.line()
    if built.published:
        screen.line(say("built", language, path=out), style="bold")
        screen.line(say("next", language, dist="" if out == _DEFAULT else f" --dist {out}"))
    else:
        screen.line(say("not-built", language, path=out), style="bold")


def _totals(built: Built, out: Path, language: Language) -> list[tuple[str, str]]:
    """The figures of a build, by the key of the message that names them."""
    store = Store(built.quads)
    names = Names(store, language)
    ((edges, annotations),) = views.rows(store, "totals")
    classes = Counter(united.versions[0][1].cls for document in built.documents for united in document.statements)
    by_class = ", ".join(f"{names.label(iris.name(cls))} {n}" for cls, n in classes.most_common())
    untaken = Counter(one.kind for findings in built.findings for one in findings.untaken)
    left = ", ".join(f"{say(f'untaken-{kind}', language)} {n}" for kind, n in sorted(untaken.items()))
    report = f" ({say('see-report', language, path=out / 'report.md')})" if built.published and left else ""
    faults = sum(one.severity == "Violation" for one in built.violations)
    others = len(built.violations) - faults
    counts = say("violations", language, violations=faults, warnings=others)
    found = [
        ("documents", f"{len(built.documents)} ({say('sources', language)}: {len(built.findings)})"),
        ("statements", f"{classes.total()} ({by_class})" if by_class else "0"),
        ("indicators", str(sum(len(document.indicators) for document in built.documents))),
        ("figures", str(sum(len(document.figures) for document in built.documents))),
        ("edges-count", value(edges)),
        ("annotations", value(annotations)),
        ("quads", str(len(built.quads))),
        ("validation", counts if built.violations else say("valid", language)),
        ("not-understood", (left or "0") + report),
    ]
    return [*found, ("unreadable", str(len(built.faults)))] if built.faults else found


def test(given: Namespace) -> int:
    """Run the tests with the Python that runs this, with what else was given for pytest."""
    if find_spec("pytest") is None:
        raise BadInput(say("no-pytest", given.lang))
    command = [sys.executable, "-m", "pytest", *given.pytest]
    return 0 if subprocess.run(command, cwd=pipeline.ROOT, check=False).returncode == 0 else 1  # noqa: S603 - our own call
