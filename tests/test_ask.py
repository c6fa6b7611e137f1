import pytest
from asking import small
from conftest import Build

from kg.ask import ask, readable
from kg.errors import BadInput
from kg.store import Literal, Store

REFUGEE = ["refugee", "category/refugee", "https://w3id.org/migration-policy/category/refugee", "беженец", "Босқын"]


@pytest.mark.parametrize("text", REFUGEE)
def test_a_thing_may_be_given_by_key_iri_or_label(text: str):
    answer = ask(small(), "measures-by-category", {"category": text})
    assert len(answer.rows) == 2
    assert answer.given["category"].text == "refugee"


@pytest.mark.parametrize(
    ("name", "given", "rows"),
    [
        ("measures-by-year", {"year": "2002"}, 1),
        ("measures-by-year", {"year": "1999"}, 0),
        ("acts-in-force", {"day": "1999-01-01"}, 1),
        ("acts-in-force", {"day": "2012"}, 4),
        ("words-for-category", {"language": "en", "category": "refugee"}, 1),
        ("words-for-category", {"language": "kk"}, 0),
        ("principles", {"document": "doc/old-act/concept"}, 2),
        ("principles", {"document": "old-act/concept"}, 2),
        ("principles-shared", {"document": "new-act/concept", "other": "old-act/concept"}, 1),
        ("agencies-in-several-documents", {"agency": "government"}, 2),
        ("measures-by-funder", {"funder": "agency/unhcr"}, 1),
    ],
)
def test_parameters_narrow_the_answer(name: str, given: dict[str, str], rows: int):
    assert len(ask(small(), name, given).rows) == rows


@pytest.mark.parametrize(
    ("name", "given", "named"),
    [
        ("nothing-like-it", {}, "acts-in-force"),
        ("measures-by-category", {"people": "refugee"}, "category, document"),
        ("acts-cited-by-several-documents", {"day": "2000"}, "none"),
        ("measures-by-category", {"category": "refuge"}, "category/refugee"),
        ("measures-by-executor", {"agency": "unhcrr"}, "agency/unhcr"),
        ("measures-by-year", {"year": "soon"}, "2006"),
        ("acts-in-force", {"day": "1.2.2003"}, "2007-08-28"),
        ("words-for-category", {"language": "de"}, "en, kk, ru"),
        ("measures-by-category", {"category": "x } DROP ALL #"}, "category/refugee"),
        ("measures-by-category", {"category": ""}, "category/refugee"),
    ],
)
def test_what_is_not_known_is_refused_with_what_is(name: str, given: dict[str, str], named: str):
    with pytest.raises(BadInput, match=named) as bad:
        ask(small(), name, given)
    assert bad.value.wrong_call


@pytest.mark.parametrize(("language", "form"), [("en", "Report"), ("ru", "Отчёт"), ("kk", "Отчёт")])
def test_of_several_languages_the_readers_is_shown(language: str, form: str):
    answer = ask(small(), "measures-by-executor", {"agency": "unhcr"}, language)
    assert [row.cells["form"].text for row in answer.rows] == [form]


def test_rows_of_one_language_all_stay():
    words = [(Literal("a", language="ru"),), (Literal("b", language="ru"),), (Literal("c", language="en"),)]
    assert readable(words, "kk") == words[:2]
    assert readable([(None,), (Literal("1"),)], "en") == [(None,), (Literal("1"),)]


def test_a_row_has_its_words_and_their_place():
    (row,) = ask(small(), "evidence", {"thing": "doc/new-act/concept/s/2/item-1"}).rows
    (proved,) = row.proofs
    assert proved.proof is not None
    assert (proved.proof.quote, proved.proof.file, proved.proof.ranges) == (
        "No refugee is sent back",
        "one.txt",
        ((5, 28),),
    )
    assert proved.proof.rule == "rule_item"


def test_an_edge_is_proved_by_the_words_that_name_its_object(corpus: Build):
    graph = Store.load(corpus.dist / "kg.nq")
    answer = ask(graph, "measures-by-category", {"category": "refugee"}, "kk")
    assert answer.rows
    for row in answer.rows:
        statement, edge = row.proofs
        assert statement.edge is None
        assert edge.edge is not None
        assert edge.edge[1].endswith("category/refugee")
        assert edge.proof is not None
        assert len(edge.proof.quote) < len(statement.proof.quote) or edge.proof.rule == "rule_context"
        assert statement.citation.title
        assert statement.citation.section
