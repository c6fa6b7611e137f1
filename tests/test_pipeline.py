"""The whole way on our own corpus: what a build must always keep, and what it does with bad input."""

import json
import os
import shutil
import subprocess
import sys
from collections import Counter
from itertools import pairwise
from pathlib import Path

import pytest
from scoring import Graph

from kg import iris, pipeline
from kg.errors import BadInput
from kg.validate import Violation

DOCUMENTS = Path(__file__).parent / "corpus" / "documents"
ROOT = Path(__file__).parent.parent
SHORT = "kk-youth-labour-migration-article.txt"
EDGES = {iris.name(name) for name in ("mentions", "targets", "involves", "responsible", "fundedBy")}


# ── the corpus ──────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture(scope="module")
def graph(corpus):
    return Graph(corpus.built.quads)


def test_the_corpus_is_built(corpus):
    built = corpus.built
    assert built.published
    assert built.faults == ()
    assert [v for v in built.violations if v.severity == "Violation"] == []
    assert {f.text.source.name for f in built.findings} == {path.name for path in DOCUMENTS.iterdir()}
    assert {path.name for path in corpus.dist.iterdir()} >= {
        "kg.nq",
        "kg.trig",
        "policy-kg.owl",
        "report.json",
        "report.md",
    }


def test_all_evidence_is_the_slice_of_its_source(corpus, graph):
    texts = {str(iris.source(f.text.source.sha256)): f.text.source.text for f in corpus.built.findings}
    targets = [t for a in graph.facts for t in graph.all(a, "oa:hasTarget")]
    assert len(targets) > 1000
    for target in targets:
        position, quote = sorted(graph.all(target, "oa:hasSelector"), key=lambda s: bool(graph.all(s, "oa:exact")))
        start, stop = (int(graph.one(position, p)) for p in ("oa:start", "oa:end"))
        assert start < stop
        assert texts[graph.one(target, "oa:hasSource")][start:stop] == graph.one(quote, "oa:exact")


def test_nothing_is_said_without_evidence(corpus, graph):
    shown = {graph.one(a, "oa:hasBody") for a in graph.facts if not graph.all(a, "mp:inStatement")}
    things = {s for s in graph.facts if graph.types(s) & {"Statement", "Observation", "Indicator"}}
    assert len(things) > 350
    assert things <= shown
    mentions = {
        (graph.one(a, "mp:inStatement"), graph.one(a, "mp:supports"), graph.one(a, "oa:hasBody"))
        for a in graph.facts
        if graph.all(a, "mp:inStatement")
    }
    stated = {(q.subject.value, q.predicate.value, q.object.value) for q in corpus.built.quads if is_edge(q, things)}
    assert len(stated) > 350
    assert stated <= mentions


def is_edge(quad, things):
    inferred = quad.graph_name.value == iris.graph("inferred")
    return quad.predicate.value in EDGES and quad.subject.value in things and not inferred


def test_no_blank_node_is_in_a_graph_of_a_document(corpus):
    for quad in corpus.built.quads:
        if "/graph/doc/" in quad.graph_name.value:
            assert isinstance(quad.subject, type(quad.graph_name))
            assert not str(quad.object).startswith("_:")


def test_every_item_is_a_statement_or_in_the_report(corpus):
    """Nothing is dropped silently: the report names what no rule took."""
    report = json.loads((corpus.dist / "report.json").read_text(encoding="utf-8"))
    counted = Counter(u.kind for f in corpus.built.findings for u in f.untaken)
    assert counted.total() == report["totals"]["not understood"] > 0
    assert counted.total() == sum(len(source["passages"]) for source in report["sources"])


def test_progress_is_told_step_by_step(tmp_path, quick):
    told = []
    pipeline.build([DOCUMENTS / SHORT], tmp_path / "dist", shipped=False, progress=lambda *step: told.append(step))
    steps = list(dict.fromkeys(step for step, _, _ in told))
    assert steps[:3] == ["read", "unite", "emit"]
    assert steps[-3:] == ["infer", "validate", "publish"]
    assert ("read", 1, 1) in told


