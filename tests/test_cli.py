import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pytest
from conftest import DOCUMENTS, Build

import kg
from kg.cli import arguments, main
from kg.messages import say

PROGRAMME = DOCUMENTS / "ru-employment-programme.md"
PLAN_ROW = "doc/maslikhats-decision-20-211-2022-12-09/plan/s/plan/row-1"
Capture = pytest.CaptureFixture[str]


@pytest.fixture
def dist(corpus: Build) -> list[str]:
    return ["--dist", str(corpus.dist)]


@pytest.mark.parametrize(("form", "sign"), [("table", "│"), ("md", "| "), ("html", "<table"), ("json", '"fate"')])
def test_two_documents_are_compared_in_each_form(dist: list[str], form: str, sign: str, capsys: Capture):
    names = [f"doc/maslikhats-decision-20-211-2022-12-09/{part}" for part in ("programme", "plan")]
    assert main(["compare", *names, "--format", form, "--lang", "ru", *dist]) == 0
    out = capsys.readouterr().out
    assert sign in out and len(out.splitlines()) > 10


# ── good calls ───────────────────────────────────────────────────────────────


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
@pytest.mark.parametrize("verb", ["", *arguments.VERBS])
def test_help_has_examples_in_the_language(verb: str, language: str, capsys: Capture):
    assert main([*([verb] if verb else []), "--help", "--lang", language]) == 0
    shown = capsys.readouterr().out
    assert shown.startswith(say("usage", language))
    assert say(f"examples-{verb or 'kg'}", language) in shown
    assert all(name in shown for name in ([] if verb else arguments.VERBS))


def test_version(capsys: Capture):
    assert main(["--version"]) == 0
    assert capsys.readouterr().out.strip() == kg.__version__


@pytest.mark.parametrize(
    ("language", "text"), [("en", "On which principles"), ("ru", "На каких принципах"), ("kk", "қағидаттарға")]
)
def test_without_a_name_the_questions_are_listed(language: str, text: str, capsys: Capture):
    assert main(["query", "--lang", language]) == 0
    shown = " ".join(capsys.readouterr().out.split())
    assert "principles-shared" in shown
    assert text in shown


@pytest.mark.parametrize("form", ["csv", "json", "md", "table"])
def test_the_list_of_questions_has_every_form(form: str, capsys: Capture):
    assert main(["query", "--format", form]) == 0
    assert "statement-through-the-years" in capsys.readouterr().out


def test_answer_as_a_table_shows_quote_place_and_iri(dist: list[str], capsys: Capture):
    call = [
        "query",
        "measures-by-executor",
        "--set",
        "agency=akims",
        "--set",
        "document=maslikhats-decision-20-211-2022-12-09/plan",
    ]
    assert main([*call, *dist, "--lang", "ru"]) == 0
    shown = " ".join(capsys.readouterr().out.replace("│", " ").split())
    assert "20/211" in shown
    assert "plan/row-" in shown.replace(" ", "")
    assert say("rows", "ru", count=2) in shown


def test_answer_as_csv_has_each_iri_quote_and_citation(dist: list[str], capsys: Capture):
    assert main(["query", "measures-by-category", "--set", "category=repatriate", *dist, "--format", "csv"]) == 0
    rows = list(csv.DictReader(io.StringIO(capsys.readouterr().out)))
    assert rows
    for row in rows:
        assert row["Migrant category"] == "repatriate"
        assert row["IRI"] == row["IRI: Measure"]
        assert row["IRI"].startswith("https://w3id.org/migration-policy/doc/")
        assert row["Quote"]
        assert row["Title"]
        assert row["Section"]
        assert row["File"]
        assert row["Quote 2"]


def test_answer_as_json_is_plain_data(dist: list[str], capsys: Capture):
    assert main(["query", "principles", *dist, "--format", "json", "--lang", "kk"]) == 0
    found = json.loads(capsys.readouterr().out)
    assert found["columns"]["principle"] == "Қағидат"
    (proof,) = found["rows"][0]["proofs"]
    assert {"quote", "file", "ranges", "rule", "citation", "official"} <= set(proof)


def test_answer_as_markdown_is_one_line_a_row(dist: list[str], capsys: Capture):
    assert main(["query", "definitions", *dist, "--format", "md"]) == 0
    lines = capsys.readouterr().out.strip().splitlines()
    head = lines.index(next(line for line in lines if line.startswith("| ---")))
    assert len({line.replace("\\|", "").count("|") for line in lines[head - 1 :]}) == 1


def test_an_answer_without_rows_says_so(dist: list[str], capsys: Capture):
    assert main(["query", "measures-by-year", "--set", "year=1900", *dist]) == 0
    assert say("no-rows", "en") in capsys.readouterr().out


