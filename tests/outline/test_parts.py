"""Which lines are titles of documents, what clauses approve, and where an untitled document begins."""

import re

import pytest

from kg.outline.paragraphs import Paragraph, marker_of
from kg.outline.parts import Draft, Kinds, begins
from kg.records import Block
from kg.spans import Span


@pytest.fixture(scope="module")
def kinds(words, signs):
    return Kinds(words, signs)


def paragraph(text, *, indent=0, **more):
    marker = marker_of(text)
    kazakh = "kk" if re.search("[әғқңөұүһі]", text.casefold()) else "ru"
    language = "en" if text.isascii() else kazakh
    return Paragraph(Span.of(text)[len(marker) :], indent, 0, marker.strip(), language=language, **more)


@pytest.mark.parametrize(
    ("text", "more", "approved", "kind"),
    [
        ("КОНЦЕПЦИЯ развития школ", {}, False, "concept"),
        ("Концепция развития школ", {}, False, ""),
        ("Концепция развития школ", {}, True, "concept"),
        ("Концепция развития школ", {"indent": 20}, False, "concept"),
        ("Концепция развития школ", {"hashes": 1}, False, "concept"),
        ("РЕГИОНАЛЬНАЯ ПРОГРАММА развития школ", {}, False, "programme"),
        ("ПЛАН МЕРОПРИЯТИЙ по развитию школ", {}, False, "plan"),
        ("Мектептерді дамыту ТҰЖЫРЫМДАМАСЫ", {}, False, "concept"),
        ("Іс-шаралар ЖОСПАРЫ", {}, False, "plan"),
        ("NATIONAL STRATEGY FOR SCHOOLS", {}, False, "strategy"),
        ("ACTION PLAN FOR SCHOOLS", {}, False, "plan"),
        ("О реализации КОНЦЕПЦИИ развития школ", {}, False, ""),
        ("УКАЗ ПРЕЗИДЕНТА", {}, False, ""),
        ("1. КОНЦЕПЦИЯ развития школ", {}, False, ""),
        ("КОНЦЕПЦИЯ развития школ", {"anchor": "1"}, False, ""),
    ],
)
def test_the_title_of_a_document(kinds, text, more, approved, kind):
    assert kinds.document_kind(paragraph(text, **more), approved=approved) == kind


@pytest.mark.parametrize(
    ("text", "first", "kind"),
    [
        ("# National Books and Readers Strategy 2030", True, "strategy"),
        ("# National Books and Readers Strategy 2030", False, ""),
        ("# Goals of the National Strategy", True, ""),
        ("# Goals and Strategy", True, ""),
    ],
)
def test_the_first_line_may_have_its_kind_further_behind(kinds, text, first, kind):
    line = Paragraph(Span.of(text.removeprefix("# ")), 0, 0, hashes=1, language="en")
    assert kinds.document_kind(line, approved=False, first=first) == kind


@pytest.mark.parametrize(
    ("text", "language", "kind"),
    [
        ("Утвердить прилагаемую Программу чтения.", "ru", "programme"),
        ("Қоса беріліп отырған Оқу тұжырымдамасы бекітілсін.", "kk", "concept"),
        ("Построить библиотеку по Программе чтения.", "ru", ""),
        ("Утвердить прилагаемые списки книг.", "ru", ""),
    ],
)
def test_what_a_clause_approves(kinds, text, language, kind):
    assert kinds.approves(Paragraph(Span.of(text), 0, 0, language=language)) == kind


NOTE = Block("paragraph", Span.of("Annex to the decision"), "en")
TOLD = Block("paragraph", Span.of("Books are read."), "en")


@pytest.mark.parametrize(
    ("section", "notation", "promised", "drafts", "found"),
    [
        pytest.param("1", None, "plan", [Draft("", None, [TOLD])], True, id="the first section behind the clauses"),
        pytest.param("part-1", None, "plan", [Draft("", None)], True, id="the first part"),
        pytest.param("2", None, "plan", [Draft("", None)], False, id="the second section"),
        pytest.param(None, "passport", "plan", [Draft("annex", None, [NOTE])], True, id="a passport below a note"),
        pytest.param("1", None, "plan", [Draft("annex", None, [NOTE, TOLD])], False, id="an annex with a text"),
        pytest.param("1", None, "", [Draft("", None)], False, id="nothing approved"),
        pytest.param("1", None, "plan", [Draft("plan", None), Draft("annex", None)], False, id="begun already"),
        pytest.param("1", None, "plan", [Draft("concept", None)], False, id="in another document"),
    ],
)
def test_where_an_untitled_document_begins(section, notation, promised, drafts, found):
    assert begins(section, notation, promised, drafts) is found
