"""Search on a small graph of our own: by lemma, across languages, best first, with the places of the words."""

from functools import cache
from pathlib import Path

import pytest

from kg import iris, search
from kg.emit import ontology, vocabulary
from kg.errors import BadInput
from kg.infer import infer
from kg.naming import short
from kg.pipeline import ONTOLOGY
from kg.search import query as asking
from kg.search.found import WIDTH, excerpt, found
from kg.search.index import Entry, Index, concept, every, some, word
from kg.store import NamedNode, Store, read_turtle

ACT, OTHER = "doc/act/concept/s/1/item-", "doc/other/s/1/item-"


@cache
def graph() -> Store:
    told = [
        *ontology(ONTOLOGY),
        *vocabulary(ONTOLOGY),
        *read_turtle(Path(__file__).with_name("graph.ttl"), NamedNode(iris.graph("doc/act"))),
    ]
    return Store([*told, *infer(told)])


def hits(query: str, language: str = "en") -> list[str]:
    """The short IRIs of what stands in our documents, best first."""
    found = (short(hit.iri) for hit in search.of(graph()).find(query, language))
    return [iri for iri in found if iri.startswith(("doc/act", "doc/other"))]


@pytest.mark.parametrize(
    ("query", "expected"),
    [
        ("проверки", []),
        ("школы", [f"{ACT}2"]),
        ("ДЕТИ", [f"{ACT}2"]),
        ("еще", [f"{ACT}1"]),
        ("ЕЩЁ", [f"{ACT}1"]),
        ("жилья", ["doc/act/concept/s/1", f"{ACT}1"]),
        ("баспана", [f"{ACT}1"]),
        ("босқын", [f"{ACT}1", f"{ACT}2", f"{OTHER}1"]),
        ("refugees", [f"{ACT}1", f"{ACT}2", f"{OTHER}1"]),
        ("room", [f"{OTHER}1"]),
        ("1500", ["doc/other/s/1/figure-1"]),
        ("newcomer", ["doc/other/s/1/figure-1"]),
        ("правила", ["doc/act"]),
        ("zebra", []),
        ("zebras", []),
    ],
)
def test_words_are_found_by_lemma_and_by_what_they_mean(query: str, expected: list[str]):
    assert hits(query) == expected


def test_a_kazakh_word_is_not_found_by_the_root_that_it_shares():
    assert f"{ACT}4" not in hits("босқындар")
    assert hits("бостандық") == [f"{ACT}4"]


def test_direct_hits_come_before_those_of_the_same_meaning():
    found = hits("беженец")
    assert set(found[:2]) == {f"{ACT}1", f"{ACT}2"}
    assert found[2:] == [f"{OTHER}1"]


def test_all_words_count_before_any():
    assert hits("школа дети") == [f"{ACT}2"]
    assert set(hits("школа ресурсы")) >= {f"{ACT}2", f"{ACT}3"}


def test_a_phrase_stands_together():
    assert hits('"трудовые ресурсы"') == [f"{ACT}3"]
    assert hits("«ресурсы трудовые»") == []
    assert f"{ACT}3" in hits("миграция трудовых")
    assert hits('"трудовая миграция"') == []


def test_the_name_of_a_thing_comes_first():
    best = next(search.of(graph()).find("refugee"))
    assert (short(best.iri), best.text) == ("category/refugee", "refugee")


def test_what_no_document_speaks_of_comes_last():
    found = [short(hit.iri) for hit in search.of(graph()).find("labour")]
    assert found.index(f"{OTHER}2") < found.index("agency/labour-inspectorate")


def test_places_of_the_words_are_told():
    marked = {short(hit.iri): [hit.text[a:b] for a, b in hit.marks] for hit in search.of(graph()).find("школа дома")}
    assert marked[f"{ACT}2"] == ["Школа", "школа", "дома"]


def test_of_a_thing_in_several_languages_the_reader_sees_the_text_that_was_meant():
    texts = {language: next(hit for hit in search.of(graph()).find("refugee", language) if short(hit.iri) == f"{ACT}1") for language in ("ru", "kk")}  # fmt: skip
    assert texts["ru"].text.startswith("Ещё")
    assert search.of(graph()).find("баспана", "ru").__next__().language == "kk"


