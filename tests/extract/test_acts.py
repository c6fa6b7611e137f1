"""Sentences with the acts that they cite marked by key: `[[law-5-2001-03-02|Закон от 2 марта 2001 года № 5]]`."""

from pathlib import Path

import pytest
from marked import cases, marked, plain

from kg.extract.acts import Citations, relation
from kg.records import Block
from kg.spans import Span

FIXTURES = Path(__file__).parent / "acts"


@pytest.fixture(scope="module")
def citations(words, signs):
    return Citations(words, signs)


@pytest.mark.parametrize("case", cases(FIXTURES))
def test_a_text_cites_acts(citations, case):
    text = plain(case.text)
    found = citations.find(Span.of(text), case.language)
    assert marked(text, ((e.span.start, e.span.stop, c.act.key) for c in found for e in c.act.evidence)) == case.text


@pytest.mark.parametrize(
    ("section", "language", "text", "properties"),
    [
        ("act", "ru", "В соответствии с Законом от 2 марта 2001 года № 5 решено строить.", ["eli:based_on"]),
        ("act", "ru", "Во исполнение Указа Президента от 2 марта 2001 года № 5 решено строить.", ["mp:implements"]),
        ("act", "en", "In accordance with Law No. 5 of 2 March 2001 schools are built.", ["eli:based_on"]),
        ("intro", "en", "It was written to implement Decree No. 5 of 2 March 2001.", ["mp:implements"]),
        ("act", "kk", "2001 жылғы 2 наурыздағы № 5 Заңға сәйкес мектеп салынады.", ["eli:based_on"]),
        # further down a document only cites
        ("4", "ru", "В соответствии с Законом от 2 марта 2001 года № 5 строят школы.", ["eli:cites"]),
        # the words must stand before the citation, and in its sentence
        ("act", "ru", "Закон от 2 марта 2001 года № 5 назван в соответствии с обычаем.", ["eli:cites"]),
        ("act", "ru", "Это сделано в соответствии с обычаем. Есть Закон от 2 марта 2001 года № 5.", ["eli:cites"]),
        # repeal
        ("intro", "ru", "Утратил силу Законом от 2 марта 2001 года № 5.", ["eli:repealed_by"]),
        ("intro", "en", "Repealed by Law No. 5 of 2 March 2001.", ["eli:repealed_by"]),
        ("intro", "kk", "Күші жойылды - 2001 жылғы 2 наурыздағы № 5 Заңмен.", ["eli:repealed_by"]),
        # several
        (
            "act", "ru", "На основании Закона от 2 марта 2001 года № 5 и Закона от 3 марта 2001 года № 6 решено.",
            ["eli:based_on", "eli:based_on"],
        ),
    ],
)  # fmt: skip
def test_how_a_document_stands_to_an_act(citations, section, language, text, properties):
    block = Block("paragraph", Span.of(text), language, section=section)
    found = citations.find(block.span, language)
    assert [relation(block, "this", c, citations).property for c in found] == properties


def test_what_is_known_of_an_act(citations):
    text = "План дорог на 2019-2021 годы, утвержденный Указом Президента от 2 марта 2019 года № 5"
    decree, plan = (c.act for c in citations.find(Span.of(text), "ru"))
    assert (decree.kind, decree.issuer, decree.number, decree.date) == ("decree", "agency/president", "5", "2019-03-02")
    assert (plan.kind, plan.approved_by, plan.date, plan.period) == ("plan", decree.key, "2019-03-02", "2019/2021")
    assert plan.title.span.text == "План дорог на 2019-2021 годы"


@pytest.mark.parametrize(("dated", "keys"), [(True, ["almaty-maslikhat-decision-2001-04-04"]), (False, [])])
def test_an_act_without_number_is_cited_only_where_dates_count(citations, dated, keys):
    span = Span.of("Решение маслихата города Алматы от 4 апреля 2001 года")
    assert [c.act.key for c in citations.find(span, "ru", dated=dated)] == keys
