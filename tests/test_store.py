import re
from itertools import permutations

import pyoxigraph as ox
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rdflib import Graph

from kg import iris, store
from kg.errors import BadInput
from kg.store import BlankNode, Literal, NamedNode, Quad, Store, Table

A, B = NamedNode(iris.term("doc/a")), NamedNode(iris.term("doc/b"))
TASK, TEXT, TYPE = (NamedNode(iris.name(n)) for n in ("Task", "text", "rdf:type"))
COUNT = NamedNode(iris.name("xsd:nonNegativeInteger"))
ONE, TWO = NamedNode(iris.graph("doc/a")), NamedNode(iris.graph("doc/b"))
QUADS = [
    Quad(A, TYPE, TASK, ONE),
    Quad(A, TEXT, Literal('қабылдау "a"\r\n\t\\ \x0c', language="kk"), ONE),
    Quad(A, TEXT, Literal('қабылдау "a"\r\n\t\\ \x0c', language="kk"), TWO),
    Quad(B, NamedNode(iris.name("value")), Literal("7", datatype=NamedNode(iris.name("xsd:decimal"))), TWO),
    Quad(
        B, NamedNode(iris.name("oa:start")), Literal("7", datatype=NamedNode(iris.name("xsd:nonNegativeInteger"))), TWO
    ),
    Quad(B, NamedNode(iris.name("rdfs:label")), Literal("plain"), TWO),
]
CANONICAL = r"""
<https://w3id.org/migration-policy/doc/a> <http://www.w3.org/1999/02/22-rdf-syntax-ns#type> <https://w3id.org/migration-policy/ontology#Task> <https://w3id.org/migration-policy/graph/doc/a> .
<https://w3id.org/migration-policy/doc/a> <https://w3id.org/migration-policy/ontology#text> "қабылдау \"a\"\r\n\t\\ \f"@kk <https://w3id.org/migration-policy/graph/doc/a> .
<https://w3id.org/migration-policy/doc/a> <https://w3id.org/migration-policy/ontology#text> "қабылдау \"a\"\r\n\t\\ \f"@kk <https://w3id.org/migration-policy/graph/doc/b> .
<https://w3id.org/migration-policy/doc/b> <http://www.w3.org/2000/01/rdf-schema#label> "plain" <https://w3id.org/migration-policy/graph/doc/b> .
<https://w3id.org/migration-policy/doc/b> <http://www.w3.org/ns/oa#start> "7"^^<http://www.w3.org/2001/XMLSchema#nonNegativeInteger> <https://w3id.org/migration-policy/graph/doc/b> .
<https://w3id.org/migration-policy/doc/b> <https://w3id.org/migration-policy/ontology#value> "7"^^<http://www.w3.org/2001/XMLSchema#decimal> <https://w3id.org/migration-policy/graph/doc/b> .
""".lstrip()
TRIG = """
<graph/doc/a> {
	<doc/a> a mp:Task ;
		mp:text "қабылдау \\"a\\"\\r\\n\\t\\\\ \\f"@kk .
}
"""


def test_the_canonical_form_is_sorted_and_says_everything_once():
    assert store.n_quads(store.canonical([*QUADS[::-1], *QUADS])).decode() == CANONICAL


nodes = st.sampled_from([A, B, *(BlankNode(name) for name in "pqrs")])
graphs = st.lists(st.builds(Quad, nodes, st.sampled_from([TEXT, TYPE]), nodes, st.sampled_from([ONE, TWO])), max_size=8)


@given(graphs, st.permutations("pqrs"))
def test_blank_nodes_are_named_as_rdfc_names_them_in_the_whole(quads, names):
    """Whatever they were called before, and although the quads without them take no part."""
    whole = ox.Dataset(quads)
    whole.canonicalize(ox.CanonicalizationAlgorithm.RDFC_1_0)
    expected = sorted(set(store.n_quads(whole).splitlines()))
    new = dict(zip("pqrs", names, strict=True))

    def renamed(node):
        return BlankNode(new[node.value]) if isinstance(node, BlankNode) else node

    again = [Quad(renamed(q.subject), q.predicate, renamed(q.object), q.graph_name) for q in quads]
    assert store.n_quads(store.canonical(again)).splitlines() == expected


def test_trig_is_grouped_by_graph_and_subject_with_the_type_first():
    written = store.trig(store.canonical(QUADS)).decode()
    assert written.startswith(f"@base <{iris.BASE}> .\n@prefix dct:")
    assert re.findall(r"^@prefix (\w+):", written, re.MULTILINE) == sorted(iris.PREFIXES)
    assert TRIG.lstrip() in written
    assert {ox.Quad(*q) for q in ox.parse(written, ox.RdfFormat.TRIG)} == set(QUADS)


