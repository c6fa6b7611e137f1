"""Links between statements: what is found, how it is typed, and that it stays bounded and in order."""

from dataclasses import replace

import pytest
from handmade import document, findings, read, united, words

from kg import iris
from kg.correspond import correspond
from kg.correspond.likeness import MOST_CANDIDATES, candidates, pairs
from kg.correspond.profile import content, profiles, weighted
from kg.records import Act, Edge, Indicator, Place, Relation, Statement

OLD = Act("council-decision-1-2001-05-01", "concept", date="2001-05-01")
NEW = Act("council-decision-7-2009-05-01", "concept", date="2009-05-01")
PLAN = Act("council-decision-1-2001-05-01/plan", "plan", date="2001-05-01")

POOLS = "open swimming pools in every district"
LINES = (
    POOLS,
    "repair the bridges over the northern canal",
    "plant apple trees along the railway",
    "teach older people to use computers",
    "count the storks each spring",
)


def made(act, *lines, cls="Task", section="2", key="item", cites=None, edges=None):
    """A document in English whose statements are the lines; `edges` gives the categories that a line names."""
    text = read(f"{act.key.replace('/', '-')}-{section}.txt", "\n".join(lines), "en")
    found = findings(text, documents=[act])
    statements = []
    for n, line in enumerate(lines, 1):
        said = words(text, line)
        named = tuple(Edge("mentions", f"category/{c}", said) for c in (edges or {}).get(line, ()))
        statements.append(Statement(Place(act.key, section, f"{key}-{n}"), cls, said, n, edges=named))
    relations = ((found, Relation(act.key, "eli:cites", cites, statements[0].evidence)),) if cites else ()
    return document(act, found, statements=tuple(united((found, s)) for s in statements), relations=relations)


def edges_of(quads):
    """`later relation earlier`, by section and place."""
    kinds = ("restates", "narrows", "widens")
    return {
        f"{q.subject.value.partition('/s/')[2]} {local} {q.object.value.partition('/s/')[2]}"
        for q in quads
        if (local := q.predicate.value.rpartition("#")[2]) in kinds
    }


@pytest.mark.parametrize(
    ("line", "relation"),
    [
        ("open swimming pools in every district", "restates"),
        ("Swimming pools opened in every one of the districts", "restates"),
        ("swimming pools", "narrows"),
        (
            "open swimming pools, saunas, gymnasiums, skating rinks, tennis courts and stadiums in every district",
            "widens",
        ),
        ("collect rare stamps", None),
    ],
)
def test_what_a_later_document_makes_of_a_statement(words, line, relation):
    found = correspond([made(OLD, *LINES), made(NEW, line, "print a town map", cites=OLD.key)], words)
    assert edges_of(found) == ({f"2/item-1 {relation} 2/item-1"} if relation else set())


def test_a_plan_narrows_what_it_carries_out(words):
    plan = made(
        PLAN, "swimming pools with warm water, changing rooms and lifeguards in districts", section="plan", key="row"
    )
    assert edges_of(correspond([made(OLD, *LINES), plan], words)) == {"plan/row-1 narrows 2/item-1"}


def test_every_edge_has_a_correspondence_that_says_why(words):
    found = correspond([made(OLD, *LINES), made(NEW, POOLS, "print a town map", cites=OLD.key)], words)
    said = {q.predicate.value.rpartition("#")[2]: q.object.value for q in found if "/restates/" in q.subject.value}
    assert said["relation"] == iris.name("restates")
    assert said["from"] == iris.place(Place(NEW.key, "2", "item-1"))
    assert 0.9 < float(said["score"]) <= 1
    assert said["method"]
    terms = {q.object.value for q in found if q.predicate.value == iris.name("sharedTerm")}
    assert {"pool", "district"} <= terms


def test_neighbours_in_a_list_are_not_repeats_but_other_sections_are(words):
    twice = made(OLD, POOLS, POOLS, *LINES[1:])
    assert edges_of(correspond([twice], words)) == set()
    apart = replace(
        made(OLD, *LINES), statements=made(OLD, *LINES).statements + made(OLD, POOLS, section="5").statements
    )
    assert len(edges_of(correspond([apart], words))) == 1


def test_what_names_other_people_is_something_else(words):
    lines = ("housing for arrivals near the station", *LINES[1:])
    first, second = (
        made(act, *lines, edges={lines[0]: [category]}, cites=OLD.key)
        for act, category in ((OLD, "refugee"), (NEW, "repatriate"))
    )
    same = made(NEW, *lines, edges={lines[0]: ["refugee"]}, cites=OLD.key)
    best = {p.score for p in pairs(profiles([first, second], words), lambda *_: True, 0) if p.a.place.key == "item-1"}
    good = {p.score for p in pairs(profiles([first, same], words), lambda *_: True, 0) if p.a.place.key == "item-1"}
    assert max(best) < 0.3 < max(good)


@pytest.mark.parametrize(
    ("cls", "linked"), [("Task", True), ("Measure", True), ("Challenge", False), ("Definition", False)]
)
def test_what_describes_does_not_repeat_what_commits(words, cls, linked):
    found = correspond([made(OLD, *LINES), made(NEW, POOLS, "a town map", cls=cls, cites=OLD.key)], words)
    assert bool(edges_of(found)) is linked


def test_documents_that_do_not_name_each_other_need_more(words):
    tied = pairs(profiles([made(OLD, *LINES), made(NEW, POOLS)], words), lambda *_: True, 0)
    strange = pairs(profiles([made(OLD, *LINES), made(NEW, POOLS)], words), lambda *_: False, 0)
    assert max(p.score for p in strange) < max(p.score for p in tied)


def test_an_indicator_only_guesses(words):
    text = read("pools.txt", "Number of swimming pools opened in the districts", "en")
    found = findings(text, documents=[OLD])
    indicator = Indicator(Place(OLD.key, "annex", "item-1"), _all(text))
    both = replace(made(OLD, *LINES), indicators=(united((found, indicator)),))
    links = correspond([both], words)
    assert edges_of(links) == set()
    assert iris.name("indicates") in {q.object.value for q in links if q.predicate.value == iris.name("relation")}


def _all(text):
    return words(text, text.span.text)


def test_the_order_of_documents_makes_no_difference(words):
    documents = [made(OLD, *LINES), made(NEW, *LINES[::-1], cites=OLD.key)]
    assert correspond(documents, words) == correspond(documents[::-1], words)


def test_candidates_are_bounded(words):
    lines = [f"word{n} pool district canal {n * 7 % 31}" for n in range(3 * MOST_CANDIDATES)]
    everything = profiles([made(OLD, *lines)], words)
    tables = {language: weighted(everything, language) for language in ("ru", "kk", "en")}
    assert {len(found) for found in candidates(everything, tables)} == {MOST_CANDIDATES}


@pytest.mark.parametrize(
    ("text", "language", "lemmas"),
    [
        ("the pools of 12 towns, by 2009", "en", {"pool", "12", "town", "2009"}),
        ("UN", "en", {"un"}),
    ],
)
def test_content_words(words, text, language, lemmas):
    assert set(content(text, language, words.morphology)) == lemmas
