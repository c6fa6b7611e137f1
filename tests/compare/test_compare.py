"""Two documents side by side, and the pages that show it."""

import json

import pytest

from kg.compare import compare, pages, plain
from kg.errors import BadInput
from kg.store import NamedNode, Store, read_turtle

GRAPH = """
@prefix dct: <http://purl.org/dc/terms/> .
@prefix mp: <https://w3id.org/migration-policy/ontology#> .
@prefix rdfs: <http://www.w3.org/2000/01/rdf-schema#> .
@prefix : <https://w3id.org/migration-policy/> .
mp:Task rdfs:subClassOf mp:Statement ; rdfs:label "task"@en .
mp:Goal rdfs:subClassOf mp:Statement ; rdfs:label "goal"@en .
<category/refugee> rdfs:label "refugee"@en .
<doc/old> dct:title "Old <plan>"@en ; mp:states <doc/old/s/1/a>, <doc/old/s/1/b>, <doc/old/s/1/c>, <doc/old/s/1/d> .
<doc/act> mp:approves <doc/new> ; dct:title "New"@en .
<doc/new> mp:states <doc/new/s/1/a>, <doc/new/s/1/b>, <doc/new/s/1/c>, <doc/new/s/1/e> .
<doc/old/s/1/a> a mp:Goal ; mp:ordinal 1 ; mp:inSection <s> ;
    mp:text "Pools | for all"@en, "\u0411\u0430\u0441\u0441\u0435\u0439\u043d\u044b"@ru .
<doc/old/s/1/b> a mp:Task ; mp:ordinal 2 ; mp:inSection <s> ; mp:text "Bridges"@en ; mp:targets <category/refugee> .
<doc/old/s/1/c> a mp:Task ; mp:ordinal 3 ; mp:inSection <s> ; mp:text "Trees"@en .
<doc/old/s/1/d> a mp:Task ; mp:ordinal 4 ; mp:inSection <s> ; mp:text "Storks"@en .
<doc/new/s/1/a> a mp:Goal ; mp:ordinal 1 ; mp:inSection <s> ; mp:text "Pools for all"@en .
<doc/new/s/1/b> a mp:Task ; mp:ordinal 2 ; mp:inSection <s> ; mp:text "Bridges and ferries"@en .
<doc/new/s/1/c> a mp:Task ; mp:ordinal 3 ; mp:inSection <s> ; mp:text "Apple trees"@en .
<doc/new/s/1/e> a mp:Task ; mp:ordinal 4 ; mp:inSection <s> ; mp:text "Computers"@en .
<s> dct:identifier "1" .
<l1> mp:from <doc/new/s/1/a> ; mp:to <doc/old/s/1/a> ; mp:relation mp:restates ; mp:score 0.9 .
<l2> mp:from <doc/new/s/1/b> ; mp:to <doc/old/s/1/b> ; mp:relation mp:widens ; mp:score 0.5 .
<l3> mp:from <doc/new/s/1/c> ; mp:to <doc/old/s/1/c> ; mp:relation mp:narrows ; mp:score 0.4 .
<l4> mp:from <doc/new/s/1/c> ; mp:to <doc/old/s/1/b> ; mp:relation mp:narrows ; mp:score 0.3 .
<l5> mp:from <doc/new/s/1/e> ; mp:to <doc/old/s/1/d> ; mp:relation mp:correspondsTo ; mp:score 0.2 .
"""


@pytest.fixture(scope="module")
def store(tmp_path_factory):
    path = tmp_path_factory.mktemp("graph") / "graph.ttl"
    path.write_text("@base <https://w3id.org/migration-policy/> .\n" + GRAPH, encoding="utf-8")
    return Store(read_turtle(path, NamedNode("https://w3id.org/migration-policy/graph/doc")))


def fates(found):
    return [(p.fate, p.first and p.first.text, p.second and p.second.text) for p in found.pairs]


def test_what_became_of_each_statement(store):
    assert fates(compare(store, "doc/old", "doc/new", "en")) == [
        ("kept", "Pools | for all", "Pools for all"),
        ("widened", "Bridges", "Bridges and ferries"),
        ("narrowed", "Trees", "Apple trees"),
        ("dropped", "Storks", None),
        ("new", None, "Computers"),
    ]


def test_the_other_way_round_narrows_what_was_widened(store):
    found = {p.fate: p.first and p.first.text for p in compare(store, "doc/new", "doc/old", "en").pairs}
    assert found["narrowed"] == "Bridges and ferries"
    assert found["widened"] == "Apple trees"
    assert found["new"] is None


def test_an_act_stands_for_what_it_approves(store):
    assert fates(compare(store, "doc/old", "doc/act", "en")) == fates(compare(store, "doc/old", "doc/new", "en"))


def test_texts_are_in_the_language_of_the_reader_where_there_are_any(store):
    found = compare(store, "doc/old", "doc/new", "ru").pairs[0]
    assert (found.first.language, found.second.language) == ("ru", "en")


def test_counts(store):
    found = compare(store, "doc/old", "doc/new", "en")
    assert found.counts("class")["task"] == {
        "kept": 0, "reworded": 0, "narrowed": 1, "widened": 1, "dropped": 1, "new": 1,
    }  # fmt: skip
    assert list(found.counts("category")) == ["refugee"]
    assert found.counts("group") == {}


@pytest.mark.parametrize("names", [("doc/old", "doc/nowhere"), ("doc/old", "doc/old")])
def test_what_cannot_be_compared(store, names):
    with pytest.raises(BadInput):
        compare(store, *names, "en")


@pytest.mark.parametrize("language", ["en", "ru", "kk"])
def test_pages_escape_what_documents_say(store, language):
    found = compare(store, "doc/old", "doc/new", language)
    page, text = pages.html(found, language), pages.markdown(found, language)
    assert "Old &lt;plan&gt;" in page and "Old <plan>" not in page + text
    assert "Apple trees" in page and "Apple trees" in text
    rows = [line for line in text.splitlines() if line.startswith("| ")]
    assert {line.replace("\\|", "").count("|") for line in rows} <= {4, 8}


def test_plain_data(store):
    data = json.loads(json.dumps(plain(compare(store, "doc/old", "doc/new", "en"))))
    assert [s["fate"] for s in data["statements"]] == ["kept", "widened", "narrowed", "dropped", "new"]
    assert data["statements"][3]["second"] is None
    assert data["first"] == {"document": "doc/old", "title": "Old <plan>"}
