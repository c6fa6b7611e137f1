"""Small documents against everything that is found in them. To approve a change: `pytest tests/extract --approve`."""

from pathlib import Path

import pytest

from kg.extract.findings import coverage, extract, unique
from kg.records import Block, Evidence, Outline, Part, Place, Source, Statement, Text
from kg.spans import Span

FIXTURES = sorted(p for p in (Path(__file__).parent / "findings").iterdir() if p.suffix != ".expected")


def at(place):
    return f"{place.document} {place.section}/{place.key}"


def words_of(evidence):
    return f"«{evidence.span.text}»"


def dump(found):
    """Everything in a line each: where, what, in which words; what belongs to a statement stands below it."""
    own = {a.key for a in found.documents}
    for act in found.acts:
        known = {"issuer": act.issuer, "number": act.number, "date": act.date, "period": act.period}
        known |= {"approved by": act.approved_by}
        facts = ", ".join(f"{name} {value}" for name, value in known.items() if value)
        yield f"{'document' if act.key in own else 'act'} {act.key} ({', '.join(filter(None, (act.kind, facts)))})"
        yield from (f"  {e.rule} {words_of(e)}" for e in act.evidence)
    for relation in found.relations:
        yield f"{relation.subject} {relation.property} {relation.object} {words_of(relation.evidence)}"
    for section in found.sections:
        title = words_of(section.title) if section.title else "-"
        yield f"section {at(section.place)} below {section.parent or '-'}: {title}"
    for s in found.statements:
        yield f"{s.ordinal}. {s.cls} {at(s.place)} {words_of(s.evidence)}"
        if s.term:
            yield f"  term {words_of(s.term)}"
        if s.under:
            yield f"  under {at(s.under)}"
        yield from (f"  {name}" for name in (s.group, s.phase) if name)
        yield from (f"  {e.property} {e.object} {words_of(e.evidence)}" for e in s.edges)
        if s.deadline_text:
            yield f"  deadline {s.deadline and (s.deadline.kind, s.deadline.value)} {words_of(s.deadline_text)}"
        if s.form:
            yield f"  form {words_of(s.form)}"
    for i in found.indicators:
        yield f"indicator {at(i.place)} {words_of(i.name)}"
        yield from (f"  monitors {at(m.statement)} {words_of(m.evidence)}" for m in i.monitors)
    for f in found.figures:
        yield f"figure {at(f.place)} {words_of(f.raw)} in {words_of(f.evidence)}"
    for body in found.bodies:
        yield f"unknown body {body.key} {words_of(body.name)}"
    for u in found.untaken:
        yield f"not taken: {u.kind} {u.section} «{u.span.text}»"
    yield f"characters: {', '.join(f'{kind} {n}' for kind, n in found.coverage.items())}"


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_what_is_found_in_a_document(golden, outlined, words, signs, path):
    found = extract(outlined(path), words, signs)
    golden(path.with_suffix(".expected"), "\n".join(dump(found)) + "\n")


TEXT = Text(Source(Path("t"), "t", "0" * 64, "one two three", "utf-8", "text/plain"), Span.of("one two three"), "en")


def stated(key):
    return Statement(Place("doc", "1", key), "Task", Evidence(TEXT.span[:3], "en", "by_hand"), 1)


def test_no_two_statements_share_a_place():
    found = unique([stated("item-1"), stated("item-2"), stated("item-1"), stated("item-1")])
    assert [s.place.key for s in found] == ["item-1", "item-2", "item-1-2", "item-1-3"]


def test_coverage_counts_characters_by_what_they_are():
    blocks = tuple(
        Block(kind, TEXT.span[start:stop], "en", key="x")
        for kind, start, stop in (("heading", 0, 3), ("paragraph", 4, 7), ("furniture", 8, 13))
    )
    found = coverage(Outline(TEXT, (Part("concept", None, blocks),)), [stated("item-1")])
    assert found == {"furniture": 5, "heading": 3, "statement": 3, "text": 3}


def test_a_document_without_title_has_the_years_of_the_act_that_approves_it(tmp_path, outlined, words, signs):
    path = tmp_path / "act.ru.md"
    path.write_text(
        "# О Программе мостов на 2016-2020 годы\n\nПостановление Правительства от 3 мая 2015 года № 8\n\n"
        "Правительство ПОСТАНОВЛЯЕТ:\n\n1. Утвердить прилагаемую Программу мостов.\n\n"
        "Приложение к постановлению Правительства от 3 мая 2015 года № 8\n\n## Паспорт Программы\n\n"
        "|  |  |\n|---|---|\n| Основание | Программа дорог на 2011-2012 годы |\n| Объем финансирования | 14 млрд тенге |\n",
        encoding="utf-8",
    )
    (figure,) = extract(outlined(path), words, signs).figures
    assert figure.period == "2016/2020"


@pytest.mark.parametrize(
    ("country", "home"),
    [("Georgia", "place/georgia"), ("the Republic of Kazakhstan and of Georgia", "place/kz")],
)
def test_figures_belong_to_the_country_that_the_header_names(tmp_path, outlined, words, signs, country, home):
    path = tmp_path / "strategy.md"
    head = f"# Strategy for Libraries 2031-2035\n\nMinistry of Culture of {country}\n"
    path.write_text(f"{head}\n## 1. Where we stand\n\nIn 2030 the libraries were visited by 12,400 persons.\n")
    found = extract(outlined(path), words, signs)
    assert [figure.area for figure in found.figures] == [home]