SPARQL = {
    "SELECT ?s { ?s a <https://w3id.org/migration-policy/ontology#ActionPlan> }": "plan",
    "ASK { ?s ?p ?o }": "yes",
    "ASK { ?s ?p <urn:nothing> }": "no",
    "CONSTRUCT WHERE { ?s a <https://w3id.org/migration-policy/ontology#ActionPlan> }": "mp:ActionPlan",
}


@pytest.mark.parametrize(("query", "shown"), SPARQL.items())
@pytest.mark.parametrize("form", ["table", "csv", "json", "md"])
def test_sparql(query: str, shown: str, form: str, dist: list[str], tmp_path: Path, capsys: Capture):
    file = tmp_path / "query.rq"
    file.write_text(query, encoding="utf-8")
    assert main(["sparql", str(file), *dist, "--format", form]) == 0
    assert shown in capsys.readouterr().out


def test_sparql_from_standard_input(dist: list[str], monkeypatch: pytest.MonkeyPatch, capsys: Capture):
    monkeypatch.setattr(sys, "stdin", io.StringIO("SELECT (COUNT(*) AS ?n) { ?s ?p ?o }"))
    assert main(["sparql", "-", *dist, "--format", "csv"]) == 0
    assert int(capsys.readouterr().out.split()[1]) > 10_000


def test_explain_shows_words_file_offsets_and_rule(dist: list[str], capsys: Capture):
    assert main(["explain", PLAN_ROW, *dist, "--lang", "ru"]) == 0
    shown = capsys.readouterr().out
    assert "ru-employment-programme.md [" in shown
    assert say("rule", "ru", rule="rule_executor_cell") in shown
    assert say("follows", "ru", edge="ответственный исполнитель") in shown
    assert "20/211" in shown


@pytest.mark.parametrize(
    "name", ["category/repatriate", "mp:Measure", "doc/maslikhats-decision-20-211-2022-12-09", "unit/kzt"]
)
def test_anything_can_be_explained(name: str, dist: list[str], capsys: Capture):
    assert main(["explain", name, *dist]) == 0
    assert name in capsys.readouterr().out


def test_check_of_a_good_graph(dist: list[str], capsys: Capture):
    assert main(["check", *dist]) == 0
    assert "pyrudof" in capsys.readouterr().out


def test_check_lists_what_is_wrong_with_document_and_place(corpus: Build, tmp_path: Path, capsys: Capture):
    good = (corpus.dist / "kg.nq").read_text(encoding="utf-8")
    row = f"<https://w3id.org/migration-policy/{PLAN_ROW}> <https://w3id.org/migration-policy/ontology#ordinal>"
    broken = "".join(line for line in good.splitlines(keepends=True) if not line.startswith(row))
    (tmp_path / "kg.nq").write_text(broken, encoding="utf-8")
    assert main(["check", "--dist", str(tmp_path), "--lang", "ru"]) == 1
    shown = capsys.readouterr().out
    assert f"Violation  {PLAN_ROW}\n  План" in shown
    assert "20/211" in shown
    assert "mp:ordinal" in shown


def test_text_has_as_many_lines_as_the_source(capsys: Capture):
    assert main(["text", str(PROGRAMME)]) == 0
    shown = capsys.readouterr().out
    assert shown.count("\n") == PROGRAMME.read_text(encoding="utf-8").count("\n")
    assert "решил" in shown


def test_debug_names_the_rule_of_each_statement_and_what_none_took(corpus: Build, capsys: Capture):
    assert main(["debug", str(PROGRAMME), "--lang", "en"]) == 0
    shown = capsys.readouterr().out
    (findings,) = (f for f in corpus.built.findings if f.text.source.name == PROGRAMME.name)
    for statement in findings.statements:
        assert f"→ {statement.cls} {statement.place.section}/{statement.place.key} ({statement.evidence.rule})" in shown
    assert shown.count(say("untaken", "en")) == len(findings.untaken)


@pytest.mark.parametrize("words", [[], ["build"], ["--corpus", "x"], ["build", "--corpus", "x"], ["--lang", "ru"]])
def test_build_is_the_default_verb(words: list[str]):
    given = arguments.parse(words)
    assert not isinstance(given, int)
    assert given.verb == "build"
    assert given.lang == ("ru" if "ru" in words else "en")
    assert given.corpus == ([Path("x")] if "x" in words else [])


def test_build_says_what_came_of_it_and_what_to_type_next(tmp_path: Path, capsys: Capture):
    out = tmp_path / "graph"
    assert main(["--corpus", str(PROGRAMME), "--out", str(out), "--jobs", "2", "--lang", "ru"]) == 0
    shown = capsys.readouterr()
    assert (out / "kg.nq").is_file()
    for key in ("documents", "statements", "figures", "edges-count", "annotations", "validation", "not-understood"):
        assert f"{say(key, 'ru')}: " in shown.out
    assert f"kg query --dist {out}" in shown.out
    assert shown.err == ""


