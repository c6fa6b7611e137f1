"""All questions with their answers as one document."""

import json
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from conftest import Build

from kg import pipeline
from kg.ask import Answer, Cell, Proved, Row, ask
from kg.cli import booklet, main
from kg.messages import say
from kg.questions import question, questions
from kg.store import Store
from kg.witness import Citation, Proof


class Reader(HTMLParser):
    """The tags of a page, each closed, and the text of its cells and quotes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags, self.texts, self.open, self.ids = [], [], [], set()
        self.feed(text)
        assert self.open == []

    def handle_starttag(self, tag, attrs):
        self.tags.append((tag, dict(attrs)))
        self.ids |= {value for name, value in attrs if name == "id"}
        if tag not in ("meta", "br"):
            self.open.append(tag)

    def handle_endtag(self, tag):
        assert self.open.pop() == tag

    def handle_data(self, data):
        self.texts.append(data)


@pytest.fixture(scope="module")
def dist(tmp_path_factory: pytest.TempPathFactory) -> str:
    """What the project ships, as built."""
    out = tmp_path_factory.mktemp("shipped") / "dist"
    pipeline.build([], out, jobs=2)
    return str(out)


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_the_page_answers_all_questions_and_loads_nothing(language: str, dist: str, tmp_path: Path):
    out = tmp_path / "answers.html"
    assert main(["query", "--all", "--dist", dist, "--out", str(out), "--lang", language]) == 0
    text = out.read_text("utf-8")
    page = Reader(text)
    assert page.ids >= {one.name for one in questions()}
    assert ("html", {"lang": language}) in page.tags
    assert not {tag for tag, _ in page.tags} & {"script", "link", "img", "iframe", "object"}
    assert all(
        value.startswith("#") for _, given in page.tags for name, value in given.items() if name in ("href", "src")
    )
    shown = "".join(page.texts)
    for one in questions():
        assert one.question[language] in shown
    assert "doc/president-decree-399-2007-08-28/concept/s/" in shown
    assert text == booklet_again(dist, language)


def booklet_again(dist: str, language: str) -> str:
    store = Store.load(Path(dist) / "kg.nq")
    return booklet.html([ask(store, one.name, None, language) for one in questions()], language)


def test_as_markdown_and_json_and_one_question_as_a_page(corpus: Build, capsys: pytest.CaptureFixture[str]):
    given = ["--dist", str(corpus.dist)]
    assert main(["query", "--all", "--format", "md", *given]) == 0
    text = capsys.readouterr().out
    assert all(f"## {one.title['en']}" in text.replace("\\", "") for one in questions())
    assert main(["query", "--all", "--format", "json", *given]) == 0
    assert [one["question"] for one in json.loads(capsys.readouterr().out)] == [one.name for one in questions()]
    assert main(["query", "principles", "--format", "html", *given]) == 0
    assert Reader(capsys.readouterr().out).ids == {"principles"}


@pytest.mark.parametrize(
    "wrong", [["principles"], ["--set", "day=2008-01-01"], ["--format", "csv"], ["--format", "table"]]
)
def test_all_and_one_do_not_mix(wrong: list[str], corpus: Build, capsys: pytest.CaptureFixture[str]):
    assert main(["query", "--all", *wrong, "--dist", str(corpus.dist)]) == 2
    assert say("all-or-one", "en") in capsys.readouterr().err


def test_a_file_that_cannot_be_written_is_named(corpus: Build, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    (tmp_path / "none").write_text("", encoding="utf-8")
    out = tmp_path / "none" / "answers.html"
    assert main(["query", "--all", "--dist", str(corpus.dist), "--out", str(out)]) == 2
    assert str(out) in capsys.readouterr().err


EVIL = "<script>alert(1)</script> | **x** &amp;"


def answer(rows: int = 1, quote: str = EVIL) -> Answer:
    iri = "https://w3id.org/migration-policy/doc/a"
    proof = Proof(f"{iri}/e", quote, "kk", "a.txt", ((0, 5),), "rule", official=False)
    proved = Proved(f"{iri}/s/1/item-1", proof, Citation(iri, EVIL, "7", "2001-01-01", "1"))
    cells = {
        "document": Cell("A", iri + "/other"),
        "date": Cell("2001-01-01"),
        "principle": Cell(EVIL, f"{iri}/s/1/item-1"),
    }
    return Answer(question("principles", "en"), "en", {}, (Row(cells, (proved,)),) * rows)


def test_what_documents_say_is_escaped_and_has_its_language():
    page = Reader(booklet.html([answer()], "en"))
    assert "script" not in {tag for tag, _ in page.tags}
    assert page.texts.count(EVIL) == 1
    assert ("td", {"lang": "kk"}) in page.tags
    assert any(say("digest", "en") in text for text in page.texts)
    text = booklet.markdown([answer()], "en")
    assert "<script>" not in text
    assert "**x**" not in text


def test_a_long_answer_is_cut_and_says_how_to_get_the_rest():
    text = booklet.html([answer(booklet.MOST + 1)], "en")
    assert text.count('<td lang="kk">') == booklet.MOST
    assert say("booklet-more", "en", count=booklet.MOST, name="principles") in text
    assert say("rows", "en", count=booklet.MOST + 1) in text


def test_the_words_that_no_cell_shows_stand_with_their_source():
    whole = answer(quote="20 schools")
    (row,) = whole.rows
    apart = replace(whole, rows=(Row({**row.cells, "principle": Cell("20")}, row.proofs),))
    assert '<q lang="kk">20 schools</q>' not in booklet.html([whole], "en")
    assert '<q lang="kk">20 schools</q>' in booklet.html([apart], "en")
