import pytest
from handmade import brief, document, findings, read, words

from kg import iris
from kg.emit.documents import Acts, Names, bodies, dated, moment, one_per_language
from kg.iris import Iri
from kg.lexicon import Lexicon
from kg.records import Act, Body, Deadline

RU = read("ru.txt", "Закон о труде; полный Закон о труде и отдыхе; Совет труда, СОВЕТ ТРУДА РЕСПУБЛИКИ", "ru")
EN = read("en.txt", "Labour Act; Labour Council", "en")
LAW = iris.kind("law")
NAMES = Names(
    {LAW: {"ru": "закон", "en": "law"}, iris.agency("parliament"): {"ru": "Парламент", "en": "Parliament"}},
    {LAW: iris.name("LegalAct")},
)
LEXICON = Lexicon(())


def lines(facts):
    return {
        (s.removeprefix(iris.BASE), f"{p} {o.removeprefix(iris.BASE) if isinstance(o, Iri) else brief(o)}")
        for s, p, o in facts
    }


def act(**known):
    return Act("law-9", "law", **known)


def build(own=None, *mentions):
    """A document for each mention of the act `law-9`, and one for the act itself where `own` is given."""
    found = [document(own, findings(RU))] if own else []
    others = [Act(f"order-{n}", "order") for n in range(len(mentions))]
    return found + [
        document(o, findings(RU), mentioned=((findings(RU), m),)) for o, m in zip(others, mentions, strict=True)
    ]


@pytest.mark.parametrize(
    ("documents", "expected"),
    [
        pytest.param(
            build(None, act(title=words(RU, "Закон о труде")), act(number="9", title=words(EN, "Labour Act"))),
            {'dct:title "Закон о труде"@ru', 'dct:title "Labour Act"@en', 'eli:number "9"'},
            id="what several documents know is put together",
        ),
        pytest.param(
            build(
                act(title=words(RU, "Закон о труде и отдыхе")), act(title=words(RU, "Закон о труде"), date="1999-07")
            ),
            {'dct:title "Закон о труде и отдыхе"@ru', 'eli:date_document "1999-07"^^xsd:gYearMonth'},
            id="what a document says of itself comes first",
        ),
        pytest.param(
            build(None, act(issuer="parliament", number="9", date="1999-07-01")),
            {
                'dct:title "закон, Парламент, № 9, 1999-07-01"@ru',
                'dct:title "law, Parliament, № 9, 1999-07-01"@kk',
                'dct:title "law, Parliament, № 9, 1999-07-01"@en',
                'eli:number "9"',
                'eli:date_document "1999-07-01"^^xsd:date',
                "eli:passed_by agency/parliament",
            },
            id="an act without a title is called by kind, issuer, number and date",
        ),
    ],
)
def test_an_act(documents, expected):
    always = {"rdf:type ontology#LegalAct", 'dct:identifier "law-9"', "eli:type_document kind/law"}
    labels = {line.replace("dct:title", "rdfs:label") for line in expected if line.startswith("dct:title")}
    assert lines(Acts.of(documents, NAMES, LEXICON).facts("law-9")) == {
        ("doc/law-9", line) for line in expected | always | labels
    }


@pytest.mark.parametrize(
    ("read", "expected"),
    [
        ((), {'dct:identifier "law-9"', 'dct:title "Known Law"@en', 'rdfs:label "Known Law"@en'}),
        (("law-9",), {line for _, line in lines(Acts.of(build(act(number="9")), NAMES, LEXICON).facts("law-9"))}),
    ],
)
def test_the_vocabulary_speaks_for_an_act_that_it_has_unless_it_was_read(read, expected):
    names = Names({**NAMES.labels, iris.document("law-9"): {"en": "Known Law"}}, NAMES.classes)
    acts = Acts({"law-9": (act(number="9"),)}, frozenset(read), names, LEXICON)
    assert lines(acts.facts("law-9")) == {("doc/law-9", line) for line in expected}


def test_the_label_of_an_act_is_its_title_without_the_capitals_of_a_title_page():
    told = lines(Acts.of(build(act(title=words(RU, "СОВЕТ ТРУДА РЕСПУБЛИКИ"))), NAMES, LEXICON).facts("law-9"))
    assert {line for _, line in told if "Совет" in line or "СОВЕТ" in line} == {
        'dct:title "СОВЕТ ТРУДА РЕСПУБЛИКИ"@ru',
        'rdfs:label "Совет труда республики"@ru',
    }


