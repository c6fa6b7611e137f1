"""Which statements an indicator monitors: only those that its text says again."""

import pytest

from kg.extract.monitors import MOST_COMMON, Monitors
from kg.records import Evidence, Place, Statement
from kg.spans import Span


def said(text):
    return Evidence(Span.of(text), "en", "rule")


def stated(n, cls, text):
    return Statement(Place("case", "1", f"item-{n}"), cls, said(text), n)


ROADS = stated(1, "Principle", "open orchards beside every school")
PLAN = stated(2, "Task", "mend fences around village gardens")


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("shows how the principle of open orchards beside every school is kept", [ROADS.place]),
        ("shows open orchards beside every school", []),
        ("shows how the principle of equality is kept", []),
        ("shows the principle that we mend fences around village gardens", []),
    ],
)
def test_a_text_names_the_class_and_says_the_statement_again(words, signs, text, expected):
    found = Monitors([ROADS, PLAN], words, signs).named(said(text))
    assert [monitored.statement for monitored in found] == expected


def test_what_very_many_statements_say_singles_none_out(words, signs):
    alike = [stated(n, "Principle", ROADS.evidence.span.text) for n in range(MOST_COMMON + 1)]
    text = said("shows how the principle of open orchards beside every school is kept")
    assert list(Monitors(alike, words, signs).named(text)) == []
    assert len(list(Monitors(alike[1:], words, signs).named(text))) == MOST_COMMON
