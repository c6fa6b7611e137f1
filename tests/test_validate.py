"""Shapes against cases, both engines against each other, and HermiT against planted contradictions.

`shapes/<node shape>/valid.ttl` has nothing to object to; `shapes/<node shape>/invalid.<reason>.ttl` differs from it in
one thing, and says in its `#>` lines what is found: node, shape, constraint, severity. Names in `<>` belong to the
case alone; what begins with `w:` is in `shapes/world.ttl`, which all cases share.
"""

from functools import cache
from pathlib import Path

import pyoxigraph as ox
import pytest

from kg import iris, store
from kg.errors import BadInput
from kg.store import NamedNode, Quad
from kg.validate import Consistency, consistency, validate

pytestmark = pytest.mark.filterwarnings("ignore::DeprecationWarning:rdflib", "ignore::DeprecationWarning:pyshacl")
ONTOLOGY = Path(__file__).parent.parent / "ontology"
SHAPES = ONTOLOGY / "shapes"
CASES = Path(__file__).parent / "shapes"
FILES = sorted(CASES.glob("*/*.ttl"))
ENGINES = ("pyrudof", "pyshacl")
SH = "http://www.w3.org/ns/shacl#"
CONSTRAINTS = {
    "class", "datatype", "disjoint", "hasValue", "in", "languageIn", "lessThan", "maxCount", "maxInclusive", "minCount",
    "minInclusive", "minLength", "node", "nodeKind", "or", "pattern", "qualifiedMaxCount", "qualifiedMinCount",
    "sparql", "uniqueLang",
}  # fmt: skip
NO_CONSTRAINTS = {
    "alternativePath", "declare", "inversePath", "message", "namespace", "not", "path", "prefix", "prefixes",
    "property", "qualifiedValueShape", "select", "severity", "targetClass", "targetObjectsOf", "targetSubjectsOf",
}  # fmt: skip


def home(path):
    """The IRI below which the names of a case lie."""
    return f"{iris.BASE}case/{path.parent.name}/{path.stem}/"


def triples(path):
    return ox.parse(path.read_bytes(), ox.RdfFormat.TURTLE, base_iri=home(path), rename_blank_nodes=True)


@cache
def data():
    files = [ONTOLOGY / "policy.ttl", CASES / "world.ttl", *FILES]
    return [Quad(t.subject, t.predicate, t.object) for path in files for t in triples(path)]


@cache
def results(engine):
    return validate(data(), SHAPES, engine)


def own(path):
    """The terms that a case declares in the ontology, beside the names that lie below its home."""
    return {t.subject.value for t in triples(path) if t.subject.value.startswith(iris.name("Class")[:-5])}


def found(path, engine):
    known = own(path)
    return [v for v in results(engine) if v.focus.startswith(home(path)) or v.focus in known]


def line(violation, path):
    shape = violation.shape.removeprefix(iris.BASE + "shape/")
    component = violation.component.removesuffix("ConstraintComponent")
    focus = violation.focus.removeprefix(home(path)).replace(iris.PREFIXES["mp"], "mp:")
    return f"{focus} {shape} {component} {violation.severity}"


def expected(path):
    return sorted(text[3:].strip() for text in path.read_text().splitlines() if text.startswith("#> "))


def name(path):
    return f"{path.parent.name}/{path.stem}"


@cache
def shapes():
    """The constraints of the shapes that can be violated: shape → its properties in SHACL."""
    quads = [q for path in sorted(SHAPES.glob("*.ttl")) for q in store.read_turtle(path, NamedNode(iris.BASE))]
    said = {}
    for quad in quads:
        if quad.predicate.value.startswith(SH):
            said.setdefault(quad.subject, {}).setdefault(quad.predicate.value.removeprefix(SH), []).append(quad.object)
    return said


def reporting():
    """Shapes whose IRI a result can show: targeted ones that constrain, and their property shapes."""
    for node, said in shapes().items():
        if any(key.startswith("target") for key in said):
            for each in (node, *said.get("property", ())):
                if constraints := CONSTRAINTS & shapes()[each].keys():
                    yield each, constraints


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize("path", FILES, ids=name)
def test_case(path, engine):
    assert sorted({line(v, path) for v in found(path, engine)}) == expected(path)