def test_an_act_of_which_nothing_is_known_has_its_key_for_a_name():
    assert lines(Acts({}, frozenset(), NAMES, LEXICON).facts("x-1")) == {
        ("doc/x-1", line)
        for line in ("rdf:type ontology#Document", 'dct:identifier "x-1"', 'dct:title "x-1"@en', 'rdfs:label "x-1"@en')
    }


def test_a_body_has_the_shortest_of_its_spellings_in_each_language():
    found = [
        Body("sovet-truda", words(RU, "СОВЕТ ТРУДА РЕСПУБЛИКИ")),
        Body("sovet-truda", words(RU, "Совет труда")),
        Body("sovet-truda", words(EN, "Labour Council")),
    ]
    for order in (found, found[::-1]):
        facts = bodies([document(act(), findings(RU), bodies=tuple(order))])["sovet-truda"]
        assert {brief(o) for _, p, o in facts if p == "skos:prefLabel"} == {'"Совет труда"@ru', '"Labour Council"@en'}


@pytest.mark.parametrize(
    ("deadline", "path", "facts"),
    [
        pytest.param(
            Deadline("date", "2001-07-01", "2001-07-01", "2001-07-01"),
            "time/2001-07-01",
            {"rdf:type time:Instant", 'rdfs:label "2001-07-01"', 'time:inXSDDate "2001-07-01"^^xsd:date'},
            id="a day",
        ),
        pytest.param(
            Deadline("quarter", "2001-Q4", "2001-10-01", "2001-12-31"),
            "time/2001-Q4",
            {
                "rdf:type time:ProperInterval",
                'rdfs:label "2001-Q4"',
                "time:hasBeginning time/2001-10-01",
                "time:hasEnd time/2001-12-31",
            },
            id="a quarter",
        ),
        pytest.param(
            Deadline("interval", "2002/2004", "2002-01-01", "2004-12-31"),
            "time/2002--2004",
            {
                "rdf:type time:ProperInterval",
                'rdfs:label "2002/2004"',
                "time:hasBeginning time/2002-01-01",
                "time:hasEnd time/2004-12-31",
            },
            id="an interval",
        ),
        pytest.param(
            Deadline("from", "2002", "2002-01-01"),
            "time/from--2002-01-01",
            {"rdf:type time:ProperInterval", 'rdfs:label "2002-01-01/.."', "time:hasBeginning time/2002-01-01"},
            id="an open end",
        ),
        pytest.param(
            Deadline("regular", None, None, "2005-12-31"),
            "time/until--2005-12-31",
            {"rdf:type time:ProperInterval", 'rdfs:label "../2005-12-31"', "time:hasEnd time/2005-12-31"},
            id="an open beginning",
        ),
    ],
)
def test_a_moment(deadline, path, facts):
    when, found = moment(deadline)
    own = {f"{p} {o.removeprefix(iris.BASE) if isinstance(o, Iri) else brief(o)}" for s, p, o in found if s == when}
    own = {line.replace(iris.PREFIXES["time"], "time:") for line in own}
    assert when == iris.BASE + path
    assert own == facts


@pytest.mark.parametrize("deadline", [Deadline("annual"), Deadline("date", "soon")])
def test_no_moment_is_made_up(deadline):
    assert moment(deadline) == (None, [])


@pytest.mark.parametrize(
    ("iso", "literal"),
    [
        ("2001-07-01", '"2001-07-01"^^xsd:date'),
        ("2001-07", '"2001-07"^^xsd:gYearMonth'),
        ("2001", '"2001"^^xsd:gYear'),
        ("spring", '"spring"'),
    ],
)
def test_a_date_is_as_precise_as_it_is_known(iso, literal):
    assert brief(dated(iso)) == literal


def test_the_first_text_of_a_language_counts():
    found = [None, words(RU, "Закон о труде"), words(EN, "Labour Act"), words(RU, "Совет труда")]
    assert [brief(text) for text in one_per_language(found)] == ['"Закон о труде"@ru', '"Labour Act"@en']
