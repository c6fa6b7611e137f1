"""The rules against cases of ours (each finds what is planted and nothing else), and the ontology against the rules.

`pitfalls/<rule>.ttl` and `clashes/<rule>.ttl` have something that keeps the rule; their `#>` lines name what breaks it.
"""

import re
from pathlib import Path

import pytest

from kg import iris
from kg.emit import ontology, vocabulary
from kg.errors import BadInput
from kg.naming import short
from kg.pipeline import ONTOLOGY
from kg.pitfalls import CLASHES, FOLDER, pitfalls, rules
from kg.store import NamedNode, Store, read_turtle

CASES = Path(__file__).parent
RULES = [*rules(), *rules(CLASHES)]
every_rule = pytest.mark.parametrize("rule", RULES, ids=lambda rule: f"{rule.path.parent.name}/{rule.name}")
DECLARED = re.compile(r"^PREFIX (\w+): <(.+)>$", re.MULTILINE)


@pytest.mark.parametrize("folder", [FOLDER, CLASHES], ids=lambda folder: folder.name)
def test_every_rule_has_a_case(folder):
    assert {path.stem for path in (CASES / folder.name).glob("*.ttl")} == {rule.name for rule in rules(folder)}
    assert len(RULES) > 30


@every_rule
def test_a_rule_finds_what_is_planted_and_nothing_else(rule):
    path = CASES / rule.path.parent.name / f"{rule.name}.ttl"
    planted = [line[3:] for line in path.read_text("utf-8").splitlines() if line.startswith("#> ")]
    found = pitfalls(read_turtle(path, NamedNode(iris.graph("ontology"))), rule.path.parent)
    assert planted
    assert sorted({short(one.term) for one in found if one.rule == rule.name}) == planted


def test_no_data_contradict_the_ontology(corpus):
    """All data, with the evidence and what is inferred, by the rules of OWL 2 RL."""
    assert pitfalls(corpus.built.quads, CLASHES) == []


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.name)
def test_the_ontology_keeps_the_rule(rule):
    found = Store([*ontology(ONTOLOGY), *vocabulary(ONTOLOGY)]).select(rule.query, path=rule.path)
    assert found.rows == ()


@every_rule
def test_a_rule_says_what_it_is(rule):
    assert all(title.strip() and not title.endswith(".") for title in rule.title.values())
    assert all(re.fullmatch(r"ROBOT [a-z_]+|OOPS P\d\d|OWL [a-z]+-[a-z-]+", source) for source in rule.rules)
    declared = dict(DECLARED.findall(rule.query))
    assert declared.items() <= iris.PREFIXES.items()
    assert list(declared) == sorted(declared)
    assert all(re.search(rf"\b{prefix}:", DECLARED.sub("", rule.query)) for prefix in declared)


@pytest.mark.parametrize("header", ["#+ title: {en: A, ru: A}\n#+ rules: []", "#+ title: {en: A, ru: A, kk: A}"])
def test_a_rule_that_says_too_little_is_refused_by_name(tmp_path, header):
    (tmp_path / "odd.rq").write_text(f"{header}\nSELECT ?term {{ ?term ?a ?b }}")
    with pytest.raises(BadInput, match=r"odd\.rq.*its header lacks"):
        rules(tmp_path)


@pytest.mark.parametrize("folder", [FOLDER, CLASHES], ids=lambda folder: folder.name)
def test_the_folders_are_named_in_the_guide_to_the_queries(folder):
    assert f"`{folder.name}/`" in (folder.parent / "README.md").read_text("utf-8")
