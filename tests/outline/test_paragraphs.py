from pathlib import Path

import pytest

from kg.outline.layout import layout
from kg.outline.paragraphs import (
    Paragraph,
    furniture,
    join,
    marker_of,
    numbered_through,
    paragraphs,
)
from kg.spans import Span

FIXTURES = Path(__file__).parent / "paragraphs"
TEXTS = sorted(path for path in FIXTURES.iterdir() if path.suffix != ".expected")


def dump(found):
    """A paragraph a line: indentation, marks of a heading or quotation, number or bullet, words, anchor."""
    return "".join(
        f"{p.indent:>2} {'#' * p.hashes}{'>' * p.quoted}[{p.marker}] {p.text}{' {#' + p.anchor + '}' if p.anchor else ''}\n"
        for p in found
    )


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_lines_become_paragraphs(golden, path):
    lines = Span.of(path.read_text(encoding="utf-8")).lines()
    markdown = path.suffix == ".md"
    found = paragraphs(lines, [], "en", markdown=markdown)
    golden(path.with_name(path.name + ".expected"), f"{layout(lines, markdown=markdown)}\n{dump(found)}")


def test_tables_are_left_out_and_end_a_paragraph():
    lines = Span.of("One line\nof a list\na | table\ngoes on here").lines()
    assert [(p.text, p.line) for p in paragraphs(lines, [(2, 3)], "en")] == [
        ("One line of a list", 0),
        ("goes on here", 3),
    ]


@pytest.mark.parametrize(
    ("lines", "joined"),
    [
        (["приём", "семей"], "приём семей"),
        (["пере-", "селение"], "переселение"),
        (["социально-", "экономический"], "социально-экономический"),
        (["Алматы-", "Астана"], "Алматы- Астана"),
        (["приём ", ", учёт"], "приём, учёт"),
        (["", "приём", ""], "приём"),
        (["mi-", "gration"], "migration"),
    ],
)
def test_lines_are_joined(lines, joined):
    text = "\n".join(lines)
    parts = [line.strip() for line in Span.of(text).lines()]
    found = join(parts)
    assert found.text == joined
    assert (
        "".join(text[a:b].strip() for a, b in zip(found.starts, found.stops, strict=True)).split()
        == joined.replace(" ", "").split()
    )


@pytest.mark.parametrize(
    ("text", "marker"),
    [
        ("1. Школы", "1. "),
        ("1.Школы", "1."),
        ("4.2.1 Школы", "4.2.1 "),
        ("12) школы", "12) "),
        ("(iv) schools", "(iv) "),
        ("ә) мектеп", "ә) "),
        ("– школы", "– "),
        ("1. «Школы»", "1. "),
        ("2021 год", ""),
        ("12 школ", ""),
        ("1.5 млн. человек", ""),
        ("1.5 million people", ""),
        ("3,5 тыс. человек", ""),
        ("-школы", ""),
        ("школы", ""),
        ("т.е. школы", ""),
    ],
)
def test_the_marker_of_a_paragraph(text, marker):
    assert marker_of(text) == marker


@pytest.mark.parametrize(
    ("marker", "number", "bullet", "style"),
    [
        ("2.", "2", False, "1."),
        ("4.2.", "4.2", False, "1.."),
        ("2)", "2", False, "1)"),
        ("(ii)", "", False, "a()"),
        ("(2)", "", False, "1()"),
        ("б)", "", False, "a)"),
        ("•", "", True, "-"),
        ("–", "", True, "-"),
        ("", "", False, ""),
    ],
)
def test_what_a_marker_looks_like(marker, number, bullet, style):
    p = Paragraph(Span.of("words"), 0, 0, marker)
    assert (p.number, p.bullet, p.style) == (number, bullet, style)


@pytest.mark.parametrize(
    ("texts", "expected"),
    [
        (["Міндеттері:", "көшіп келушілерге көмек көрсету;"], ["kk", "kk"]),
        (["Құрмет", "новые сельские школы района;"], ["ru", "ru"]),
        (["Жаңа мектептердің саны артты.", "Тәртібі:"], ["kk", "kk"]),
        (["Задачи:", "көшіп келушілерге көмек көрсету;"], ["ru", "kk"]),
    ],
)
def test_a_short_paragraph_is_in_the_language_of_its_neighbours(texts, expected):
    lines = Span.of("\n\n".join(texts)).lines()
    assert [p.language for p in paragraphs(lines, [], "ru")] == expected


@pytest.mark.parametrize(
    ("text", "dropped"),
    [
        ("one\n- 2 -\ntwo\n— 13 —\nthree", [1, 3]),
        ("Annual report 1\none\nAnnual report 2\ntwo\nAnnual report 13", [0, 2, 4]),
        ("Annual report 1\none\nAnnual report 2\ntwo", []),
        ("In 2021\none\nIn\t2022\ntwo\nIn 2023", []),
        ("1\n2\n3", []),
    ],
)
def test_page_numbers_and_running_headers_are_dropped(text, dropped):
    assert sorted(furniture(Span.of(text).lines())) == dropped


def numbers(*markers):
    return [Paragraph(Span.of("A heading" if m == "h" else "Words."), 0, 0, "" if m == "h" else m) for m in markers]


@pytest.mark.parametrize(
    ("markers", "kept"),
    [
        ("h 1. 2. 3. h 4. 5. 6. h 7. 8.", "h         h         h      "),
        ("h 1. 2. 3. 4. 5. 6. 7. 8.", "h 1. 2. 3. 4. 5. 6. 7. 8."),
        ("h 1. 2. 3. h 4. 5. h 6. 7.", "h 1. 2. 3. h 4. 5. h 6. 7."),
        ("h 1. 2. h 1. 2. h 1. 2. 3. 4.", "h 1. 2. h 1. 2. h 1. 2. 3. 4."),
    ],
)
def test_numbers_that_run_through_a_document_are_no_list(markers, kept):
    found = [p.marker or ("h" if p.text == "A heading" else "") for p in numbered_through(numbers(*markers.split()))]
    assert " ".join(found).split() == kept.split()
