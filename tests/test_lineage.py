"""Since when and until when documents are in force, and what succeeds what."""

from dataclasses import replace

import pytest
from handmade import document, findings, read, said, words

from kg.lineage import lineage
from kg.records import Act, Relation

SIGNED = "Decision 1. The decision enters into force on signature."


def act(key, kind="decision", date="2001-05-01", **other):
    return Act(key, kind, date=date, **other)


def read_act(key, text, *, relations=(), acts=(), **other):
    """A document that names acts by the words `Decision 1`."""
    found = findings(read(f"{key.replace('/', '-')}.txt", text, "en"))
    evidence = words(found.text, "Decision 1")
    mine = replace(act(key, **other), evidence=(evidence,), title=words(found.text, text))
    edges = tuple((found, Relation(key, property_, other_, evidence)) for property_, other_ in relations)
    named = tuple((found, a) for a in acts)
    return replace(document(mine, found, relations=edges), mentioned=named)


def facts(quads, key):
    wanted = ("mp:inForceFrom", "mp:inForceUntil", "mp:succeeds")
    return {line for line in said(quads, f"doc/{key}") if line.startswith(wanted)}


@pytest.mark.parametrize(
    ("text", "found"),
    [
        (SIGNED, {'mp:inForceFrom "2001-05-01"^^xsd:date'}),
        ("Decision 1. The decision enters into force next spring.", set()),
    ],
)
def test_entry_into_force(words, text, found):
    assert facts(lineage([read_act("a-1", text)], words), "a-1") == found


def test_an_act_without_a_date_is_in_force_nobody_knows_since_when(words):
    assert facts(lineage([read_act("a-1", SIGNED, date=None)], words), "a-1") == set()


def test_repeal_ends_it_for_what_it_approves_too(words):
    later = act("a-9", date="2009-10-30")
    first = read_act("a-1", SIGNED, relations=[("eli:repealed_by", "a-9")], acts=[later])
    plan = read_act("a-1/plan", "Decision 1: plan", kind="plan", approved_by="a-1")
    quads = lineage([first, plan], words)
    until = 'mp:inForceUntil "2009-10-30"^^xsd:date'
    assert facts(quads, "a-1") == facts(quads, "a-1/plan") == {'mp:inForceFrom "2001-05-01"^^xsd:date', until}


def test_a_repeal_without_a_date_leaves_the_end_open(words):
    first = read_act("a-1", "Decision 1", relations=[("eli:repealed_by", "a-9")], acts=[act("a-9", date=None)])
    assert facts(lineage([first], words), "a-1") == set()


@pytest.mark.parametrize(
    ("title", "kind", "date", "succeeds"),
    [
        ("Decision 1 Concept of housing policy", "concept", "2009-01-01", True),
        ("Decision 1 Concept of housing policy", "plan", "2009-01-01", False),
        ("Decision 1 Rules against noise", "concept", "2009-01-01", False),
        ("Decision 1 Concept of housing policy", "concept", "1999-01-01", False),
    ],
)
def test_succession(words, title, kind, date, succeeds):
    old = read_act("a-1/concept", "Decision 1 Concept of housing policy", kind="concept")
    new = read_act("b-7/concept", title, kind=kind, date=date, relations=[("eli:cites", "a-1/concept")])
    found = facts(lineage([old, new], words), "b-7/concept")
    assert found == ({"mp:succeeds <doc/a-1/concept>"} if succeeds else set())


def test_every_day_is_shown_by_words(words):
    quads = lineage([read_act("a-1", SIGNED)], words)
    quotes = {q.object.value for q in quads if q.predicate.value.endswith("#quote")}
    assert quotes == {"enters into force on signature"}


def test_the_order_of_documents_makes_no_difference(words):
    documents = [read_act("a-1", SIGNED), read_act("b-2", SIGNED)]
    assert lineage(documents, words) == lineage(documents[::-1], words)
