"""The report: valid, readable without anything else, every claim proved, the same every time."""

import json
import os
import re
import subprocess
import sys
from collections import Counter
from functools import cache
from html.parser import HTMLParser
from pathlib import Path

import html5rdf
import pytest
from conftest import Build

from kg import briefing
from kg.briefing import answers, html, made, markdown
from kg.briefing.facts import Facts, brief, number
from kg.briefing.model import Part, Report, Said, Table
from kg.briefing.plan import FILE, plan
from kg.cli import main
from kg.draw import VIEWS
from kg.errors import BadInput
from kg.messages import say
from kg.questions import questions
from kg.records import LANGUAGES
from kg.store import Literal, Quad, Store, read_n_quads

HOSTILE = "<script>alert(1)</script>\"'><img src=x onerror=alert(2)>]]>-->|*_`[a](javascript:x) $x^2$ &amp; \x0b"
EMPTY = {"meta", "br"}
QUESTIONS = {one.name: one for one in questions()}


class Page(HTMLParser):
    """What there is in a page: links, anchors, headings, and what would be a fault."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.open: list[str] = []
        self.ids: Counter[str] = Counter()
        self.links: list[str] = []
        self.levels: list[int] = []
        self.named: set[str] = set()
        self.pictures: list[dict[str, str | None]] = []
        self.tables = self.captions = 0
        self.feed(text)

    def handle_starttag(self, tag, attrs):
        found = dict(attrs)
        assert tag not in {"script", "img", "link", "iframe", "object", "embed", "image"}
        assert not any(name.startswith("on") for name in found)
        assert not {"src", "srcset", "action", "data"} & set(found)
        if tag not in EMPTY:
            self.open.append(tag)
        self.ids.update([found["id"]] if found.get("id") else [])
        self.links += [found[name] for name in ("href", "xlink:href") if found.get(name)]
        self.named.update(re.findall(r"url\(#([^)]+)\)", " ".join(value or "" for value in found.values())))
        self.named.update((found.get("aria-labelledby") or "").split() + (found.get("aria-describedby") or "").split())
        if re.fullmatch(r"h[1-6]", tag):
            self.levels.append(int(tag[1]))
        if tag == "svg":
            self.pictures.append(found)
        self.tables += tag == "table"
        self.captions += tag == "caption"

    def handle_startendtag(self, tag, attrs):
        self.handle_starttag(tag, attrs)
        if tag not in EMPTY:
            self.open.pop()

    def handle_endtag(self, tag):
        assert self.open.pop() == tag


@cache
def written(dist: Path, language: str, form: str) -> str:
    return briefing.written(dist, language, form)


def hostile(dist: Path) -> Store:
    """A graph every text of whose documents would break a page."""

    def worse(quad: Quad) -> Quad:
        term = quad.object
        if isinstance(term, Literal) and term.language and "/doc/" in str(quad.subject):
            return Quad(
                quad.subject, quad.predicate, Literal(term.value + HOSTILE, language=term.language), quad.graph_name
            )
        return quad  # fmt: skip

    return Store(map(worse, read_n_quads(dist / "kg.nq")))


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_is_whole_and_loads_nothing(language: str, dist: Path):
    text = written(dist, language, "html")
    html5rdf.HTMLParser(strict=True).parse(text)
    page = Page(text)
    assert page.open == []
    assert max(page.ids.values()) == 1
    assert all(link.startswith("#") for link in page.links)
    assert {link[1:] for link in page.links} | page.named <= set(page.ids)
    assert f'<html lang="{language}">' in text
    assert "default-src &#x27;none&#x27;" in text
    assert not re.search(r"@import|https?://(?!w3id|www\.w3\.org/(?:2000/svg|1999/xlink))", text)


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_can_be_read_by_everybody(language: str, dist: Path):
    page = Page(written(dist, language, "html"))
    assert page.levels[0] == 1
    assert page.levels.count(1) == 1
    assert all(after <= before + 1 for before, after in zip(page.levels, page.levels[1:], strict=False))
    assert page.tables == page.captions > 20
    assert len(page.pictures) > 6
    assert all(one["role"] == "img" and one["aria-labelledby"] and one["aria-describedby"] for one in page.pictures)


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize("form", briefing.FORMS)
def test_every_reference_has_a_note_and_every_note_a_reference(form: str, language: str, dist: Path):
    text = written(dist, language, form)
    pattern = (r'href="#note-(\d+)"', r'id="note-(\d+)"') if form == "html" else (r"\[\^(\d+)\](?!:)", r"^\[\^(\d+)\]:")
    used, made_ = (set(re.findall(one, text, re.MULTILINE)) for one in pattern)
    assert used == made_
    assert len(used) > 100


def test_notes_say_the_words_of_the_graph(dist: Path):
    store = Store.load(dist / "kg.nq")
    report = briefing.report(store, "ru")
    quotes = {q.object.value for q in _quotes(dist)}
    assert all(note.quotes and note.citation and note.place for note in report.notes)
    assert {said.text for note in report.notes for said in note.quotes} <= quotes


def _quotes(dist: Path) -> list[Quad]:
    return [q for q in read_n_quads(dist / "kg.nq") if q.predicate.value.endswith("ontology#quote")]


@pytest.mark.parametrize("language", LANGUAGES)
def test_each_part_is_there_in_its_language(language: str, dist: Path):
    for form in briefing.FORMS:
        text = written(dist, language, form)
        for part in plan():
            assert f'id="part-{part.name}"' in text
            assert say(f"report-{part.name}", language) in text
    assert (
        "{" not in re.sub(r"<style.*?</style>", "", written(dist, language, "html"), flags=re.DOTALL).split("<main>")[0]
    )


def test_numbers_of_the_summary_are_those_of_the_build(dist: Path):
    totals = json.loads((dist / "report.json").read_text(encoding="utf-8"))["totals"]
    text = written(dist, "en", "md")
    assert f"{totals['documents']} documents from {totals['sources']} source files" in text
    assert f"They make {sum(totals['statements'].values())} statements" in text
    assert f"They give {totals['figures']} figures and set {totals['indicators']} indicators" in text


@pytest.mark.parametrize("language", LANGUAGES)
def test_what_documents_say_cannot_break_the_page(language: str, corpus: Build):
    report = briefing.report(hostile(corpus.dist), language)
    text = html.html(report)
    assert "alert(1)" in text
    assert Page(text).open == []
    assert "\x0b" not in text
    html5rdf.HTMLParser(strict=True).parse(text)
    marked = markdown.markdown(report)
    assert "<script" not in marked
    assert "<img" not in marked
    assert not re.search(r"(?<!\\)\]\(javascript", marked)


def test_the_same_graph_gives_the_same_bytes(dist: Path):
    program = "import sys; from kg.cli import main; sys.exit(main())"
    told = subprocess.run(
        [sys.executable, "-c", program, "report", "--lang", "ru", "--dist", str(dist)],
        check=True, capture_output=True, cwd=FILE.parents[1], env={**os.environ, "PYTHONHASHSEED": "7"},
    )  # fmt: skip
    assert told.stdout.decode() == written(dist, "ru", "html")


def test_an_empty_graph_has_a_report_too():
    assert "<main>" in html.html(briefing.report(Store(), "en"))


def test_a_table_that_is_cut_says_how_much_is_missing():
    table = Table("t", ["a"], [[("x",)]], more=7)
    report = Report("r", "s", "kk", [Part("part-time", "p", [table])], [])
    assert say("more", "kk", count=7) in html.html(report)
    assert "7" in markdown.markdown(report)


def test_a_matrix_that_is_too_wide_leaves_the_smallest_columns_to_the_total(
    dist: Path, monkeypatch: pytest.MonkeyPatch
):
    facts = Facts(Store.load(dist / "kg.nq"), "en")
    planned = next(one for part in plan() for one in part.blocks if one.matrix)
    (whole,) = answers.blocks(planned, facts)
    monkeypatch.setattr(answers, "_ACROSS", 2)
    (cut,) = answers.blocks(planned, facts)
    assert len(cut.head) == 4
    assert [line[-1] for line in cut.rows] == [line[-1] for line in whole.rows]
    assert say("report-columns", "en", count=len(whole.head) - len(cut.head)) in cut.caption


def test_heads_of_columns_tell_documents_apart(dist: Path):
    titles = Facts(Store.load(dist / "kg.nq"), "kk").titles
    assert len(set(titles.values())) == len(titles)
    assert max(map(len, titles.values())) < 30


# ── the plan ─────────────────────────────────────────────────────────────────


@pytest.mark.parametrize("block", [block for part in plan() for block in part.blocks], ids=lambda one: one.name)
def test_a_planned_block_names_what_there_is(block):
    if block.kind == "question":
        named = {
            *block.columns,
            *block.matrix,
            block.label,
            block.value,
            block.by,
            block.empty,
            block.filled,
        }
        assert named - {""} <= set(QUESTIONS[block.name].columns)
        assert bool(block.chart) == bool(block.label) == bool(block.value)
    elif block.kind == "picture":
        assert block.name in VIEWS
    elif block.kind == "statements":
        assert say(f"report-many-{block.name.lower()}", "en")
    else:
        assert block.name in {"summary", "identity", "comparison", "findings", "coverage", "analysis", "method"}


@pytest.mark.parametrize(
    "text", ["parts:\n- blocks: []\n", "- 1\n", "parts:\n- name: a\n  blocks:\n  - {limit: 3}\n", "parts: [{name: a, blocks: [{made: x, colour: red}]}]"]
)  # fmt: skip
def test_a_plan_that_says_something_else_is_named(text: str, tmp_path: Path):
    file = tmp_path / "report.yaml"
    file.write_text(text, encoding="utf-8")
    with pytest.raises(BadInput, match=r"report\.yaml"):
        plan(file)


def test_the_plan_is_where_it_is_said_to_be():
    assert FILE.name in (briefing.__doc__ or "")


# ── pieces ───────────────────────────────────────────────────────────────────


@pytest.mark.parametrize(
    ("text", "language", "shown"),
    [
        ("12100000000", "en", "12\u00a0100\u00a0000\u00a0000"),
        ("-8300", "ru", "\u22128300"),
        ("105.90", "kk", "105,9"),
        ("0.5", "en", "0.5"),
        ("9.0", "en", "9"),
        ("2004", "ru", "2004"),
        ("2007-08-28", "ru", "2007-08-28"),
        ("4.1.2", "en", "4.1.2"),
        ("-", "en", "-"),
        ("", "en", ""),
        ("Q4", "en", "Q4"),
    ],
)
def test_numbers_are_written_as_in_the_language(text: str, language: str, shown: str):
    assert number(text, language) == shown


def test_long_words_of_a_document_are_cut_between_words():
    said = brief(Said("one\ntwo " + "three " * 100, "en"))
    assert said.text.startswith("one two three")
    assert said.text.endswith("three \u2026")


def test_documents_of_one_kind_are_compared_in_the_order_of_dates(dist: Path):
    (found,) = made.comparisons(Facts(Store.load(dist / "kg.nq"), "en"))
    assert ("-2000-" in found.first[0], "-2007-" in found.second[0]) == (True, True)


# ── the verb ─────────────────────────────────────────────────────────────────


def test_the_verb_writes_a_file_or_prints(dist: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]):
    out = tmp_path / "new" / "report.md"
    assert main(["report", "--dist", str(dist), "--format", "md", "--lang", "kk", "--out", str(out)]) == 0
    assert capsys.readouterr().out == f"{out}\n"
    assert out.read_text(encoding="utf-8") == written(dist, "kk", "md")


@pytest.mark.parametrize(
    ("call", "status", "named"),
    [
        (["--format", "pdf"], 2, "pdf"),
        (["--dist", "no-such-folder"], 2, "kg build"),
        (["--out", str(Path(__file__).parent)], 2, "briefing"),
    ],
)
def test_a_wrong_call_is_one_sentence(call, status, named, corpus, capsys: pytest.CaptureFixture[str]):
    known = [] if "--dist" in call else ["--dist", str(corpus.dist)]
    assert main(["report", *known, *call]) == status
    told = capsys.readouterr()
    assert (told.out, told.err.count("\n")) == ("", 1)
    assert named in told.err


def test_a_broken_report_of_the_build_is_named(tmp_path: Path):
    (tmp_path / "kg.nq").write_text("", encoding="utf-8")
    (tmp_path / "report.json").write_text("{", encoding="utf-8")
    with pytest.raises(BadInput, match=r"report\.json"):
        briefing.written(tmp_path, "en", "html")
