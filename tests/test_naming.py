import pytest
from asking import small

from kg import iris
from kg.naming import Names, full, nearest, preferred, short

IRIS = [
    ("category/refugee", iris.BASE + "category/refugee"),
    ("mp:Measure", iris.BASE + "ontology#Measure"),
    ("eli:cites", "http://data.europa.eu/eli/ontology#cites"),
    ("http://example.org/x", "http://example.org/x"),
    ("doc/president-decree-399-2007-08-28/concept", iris.BASE + "doc/president-decree-399-2007-08-28/concept"),
]


@pytest.mark.parametrize(("name", "iri"), IRIS)
def test_short_and_full_are_each_other(name: str, iri: str):
    assert full(name) == iri
    assert short(iri) == name


@pytest.mark.parametrize("name", ["<category/refugee>", " category/refugee ", "/category/refugee"])
def test_full_forgives_brackets_and_spaces(name: str):
    assert full(name) == iris.BASE + "category/refugee"


@pytest.mark.parametrize(
    ("wanted", "best"),
    [("refuge", "category/refugee"), ("Refugee", "category/refugee"), ("catgory/migrant", "category/migrant")],
)
def test_nearest_name_comes_first(wanted: str, best: str):
    assert nearest(wanted, ["category/refugee", "category/migrant", "place/kz"])[0] == best


def test_nothing_is_near_to_nonsense():
    assert nearest("zzzz", ["category/refugee"]) == []


@pytest.mark.parametrize(
    ("iri", "language", "label"),
    [
        ("category/refugee", "ru", "беженец"),
        ("category/refugee", "kk", "босқын"),
        ("mp:Measure", "en", "measure"),
        ("eli:cites", "ru", "ссылается на"),
        ("doc/new-act/concept/s/annex/row-1", "kk", "Refugees housed"),
        ("doc/unknown", "en", "doc/unknown"),
    ],
)
def test_a_label_is_in_the_language_or_the_next_best(iri: str, language: str, label: str):
    assert Names(small(), language).label(full(iri)) == label


def test_the_reader_comes_before_the_originals():
    assert preferred("kk") == ("kk", "ru", "en")