@pytest.mark.parametrize("engine", ENGINES)
def test_what_the_cases_share_has_no_fault(engine):
    assert {v.focus for v in results(engine)} == {v.focus for path in FILES for v in found(path, engine)}


def test_engines_give_the_same_list():
    assert results("pyrudof") == results("pyshacl") == sorted(results("pyshacl"))


@pytest.mark.parametrize("path", FILES, ids=name)
def test_only_invalid_cases_expect_something(path):
    kind, _, reason = path.stem.partition(".")
    assert (kind, bool(reason)) in {("valid", False), ("invalid", True)}
    assert bool(expected(path)) == (kind == "invalid")


def test_every_constraint_has_an_invalid_case():
    caught = {(v.shape, v.component) for v in results("pyrudof")}
    due = {
        (shape.value, ("SPARQL" if key == "sparql" else key[0].upper() + key[1:]) + "ConstraintComponent")
        for shape, keys in reporting()
        for key in keys
    }
    assert caught == due


def test_every_targeted_shape_has_a_folder():
    targeted = {n.value.rpartition("/")[2] for n, said in shapes().items() if any(k.startswith("target") for k in said)}
    assert targeted == {path.name for path in CASES.iterdir() if path.is_dir()}
    assert targeted == {path.parent.name for path in FILES if path.name == "valid.ttl"}


def test_every_key_of_the_shapes_is_known_to_these_tests():
    assert {key for said in shapes().values() for key in said} <= CONSTRAINTS | NO_CONSTRAINTS


@pytest.mark.parametrize("shape", [shape for shape, _ in reporting()], ids=lambda x: x.value.rpartition("/")[2])
def test_every_shape_says_how_bad_and_why_in_three_languages(shape):
    said = shapes()[shape]
    (worded,) = (shapes()[node] for node in said.get("sparql", [shape]))
    assert [s.value.removeprefix(SH) for s in said["severity"]] in (["Violation"], ["Warning"], ["Info"])
    assert sorted(m.language for m in worded["message"]) == ["en", "kk", "ru"]
    assert all(m.value.endswith(".") and m.value[0].isupper() for m in worded["message"])


@pytest.mark.parametrize("engine", ENGINES)
def test_a_violation_speaks_to_its_reader(engine):
    case = triples(CASES / "goal" / "invalid.listed-as-task.ttl")
    found = validate([Quad(t.subject, t.predicate, t.object) for t in case], SHAPES, engine, "kk")
    in_kazakh = {v.shape.rpartition("/")[2]: v for v in found}["goal-link"]
    assert in_kazakh.path == f"^{iris.name('hasGoal')}"
    assert in_kazakh.message == "Мақсат құжаттың мақсаттары арасында көрсетілуге тиіс."
    assert (in_kazakh.component, in_kazakh.value) == ("MinCountConstraintComponent", "")


SHAPE = """@prefix sh: <http://www.w3.org/ns/shacl#> . @prefix e: <http://example.org/> .
e:shape a sh:NodeShape ; sh:targetSubjectsOf e:p ; sh:property e:rule .
e:rule sh:severity sh:Warning ; sh:message "No."@en ; sh:maxCount 0 ; sh:path """

NAMELESS = SHAPE.replace("e:rule .", "[ sh:path e:p ; sh:maxCount 0 ] .").partition("e:rule")[0]


def quads(text):
    parsed = ox.parse(text, ox.RdfFormat.TURTLE, base_iri="http://example.org/")
    return [Quad(t.subject, t.predicate, t.object) for t in parsed]


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("path", "shown"),
    [
        ("e:p", "{e}p"),
        ("[ sh:inversePath e:q ]", "^{e}q"),
        ("( e:p e:r )", "{e}p/{e}r"),
        ("[ sh:alternativePath ( e:s [ sh:inversePath e:q ] ) ]", "{e}s|^{e}q"),
    ],
)
def test_paths_and_values(engine, path, shown, tmp_path):
    (tmp_path / "shapes.ttl").write_text(SHAPE + path + " .")
    first = validate(quads('<a> <p> <b> . <b> <r> "1"@en . <c> <q> <a> . <a> <s> _:x .'), tmp_path, engine)[0]
    assert first.path == shown.format(e="http://example.org/")
    assert (first.focus, first.severity, first.message) == ("http://example.org/a", "Warning", "No.")
    assert "_:" not in str(first)


