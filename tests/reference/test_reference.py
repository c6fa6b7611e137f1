"""The reference of the ontology: complete, in one language a page, and in need of no other file."""

import re
from pathlib import Path

import pytest
from asking import small_quads
from bs4 import BeautifulSoup
from rdflib import OWL, RDF, RDFS, SKOS, URIRef
from rdflib.plugins.sparql.algebra import traverse
from rdflib.plugins.sparql.parser import parseQuery
from rdflib.plugins.sparql.parserutils import CompValue

from kg import iris, store, turtle
from kg.naming import short
from kg.questions import questions
from kg.records import LANGUAGES
from kg.reference import competence, reference
from kg.reference.schema import Schema, worded
from kg.serve.markup import join
from kg.store import NamedNode

ROOT = Path(__file__).parents[2]
POLICY = turtle.read(ROOT / "ontology" / "policy.ttl")
OWN = sorted({s for s in POLICY.subjects(RDF.type) if isinstance(s, URIRef) and s.startswith(iris.PREFIXES["mp"])})
GRAPH = NamedNode("urn:x-test")


@pytest.fixture(scope="module")
def dist(tmp_path_factory):
    folder = tmp_path_factory.mktemp("reference")
    (folder / "kg.nq").write_bytes(store.n_quads(store.canonical(small_quads())))
    return folder


@pytest.fixture(scope="module")
def pages(dist):
    return {name.removesuffix(".html"): content.decode() for name, content in reference(dist).items()}


@pytest.fixture(scope="module")
def trees(pages):
    return {language: BeautifulSoup(page, "lxml") for language, page in pages.items()}


def test_there_is_a_page_in_each_language(trees):
    assert {language: tree.html["lang"] for language, tree in trees.items()} == {one: one for one in LANGUAGES}
    assert len({tree.title.text for tree in trees.values()}) == 3


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_term_of_ours_is_described(trees, language):
    sections = {part["id"]: part for part in trees[language].find_all("section", class_="term")}
    assert len(sections) == len(OWN)
    for term in OWN:
        section = sections[short(term).replace(":", "-")]
        label, definition = (
            next(str(o) for o in POLICY.objects(term, said) if o.language == language)
            for said in (RDFS.label, SKOS.definition)
        )
        assert (section.h3.text, section.p.text) == (label, definition)
        assert section.code.text == short(term)


@pytest.mark.parametrize("language", LANGUAGES)
def test_every_link_leads_somewhere(trees, language):
    tree = trees[language]
    anchors = [node["id"] for node in tree.find_all(id=True)]
    assert len(anchors) == len(set(anchors))
    here = {link["href"][1:] for link in tree.find_all("a", href=True) if link["href"].startswith("#")}
    there = {link["href"] for link in tree.find_all("a", href=True) if not link["href"].startswith("#")}
    assert here <= set(anchors)
    others = {f"{one}.html" for one in LANGUAGES if one != language}
    assert there == {*others, "https://creativecommons.org/licenses/by/4.0/"}


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_page_loads_nothing(pages, trees, language):
    assert not trees[language].find_all(["script", "link", "img", "iframe", "object", "embed"])
    assert not re.search(r"@import|url\((?!#)|\ssrc=", pages[language])


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_diagram_speaks_the_language_of_the_page(trees, language):
    (picture,) = trees[language].find_all("svg")
    shown = {text.get_text(strip=True) for text in picture.find_all("text")}
    label = next(str(o) for o in POLICY.objects(URIRef(iris.name("Statement")), RDFS.label) if o.language == language)
    assert label in shown
    assert picture["role"] == "img"
    assert picture["aria-label"]


def test_the_tree_of_classes_holds_each_class(trees):
    listed = {link["title"] for link in trees["en"].nav.find_all("a", title=True)}
    assert listed >= {short(term) for term in OWN if (term, RDF.type, OWL.Class) in POLICY}


