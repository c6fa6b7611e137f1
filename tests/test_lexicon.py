from pathlib import Path

import pytest
from marked import cases, marked, plain

from kg import lexicon
from kg.errors import BadInput

FIXTURES = Path(__file__).parent / "lexicon"


@pytest.fixture(scope="module")
def small():
    return lexicon.load(FIXTURES)


def found(small, case, kinds=None):
    text = plain(case.text)
    matches = small.matches(small.tokens(text, case.language), case.language, kinds)
    return marked(text, ((m.start, m.stop, e.path) for m in matches for e in m.entries))


@pytest.mark.parametrize("case", cases(FIXTURES))
def test_finds_what_a_text_names(small, case):
    assert found(small, case) == case.text


@pytest.mark.parametrize(
    ("kinds", "text"),
    [
        (["agency"], "The [[agency/city-council agency/council|council]] of Astana on migration policy."),
        (["funding"], "The [[funding/council|council]] of Astana on migration policy."),
        (["category"], "The council of Astana on migration policy."),
        ([], "The council of Astana on migration policy."),
    ],
)
def test_only_the_kinds_that_are_asked_for(small, kinds, text):
    clean = plain(text)
    matches = small.matches(small.tokens(clean, "en"), "en", kinds)
    assert marked(clean, ((m.start, m.stop, e.path) for m in matches for e in m.entries)) == text


@pytest.mark.parametrize(
    ("label", "language", "keys"),
    [
        ("Незаконная … миграция", "ru", ["незаконный", "…", "миграция"]),
        ("трудящийся-мигрант", "ru", ["трудящийся", "мигрант"]),
        ("государственные органы", "ru", ["государственный", "орган"]),
        ("МОМ", "ru", ["=МОМ"]),
        ("UN Women", "en", ["un", "women"]),
        ("IOM", "en", ["=IOM"]),
        ("Көшіп-қонушы", "kk", ["көшіп", "қонушы"]),
    ],
)
def test_a_label_is_kept_under_its_lemmas(label, language, keys):
    assert lexicon.keys(label, language) == keys


def test_an_entry_has_labels_and_values(small):
    iom, council = small.by_path["agency/iom"], small.by_path["agency/city-council"]
    assert (iom.kind, iom.types) == ("agency", {"Agency"})
    assert [*iom.forms("en")] == ["International Organization for Migration", "IOM"]
    assert [*iom.forms("kk")] == ["ХКҰ"]
    assert [iom.label(language) for language in ("en", "ru")] == ["International Organization for Migration"] * 2
    assert small.by_path["blocked/migration-policy"].label("en") == "blocked/migration-policy"
    assert council.value("jurisdiction") == "place/astana"
    assert council.value("generic") is None
    assert [e.path for e in small.of_kind("funding")] == ["funding/council"]


def test_a_broken_file_is_named(tmp_path):
    (tmp_path / "vocab").mkdir()
    (tmp_path / "vocab" / "places.ttl").write_text("place:here a mp:Place .", encoding="utf-8")
    with pytest.raises(BadInput, match=r"places\.ttl: line 1"):
        lexicon.load(tmp_path)


@pytest.mark.parametrize(
    ("word", "lemmas"),
    [
        ("стали", ("сталь", "стать")),
        ("мыла", ("мыло", "мыть")),
        ("пила", ("пила", "пить")),
        ("банки", ("банк", "банка")),
        ("печь", ("печь", "печи")),
    ],
)
@pytest.mark.parametrize("paths", [("agency/a", "agency/b"), ("agency/b", "agency/a")])
def test_what_a_word_names_by_two_lemmas_comes_in_order(word, lemmas, paths):
    label = "http://www.w3.org/2004/02/skos/core#prefLabel"
    words = lexicon.of((lexicon.BASE + path, label, lemma, "ru") for path, lemma in zip(paths, lemmas, strict=True))
    found = [e.path for m in words.matches(words.tokens(word, "ru"), "ru") for e in m.entries]
    assert found == sorted(found)
    assert found
