"""Abbreviations that a document explains itself."""

import pytest

from kg.clean import clean
from kg.extract.abbreviations import abbreviated, abbreviations
from kg.extract.findings import extract
from kg.outline import outline
from kg.read import read
from kg.spans import Span

PLAN = """# Программа школ

## План мероприятий

| № | Мероприятие | Ответственные исполнители | Срок исполнения | Источник финансирования |
|---|---|---|---|---|
| 1 | Построить школу | МнЗд, акимы областей | 2012 год | республиканский бюджет |
| 2 | Открыть курсы | СлМг (по согласованию) | 2013 год | средства СлМг |

Примечание: МнЗд – Министерство здравоохранения; СлМг – Международная организация по миграции.
"""


@pytest.fixture
def found(tmp_path, words, signs):
    path = tmp_path / "plan.md"
    path.write_text(PLAN, encoding="utf-8")
    read_outline = outline(clean(read(path)), words, signs)
    return abbreviations(read_outline, words, None), extract(read_outline, words, signs)


def test_the_note_below_a_plan_explains_its_executors(found):
    known, findings = found
    assert known == {"МнЗд": "agency/ministry-of-health", "СлМг": "agency/iom"}
    rows = [
        {(e.property, e.object) for e in s.edges if e.property in ("responsible", "fundedBy")}
        for s in findings.statements
    ]
    assert {("responsible", "agency/ministry-of-health"), ("responsible", "agency/akims")} <= rows[0]
    assert {("responsible", "agency/iom"), ("fundedBy", "agency/iom")} <= rows[1]
    assert findings.bodies == ()


@pytest.mark.parametrize(
    ("text", "language", "expected"),
    [
        ("СлМг и школы", "ru", ["СлМг"]),
        ("СлМг-мен бірге", "kk", ["СлМг-мен"]),
        ("СлМгр", "ru", []),
        ("школы", "ru", []),
    ],
)
def test_an_abbreviation_is_a_word_of_its_own(text, language, expected):
    assert [span.text for _, span in abbreviated(Span.of(text), language, {"СлМг": "agency/iom"})] == expected
