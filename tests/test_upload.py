"""Publishing a graph on a server: by updates and by the Graph Store Protocol, resumed, renewed and verified."""

from pathlib import Path

import pytest

from bench.endpoint import servers
from kg.errors import BadInput
from kg.remote import Server
from kg.upload import digest, load

BASE = "https://w3id.org/migration-policy/"
ONE, OTHER = f"{BASE}graph/one", f"{BASE}graph/other"
XSD = "http://www.w3.org/2001/XMLSchema#"


def line(subject: str, value: str, graph: str = ONE) -> str:
    return f"{subject} <http://e/p> {value} <{graph}> ."


LINES = [
    *(line(f"<http://e/s{n:03}>", f'"{n}.50"^^<{XSD}decimal>') for n in range(90)),
    line("<http://e/t>", '"$graph \\"quoted\\" \\n ә"@kk'),
    line("<http://e/t>", '"x"@en-GB'),
    line("<http://e/t>", f'"2007-08-28"^^<{XSD}date>'),
    line("<http://e/u>", "_:c14n0"),
    line("_:c14n0", "<http://e/o>"),
    line("<http://e/v>", "<http://e/o>", OTHER),
]


@pytest.fixture(scope="module")
def oxigraph():
    """The address of an Oxigraph server of its own."""
    with servers.empty_oxigraph() as url:
        yield url


@pytest.fixture(params=["update", "store"])
def ways(request, oxigraph):
    """How to reach an empty server."""
    way = {request.param: f"{oxigraph}/{request.param}"}
    server = Server(f"{oxigraph}/query", **way)
    for graph in server.graphs():
        server.drop(graph)
    return f"{oxigraph}/query", way, server


@pytest.fixture
def dist(tmp_path):
    return written(tmp_path, LINES)


def written(folder: Path, lines: list[str]) -> Path:
    (folder / "kg.nq").write_text("".join(f"{one}\n" for one in sorted(lines)), encoding="utf-8")
    return folder


def said(dist: Path, ways) -> list[str]:
    lines: list[str] = []
    assert load(dist, ways[0], **ways[1], chunk=40, tell=lines.append) == 0
    return sorted(lines)


def test_load(dist, ways):
    assert said(dist, ways) == [f"{ONE}: 95 triples", f"{OTHER}: 1 triples"]
    assert ways[2].count(ONE) == 95
    assert said(dist, ways) == [f"{ONE}: 95 triples were there already", f"{OTHER}: 1 triples were there already"]


@pytest.mark.parametrize(("held", "kept"), [(30, 0), (40, 40), (55, 40), (80, 80)])
def test_what_was_begun_is_gone_on_with(dist, ways, held, kept):
    """The first lines are there, as an interrupted call leaves them."""
    ways[2].add(
        ONE,
        [f"{one.rpartition(' <')[0]} .\n".encode() for one in sorted(LINES) if "_:" not in one and ONE in one][:held],
    )
    note = f", the first {kept} of them there already" if kept else ""
    assert said(dist, ways)[0] == f"{ONE}: 95 triples{note}"


def test_what_is_wrong_is_replaced(dist, ways):
    ways[2].add(
        ONE,
        [b"<http://e/wrong> <http://e/p> <http://e/o> .\n"]
        + [f"<http://e/w{n}> <http://e/p> 1 .\n".replace(" 1 ", ' "1" ').encode() for n in range(60)],
    )
    said(dist, ways)
    assert b"wrong" not in ways[2].triples(ONE)


def test_graphs_of_documents_that_are_gone_are_removed_and_those_of_others_stay(dist, ways):
    for graph in (f"{BASE}graph/gone", "http://example.org/graph"):
        ways[2].add(graph, [b"<http://e/s> <http://e/p> <http://e/o> .\n"])
    assert f"{BASE}graph/gone: removed" in said(dist, ways)
    assert set(ways[2].graphs()) == {ONE, OTHER, "http://example.org/graph"}


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        (f'"1.50"^^<{XSD}decimal>', f'"1.5"^^<{XSD}decimal>', True),
        (f'"010"^^<{XSD}integer>', f'"10"^^<{XSD}integer>', True),
        (f'"1"^^<{XSD}boolean>', f'"true"^^<{XSD}boolean>', True),
        ('"x"@en-GB', '"x"@en-gb', True),
        ('"\\u04D9"', '"ә"', True),
        ('"x"@en', '"x"@ru', False),
        ('"1"', '"2"', False),
        ("_:a", "_:b", True),
        ("_:a", '"a"', False),
    ],
)
def test_digest(one, other, same):
    first, second = (digest([f"<http://e/s> <http://e/p> {value} .\n".encode()]) for value in (one, other))
    assert (first == second) is same


@pytest.mark.parametrize(
    ("address", "message"),
    [("http://127.0.0.1:1/query", "cannot be reached"), ("file:///etc/passwd", "is no address of a server")],
)
def test_no_server(dist, address, message):
    with pytest.raises(BadInput, match=message):
        load(dist, address)


def test_a_server_that_refuses(oxigraph):
    with pytest.raises(BadInput, match="refuses with 4"):
        Server(f"{oxigraph}/query").drop(ONE)


def test_no_graph(tmp_path):
    with pytest.raises(BadInput, match="build the graph first"):
        load(tmp_path, "http://127.0.0.1:1/")
    with pytest.raises(BadInput, match="names no graph"):
        load(written(tmp_path, ['<http://e/s> <http://e/p> "x" .']), "http://127.0.0.1:1/")
