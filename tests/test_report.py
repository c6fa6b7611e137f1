"""What the report says of a build, for programs and for people."""

import json
import re
from pathlib import Path

import pytest
from handmade import document, findings, read, united, words

from kg import report
from kg.pipeline import Built, Fault
from kg.records import Act, Body, Place, Statement, Untaken
from kg.validate import Violation

ACT = Act("council-decision-1-2001-05-01", "decision")
EN = read("a|b.en.txt", "1) to mend *boats*; Board of <Piers>; a row | of a table " + "and so on " * 20, "en")
RU = read("v.ru.txt", "1) чинить лодки; 2) красить лодки", "ru")


def stated(text, quote, cls, key):
    return Statement(Place(ACT.key, "2", key), cls, words(text, quote), 1)


@pytest.fixture
def built():
    task, other = stated(RU, "чинить лодки", "Task", "item-1"), stated(RU, "красить лодки", "Measure", "item-2")
    whole = words(EN, EN.span.text).span
    russian = findings(RU, statements=[task, other])
    english = findings(
        EN,
        bodies=[Body("agency/board-of-piers", words(EN, "Board of <Piers>"))],
        untaken=[
            Untaken("item", words(EN, "to mend *boats*").span, "2"),
            Untaken("row", whole[whole.text.index("a row") :], "plan"),
            Untaken("row", whole[:0], "plan"),
        ],
    )
    merged = united((russian, task), (english, stated(EN, "to mend *boats*", "Task", "item-1")))
    made = document(ACT, russian, english, statements=(merged, united((russian, other))), apart=1)
    faults = (Fault(Path("corpus/torn.pdf"), "torn.pdf: there is no text in it"),)
    violations = (Violation("some/focus", "some/path", "", "", "Warning", "Say what it measures.", ""),)
    return Built((made,), (russian, english), (), violations, faults, published=False)


def test_the_summary_counts(built):
    found = report.summary(built)
    assert found["totals"] == {
        "sources": 2,
        "documents": 1,
        "statements": {"Measure": 1, "Task": 1},
        "figures": 0,
        "indicators": 0,
        "quads": 0,
        "violations": 1,
        "not understood": 3,
    }
    (one,) = found["documents"]
    assert (one["key"], one["kind"], one["merged"], one["apart"]) == (ACT.key, "decision", 1, 1)
    assert one["versions"] == ["ru (v.ru.txt)", "en (a|b.en.txt)"]
    assert [s["file"] for s in found["sources"]] == ["a|b.en.txt", "v.ru.txt"]
    assert found["sources"][0]["not understood"] == {"item": 1, "row": 2}
    assert found["faults"] == [{"file": "torn.pdf", "message": "torn.pdf: there is no text in it"}]
    assert found["unknown bodies"] == ["Board of <Piers>"]


def test_a_passage_has_its_place_and_is_not_too_long(built):
    item, row, nothing = report.summary(built)["sources"][0]["passages"]
    assert item == {"kind": "item", "section": "2", "offset": 3, "text": "to mend *boats*"}
    assert len(row["text"]) <= report.LONGEST + 2
    assert row["text"].endswith(" …")
    assert nothing == {"kind": "row", "section": "plan", "offset": 0, "text": ""}


def test_the_report_for_programs_is_json_of_the_same(built):
    found = report.summary(built)
    text = report.as_json(found)
    assert json.loads(text) == found
    assert report.as_json(report.summary(built)) == text


def test_the_report_for_people_has_a_heading_for_everything(built):
    text = report.as_markdown(report.summary(built))
    assert [line for line in text.split("\n") if line.startswith("#")] == [
        "# Report of the build",
        "## Documents",
        "## Sources",
        "## Sources that could not be used",
        "## Violations of the shapes",
        "## Bodies that the vocabulary does not have",
        "## Passages that no rule took",
        "### a|b.en.txt",
    ]
    assert "- torn.pdf: there is no text in it" in text
    assert "| some/focus | some/path | Say what it measures. |" in text


def test_words_of_a_document_are_no_markdown_in_the_report(built):
    text = report.as_markdown(report.summary(built))
    assert r"to mend \*boats\*" in text
    assert r"a row \| of a table" in text
    assert "- Board of &lt;Piers&gt;" in text
    for table in re.findall(r"(?:^\|.*\n)+", text, re.MULTILINE):
        assert len({len(re.findall(r"(?<!\\)\|", row)) for row in table.splitlines()}) == 1


def test_a_good_build_has_a_short_report():
    text = report.as_markdown(report.summary(Built((), (), (), (), (), published=True)))
    assert "could not be used" not in text
    assert "Violations" not in text
    assert "None." in text
