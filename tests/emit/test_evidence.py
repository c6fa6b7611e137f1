import re
from dataclasses import replace
from decimal import Decimal

import pytest
from handmade import brief, findings, read, words

from kg import iris
from kg.emit.evidence import decimal, mentioned, shown, shown_everywhere, text
from kg.records import Evidence
from kg.spans import Span

THING = iris.term("doc/law-1/s/2/item-1")
SPACED = read("a.txt", "1) help for  r e f u g e e s ;\r\n\fpage 2\r\nand their children", "en")
FOUND = findings(SPACED)
SOURCE = iris.source(SPACED.source.sha256).removeprefix(iris.BASE)


def evidence(*pieces, glue=" "):
    """Pieces of the source, each with its spaced letters drawn together, put together over what lies between."""
    spans = []
    for piece in pieces:
        at = SPACED.span.text.index(piece)
        span = SPACED.span[at : at + len(piece)].sub(re.compile(r"(?<=\b\w) (?=\w\b)"), "")
        spans.append(span.sub(re.compile(r"\s+"), " "))
    return Evidence(Span.join(spans, glue, seam=True), "en", "by_hand")


def facts(found):
    """The facts as lines of subject, property and object, in short form."""
    return {
        (s.removeprefix(iris.BASE), p, o.removeprefix(iris.BASE) if isinstance(o, str) else brief(o))
        for s, p, o in found
    }


def test_an_annotation_points_at_the_words_as_they_stand_in_the_source():
    note = f"doc/law-1/s/2/item-1/evidence/{SOURCE[7:]}"
    assert facts(shown(THING, FOUND, evidence("help for  r e f u g e e s"))) == {
        (note, "rdf:type", "http://www.w3.org/ns/oa#Annotation"),
        (note, "oa:hasBody", "doc/law-1/s/2/item-1"),
        (note, "quote", '"help for refugees"@en'),
        (note, "prov:wasGeneratedBy", f"activity/by_hand/{SOURCE[7:]}"),
        (note, "oa:hasTarget", f"{note}/t1"),
        (f"{note}/t1", "rdf:type", "http://www.w3.org/ns/oa#SpecificResource"),
        (f"{note}/t1", "oa:hasSource", SOURCE),
        (f"{note}/t1", "oa:hasSelector", f"{note}/t1/position"),
        (f"{note}/t1", "oa:hasSelector", f"{note}/t1/quote"),
        (f"{note}/t1/position", "rdf:type", "http://www.w3.org/ns/oa#TextPositionSelector"),
        (f"{note}/t1/position", "oa:start", '"3"^^xsd:nonNegativeInteger'),
        (f"{note}/t1/position", "oa:end", '"28"^^xsd:nonNegativeInteger'),
        (f"{note}/t1/quote", "rdf:type", "http://www.w3.org/ns/oa#TextQuoteSelector"),
        (f"{note}/t1/quote", "oa:exact", '"help for  r e f u g e e s"'),
        (f"activity/by_hand/{SOURCE[7:]}", "rdf:type", "http://www.w3.org/ns/prov#Activity"),
        (f"activity/by_hand/{SOURCE[7:]}", "prov:used", SOURCE),
        (f"activity/by_hand/{SOURCE[7:]}", "prov:qualifiedAssociation", f"activity/by_hand/{SOURCE[7:]}/association"),
        (f"activity/by_hand/{SOURCE[7:]}/association", "rdf:type", "http://www.w3.org/ns/prov#Association"),
        (f"activity/by_hand/{SOURCE[7:]}/association", "prov:hadPlan", "rule/by_hand"),
        ("rule/by_hand", "rdf:type", "http://www.w3.org/ns/prov#Plan"),
        ("rule/by_hand", "rdfs:label", '"by_hand"'),
    }


def test_a_piece_that_a_page_break_tore_has_a_target_for_each_part():
    found = list(shown(THING, FOUND, evidence("help for  r e f u g e e s", "and their children")))
    exact = {s.split("/")[-2]: o.value for s, p, o in found if p == "oa:exact"}
    assert exact == {"t1": "help for  r e f u g e e s", "t2": "and their children"}
    assert [o.value for s, p, o in found if p == "quote"] == ["help for refugees and their children"]


def test_every_exact_quotation_is_the_slice_between_its_offsets():
    found = facts(shown(THING, FOUND, evidence("r e f u g e e s ;\r\n\fpage")))
    by_property = {p: o for s, p, o in found if "/t1/" in s and p != "rdf:type"}
    start, end = (int(by_property[p].split('"')[1]) for p in ("oa:start", "oa:end"))
    assert by_property["oa:exact"] == f'"{SPACED.source.text[start:end]}"'


@pytest.mark.parametrize(
    ("value", "body", "path"),
    [
        (iris.term("category/refugee"), "category/refugee", "targets/category-refugee"),
        (None, "doc/law-1/s/2/item-1", "targets"),
    ],
)
def test_a_mention_names_the_edge_that_it_supports(value, body, path):
    note = f"doc/law-1/s/2/item-1/{path}/{SOURCE[7:]}-2"
    found = facts(mentioned(THING, "targets", value, FOUND, evidence("r e f u g e e s"), ordinal=2))
    assert {(p, o) for s, p, o in found if s == note} == {
        ("rdf:type", "ontology#Mention"),
        ("rdf:type", "http://www.w3.org/ns/oa#Annotation"),
        ("inStatement", "doc/law-1/s/2/item-1"),
        ("supports", "ontology#targets"),
        ("oa:hasBody", body),
        ("quote", '"refugees"@en'),
        ("prov:wasGeneratedBy", f"activity/by_hand/{SOURCE[7:]}"),
        ("oa:hasTarget", f"{note}/t1"),
    }


def test_a_thing_named_twice_has_two_annotations_that_tell_their_places():
    places = [words(SPACED, "page"), words(SPACED, "children")]
    found = {
        s.removeprefix(f"{THING}/evidence/") for s, p, _ in shown_everywhere(THING, FOUND, places) if p == "oa:hasBody"
    }
    assert found == {f"{SOURCE[7:]}/33-37", f"{SOURCE[7:]}/51-59"}


def test_words_that_stand_nowhere_are_refused():
    with pytest.raises(ValueError, match="stand nowhere in the source"):
        list(shown(THING, FOUND, Evidence(Span("made up"[:0]), "en", "by_hand")))


@pytest.mark.parametrize(
    ("value", "lexical"),
    [("34400", "34400"), ("3.4E+9", "3400000000"), ("-0.50", "-0.5"), ("1.20", "1.2"), (0.25, "0.25"), (0.0, "0")],
)
def test_a_number_has_no_exponent_and_no_idle_zeros(value, lexical):
    number = decimal(value if isinstance(value, float) else Decimal(value))
    assert brief(number) == f'"{lexical}"^^xsd:decimal'


def test_text_has_its_language():
    assert brief(text(words(SPACED, "page"))) == '"page"@en'


@pytest.mark.parametrize(("extracted", "pages"), [(True, {"2"}), (False, set())])
def test_a_paged_source_gives_the_page_on_which_the_words_begin(extracted, pages):
    paged = replace(FOUND, text=replace(FOUND.text, source=replace(FOUND.text.source, extracted=extracted)))
    found = list(shown(THING, paged, evidence("and their children")))
    assert {value.value for _, name, value in found if name == "page"} == pages