@pytest.mark.parametrize(
    ("query", "suggested"), [("беженсы", "беженцы"), ("newcomrs", "newcomers"), ("школа детямм", "школа детей")]
)
def test_a_misspelling_gets_a_suggestion(query: str, suggested: str):
    result = found(graph(), query, "en", limit=5)
    if not result.count:
        assert suggested in result.alike
    assert suggested in search.of(graph()).alike(query)


def test_what_is_like_nothing_gets_none():
    assert search.of(graph()).alike("xqzwvy") == []


@pytest.mark.parametrize("query", ["", "   ", "?!", '""', "x" * 201])
def test_a_query_without_words_or_with_too_many_is_refused(query: str):
    with pytest.raises(BadInput) as caught:
        list(search.of(graph()).find(query, "kk"))
    assert caught.value.wrong_call


@pytest.mark.parametrize("query", ['a" OR "b', "words : x", "x*", "NEAR(a b)", "(", "a AND", "-", "^a"])
def test_signs_of_the_index_are_only_signs(query: str):
    try:
        list(search.of(graph()).find(query))
    except BadInput as bad:
        assert bad.wrong_call


@pytest.mark.parametrize(
    ("filters", "expected"),
    [
        ({"document": "doc/act"}, [f"{ACT}1", f"{ACT}2"]),
        ({"document": "doc/act/concept"}, [f"{ACT}1", f"{ACT}2"]),
        ({"document": "doc/other"}, [f"{OTHER}1"]),
        ({"cls": "Task", "document": "doc/other"}, [f"{OTHER}1"]),
        ({"cls": "mp:Principle"}, []),
        ({"cls": "санат мигрантов"}, None),
        ({"cls": "migrant category"}, ["category/refugee", "category/asylum-seeker"]),
        ({"cls": "MIGRANTCATEGORY"}, ["category/refugee", "category/asylum-seeker"]),
        ({"document": "doc/nothing"}, None),
    ],
)
def test_filters(filters: dict[str, str], expected: list[str] | None):
    if expected is None:
        with pytest.raises(BadInput):
            found(graph(), "refugee", "en", limit=9, **filters)
    else:
        result = found(graph(), "refugee", "en", limit=9, **filters)
        assert [short(one.hit.iri) for one in result.best] == expected
        assert result.count == len(expected)


def test_a_hit_has_class_and_citation_and_says_why():
    result = found(graph(), "беженцы", "en", document="doc/act", limit=1)
    assert (result.count, len(result.best)) == (2, 1)
    one = result.best[0]
    assert one.cls == "task"
    assert (one.citation.title, one.citation.number, one.citation.section) == ("Концепция приёма", "7", "1")
    assert found(graph(), "беженцы", "en", document="doc/other", limit=1).best[0].about == ("refugee",)


def test_an_excerpt_shows_the_words_that_fit():
    long = search.Hit("x", "aa " * 200 + "here it\nis " + "bb " * 200, "en", ((600, 604),), 1.0)
    text, marks = excerpt(long)
    assert len(text) <= WIDTH + 2
    assert [text[a:b] for a, b in marks] == ["here"]
    assert (text[0], text[-1], "\n" in text) == ("…", "…", False)


def test_the_same_graph_gives_the_same_answers():
    again = search.Search(graph())
    assert list(again.find("refugee")) == list(search.of(graph()).find("refugee"))


def test_expressions_of_the_index():
    index = Index([Entry(["en:a", "en:b"], []), Entry(["en:b"], ["urn:c"]), Entry(["en:d"], ["urn:c"])])
    assert [n for n, _ in index.find(every([word(["en:a"]), word(["en:b"])]))] == [0]
    assert {n for n, _ in index.find(some([word(["en:a"]), concept(["urn:c"])]))} == {0, 1, 2}
    assert [n for n, _ in index.find(every([word(["en:b"]), concept(["urn:c"])]))] == [1]


def test_phrases_are_read_in_any_quotation_marks():
    assert asking.read("a «b c» “d e” f").phrases == (range(1, 3), range(3, 5))