@pytest.mark.parametrize(("write", "syntax"), [(store.turtle, "turtle"), (store.rdf_xml, "xml")])
def test_another_reader_sees_the_same_triples(write, syntax):
    """A form feed has no place in XML; nothing else is lost, not even a carriage return."""
    written = write(store.canonical(QUADS))
    triples = re.sub(r" <[^>]+graph/[^>]+> \.$", " .", CANONICAL, flags=re.MULTILINE)
    expected = Graph().parse(data=triples.replace("\\f", "\\uFFFD" if syntax == "xml" else "\\f"), format="nt")
    assert set(Graph().parse(data=written, format=syntax)) == set(expected)


@pytest.mark.parametrize("write", [store.trig, store.turtle, store.rdf_xml])
def test_what_is_written_depends_on_the_content_only(write):
    assert len({write(store.canonical(order)) for order in permutations(QUADS, 6)}) == 1


def test_files_are_read_as_they_are_written(tmp_path):
    path = tmp_path / "kg.nq"
    path.write_bytes(store.n_quads(QUADS))
    assert set(store.read_n_quads(path)) == set(QUADS)
    assert len(Store.load(path)) == len(QUADS)


def test_blank_nodes_of_two_files_stay_apart(tmp_path):
    quads = []
    for name in ("a.ttl", "b.ttl"):
        (tmp_path / name).write_text("_:x <http://a/p> 1 .", "utf-8")
        quads += store.read_turtle(tmp_path / name, ONE)
    assert len({q.subject for q in quads}) == 2


@pytest.mark.parametrize(
    ("query", "given", "answer"),
    [
        ("SELECT ?s WHERE { ?s a ?type }", {}, Table(("s",), ((A,),))),
        ("SELECT ?s ?none WHERE { ?s a ?type }", {}, Table(("s", "none"), ((A, None),))),
        ("SELECT ?s ?t WHERE { ?s ?p ?t FILTER(isIRI(?t)) }", {"s": B}, Table(("s", "t"), ())),
        ("SELECT (COUNT(DISTINCT ?s) AS ?n) WHERE { ?s ?p ?o }", {}, Table(("n",), ((Literal(2),),))),
        ("ASK { ?s a ?type }", {}, True),
        ("ASK { ?s a ?s }", {}, False),
        ("CONSTRUCT { ?type a ?s } WHERE { ?s a ?type }", {}, (store.Triple(TASK, TYPE, A),)),
    ],
)
def test_a_query_sees_the_union_of_the_graphs(query, given, answer):
    assert Store(QUADS).query(query, given) == answer


@pytest.mark.parametrize(
    ("query", "message"),
    [
        ("SELECT ?s WHERE {\n ?s ?p \n}", "line 3, column 2 is not valid SPARQL: expected "),
        ("SELECT ?s WHERE { ?s <a b> ?o }", r"line 1, column \d+ is not valid SPARQL"),
        ("INSERT DATA { <http://a/a> <http://a/b> 1 }", "line 1, column 10 is not valid SPARQL"),
        ("SELECT (<http://a/f>(1) AS ?x) {}", "cannot be answered: The custom function <http://a/f> is not supported"),
    ],
)
def test_a_bad_query_is_the_fault_of_the_call(query, message, tmp_path):
    with pytest.raises(BadInput, match=rf"{tmp_path}: .*{message}") as caught:
        Store(QUADS).query(query, path=tmp_path)
    assert caught.value.wrong_call
    assert "\n" not in str(caught.value)


def test_a_parameter_that_the_query_does_not_have():
    with pytest.raises(BadInput, match=r"\?nobody"):
        Store(QUADS).query("SELECT ?s WHERE { ?s a ?type }", {"nobody": A})


def test_only_a_select_has_rows():
    assert Store(QUADS).select("SELECT ?s WHERE { ?s a ?type }").rows == ((A,),)
    with pytest.raises(BadInput, match="is no SELECT"):
        Store(QUADS).select("ASK { ?s a ?type }")


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (
            b'<http://a/a> <http://a/b> "x" .\n<http://a/a> <http://a/b> x .\n',
            r"line 2, column \d+ is not valid N-Quads",
        ),
        (b'<http://a/a> <http://a/b> "x .\n', r"line 1, column \d+ is not valid N-Quads"),
        (b'<http://a/a> <http://a/b> "\xe9" .\n', r"line 1, column \d+ is not valid N-Quads: Invalid UTF-8"),
        (None, "cannot be read"),
    ],
)
@pytest.mark.parametrize("load", [Store.load, store.read_n_quads])
def test_a_broken_file_is_named_with_its_line(load, content, message, tmp_path):
    path = tmp_path / "kg.nq"
    if content is not None:
        path.write_bytes(content)
    with pytest.raises(BadInput, match=rf"kg\.nq: {message}"):
        load(path)
