import pytest

from kg.extract.stages import stages
from kg.records import Block, Part
from kg.spans import Span


def part(language, text, *items):
    lead = Block("lead" if items else "paragraph", Span.of(text), language, key="p-1", section="2")
    lead.children = [
        Block("item", Span.of(item, 1000 * n), language, key=f"item-{n}") for n, item in enumerate(items, 1)
    ]
    return Part("programme", None, (lead,))


@pytest.mark.parametrize(
    ("language", "text", "items", "expected"),
    [
        (
            "ru",
            "Выполняется в два этапа: 1 этап - 2001-2005 г.г.; 2 этап - 2005-2030 г.г.",
            (),
            ["2001/2005", "2005/2030"],
        ),
        (
            "ru",
            "Меры приняты поэтапно:",
            ("в 2008-2010 годы строят", "в 2011-2012 годы учат"),
            ["2008/2010", "2011/2012"],
        ),
        ("kk", "Екі кезеңде: 2008-2010 жылдары; 2011-2012 жылдары.", (), ["2008/2010", "2011/2012"]),
        ("en", "There are two stages: 2008-2010 and 2011-2012.", (), ["2008/2010", "2011/2012"]),
        ("en", "Roads were built in 2008-2010 and 2011-2012.", (), []),
        ("en", "At this stage only 2008-2010 is planned.", (), []),
        ("en", "In the stages of 1990-1994 and 1995-1999 few roads were built.", (), []),
        ("en", "Two stages: 2011-2012, and 2008-2010 before.", (), []),
    ],
)
def test_stages_are_stretches_of_years_to_come(language, text, items, expected, words):
    found = list(stages(part(language, text, *items), "programme", words, "2001-04-04"))
    assert [s.period for s in found] == expected
    assert [s.ordinal for s in found] == list(range(1, len(found) + 1))
    assert [s.place.key for s in found] == [f"p-1/stage-{s.ordinal}" for s in found]
