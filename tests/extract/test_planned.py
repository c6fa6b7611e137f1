from decimal import Decimal

import pytest

from kg.extract.planned import statistics
from kg.records import Evidence, Figure, Place, Statement
from kg.spans import Span

TEXT = Span.of("build 14 schools, of which 5 in villages")


def figure(at, unit, period, **more):
    raw = Evidence(TEXT[at : at + 2].strip(), "en", "prose_number")
    return Figure(Place("plan", "1", f"figure-{at}"), raw, raw, Decimal(1), None, unit, period, "place/kz", **more)


def statement(cls):
    return Statement(Place("plan", "1", "item-1"), cls, Evidence(TEXT, "en", "rule_item"), 1)


@pytest.mark.parametrize(
    ("cls", "unit", "period", "kept"),
    [
        ("Measure", "unit/school", None, False),
        ("Task", "unit/ratio", None, False),
        ("Recommendation", "unit/person", None, False),
        ("Measure", "unit/school", "2027", True),
        ("Measure", "unit/percent", None, True),
        ("Measure", "unit/kzt", None, True),
        ("Challenge", "unit/school", None, True),
    ],
)
def test_an_undated_number_of_what_is_to_be_done_is_no_statistic(cls, unit, period, kept):
    assert bool(statistics([figure(6, unit, period)], [statement(cls)])) is kept


def test_a_part_of_what_is_left_out_is_a_figure_of_its_own():
    whole, part = (
        figure(6, "unit/school", None),
        figure(27, "unit/percent", None, counted_in=Place("plan", "1", "figure-6")),
    )
    assert [f.counted_in for f in statistics([whole, part], [statement("Measure")])] == [None]
    assert [f.counted_in for f in statistics([whole, part], [])] == [None, whole.place]
