"""`kg search` on our own corpus: every format, and what it says where there is nothing to show."""

import csv
import io
import json

import pytest
from conftest import Build

from kg.cli import main
from kg.messages import say

Capture = pytest.CaptureFixture[str]
FORMS = ("table", "md", "csv", "json")


def shown(corpus: Build, capsys: Capture, *words: str) -> str:
    assert main(["search", *words, "--dist", str(corpus.dist)]) == 0
    return capsys.readouterr().out


def test_a_table_shows_words_class_citation_and_iri(corpus: Build, capsys: Capture):
    text = " ".join(shown(corpus, capsys, "кандасам", "--lang", "ru").replace("│", " ").split())
    assert say("search-title", "ru", words="кандасам") in text
    assert "category/repatriate" in text
    assert "doc/" in text
    assert "№" in text


def test_markdown_marks_the_words_and_escapes_the_rest(corpus: Build, capsys: Capture):
    text = shown(corpus, capsys, "repatriates", "--format", "md")
    assert "**" in text
    assert "`category/repatriate`" in text
    assert "<" not in text.replace("&lt;", "")


def test_csv_and_json_hold_the_same_hits_with_places(corpus: Build, capsys: Capture):
    rows = list(csv.reader(io.StringIO(shown(corpus, capsys, "migration", "--format", "csv", "--limit", "7"))))[1:]
    found = json.loads(shown(corpus, capsys, "migration", "--format", "json", "--limit", "7"))
    assert [row[0] for row in rows] == [hit["iri"] for hit in found["hits"]]
    assert len(rows) == 7 <= found["count"]
    hit = next(one for one in found["hits"] if one["marks"])
    start, stop = hit["marks"][0]
    assert "igration" in hit["text"][start:stop]


def test_several_words_need_no_quotation_marks(corpus: Build, capsys: Capture):
    one = shown(corpus, capsys, "labour migration", "--format", "csv")
    assert one == shown(corpus, capsys, "labour", "migration", "--format", "csv")


@pytest.mark.parametrize("form", ["table", "md"])
def test_a_misspelling_is_answered_with_a_suggestion(form: str, corpus: Build, capsys: Capture):
    assert main(["search", "repatriatse", "--format", form, "--dist", str(corpus.dist)]) == 1
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert "repatriates" in told.err


def test_nothing_is_an_answer_for_programs(corpus: Build, capsys: Capture):
    found = json.loads(shown(corpus, capsys, "xqzwvy", "--format", "json"))
    assert (found["hits"], found["count"], found["alike"]) == ([], 0, [])
    assert len(shown(corpus, capsys, "xqzwvy", "--format", "csv").splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "named"),
    [(["??"], "200"), ([""], "200"), ([], "WORDS"), (["x", "--limit", "0"], "0"), (["x", "--class", "tsk"], "mp:Task")],
)
def test_a_wrong_call_is_one_sentence(words: list[str], named: str, corpus: Build, capsys: Capture):
    assert main(["search", *words, "--dist", str(corpus.dist)]) == 2
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert named in told.err
