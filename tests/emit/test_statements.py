import pytest
from handmade import brief, findings, read, united, words

from kg import iris
from kg.emit import statements as stated
from kg.records import Deadline, Edge, Place, SectionFound, Statement
from kg.store import Literal

EN = read("en.txt", "Glossary. guest: a person who stays; visit. Every year to 2003.", "en")
RU = read("ru.txt", "Словарь. гость: человек, который гостит; гость. Ежегодно.", "ru")
PLACE = Place("law-1", "1", "item-1")
THIS = iris.place(PLACE)


def definition(text, quote, place=PLACE, **more):
    return Statement(place, "Definition", words(text, quote), 4, **more)


def facts(found):
    """The facts of the statement itself, by property."""
    own = {}
    for subject, property_, value in found:
        if subject == THIS:
            own.setdefault(property_, []).append(
                brief(value) if isinstance(value, Literal) else value.removeprefix(iris.BASE)
            )
    return own


@pytest.mark.parametrize(
    ("length", "label"),
    [
        (79, "x" * 79),
        (80, "x" * 80),
        (81, "x" * 79 + "…"),
    ],
)
def test_a_label_of_one_long_word(length, label):
    assert stated.short(Literal("x" * length, language="en")) == Literal(label, language="en")


@pytest.mark.parametrize(
    ("text", "label"),
    [
        ("word " * 30, "word " * 15 + "word…"),
        ("a" * 70 + ", and nothing after it", "a" * 70 + ", and…"),
        ("a" * 77 + ", and", "a" * 77 + "…"),
    ],
)
def test_a_label_ends_with_a_word(text, label):
    short = stated.short(Literal(text, language="ru"))
    assert short == Literal(label, language="ru")
    assert len(short.value) <= 80


def test_a_definition_is_called_by_its_term_where_a_version_has_one():
    version = findings(EN), definition(EN, "a person who stays", term=words(EN, "guest"))
    other = findings(RU), definition(RU, "человек, который гостит")
    said = facts(stated.statement(united(version, other), {}))
    assert said["text"] == ['"a person who stays"@en', '"человек, который гостит"@ru']
    assert said["term"] == ['"guest"@en']
    assert said["rdfs:label"] == ['"guest"@en', '"человек, который гостит"@ru']


def test_the_first_version_decides_where_versions_differ():
    first = definition(EN, "a person who stays", under=Place("law-1", "1"), group="group/information")
    other = definition(RU, "гость", under=Place("law-1", "9"), group="group/legislation", phase="phase/transition")
    said = facts(stated.statement(united((findings(EN), first), (findings(RU), other)), {}))
    assert (said["under"], said["group"], said["phase"]) == (
        ["doc/law-1/s/1"],
        ["group/information"],
        ["phase/transition"],
    )
    assert said["ordinal"] == ['"4"^^xsd:integer']


def test_a_statement_stands_under_the_merged_one():
    """The place that a version gives is that of its own text; the graph has that of the reference version."""
    places = {(RU.source.sha256, Place("law-1", "2", "item-7")): Place("law-1", "1", "heading")}
    other = definition(RU, "гость", under=Place("law-1", "2", "item-7"))
    assert facts(stated.statement(united((findings(RU), other)), places))["under"] == ["doc/law-1/s/1/heading"]


@pytest.mark.parametrize(
    ("deadline", "said"),
    [
        (None, {}),
        (Deadline("annual"), {"recurrence": ["recurrence/annual"]}),
        (
            Deadline("annual", "2003", "2003-01-01", "2003-12-31"),
            {"recurrence": ["recurrence/annual"], "deadline": ["time/2003"]},
        ),
        (Deadline("year", "2003", "2003-01-01", "2003-12-31"), {"deadline": ["time/2003"]}),
    ],
)
@pytest.mark.parametrize("quote", [None, "Every year to 2003"])
def test_a_deadline_is_shown_by_its_words_else_by_the_statement(deadline, said, quote):
    row = definition(EN, "visit", deadline=deadline, deadline_text=quote and words(EN, quote))
    found = list(stated.statement(united((findings(EN), row)), {}))
    own = facts(found)
    assert {p: own[p] for p in ("deadline", "recurrence") if p in own} == said
    assert own.get("deadlineText") == (quote and [f'"{quote}"@en'])
    notes = {s for s, p, o in found if p == "supports" and o in (iris.name("deadline"), iris.name("recurrence"))}
    assert {o.value for s, p, o in found if s in notes and p == "quote"} == ({quote or "visit"} if said else set())


def test_mentions_are_numbered_in_the_order_of_the_text():
    found = findings(RU)
    late, early = words(RU, "гость", after="гостит"), words(RU, "гость")
    facts = stated.edges(THIS, [(found, Edge("mentions", "category/migrant", one)) for one in (late, early)])
    starts = {s.split("/t1")[0][-2:]: int(o.value) for s, p, o in facts if p == "oa:start"}
    assert starts == {"-1": early.span.start, "-2": late.span.start}


@pytest.mark.parametrize(
    ("parent", "whole"),
    [(None, "doc/law-1"), ("4", "doc/law-1/s/4")],
)
def test_a_section_is_part_of_what_it_stands_in(parent, whole):
    found = united((findings(EN), SectionFound(Place("law-1", "4.1"), None, parent)))
    assert (iris.section("law-1", "4.1"), "dct:isPartOf", iris.term(whole)) in set(
        stated.section("law-1", "4.1", found)
    )