# ── the same input, the same bytes ──────────────────────────────────────────────────────────────────────────────

BUILD = """
import sys
from pathlib import Path
from kg.pipeline import build
out, jobs, *corpora = sys.argv[1:]
assert build([Path(c) for c in corpora], Path(out), shipped=False, jobs=int(jobs)).published
"""
FAMILY = (
    "ru-education-concept.txt",
    "kk-education-concept.txt",
    "en-education-concept-digest.md",
    "kk-aral-action-plan.md",
)


def test_the_graph_does_not_depend_on_hash_seed_order_folder_or_workers(tmp_path):
    builds = []
    for seed, jobs, names in (("1", "1", FAMILY), ("2", "2", FAMILY[::-1])):
        corpora = []
        for number, name in enumerate(names):  # a folder for each, so that sorting by path gives this order
            folder = tmp_path / seed / f"{number}"
            folder.mkdir(parents=True)
            corpora.append(shutil.copy(DOCUMENTS / name, folder))
        out = tmp_path / seed / "dist"
        call = [sys.executable, "-c", BUILD, out, jobs, *corpora]
        builds.append((out, subprocess.Popen(call, cwd=ROOT, env={**os.environ, "PYTHONHASHSEED": seed})))
    assert [process.wait() for _, process in builds] == [0, 0]
    for name in ("kg.nq", "kg.trig", "policy-kg.ttl", "report.json"):
        one, other = ((out / name).read_bytes() for out, _ in builds)
        assert one == other, name


def test_kg_nq_is_sorted(corpus):
    lines = (corpus.dist / "kg.nq").read_bytes().splitlines()
    assert all(a < b for a, b in pairwise(lines))


# ── bad input ───────────────────────────────────────────────────────────────────────────────────────────────────


@pytest.fixture
def quick(monkeypatch):
    """Without reasoning and validation, which these tests are not about."""
    monkeypatch.setattr(pipeline, "infer", lambda _: [])
    monkeypatch.setattr(pipeline, "validate", lambda *_: [])


@pytest.fixture
def folder(tmp_path):
    """A corpus of one short document."""
    (tmp_path / "corpus").mkdir()
    shutil.copy(DOCUMENTS / SHORT, tmp_path / "corpus")
    return tmp_path / "corpus"


def everything(dist):
    return {path.relative_to(dist): path.read_bytes() for path in dist.rglob("*") if path.is_file()}


BROKEN = {
    "empty.txt": b"",
    "blank.md": b" \n\n",
    "binary.txt": bytes(range(256)) * 20,
    "broken.docx": b"no archive",
    "old.doc": b"\xd0\xcf\x11\xe0 an old format",
    "broken.pdf": b"%PDF-1.4 and nothing more",
    "front.md": b"---\ntitle: [\n---\n\nText.\n",
}


@pytest.mark.usefixtures("quick")
def test_broken_sources_among_good_ones(tmp_path, folder):
    dist = tmp_path / "dist"
    assert pipeline.build([folder], dist, shipped=False).published
    before = everything(dist)
    for name, content in BROKEN.items():
        (folder / name).write_bytes(content)
    (folder / "gone.txt").symlink_to(folder / "nowhere.txt")
    broken = sorted([*BROKEN, "gone.txt"])

    built = pipeline.build([folder], dist, shipped=False)
    assert not built.published
    assert not built.good
    assert [f.path.name for f in built.faults] == broken
    assert [f.text.source.name for f in built.findings] == [SHORT]
    assert everything(dist) == before

    built = pipeline.build([folder], dist, shipped=False, keep_going=True)
    assert built.published
    report = json.loads((dist / "report.json").read_text(encoding="utf-8"))
    assert [fault["file"] for fault in report["faults"]] == broken
    for fault in built.faults:
        assert str(fault.path) in fault.message
        assert "\n" not in fault.message
    assert (dist / "kg.nq").read_bytes() == before[Path("kg.nq")]


