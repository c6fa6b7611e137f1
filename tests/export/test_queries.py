"""The queries that say what is exported and drawn: each says so in three languages and names its columns."""

import re

import pytest

from kg.export import queries
from kg.export.columns import edge_record, node_record

NAMES = sorted(
    str(path.relative_to(queries.FOLDER).with_suffix(""))
    for folder in ("graph", "pictures")
    for path in (queries.FOLDER / folder).rglob("*.rq")
)


@pytest.mark.parametrize("name", NAMES)
def test_headers_speak_three_languages(name):
    about = queries.header(name)
    words = [about["title"], about["question"], *about.get("columns", {}).values(), *about.get("legend", {}).values()]
    for said in words:
        assert set(said) == {"en", "ru", "kk"}
        assert all(said.values())
    assert about["question"]["ru"] != about["question"]["kk"]


@pytest.mark.parametrize("name", NAMES)
def test_queries_declare_the_prefixes_that_they_use(name):
    text = re.sub(r"(?m)^#.*$|\"[^\"]*\"", "", (queries.FOLDER / f"{name}.rq").read_text(encoding="utf-8"))
    declared = set(re.findall(r"PREFIX (\w+):", text))
    assert set(re.findall(r"(\w+):\w", re.sub(r"PREFIX .*|<[^>]*>", "", text))) == declared


@pytest.mark.parametrize("of", ["node", "edge"])
def test_every_column_is_described(small, of):
    records = map(node_record, small.nodes.values()) if of == "node" else map(edge_record, small.edges)
    names = {name for record in records for name in record}
    assert all(set(queries.described(name, of)) == {"en", "ru", "kk"} for name in names)


def test_a_name_of_both_is_described_for_each():
    assert queries.described("id", "node") != queries.described("id", "edge")
