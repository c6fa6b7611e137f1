"""What one version of a document lacks or says differently, and what is no matter for an alarm."""

from decimal import Decimal

import pytest
from handmade import document, findings, read, united, words

from kg import iris
from kg.parity import differences, numbers, parity
from kg.records import Act, Edge, Evidence, Figure, Indicator, Place, SectionFound, Statement

ACT = Act("council-decision-1-2001-05-01", "concept", date="2001-05-01")
RUSSIAN = "\u0411\u0430\u0441\u0441\u0435\u0439\u043d"
"""A word of Russian: a swimming pool."""


def version(language, text, meta=None):
    return findings(read(f"one.{language}.txt", text, language, meta), documents=[ACT])


def said(found, text=None, place="2/item-1", names=()):
    """What a version states at a place; all its text where none is given."""
    section, _, key = place.partition("/")
    evidence = words(found.text, text or found.text.span.text)
    edges = tuple(Edge("mentions", name, evidence) for name in names)
    return found, Statement(Place(ACT.key, section, key), "Task", evidence, 1, edges=edges)


def told(document_, words_):
    return [(d.kind, d.having, d.lacking, d.what("en")) for d in differences(document_, words_)]


def pair(first, second, **named):
    """A document whose only statement has two texts; `named` gives the things that each names."""
    ru, kk = version("ru", first), version("kk", second)
    both = united(said(ru, names=named.get("ru", ())), said(kk, names=named.get("kk", ())))
    return document(ACT, ru, kk, statements=[both])


@pytest.mark.parametrize(
    ("first", "second", "found"),
    [
        (f"{RUSSIAN} 2007", "Hauz 2007", []),
        (f"{RUSSIAN} 2007", "Hauz 2008", [("number", "ru", "kk", "2007"), ("number", "kk", "ru", "2008")]),
        (f"{RUSSIAN} 120", "Hauz", [("number", "ru", "kk", "120")]),
        (f"{RUSSIAN} 3", "Hauz", []),
        (f"{RUSSIAN} 12,5 %", "Hauz 12.5 %", []),
        (f"{RUSSIAN} 12 5", "Hauz 12,5", [("printing", "ru", "kk", "12 5")]),
        (f"{RUSSIAN} 01.07.2007", "Hauz 2007, 1, 7", []),
    ],
)
def test_numbers(words, first, second, found):
    assert told(pair(first, second), words) == found


@pytest.mark.parametrize(
    ("ru", "kk", "found"),
    [
        (["category/refugee"], ["category/refugee"], []),
        (["category/refugee"], [], [("concept", "ru", "kk", "refugee")]),
        ([], ["agency/iom"], [("concept", "kk", "ru", "International Organization for Migration")]),
        (["category/immigrant"], ["category/migrant"], [("shift", "ru", "kk", "immigrant")]),
        (["place/almaty-city"], [], []),
    ],
)
def test_things_that_only_one_version_names(words, ru, kk, found):
    assert told(pair(RUSSIAN, "Hauz", ru=ru, kk=kk), words) == found


def test_what_is_said_instead_is_of_the_same_kind(words):
    voluntary, international = (words.by_path[f"qualifier/{name}"] for name in ("voluntary", "international"))
    ru, kk = voluntary.labels["prefLabel", "ru"][0], international.labels["prefLabel", "kk"][0]
    found = told(pair(ru, kk, ru=["category/immigrant"], kk=["category/migrant"]), words)
    assert found == [("shift", "ru", "kk", "immigrant"), ("shift", "ru", "kk", "voluntary")]
    assert told(pair(ru, "Hauz", kk=["category/migrant"]), words) == [
        ("concept", "ru", "kk", "voluntary"),
        ("concept", "kk", "ru", "migrant"),
    ]


def test_a_lost_qualifier(words):
    entry = words.by_path["qualifier/voluntary"]
    ru, kk = (entry.labels["prefLabel", language][0] for language in ("ru", "kk"))
    assert told(pair(ru, kk), words) == []
    assert told(pair(ru, "Hauz"), words) == [("concept", "ru", "kk", "voluntary")]


