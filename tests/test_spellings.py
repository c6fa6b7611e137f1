import pytest
from handmade import document, findings, read, united
from handmade import words as words_of

from kg import iris
from kg.records import Act, Edge, Place, Statement
from kg.spellings import spellings
from kg.store import Literal, NamedNode, Quad

ACT = Act("council-decision-1/plan", "plan")


def said(text, key, *, body="", language="ru"):
    """A statement of a document that says only this, with the name of a body in it."""
    source = findings(read(f"{key}.txt", text, language))
    edges = (Edge("responsible", "agency/x", words_of(source.text, body)),) if body else ()
    statement = Statement(Place(ACT.key, "plan", key), "Measure", words_of(source.text, text), 1, edges=edges)
    return source, statement


def told(first, second, words, *, linked=True):
    link = Quad(
        NamedNode(iris.place(first[1].place)),
        NamedNode(iris.name("narrows")),
        NamedNode(iris.place(second[1].place)),
        NamedNode(iris.graph("links")),
    )
    both = document(ACT, first[0], statements=(united(first), united(second)))
    return spellings([both], [link] if linked else [], words)


def shown(quads):
    values = {q.predicate.value.rpartition("#")[2]: q.object.value for q in quads if isinstance(q.object, Literal)}
    return (values["expected"], values["found"]) if quads else None


@pytest.mark.parametrize(
    ("first", "second", "linked", "found"),
    [
        (
            '"Карта дорожного ремонта"',
            'Новая "Карта бездорожного ремонта"',
            True,
            ("Карта дорожного ремонта", "Карта бездорожного ремонта"),
        ),
        (
            '"Карта дорожного ремонта (на год)"',
            '"Карта бездорожного ремонта"',
            True,
            ("Карта дорожного ремонта", "Карта бездорожного ремонта"),
        ),
        ('"Карта дорожного ремонта"', '"Карта бездорожного ремонта"', False, None),
        ('"Карта дорожного ремонта"', 'По "Карте дорожного ремонта"', True, None),
        ('"Карта дорожного ремонта"', '"Карта водного ремонта"', True, None),
        ('"Карта дорожного ремонта"', '"Карта бездорожного ремонта города"', True, None),
        ('"Дорога 12 км"', '"Дорога 13 км"', True, None),
    ],
)
def test_quoted_names_of_statements_that_correspond(first, second, linked, found, words):
    assert shown(told(said(first, "row-1"), said(second, "row-2"), words, linked=linked)) == found


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        ("Аппарат акима", "Аппарат акимата", ("Аппарат акима", "Аппарат акимата")),
        ("Аппарат акима", "аппаратом акима", None),
        ("Аппарат акима", "Контора главы", None),
    ],
)
def test_names_of_one_body(first, second, found, words):
    left, right = said(first, "row-1", body=first), said(second, "row-2", body=second)
    assert shown(told(left, right, words, linked=False)) == found


def test_an_anomaly_speaks_three_languages_and_is_about_both(words):
    quads = told(said('"Карта дорожного ремонта"', "row-1"), said('"Карта бездорожного ремонта"', "row-2"), words)
    this = iris.place(Place(ACT.key, "plan", "row-2")) + "/anomaly/name"
    assert {q.subject.value for q in quads} == {this}
    about = {q.object.value for q in quads if q.predicate.value == iris.name("about")}
    assert about == {iris.place(Place(ACT.key, "plan", key)) for key in ("row-1", "row-2")}
    comments = {q.object.language for q in quads if q.predicate.value == iris.name("rdfs:comment")}
    assert comments == {"en", "ru", "kk"}
