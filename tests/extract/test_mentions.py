"""Sentences with what they name marked: `[[category/refugee|беженцев]]`; the title begins with the place of the document."""

from pathlib import Path

import pytest
from marked import cases, marked, plain

from kg.extract.mentions import edges, first, named
from kg.extract.statements import Draft
from kg.records import Block
from kg.spans import Span

FIXTURES = Path(__file__).parent / "mentions"
KINDS = ("category", "agency", "place")


@pytest.mark.parametrize("case", cases(FIXTURES))
def test_a_sentence_names(words, case):
    place = case.title.partition(":")[0]
    found = []
    for sentence in Span.of(plain(case.text)).lines():
        found += named(sentence, case.language, words, KINDS, place=place)
    assert marked(plain(case.text), ((n.span.start, n.span.stop, n.entry.path) for n in found)) == case.text


@pytest.mark.parametrize(
    ("text", "named_bodies"),
    [
        ("Курсы МОМ (Указ Президента от 3 мая)", ["iom"]),
        ("Курсы МОМ и Президента", ["iom", "president"]),
    ],
)
def test_a_body_in_the_citation_of_an_act_is_not_meant(words, text, named_bodies):
    cited = [(text.index("("), len(text))] if "(" in text else []
    found = named(Span.of(text), "ru", words, ["agency"], masked=cited)
    assert [n.entry.path.removeprefix("agency/") for n in found] == named_bodies


def draft(text, cls, *context):
    span = Span.of(text)
    return Draft(
        cls, Block("item", span, "ru", section="1"), span, "item-1", "by_hand", tuple(map(Span.of, context)), None
    )


@pytest.mark.parametrize(
    ("statement", "edges_found"),
    [
        # named in its own words
        (draft("помощь беженцам", "Task"), {"mentions category/refugee", "targets category/refugee"}),
        # taken over from a lead-in, direction or heading
        (draft("новые школы", "Task", "4.2. Приём беженцев"), {"targets category/refugee"}),
        (draft("новые школы", "Task", "Правительству следует:"), {"involves agency/government"}),
        (draft("новые школы", "Task", "Миграция"), set()),
        # what is taken over stands beside what is named, once
        (
            draft("школы для беженцев", "Task", "Школы для беженцев:", "Школы для оралманов"),
            {"mentions category/refugee", "targets category/refugee", "targets category/repatriate"},
        ),
        # a measure that begins with a body is its duty
        (
            draft("Правительство строит школы", "Measure"),
            {"mentions agency/government", "involves agency/government", "responsible agency/government"},
        ),
        (
            draft("Правительство строит школы", "Principle"),
            {"mentions agency/government", "involves agency/government"},
        ),
        (
            draft("школы, которые строит Правительство", "Measure"),
            {"mentions agency/government", "involves agency/government"},
        ),
        (draft("дороги в Астане", "Measure"), {"mentions place/astana"}),
    ],
)
def test_a_statement_has_edges(words, statement, edges_found):
    found = edges(statement, words, "place/kz", [])
    assert {f"{e.property} {e.object}" for e in found} == edges_found
    for edge in found:
        texts = [statement.span.text, *(c.text for c in statement.context)]
        assert any(edge.evidence.span.text in text for text in texts)
        assert edge.evidence.rule != "rule_context" or edge.property in ("targets", "involves")


def test_the_nearest_context_decides(words):
    contexts = [Span.of(text) for text in ("Школы", "Жильё для кандасов", "Приём беженцев")]
    assert first(contexts, "ru", words, "category") == "category/repatriate"
    assert first(contexts[:1], "ru", words, "category") is None
