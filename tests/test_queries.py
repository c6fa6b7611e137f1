"""Every query file: it is described, it is standard SPARQL, it gives the right answer, and each row can be proved."""

import csv
import io
import re
from collections import Counter
from collections.abc import Callable
from functools import cache
from pathlib import Path

import pytest
import rdflib
from asking import ASKED, QUERIES, small, small_quads
from conftest import Build
from rdflib.plugins.sparql import prepareQuery

from kg import iris, pipeline
from kg.ask import Answer, ask
from kg.naming import short
from kg.questions import FOLDER as QUESTIONS
from kg.questions import VIEWS, Question, questions
from kg.read import meta
from kg.records import LANGUAGES
from kg.store import NamedNode, Quad, Store, n_quads
from kg.views import FOLDER
from kg.witness import value

FILES = sorted([*QUESTIONS.glob("*.rq"), *FOLDER.glob("*.rq")])
DECLARED = re.compile(r"^PREFIX (\w+): <(.+)>$", re.MULTILINE)


def body(path: Path) -> str:
    """A query without comments, strings and IRIs."""
    text = re.sub(r"^#.*$", "", path.read_text(encoding="utf-8"), flags=re.MULTILINE)
    return re.sub(r"\"[^\"]*\"|<[^<>\s]*>", "", text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_is_described_in_three_languages(path: Path):
    lines = path.read_text(encoding="utf-8").splitlines()
    header = "\n".join(line[3:] for line in lines if line.startswith("#+"))
    about = meta.parse(header, path)
    wordings = [about["title"], about["question"], *about.get("columns", {}).values()]
    assert all(set(LANGUAGES) == set(words) and all(map(str.strip, words.values())) for words in wordings)
    assert about["question"]["en"].endswith("?")
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", path.stem)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_is_standard_sparql(path: Path):
    text = path.read_text(encoding="utf-8")
    Store().select(text, path=path)
    prepareQuery(text)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_declares_the_prefixes_that_it_uses(path: Path):
    declared = dict(DECLARED.findall(path.read_text(encoding="utf-8")))
    used = set(re.findall(r"\b([a-z]+):", DECLARED.sub("", body(path))))
    assert declared == {prefix: iris.PREFIXES[prefix] for prefix in used}
    assert list(declared) == sorted(declared)


@pytest.mark.parametrize("path", FILES, ids=lambda path: f"{path.parent.name}/{path.stem}")
def test_has_one_order_and_no_row_twice(path: Path):
    text = body(path)
    assert re.search(r"SELECT DISTINCT|GROUP BY|SELECT \(COUNT\(DISTINCT", text)
    assert "ORDER BY" in text or path.stem == "totals"
    assert all("DISTINCT" in count for count in re.findall(r"COUNT\(\S*", text))


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_header_agrees_with_the_query(question: Question):
    columns = set(Store().select(question.query).columns)
    proved = {name for entry in question.proof for name in entry if ":" not in name}
    assert columns >= {*question.columns, *question.parameters, *proved}
    assert question.proof
    assert question.view in VIEWS


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_answer_on_the_small_graph(question: Question, golden: Callable[[Path, str], None]):
    answer = ask(small(), question.name, ASKED.get(question.name))
    assert answer.rows
    golden(QUERIES / f"{question.name}.csv", rows_of(answer))


def rows_of(answer: Answer) -> str:
    """An answer as CSV, things by their short IRIs."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\n")
    rows.writerow(answer.question.columns)
    rows.writerows([short(cell.iri) if cell.iri else cell.text for cell in row.cells.values()] for row in answer.rows)
    return out.getvalue()


def test_every_golden_belongs_to_a_question():
    assert {path.stem for path in QUERIES.glob("*.csv")} == {question.name for question in questions()}


@cache
def plain() -> tuple[Quad, ...]:
    """The small graph as one graph, without the vocabulary, which no question needs to find its rows."""
    return tuple({Quad(*q.triple) for q in small_quads() if q.graph_name != NamedNode(iris.graph("vocabulary"))})


@cache
def in_rdflib() -> rdflib.Graph:
    return rdflib.Graph().parse(data=n_quads(plain()), format="nt")


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_two_engines_agree(question: Question):
    ours = [[value(term) for term in row] for row in Store(plain()).select(question.query).rows]
    theirs = [["" if term is None else str(term) for term in row] for row in in_rdflib().query(question.query)]
    assert Counter(map(tuple, map(numbers_as_one, ours))) == Counter(map(tuple, map(numbers_as_one, theirs)))


def numbers_as_one(row: list[str]) -> list[str]:
    """Decimals without idle zeros, which the engines write in different ways."""
    return [text.rstrip("0").rstrip(".") if re.fullmatch(r"-?\d+\.\d+", text) else text for text in row]


@pytest.fixture(scope="session")
def graphs(corpus: Build, tmp_path_factory: pytest.TempPathFactory) -> list[Store]:
    """Our own corpus and the shipped one, as built."""
    shipped = tmp_path_factory.mktemp("shipped") / "dist"
    pipeline.build([], shipped, jobs=2)
    return [Store.load(dist / "kg.nq") for dist in (corpus.dist, shipped)]


@pytest.mark.parametrize("question", questions(), ids=lambda question: question.name)
def test_real_documents_answer_and_each_row_is_proved(question: Question, graphs: list[Store]):
    answers = [ask(graph, question.name, language="ru") for graph in graphs]
    rows = [row for answer in answers for row in answer.rows]
    assert rows
    for row in rows:
        assert len(row.proofs) == len(question.proof)
        for proved in row.proofs:
            assert proved.iri.startswith(iris.BASE)
            assert proved.proof is not None
            assert proved.proof.quote
            assert proved.citation.title