@pytest.mark.parametrize("engine", ENGINES)
@pytest.mark.parametrize(
    ("files", "complaint"),
    [
        ({}, "has no Turtle files with shapes"),
        ({"a.ttl": "no turtle"}, r"a\.ttl: .*not valid Turtle"),
        ({"a.ttl": SHAPE + "e:p ; sh:pattern '(' ."}, "the shapes cannot be used"),
        ({"a.ttl": SHAPE + "e:p ; sh:minCount 'one' ."}, "the shapes cannot be used"),
        ({"a.ttl": SHAPE + "[ sh:zeroOrMorePath e:p ] ."}, "a path of a kind that is not supported"),
        ({"a.ttl": NAMELESS}, "http://example.org/a violates has no name"),
    ],
)
def test_bad_shapes(engine, files, complaint, tmp_path):
    for file, text in files.items():
        (tmp_path / file).write_text(text)
    with pytest.raises(BadInput, match=complaint):
        validate(quads('<a> <p> "b" .'), tmp_path, engine)


# ── the ontology against itself ───────────────────────────────────────────────────────────────────────────────────

PREFIXES = "".join(
    f"@prefix {prefix}: <{namespace}> .\n" for prefix, namespace in {**iris.PREFIXES, "": iris.BASE}.items()
)


def reasoned(tmp_path, text):
    planted = tmp_path / "planted.ttl"
    planted.write_text(PREFIXES + text)
    return consistency([ONTOLOGY / "policy.ttl", planted])


@pytest.mark.parametrize(
    "text",
    [
        ":x a mp:Task , mp:Measure .",
        ":x a mp:Statement , mp:Document .",
        ":x a mp:Concept , mp:Publication .",
        ":x a mp:Agency , skos:Concept .",
        ":x a mp:Document ; mp:hasTask :y . :y a mp:Goal .",
        ":x mp:states :y . :y mp:statedIn :z . :z a mp:Section .",
        ":x mp:value 1.0 , 2.0 .",
        ":x eli:repealed_by :y ; a mp:LegalAct , [ owl:complementOf mp:RepealedDocument ] .",
        ":x mp:approves :y . :y a mp:Programme , [ owl:complementOf mp:ApprovedDocument ] .",
        ":x a mp:Measure , [ owl:complementOf mp:FundedMeasure ] ; mp:fundedBy :y .",
        ":x a mp:Measure , [ owl:complementOf mp:RecurringMeasure ] ; mp:recurrence :y .",
        ":x a mp:Measure , [ owl:complementOf mp:JointMeasure ] ; mp:responsible :y , :z . :y owl:differentFrom :z .",
        ":x a mp:Anomaly ; mp:severity :y . :y owl:differentFrom mp:minor , mp:moderate , mp:serious .",
    ],
)
def test_contradictions_are_found(text, tmp_path):
    assert reasoned(tmp_path, text) == Consistency(False)


def test_unsatisfiable_classes_are_named(tmp_path):
    text = ":Both a owl:Class ; rdfs:subClassOf mp:Task , mp:Measure . :Fine a owl:Class ; rdfs:subClassOf mp:Task ."
    assert reasoned(tmp_path, text) == Consistency(True, (iris.BASE + "Both",))


@pytest.mark.parametrize(
    ("text", "complaint"),
    [
        ("mp:broken", "line"),
        (
            "eli:dated a owl:DatatypeProperty ; rdfs:range xsd:date . :x eli:dated '2001-01-01'^^xsd:date .",
            "reasoned over",
        ),
    ],
)
def test_ontologies_that_cannot_be_read(text, complaint, tmp_path):
    with pytest.raises(BadInput, match=complaint):
        reasoned(tmp_path, text)


def test_an_ontology_file_that_is_not_there(tmp_path):
    with pytest.raises(BadInput, match="cannot be read"):
        consistency([tmp_path / "nothing.ttl"])
