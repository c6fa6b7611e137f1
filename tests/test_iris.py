import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg import iris
from kg.iris import Iri
from kg.records import Place

SHA = "a1" * 32
STATEMENT = iris.place(Place("treaty-un-1951", "2", "item-3"))


@pytest.mark.parametrize(
    ("text", "slug"),
    [
        ("Refugee", "refugee"),
        ("Деятельность, объект", "deyatelnost-obekt"),
        ("Қазақстан көші-қоны", "qazaqstan-koshi-qony"),
        ("state_programme", "state-programme"),
        ("«Plan» № 3/7", "plan-no-3-7"),
        ("one two " * 20, "one-two-one-two-one-two-one-two-one-two-one-two-one-two-one"),
        ("x" * 90, "x" * 60),
        ("… — !", ""),
    ],
)
def test_slug(text, slug):
    assert iris.slug(text) == slug


@given(st.text())
def test_a_slug_is_short_safe_and_its_own_slug(text):
    slug = iris.slug(text)
    assert len(slug) <= 60
    assert slug == "" or iris.term(slug)
    assert iris.slug(slug) == slug


@pytest.mark.parametrize(
    ("known", "key"),
    [
        (("president", "decree", "399", "Any title", "2007-08-28"), "president-decree-399-2007-08-28"),
        (("almaty-maslikhat", "decision", None, "О программе", "2001-04-04"), "almaty-maslikhat-decision-2001-04-04"),
        (("government", "state_programme", "7-II", None, "2003"), "government-state-programme-7-ii-2003"),
        ((None, "strategy", None, "Казахстан - 2030", None), "strategy-kazakhstan-2030"),
        (("un", "treaty", None, "Конвенция о беженцах", "1951"), "un-treaty-1951"),
        ((None, "constitution", None, None, None), "constitution"),
        ((None, None, None, "…", None), "unnamed"),
        ((), "unnamed"),
    ],
)
def test_document_key(known, key):
    assert iris.document_key(*known) == key
    assert iris.document(key)


@pytest.mark.parametrize(
    ("iri", "path"),
    [
        (iris.term("category/refugee"), "category/refugee"),
        (iris.name("mentions"), "ontology#mentions"),
        (iris.name("mp:Task"), "ontology#Task"),
        (iris.agency("unhcr"), "agency/unhcr"),
        (iris.agency("agency/unhcr"), "agency/unhcr"),
        (iris.kind("state_programme"), "kind/state-programme"),
        (iris.document("treaty-un-1951/protocol"), "doc/treaty-un-1951/protocol"),
        (iris.expression("treaty-un-1951", "kk"), "doc/treaty-un-1951/lang/kk"),
        (iris.section("treaty-un-1951", "4.1"), "doc/treaty-un-1951/s/4.1"),
        (iris.section("treaty-un-1951", "глава ІІ"), "doc/treaty-un-1951/s/glava-ii"),
        (iris.section("treaty-un-1951", "…"), "doc/treaty-un-1951/s/b4935894"),
        (STATEMENT, "doc/treaty-un-1951/s/2/item-3"),
        (iris.place(Place("treaty-un-1951", "1", "table-1/r3c2")), "doc/treaty-un-1951/s/1/table-1/r3c2"),
        (iris.place(Place("treaty-un-1951", "1")), "doc/treaty-un-1951/s/1"),
        (iris.source(SHA), "source/a1a1a1a1a1a1a1a1"),
        (iris.graph("doc/treaty-un-1951"), "graph/doc/treaty-un-1951"),
        (iris.evidence(STATEMENT, SHA), "doc/treaty-un-1951/s/2/item-3/evidence/a1a1a1a1a1a1a1a1"),
        (iris.evidence(STATEMENT, SHA, "7-9"), "doc/treaty-un-1951/s/2/item-3/evidence/a1a1a1a1a1a1a1a1/7-9"),
        (
            iris.mention(STATEMENT, "eli:cites", iris.document("law-1/annex"), SHA, 2),
            "doc/treaty-un-1951/s/2/item-3/cites/doc-law-1-annex/a1a1a1a1a1a1a1a1-2",
        ),
        (iris.mention(STATEMENT, "term", None, SHA, 1), "doc/treaty-un-1951/s/2/item-3/term/a1a1a1a1a1a1a1a1-1"),
        (iris.position(iris.target(iris.source(SHA), 2)), "source/a1a1a1a1a1a1a1a1/t2/position"),
        (iris.quote(iris.target(iris.source(SHA), 2)), "source/a1a1a1a1a1a1a1a1/t2/quote"),
        (iris.activity("by_cue", SHA), "activity/by_cue/a1a1a1a1a1a1a1a1"),
        (iris.association(iris.activity("by_cue", SHA)), "activity/by_cue/a1a1a1a1a1a1a1a1/association"),
        (iris.rule("by_cue"), "rule/by_cue"),
        (iris.moment(["2001-Q4"]), "time/2001-Q4"),
        (iris.moment(["2002", "2004"]), "time/2002--2004"),
    ],
)
def test_iri(iri, path):
    assert iri == iris.BASE + path


def test_languages_are_those_of_the_european_union():
    assert iris.language("kk") == "http://publications.europa.eu/resource/authority/language/KAZ"


@pytest.mark.parametrize(
    "make",
    [
        lambda: Iri("no iri"),
        lambda: Iri("https://example.org/одно"),
        lambda: iris.term("category/two words"),
        lambda: iris.term("category//refugee"),
        lambda: iris.term("../refugee"),
        lambda: iris.term(""),
        lambda: iris.name("nobody:knows"),
        lambda: iris.name("mp:"),
        lambda: iris.document("указ"),
        lambda: iris.source("a1"),
        lambda: iris.source("Z" * 64),
    ],
)
def test_what_is_not_safe_is_refused(make):
    with pytest.raises(ValueError, match="is no"):
        make()


@given(st.text(), st.text())
def test_any_place_has_an_iri(section, key):
    assert iris.place(Place("law-1", section, key))
