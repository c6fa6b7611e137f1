"""Turtle files: canonical form, and what a user reads when a file is broken."""

import subprocess
import sys
from pathlib import Path

import pytest
from rdflib.compare import isomorphic

from kg import turtle
from kg.errors import BadInput

ONTOLOGY = Path(__file__).parent.parent / "ontology"
PREFIX = "@prefix e: <http://example.org/> .\n"

LOOSE = """
    @prefix unused: <http://example.org/unused/> .
    @prefix e: <http://example.org/> .
    @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
    e:b skos:prefLabel "ә"@kk, "b"@en, "б"@ru ; e:size 7 ; e:share 0.5 ; e:open true ; a skos:Concept .
    e:a e:list ( e:z [ e:deep "x" ] 1 ) ; e:none () ; e:says "a \\"word\\"\\n\\\\" ; e:on "2001-04-04"^^e:date .
    <http://example.org/a/b.> e:knows [] .
    [] e:p e:o .
"""
CANONICAL = """\
@prefix e: <http://example.org/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .

e:a
    e:list (
        e:z
        [
            e:deep "x"
        ]
        1
    ) ;
    e:none () ;
    e:on "2001-04-04"^^e:date ;
    e:says "a \\"word\\"\\n\\\\" .

<http://example.org/a/b.>
    e:knows [] .

e:b
    a skos:Concept ;
    e:open true ;
    e:share 0.5 ;
    e:size 7 ;
    skos:prefLabel
        "b"@en ,
        "ә"@kk ,
        "б"@ru .

[
    e:p e:o
] .
"""


def written(tmp_path: Path, text: str) -> Path:
    path = tmp_path / "case.ttl"
    path.write_text(text, encoding="utf-8")
    return path


def test_canonical_form_is_sorted_and_keeps_the_graph(tmp_path):
    graph = turtle.read(written(tmp_path, LOOSE))
    assert turtle.canonical(graph) == CANONICAL
    assert isomorphic(turtle.read(written(tmp_path, CANONICAL)), graph)


def test_canonical_form_is_a_fixed_point(tmp_path):
    assert turtle.canonical(turtle.read(written(tmp_path, CANONICAL))) == CANONICAL


@pytest.mark.parametrize("path", sorted(ONTOLOGY.rglob("*.ttl")), ids=lambda p: str(p.relative_to(ONTOLOGY)))
def test_every_file_of_the_ontology_is_canonical(path):
    assert turtle.canonical(turtle.read(path)) == path.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("text", "says"),
    [
        (f"{PREFIX}e:a e:b\n", "line 2 .*expected"),
        (f"{PREFIX}e:a e:b f:c .\n", "line 2 .*not bound"),
        (f'{PREFIX}e:a\ne:b "one\ntwo" .\n', "line 3 .*newline"),
        (f"{PREFIX}e:a e:b ( e:c .\n", "line 2 .*list"),
        (f"{PREFIX}e:a e:b e:c", ".*no end"),
    ],
    ids=["cut off", "prefix", "string", "list", "end"],
)
def test_a_syntax_error_names_file_and_line(tmp_path, text, says):
    with pytest.raises(BadInput, match=rf"case\.ttl: {says}"):
        turtle.read(written(tmp_path, text))


def test_a_file_that_cannot_be_read_is_named(tmp_path):
    with pytest.raises(BadInput, match=r"absent\.ttl: cannot be read"):
        turtle.read(tmp_path / "absent.ttl")
    (tmp_path / "latin.ttl").write_bytes(b'<http://e.org/a> <http://e.org/b> "\xe9" .')
    with pytest.raises(BadInput, match=r"latin\.ttl: is not UTF-8"):
        turtle.read(tmp_path / "latin.ttl")


@pytest.mark.parametrize(
    "text",
    [
        f"{PREFIX}e:a e:b _:x . e:c e:b _:x .",
        f"{PREFIX}_:x e:b _:y . _:y e:b _:x .",
        f"{PREFIX}e:a e:b _:x . _:x rdf:first 1 .",
    ],
    ids=["used twice", "circle", "list without end"],
)
def test_blank_nodes_without_a_place_are_refused(tmp_path, text):
    rdf = "@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> .\n"
    with pytest.raises(ValueError, match=r"name|brackets"):
        turtle.canonical(turtle.read(written(tmp_path, rdf + text)))


def test_the_command_rewrites_files_in_place(tmp_path):
    path = written(tmp_path, LOOSE)
    subprocess.run([sys.executable, "-m", "kg.turtle", str(path)], check=True, cwd=ONTOLOGY.parent)
    assert path.read_text(encoding="utf-8") == CANONICAL