def test_an_item_that_one_version_lacks_but_not_a_sentence(words):
    ru, kk = version("ru", f"{RUSSIAN} A. {RUSSIAN} B. {RUSSIAN} C."), version("kk", "Hauz.")
    shared = united(said(ru, f"{RUSSIAN} A"), said(kk, "Hauz"))
    alone = united(said(ru, f"{RUSSIAN} B", "2/item-2"))
    prose = united(said(ru, f"{RUSSIAN} C", "2/p-1"))
    found = told(document(ACT, ru, kk, statements=[shared, alone, prose]), words)
    assert found == [("item", "ru", "kk", f"{RUSSIAN} B")]


def test_a_missing_annex_and_its_indicators(words):
    ru, kk = version("ru", f"{RUSSIAN} A. {RUSSIAN} B."), version("kk", "Hauz.")
    title = words_of(ru, f"{RUSSIAN} A")
    section = united(
        (ru, SectionFound(Place(ACT.key, "annex"), title, None)),
        (kk, SectionFound(Place(ACT.key, "annex"), words_of(kk, "Hauz"), None)),
    )
    indicator = united((ru, Indicator(Place(ACT.key, "annex", "row-1"), words_of(ru, f"{RUSSIAN} B"))))
    found = told(document(ACT, ru, kk, sections=[section], indicators=[indicator]), words)
    assert found == [("section", "ru", "kk", f"{RUSSIAN} A"), ("indicator", "ru", "kk", f"{RUSSIAN} B")]


def words_of(found, text) -> Evidence:
    return words(found.text, text)


@pytest.mark.parametrize(
    ("second", "value", "found"),
    [
        ("120 adam", 120, []),
        ("120", 120, [("unit", "ru", "kk", "120 A")]),
        ("130 adam", 130, [("figure", "ru", "kk", "120 A"), ("figure", "kk", "ru", "130 adam")]),
    ],
)
def test_figures(words, second, value, found):
    ru, kk = version("ru", f"{RUSSIAN} 120 A"), version("kk", f"Hauz {second}")
    place = Place(ACT.key, "2", "figure-1")
    mine = Figure(place, words_of(ru, f"{RUSSIAN} 120 A"), words_of(ru, "120 A"), Decimal(120))
    other = Figure(place, words_of(kk, f"Hauz {second}"), words_of(kk, second), Decimal(value))
    figures = [united((ru, mine), (kk, other))] if value == 120 else [united((ru, mine)), united((kk, other))]
    assert told(document(ACT, ru, kk, figures=figures), words) == found


def test_a_digest_may_leave_out_what_it_likes(words):
    ru, digest = version("ru", f"{RUSSIAN} 2007"), version("en", "A pool", {"digest_of": "council-decision-1"})
    both = united(said(ru), said(digest))
    assert told(document(ACT, ru, digest, statements=[both]), words) == []


def test_an_anomaly_shows_both_texts_and_speaks_three_languages(words):
    quads = parity([pair(f"{RUSSIAN} 2007", "Hauz")], words)
    this = iris.place(Place(ACT.key, "2", "item-1")) + "/anomaly/number-kk"
    facts = {(q.predicate.value.rpartition("#")[2], q.object.value) for q in quads if q.subject.value == this}
    assert {("type", iris.name("Anomaly")), ("severity", iris.name("serious"))} <= facts
    assert {("expected", f"{RUSSIAN} 2007"), ("found", "Hauz")} <= facts
    comments = {q.object.language: q.object.value for q in quads if q.predicate.value == iris.name("rdfs:comment")}
    assert set(comments) == {"en", "ru", "kk"}
    assert "2007" in comments["en"] and comments["en"].startswith("The Russian version")
    assert {q.graph_name.value for q in quads} == {iris.graph(f"doc/{ACT.key}")}


@pytest.mark.parametrize(
    ("text", "found"),
    [("7 of 07.2008", ["7", "7.2008"]), ("1.2.2003", ["1", "2", "2003"]), ("0", []), ("3,5", ["3.5"])],
)
def test_numbers_of_a_text(text, found):
    assert numbers(text) == found
