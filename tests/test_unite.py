"""Language versions of one document: what merges, what stays apart, and that places stay the same."""

from dataclasses import replace
from decimal import Decimal

import pytest
from handmade import findings, read, words

from kg.records import Act, Edge, Figure, Place, Statement
from kg.unite import grouped, split, unite, wholes

ACT = Act("council-decision-1-2001-05-01", "concept", date="2001-05-01")
SHORT, LONG = (
    "a pool of water",
    "a pool of water, and beside it a very long and wide field for all kinds of games and sports",
)


def version(language, *lines, cls="Task", names=None, meta=None, key="item"):
    """A version whose list items are the lines; `names` gives what a line names."""
    text = read(f"one.{language}.txt", "\n".join(lines), language, meta)
    statements = []
    for n, line in enumerate(lines, 1):
        evidence = words(text, line)
        edges = tuple(Edge("mentions", name, evidence) for name in (names or {}).get(n, ()))
        statements.append(Statement(Place(ACT.key, "2", f"{key}-{n}"), cls, evidence, n, edges=edges))
    return findings(text, documents=[ACT], statements=statements)


def united(*versions):
    (document,) = unite(versions)
    return {s.place.key: [s_.evidence.language for _, s_ in s.versions] for s in document.statements}, document


def test_statements_of_two_versions_are_one():
    places, document = united(version("kk", "aa bb", "cc dd"), version("ru", "ee ff", "gg hh"))
    assert places == {"item-1": ["ru", "kk"], "item-2": ["ru", "kk"]}
    assert document.apart == 0


def test_what_only_one_version_has_gets_a_place_of_its_own():
    names = {1: ["category/refugee"], 2: ["category/emigrant"], 3: ["agency/iom"]}
    ru = version("ru", "ee ff 10", "gg hh 20", names={1: names[1], 2: names[3]})
    kk = version("kk", "aa bb 10", "cc dd 15", "ee ff 20", names=names)
    places, document = united(ru, kk)
    assert places["item-1"] == ["ru", "kk"]
    assert list(places.values()).count(["kk"]) == 1
    assert document.apart == 1


@pytest.mark.parametrize(("other", "merged"), [(["agency/iom"], True), ([], True), (["category/foreigner"], False)])
def test_two_that_name_different_things_are_one_only_at_one_place(other, merged):
    ru = version("ru", "ee ff", key="p", names={1: ["agency/iom"]})
    kk = version("kk", "", "aa bb", key="p", names={2: other})
    kk = replace(kk, statements=kk.statements[1:])
    assert (["ru", "kk"] in united(ru, kk)[0].values()) is merged


def test_the_order_of_sources_changes_nothing():
    versions = [version("kk", "aa bb"), version("ru", "ee ff"), version("en", "ii", meta={"digest_of": "x"})]
    assert united(*versions)[0] == united(*versions[::-1])[0] == {"item-1": ["ru", "kk", "en"]}


def test_figures_merge_by_what_they_say_and_not_by_their_order():
    def counted(language, *years):
        text = read(f"one.{language}.txt", " ".join(f"{year} {number}" for year, number in years), language)
        figures = [
            Figure(
                Place(ACT.key, "1", f"figure-{n}"),
                words(text, number),
                words(text, number),
                Decimal(number),
                period=year,
            )
            for n, (year, number) in enumerate(years, 1)
        ]
        return findings(text, documents=[ACT], figures=figures)

    one = counted("ru", ("2001", "50"), ("2002", "60"), ("2003", "50"))
    other = counted("kk", ("2003", "50"), ("2001", "50"), ("2002", "61"))
    (document,) = unite([one, other])
    periods = [[figure.period for _, figure in united.versions] for united in document.figures]
    assert periods == [["2001", "2001"], ["2002"], ["2003", "2003"], ["2002"]]


def test_a_digest_alone_mints_the_same_places():
    digest = version("en", "ii", "jj", meta={"digest_of": "x"})
    assert set(united(digest)[0]) == set(united(version("ru", "ee", "gg"), digest)[0])


def test_two_statements_that_are_one_in_the_other_version_stay_apart():
    ru = version("ru", "x" * 40, "y" * 100, "z" * 40, names={3: ["agency/iom"]})
    kk = version("kk", "x" * 40, "y" * 55, "u" * 50, "z" * 40, names={4: ["agency/iom"]})
    places, document = united(ru, kk)
    assert places["item-2"] == ["ru"]
    assert places["item-2/kk-1"] == places["item-2/kk-2"] == ["kk"]
    above = {part.key: whole.key for part, whole in wholes(document.statements)}
    assert above == {"item-2/kk-1": "item-2", "item-2/kk-2": "item-2"}
    assert document.apart == 2


def test_one_statement_that_is_two_in_the_reference_is_their_whole():
    ru = version("ru", "x" * 40, "y" * 55, "u" * 50, "z" * 40, names={4: ["agency/iom"]})
    kk = version("kk", "x" * 40, "y" * 100, "z" * 40, names={3: ["agency/iom"]})
    places, document = united(ru, kk)
    assert places["item-2_item-3"] == ["kk"]
    assert {part.key: whole.key for part, whole in wholes(document.statements)} == dict.fromkeys(
        ("item-2", "item-3"), "item-2_item-3"
    )


@pytest.mark.parametrize(
    ("whole", "part", "rest", "is_split"),
    [(100, 50, 50, True), (100, 90, 10, False), (100, 50, 10, False), (100, 69, 60, False), (100, 40, 45, True)],
)
def test_lengths_of_a_group(whole, part, rest, is_split):
    assert split(whole, part, rest) is is_split


def test_nothing_is_grouped_where_nothing_is_left_over():
    reference, others = version("ru", SHORT, LONG).statements, version("kk", SHORT, LONG).statements
    assert grouped(reference, others, {0: 0, 1: 1}, "kk") == {}
