"""The way of the data, from files to the folder that is published. Read it top to bottom: this is the project.

bytes ─read▶ Source ─clean▶ Text ─outline▶ Outline ─extract▶ Findings ─unite▶ Documents ─emit▶ quads
documents ─correspond▶ links; quads ─check▶ anomalies; quads ─infer▶ inferred ─validate▶ violations ─publish▶ dist/
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from concurrent.futures import ProcessPoolExecutor
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from kg import cues, lexicon, report
from kg.checks import anomalies
from kg.clean import clean
from kg.correspond import correspond
from kg.emit import emit, ontology, vocabulary
from kg.errors import BadInput
from kg.extract.findings import extract
from kg.infer import infer
from kg.lineage import lineage
from kg.outline import outline
from kg.parity import parity
from kg.publish import publish
from kg.read import find, read
from kg.records import Document, Findings
from kg.spellings import spellings
from kg.store import Quad
from kg.unite import unite
from kg.validate import Violation, validate

ROOT = Path(__file__).parent.parent
ONTOLOGY = ROOT / "ontology"
SHIPPED = ROOT / "corpus"
"""The digests that come with the project: always built."""

Progress = Callable[[str, int, int], None]
"""Told the step, how much of it is done, and how much there is to do."""


@dataclass(frozen=True, slots=True)
class Fault:
    """A source that could not be used, and the sentence that says why."""

    path: Path
    message: str


@dataclass(frozen=True, slots=True)
class Built:
    """What a build made."""

    documents: tuple[Document, ...]
    findings: tuple[Findings, ...]
    quads: tuple[Quad, ...]
    violations: tuple[Violation, ...]
    faults: tuple[Fault, ...]
    published: bool

    @property
    def good(self) -> bool:
        """Nothing was lost and the graph keeps its own rules."""
        return not self.faults and not any(v.severity == "Violation" for v in self.violations)


def build(
    corpora: Sequence[Path],
    out: Path,
    *,
    only: Mapping[str, str] | None = None,
    jobs: int = 1,
    keep_going: bool = False,
    shipped: bool = True,
    progress: Progress | None = None,
) -> Built:
    """Build the graph of the shipped digests and of all documents below `corpora`, and publish it in `out`.

    A source that cannot be used is reported and the others go on; then nothing is published unless `keep_going`.
    Raises BadInput where the ontology is broken, a corpus is missing or `out` cannot be written.
    """
    tell = progress or (lambda *_: None)
    words = vocabulary(ONTOLOGY)
    schema = ontology(ONTOLOGY)
    lexis = configuration()[0]
    missing = next((c for c in corpora if not c.exists()), None)
    if missing is not None:
        raise BadInput("there is no such folder or file; check --corpus", path=missing, wrong_call=True)
    paths = [*(find([SHIPPED]) if shipped else ()), *find(corpora, only)]
    findings: list[Findings] = []
    faults: list[Fault] = []
    for done, found in enumerate(each(paths, jobs), 1):
        (faults if isinstance(found, Fault) else findings).append(found)  # type: ignore[arg-type]
        tell("read", done, len(paths))

    tell("unite", 0, 1)
    documents = unite(findings)
    tell("emit", 0, 1)
    quads = [*schema, *words, *emit(documents, words, lexis)]
    tell("correspond", 0, 1)
    links = correspond(documents, lexis)
    quads += [*links, *lineage(documents, lexis), *parity(documents, lexis), *spellings(documents, links, lexis)]
    quads += anomalies(quads)
    tell("infer", 0, 1)
    quads += infer(quads)
    tell("validate", 0, 1)
    violations = validate(quads, ONTOLOGY / "shapes")
    built = Built(documents, tuple(findings), tuple(quads), tuple(violations), tuple(faults), published=False)
    tell("publish", 0, 1)
    if built.good or (keep_going and not any(v.severity == "Violation" for v in violations)):
        summary = report.summary(built)
        texts = {f.text.source.sha256: f.text.source.text for f in findings if f.text.source.extracted}
        publish(out, quads, texts=texts, report_json=report.as_json(summary), report_md=report.as_markdown(summary))
        return Built(documents, tuple(findings), tuple(quads), tuple(violations), tuple(faults), published=True)
    return built


def each(paths: Sequence[Path], jobs: int) -> Iterator[Findings | Fault]:
    """The findings of each path, in order; several at a time where `jobs` says so."""
    if jobs <= 1 or len(paths) < 2:
        yield from map(findings_of, paths)
        return
    with ProcessPoolExecutor(jobs) as pool:
        yield from pool.map(findings_of, paths)


def findings_of(path: Path) -> Findings | Fault:
    """One file, all the way from its bytes to what was found in it."""
    try:
        words, signs = configuration()
        return extract(outline(clean(read(path)), words, signs), words, signs)
    except BadInput as bad:
        return Fault(path, str(bad))


@cache
def configuration() -> tuple[lexicon.Lexicon, cues.Cues]:
    """The ontology as the extractor uses it; read once per process."""
    return lexicon.load(ONTOLOGY), cues.load(ONTOLOGY)