@pytest.mark.parametrize(
    ("language", "words"),
    [
        ("en", "measure and (responsible at least 2 agency)"),
        ("ru", "мера и (ответственный исполнитель не менее 2 из орган или организация)"),
        ("kk", "шара және (жауапты орындаушы кемінде 2 орган немесе ұйым)"),
    ],
)
def test_a_defined_class_is_put_in_words(trees, language, words):
    section = trees[language].find(id="mp-JointMeasure")
    assert words in [value.text for value in section.find_all("dd")]


def test_the_same_graph_gives_the_same_bytes(dist):
    assert reference(dist) == reference(dist)


EXPRESSIONS = {
    "[ owl:unionOf ( mp:Task mp:Goal ) ]": "Task or Goal",
    "[ owl:oneOf ( mp:minor mp:serious ) ]": "{minor, serious}",
    "[ owl:intersectionOf ( mp:Task [ owl:unionOf ( mp:Goal mp:Place ) ] ) ]": "Task and (Goal or Place)",
    "[ owl:onProperty [ owl:inverseOf mp:approves ] ; owl:someValuesFrom mp:Document ]": (
        "(inverse of approves) some Document"
    ),
    "[ owl:onProperty mp:responsible ; owl:minQualifiedCardinality 2 ; owl:onClass mp:Agency ]": (
        "responsible at least 2 Agency"
    ),
}


def expression(tmp_path, text):
    prefixes = "".join(f"@prefix {name}: <{namespace}> .\n" for name, namespace in iris.PREFIXES.items())
    (tmp_path / "one.ttl").write_text(f"{prefixes}mp:X owl:equivalentClass {text} .")
    schema = Schema(tuple(store.read_turtle(tmp_path / "one.ttl", GRAPH)))
    (node,) = schema.objects(NamedNode(iris.name("X")), "owl:equivalentClass")
    return worded(node, schema, "en", lambda term: join(term.value.rpartition("#")[2]))


@pytest.mark.parametrize(("text", "words"), EXPRESSIONS.items(), ids=EXPRESSIONS.values())
def test_expressions(tmp_path, text, words):
    assert expression(tmp_path, text) == words


def test_an_expression_without_words_is_no_silent_gap(tmp_path):
    with pytest.raises(ValueError, match="no words"):
        expression(tmp_path, "[ a owl:Class ; owl:complementOf mp:Task ]")


# ── the questions ─────────────────────────────────────────────────────────────────────────────────────────────────


def parsed(query):
    """The names with a prefix that another parser finds in a query."""
    found = set()

    def collect(node):
        if isinstance(node, CompValue) and node.name == "pname":
            found.add(f"{node.prefix}:{node.localname}")

    traverse(parseQuery(query), visitPre=collect)
    return found


@pytest.mark.parametrize("question", questions(), ids=lambda one: one.name)
def test_the_terms_of_a_question_are_those_of_its_query(question):
    used = set(competence.terms(question))
    languages = ("xsd:", "rdf:", "rdfs:", "owl:")
    assert used == {name for name in parsed(question.query) if not name.startswith(languages)}
    assert used


def test_every_question_uses_declared_terms():
    declared = {short(str(term)) for term in POLICY.subjects(RDF.type)}
    assert {name for one in questions() for name in competence.terms(one)} <= declared


def test_the_table_of_questions_is_fresh(golden):
    golden(ROOT / "docs" / "questions.md", competence.markdown())


def test_no_name_is_seen_in_strings_comments_and_iris(tmp_path):
    header = 'title: {en: A, ru: A, kk: A}\nquestion: {en: "?", ru: "?", kk: "?"}\ncolumns: {a: {en: A, ru: A, kk: A}}'
    lines = [f"#+ {line}" for line in [*header.splitlines(), "view: table", "proof: [a]"]]
    query = 'SELECT ?a { ?a a mp:Task ; mp:text "mp:Goal" ; ?b <mp:Place> . } # mp:Measure'
    (tmp_path / "one.rq").write_text("\n".join([*lines, query]))
    (one,) = questions(tmp_path)
    assert competence.terms(one) == ("mp:Task", "mp:text")
