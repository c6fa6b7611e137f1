import errno
import json
import threading
from pathlib import Path

import pytest
from rdflib import DCTERMS, Graph

from kg import iris, publish, store
from kg.errors import BadInput
from kg.publish import without_evidence
from kg.store import Literal, NamedNode, Quad, Store, read_turtle

DATA = """@prefix mp: <https://w3id.org/migration-policy/ontology#> .
@prefix oa: <http://www.w3.org/ns/oa#> .
@prefix prov: <http://www.w3.org/ns/prov#> .
@base <https://w3id.org/migration-policy/> .
<doc/a/s/1> a mp:Task ; mp:text "receive refugees"@en ; mp:targets <category/refugee> .
<doc/a/s/1/evidence/x> a oa:Annotation ; oa:hasBody <doc/a/s/1> ; oa:hasTarget <t1> ; mp:quote "receive refugees"@en ;
    prov:wasGeneratedBy <activity/r> .
<doc/a/s/1/targets/r> a mp:Mention , oa:Annotation ; oa:hasBody <category/refugee> ; mp:inStatement <doc/a/s/1> ;
    mp:supports mp:targets ; mp:quote "refugees"@en ; oa:hasTarget <t1> .
<t1> a oa:SpecificResource ; oa:hasSelector <t1/position> , <t1/quote> .
<t1/position> a oa:TextPositionSelector ; oa:start 1 .
<t1/quote> a oa:TextQuoteSelector ; oa:exact "receive refugees" .
<activity/r> a prov:Activity ; prov:qualifiedAssociation <activity/r/association> .
<activity/r/association> a prov:Association ; prov:hadPlan <rule/r> .
<rule/r> a prov:Plan .
"""
PLAIN = """@prefix mp: <https://w3id.org/migration-policy/ontology#> .
@base <https://w3id.org/migration-policy/> .
<doc/a/s/1> a mp:Task ; mp:text "receive refugees"@en ; mp:targets <category/refugee> ; mp:quote "receive refugees"@en .
"""
SHA = "ab" * 32


@pytest.fixture
def quads(tmp_path_factory):
    path = tmp_path_factory.mktemp("publish") / "data.ttl"
    path.write_text(DATA, "utf-8")
    inferred = Quad(
        NamedNode(iris.term("doc/a/s/1")),
        NamedNode(iris.name("rdf:type")),
        NamedNode(iris.name("Statement")),
        NamedNode(iris.graph("inferred")),
    )
    return [*read_turtle(path, NamedNode(iris.graph("doc/a"))), inferred]


def write(out: Path, quads: list[Quad], report: str = "# Report") -> None:
    publish.publish(out, quads, texts={SHA: "a\r\nб"}, report_json=json.dumps({"report": report}), report_md=report)


def test_the_folder(quads, tmp_path):
    out = tmp_path / "dist"
    write(out, quads)
    assert sorted(p.relative_to(out).as_posix() for p in out.rglob("*") if p.is_file()) == [
        "kg.nq",
        "kg.trig",
        "policy-kg-evidence.owl",
        "policy-kg.owl",
        "policy-kg.ttl",
        "report.json",
        "report.md",
        f"text/{SHA[:16]}.txt",
    ]
    assert (out / "kg.nq").read_bytes() == store.n_quads(store.canonical(quads))
    assert (out / "kg.trig").read_bytes() == store.trig(store.canonical(quads))
    assert (out / f"text/{SHA[:16]}.txt").read_bytes() == "a\r\nб".encode()
    assert (out / "report.md").read_text("utf-8") == "# Report"
    assert json.loads((out / "report.json").read_text("utf-8")) == {"report": "# Report"}
    assert len(Store.load(out / "kg.nq")) == len(quads)


@pytest.mark.parametrize(
    ("file", "syntax", "expected"),
    [("policy-kg.ttl", "turtle", PLAIN), ("policy-kg.owl", "xml", PLAIN), ("policy-kg-evidence.owl", "xml", DATA)],
)
def test_what_an_ontology_editor_opens(file, syntax, expected, quads, tmp_path):
    """Without evidence the quote of a thing stands on the thing; what follows by reasoning the editor finds itself."""
    write(tmp_path / "dist", quads)
    assert set(Graph().parse(tmp_path / "dist" / file, format=syntax)) == set(Graph().parse(data=expected))


