"""Each check finds what it is for, and nothing where there is nothing.

A file of `tests/checks` belongs to the check of its name. It holds small graphs in Turtle, each below a line `=== name`;
the lines that begin with `#>` say what is to be found: the end of the anomaly's IRI, `found`, `expected`, and what is
suspected, with a dash for nothing.
"""

import re
from functools import cache
from pathlib import Path

import pytest
from rdflib.plugins.sparql import prepareQuery

from kg import iris
from kg.checks import anomalies, checks, run
from kg.emit import vocabulary
from kg.errors import BadInput
from kg.pipeline import ONTOLOGY
from kg.records import LANGUAGES
from kg.store import Literal, NamedNode, Quad, Store, read_turtle

CASES = Path(__file__).parent / "checks"
PREFIXES = f"@base <{iris.BASE}> .\n" + "".join(f"@prefix {key}: <{name}> .\n" for key, name in iris.PREFIXES.items())
CHECKS = {check.name: check for check in checks()}


def cases():
    parts = [(path, part) for path in sorted(CASES.glob("*.ttl")) for part in path.read_text("utf-8").split("=== ")[1:]]
    named = [(path, *part.split("\n", 1)) for path, part in parts]
    return [pytest.param(path.stem, text, id=f"{path.stem}: {name}") for path, name, text in named]


@cache
def words():
    return tuple(vocabulary(ONTOLOGY))


def graph(text: str, tmp_path: Path) -> list[Quad]:
    path = tmp_path / "case.ttl"
    path.write_text(PREFIXES + text, encoding="utf-8")
    return [*words(), *read_turtle(path, NamedNode(iris.graph("doc/case")))]


def told(quads) -> dict[str, dict[str, set[str]]]:
    """Of each anomaly the values by property, things by the end of their IRI."""
    found: dict[str, dict[str, set[str]]] = {}
    for q in quads:
        value = q.object.value.removeprefix(iris.BASE)
        if isinstance(q.object, Literal) and q.object.language:
            value = f"{value}@{q.object.language}"
        values = found.setdefault(q.subject.value.removeprefix(iris.BASE), {})
        values.setdefault(re.sub(r"^.*[/#]", "", q.predicate.value), set()).add(value)
    return found


@pytest.mark.parametrize(("name", "text"), cases())
def test_finds_what_it_is_for(name, text, tmp_path):
    expected = sorted(line[2:].strip() for line in text.splitlines() if line.startswith("#>"))
    found = told(run(CHECKS[name], Store(graph(text, tmp_path))))
    lines = []
    for anomaly, values in found.items():
        plain = {
            key: "/".join(sorted(v.partition("@")[0] for v in values.get(key, {"-"}) if not v.endswith(("@ru", "@kk"))))
            for key in ("found", "expected", "suspects")
        }
        lines.append(" | ".join([anomaly, *plain.values()]))
    assert sorted(lines) == expected
    for values in found.values():
        assert len(values["severity"]) == 1
        for key in ("comment", "label"):
            assert sorted(text.rpartition("@")[2] for text in values[key]) == sorted(LANGUAGES)
            assert not any(mark in text for text in values[key] for mark in "{}")
        assert values["about"] >= values.get("suspects", set())


def test_every_check_has_cases_of_both_kinds():
    found = {name: set() for name in CHECKS}
    for case in cases():
        name, text = case.values
        found[name].add("#>" in text)
    assert found == {name: {True, False} for name in CHECKS}


@pytest.mark.parametrize("check", checks(), ids=lambda check: check.name)
def test_is_described_and_standard(check):
    assert re.fullmatch(r"[a-z]+(?:-[a-z]+)*", check.name)
    assert [title.language for title in check.title] == list(LANGUAGES)
    assert "CONSTRUCT" in check.query
    prepareQuery(check.query)
    declared = dict(re.findall(r"^PREFIX (\w+): <(.+)>$", check.query, re.MULTILINE))
    body = re.sub(r'^#.*$|^PREFIX.*$|"[^"]*"|<[^<>\s]*>', "", check.query, flags=re.MULTILINE)
    assert declared == {prefix: iris.PREFIXES[prefix] for prefix in re.findall(r"\b([a-z]+):", body)}


def test_a_check_without_a_header_is_refused_by_name(tmp_path):
    (tmp_path / "bare.rq").write_text("CONSTRUCT { } WHERE { }", encoding="utf-8")
    with pytest.raises(BadInput, match=r"bare\.rq"):
        checks(tmp_path)


def test_anomalies_stand_in_a_graph_of_their_own_and_in_one_order(tmp_path):
    text = "<x> mp:quantity <quantity/share> ; mp:unit <unit/percent> ; mp:value 101.0 ."
    found = anomalies(graph(text, tmp_path))
    assert {q.graph_name.value for q in found} == {iris.graph("anomalies")}
    assert found == sorted(found, key=str)
    assert len(found) == len(set(found)) > 0