@pytest.mark.parametrize(("code", "status"), [(0, 0), (1, 1), (4, 1)])
def test_test_runs_pytest_with_what_else_is_given(code: int, status: int, monkeypatch: pytest.MonkeyPatch):
    calls = []
    monkeypatch.setattr(
        subprocess, "run", lambda *call, **rest: calls.append(call) or subprocess.CompletedProcess([], code)
    )
    assert main(["test", "-k", "lexicon", "--lang", "ru"]) == status
    assert calls == [([sys.executable, "-m", "pytest", "-k", "lexicon"],)]


def test_output_may_be_cut_short(dist: list[str]):
    program = "import sys; from kg.cli import main; sys.exit(main())"
    call = [sys.executable, "-c", program, "query", "evidence", *dist, "--format", "csv"]
    with subprocess.Popen(call, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as reader:
        reader.stdout.readline()
        reader.stdout.close()
        assert reader.stderr.read() == b""


# ── bad calls ────────────────────────────────────────────────────────────────

WRONG = [
    (["nonsense"], "query"),
    (["query", "--colour"], "--colour"),
    (["query", "principle"], "principles"),
    (["query", "principles", "--set", "document"], "document"),
    (["query", "principles", "--set", "people=all"], "people"),
    (["query", "principles", "--set", "document=none-such"], "none-such"),
    (["query", "--format", "xls"], "xls"),
    (["query", "--lang", "de"], "de"),
    (["explain"], "IRI"),
    (["explain", "category/refuge"], "category/refugee"),
    (["sparql", "no-such.rq"], "no-such.rq"),
    (["check", "--engine", "jena"], "jena"),
    (["build", "--jobs", "0"], "0"),
    (["build", "--jobs", "many"], "many"),
    (["build", "--only", "type"], "type"),
    (["build", "--out"], "--out"),
    (["build", "--corpus", "no-such-folder"], "no-such-folder"),
    (["text"], "FILE"),
]


@pytest.mark.parametrize(("call", "named"), WRONG, ids=lambda value: " ".join(value) if isinstance(value, list) else "")
def test_a_wrong_call_is_one_sentence_and_status_2(call: list[str], named: str, dist: list[str], capsys: Capture):
    asks = bool({"query", "explain", "sparql", "check"} & set(call))
    assert main([*call, *(dist if asks else [])]) == 2
    is_one_sentence(capsys, named)


@pytest.mark.parametrize("verb", [["query", "principles"], ["sparql", "-"], ["explain", "category/refugee"], ["check"]])
def test_without_a_graph_one_sentence_says_how_to_build_it(verb: list[str], tmp_path: Path, capsys: Capture):
    assert main([*verb, "--dist", str(tmp_path / "nothing")]) == 2
    is_one_sentence(capsys, "kg build")


def test_broken_sparql_is_named_with_line_and_column(dist: list[str], tmp_path: Path, capsys: Capture):
    file = tmp_path / "broken.rq"
    file.write_text("SELECT ?s {\n ?s ?p }", encoding="utf-8")
    assert main(["sparql", str(file), *dist]) == 2
    is_one_sentence(capsys, "broken.rq: line 2")


@pytest.mark.parametrize("verb", ["text", "debug"])
@pytest.mark.parametrize(
    ("name", "content"),
    [("none.txt", None), ("empty.txt", b""), ("picture.txt", b"\x00\x01\x02\xff\xfe"), ("act.doc", b"x")],
)
def test_a_file_that_cannot_be_read_is_status_1(
    verb: str, name: str, content: bytes | None, tmp_path: Path, capsys: Capture
):
    file = tmp_path / name
    if content is not None:
        file.write_bytes(content)
    assert main([verb, str(file)]) == 1
    is_one_sentence(capsys, name)


def test_a_broken_graph_is_status_1(tmp_path: Path, capsys: Capture):
    (tmp_path / "kg.nq").write_text("<a> <b> .\n", encoding="utf-8")
    assert main(["query", "principles", "--dist", str(tmp_path)]) == 1
    is_one_sentence(capsys, "kg.nq")


@pytest.mark.parametrize("keep_going", [False, True])
def test_a_source_that_cannot_be_read_fails_the_build(keep_going: bool, tmp_path: Path, capsys: Capture):
    (tmp_path / "corpus").mkdir()
    (tmp_path / "corpus" / "empty.txt").write_bytes(b"")
    out = tmp_path / "graph"
    call = ["build", "--corpus", str(tmp_path / "corpus"), "--out", str(out), "--jobs", "2"]
    assert main([*call, "--keep-going"] if keep_going else call) == 1
    shown = capsys.readouterr()
    assert "empty.txt" in shown.err
    assert out.exists() == keep_going
    assert (say("built", "en", path=out) in shown.out) == keep_going


def is_one_sentence(capsys: Capture, named: str) -> None:
    """Nothing but one line on standard error, which names something."""
    shown = capsys.readouterr()
    assert shown.out == ""
    assert shown.err.count("\n") == 1
    assert named in shown.err
    assert "Traceback" not in shown.err