def test_the_evidence_of_several_documents(quads):
    """Each quote stays in the graph that it came from."""
    kept = without_evidence(quads)
    quotes = [q for q in kept if q.predicate.value == iris.name("quote")]
    assert [(q.subject.value, q.object, q.graph_name.value) for q in quotes] == [
        (iris.term("doc/a/s/1"), Literal("receive refugees", language="en"), iris.graph("doc/a"))
    ]


def test_two_builds_are_the_same_to_the_byte(quads, tmp_path):
    write(tmp_path / "one", quads)
    write(tmp_path / "two", quads[::-1])
    one, two = ({p.name: p.read_bytes() for p in (tmp_path / d).rglob("*.*")} for d in ("one", "two"))
    assert one == two


@pytest.mark.parametrize("code", [errno.ENOSPC, errno.EACCES])
@pytest.mark.parametrize("fails", ["kg.nq", "report.md"])
def test_a_disk_that_fails_leaves_the_last_good_folder(code, fails, quads, tmp_path, monkeypatch):
    out = tmp_path / "dist"
    write(out, quads, "good")
    honest = Path.write_bytes

    def failing(path, content):
        if path.name == fails:
            raise OSError(code, "the disk fails")
        return honest(path, content)

    monkeypatch.setattr(Path, "write_bytes", failing)
    with pytest.raises(BadInput, match=r"dist: cannot be written \(the disk fails\); the last build is untouched"):
        write(out, [], "bad")
    assert (out / "report.md").read_text() == "good"
    assert len(Store.load(out / "kg.nq")) == len(quads)
    assert list(tmp_path.iterdir()) == [out]


@pytest.mark.parametrize(("there", "ours"), [("", True), ("kg.nq", True), ("thesis.docx", False)])
def test_a_folder_of_somebody_else_is_left_alone(there, ours, quads, tmp_path):
    out = tmp_path / "dist"
    out.mkdir()
    if there:
        (out / there).write_text("precious")
    if ours:
        write(out, quads)
        assert (out / "report.md").exists()
    else:
        with pytest.raises(BadInput, match="not a folder that was built here"):
            write(out, quads)
        assert [p.read_text() for p in out.iterdir()] == ["precious"]


def test_a_file_in_the_place_of_the_folder_is_left_alone(quads, tmp_path):
    (tmp_path / "dist").write_text("precious")
    with pytest.raises(BadInput, match="not a folder"):
        write(tmp_path / "dist", quads)
    assert (tmp_path / "dist").read_text() == "precious"


def test_a_reader_sees_the_old_folder_or_the_new_one(quads, tmp_path):
    """While it is replaced again and again: never none, never half a file."""
    out = tmp_path / "dist"
    versions = {store.n_quads(store.canonical(part)) for part in (quads, quads[:3])}
    write(out, quads)
    seen, done = [], threading.Event()

    def read():
        while not done.is_set():
            try:
                seen.append((out / "kg.nq").read_bytes())
            except OSError as error:
                seen.append(error)

    reader = threading.Thread(target=read)
    reader.start()
    for turn in range(20):
        write(out, quads[:3] if turn % 2 else quads)
    done.set()
    reader.join()
    assert seen
    assert [what for what in seen if what not in versions] == []


@pytest.mark.parametrize("file", ["policy-kg.owl", "policy-kg-evidence.owl"])
def test_an_ontology_editor_sees_one_title(file, quads, tmp_path):
    titles = [
        Quad(NamedNode(iris.term(name)), NamedNode(iris.name(key)), value, NamedNode(iris.graph("ontology")))
        for name in ("ontology", "alignments")
        for key, value in (("rdf:type", NamedNode(iris.name("owl:Ontology"))), ("dct:title", Literal(name)))
    ]
    write(tmp_path / "dist", [*quads, *titles])
    found = Graph().parse(tmp_path / "dist" / file).subject_objects(DCTERMS.title)
    assert [(str(subject), str(title)) for subject, title in found] == [(iris.term("ontology"), "ontology")]
    assert "alignments" in (tmp_path / "dist" / "kg.nq").read_text("utf-8")