def test_a_violation_of_our_own_rules_is_never_published(monkeypatch, tmp_path, folder, quick):
    bad = Violation("focus", "path", "component", "", "Violation", "message", "shape")
    monkeypatch.setattr(pipeline, "validate", lambda *_: [bad])
    built = pipeline.build([folder], tmp_path / "dist", shipped=False, keep_going=True)
    assert (built.published, built.good, built.violations) == (False, False, (bad,))
    assert not (tmp_path / "dist").exists()


@pytest.mark.parametrize("corpus_name", ["absent", "absent.txt"])
def test_a_corpus_that_is_not_there(tmp_path, corpus_name):
    with pytest.raises(BadInput, match=r"absent.*no such folder or file.*--corpus") as bad:
        pipeline.build([tmp_path / corpus_name], tmp_path / "dist")
    assert bad.value.wrong_call
    assert not (tmp_path / "dist").exists()


@pytest.mark.usefixtures("quick")
def test_a_file_named_twice_and_a_copy_of_it_change_nothing(tmp_path, folder):
    alone = pipeline.build([folder], tmp_path / "one", shipped=False)
    shutil.copy(folder / SHORT, folder / f"copy-of-{SHORT}")
    twice = pipeline.build([folder, folder / SHORT], tmp_path / "two", shipped=False)
    assert twice.published
    (one,), (two,) = alone.documents, twice.documents
    assert [s.place for s in two.statements] == [s.place for s in one.statements]
    assert len(two.versions) == 1


@pytest.mark.usefixtures("quick")
def test_only_what_its_front_matter_says(tmp_path, folder):
    shutil.copy(DOCUMENTS / FAMILY[2], folder)
    built = pipeline.build([folder], tmp_path / "dist", shipped=False, only={"status": "unofficial digest"})
    assert [f.text.source.name for f in built.findings] == [FAMILY[2]]


@pytest.fixture
def ontology(monkeypatch, tmp_path):
    """A copy of the ontology that may be broken."""
    copy = shutil.copytree(ROOT / "ontology", tmp_path / "ontology")
    monkeypatch.setattr(pipeline, "ONTOLOGY", copy)
    pipeline.configuration.cache_clear()
    yield copy
    pipeline.configuration.cache_clear()


@pytest.mark.parametrize("name", ["policy.ttl", "cues.ttl", "vocab/categories.ttl"])
def test_broken_turtle_is_one_clear_sentence(tmp_path, folder, ontology, name):
    with (ontology / name).open("a", encoding="utf-8") as file:
        file.write("\nthis is no Turtle\n")
    with pytest.raises(BadInput, match=rf"{name}: .*not valid Turtle.* line \d+") as bad:
        pipeline.build([folder], tmp_path / "dist", shipped=False)
    assert "\n" not in str(bad.value)
    assert not (tmp_path / "dist").exists()


def test_a_cue_against_the_notation_is_one_clear_sentence(tmp_path, folder, ontology):
    with (ontology / "cues.ttl").open("a", encoding="utf-8") as file:
        file.write('\nmp:Task mp:pattern "midway: task"@en .\n')
    with pytest.raises(BadInput, match=r'cues.ttl: the pattern "midway: task" of Task does not read'):
        pipeline.build([folder], tmp_path / "dist", shipped=False)


def test_a_new_category_needs_turtle_only(tmp_path, folder, ontology):
    with (ontology / "vocab" / "categories.ttl").open("a", encoding="utf-8") as file:
        file.write('\ncategory:ferryman a mp:MigrantCategory ; skos:prefLabel "паромшы"@kk .\n')
    (folder / SHORT).write_text("Міндеттер\n\n1) паромшыларға көмек;\n\n2) үй салу.\n", encoding="utf-8")
    found = pipeline.findings_of(folder / SHORT)
    assert [[e.object for e in s.edges if e.property == "mentions"] for s in found.statements] == [
        ["category/ferryman"],
        [],
    ]
