"""Figures of prose and tables, as marks in texts of our own from many sectors.

A mark says `value unit period quantity`, then what else there is: `@region` other than the home of the document,
`~category`, `by:what_narrows_it`. A dash stands for nothing. In the texts a line is a paragraph, `# ` begins a heading
and `- ` an item of the list under the line before that ends with a colon; lines with `|` are a table, with `---`
below its header and `^ ` before its caption.
"""

from decimal import Decimal
from itertools import pairwise
from pathlib import Path

import pytest
from marked import cases, marked, plain

from kg.extract.figures import figures, term
from kg.extract.figures.numbers import decimal
from kg.records import Block, Cell, Place, Table
from kg.spans import Span

CASES = Path(__file__).parent / "figures"


def blocks(text, language):
    """The blocks of a case in reading order."""
    found, heading, lead, rows, caption, header, at = [], None, None, [], None, 0, 0

    def add(kind, span, parent, table=None):
        name = "table" if table else "item" if kind == "item" else "p"
        key = f"{name}-{1 + sum(b.key.startswith(name + '-') for b in found)}"
        block = Block(kind, span, language, key=key, section="1", parent=parent, table=table)
        found.append(block)
        return block

    for line in [*text.split("\n"), ""]:
        span = Span.of(line, at)
        at += len(line) + 1
        if line == "---":
            header = len(rows)
            continue
        if "|" in line:
            edges = [-1, *(n for n, c in enumerate(line) if c == "|"), len(line)]
            cells = [(n, span[lo + 1 : hi].strip()) for n, (lo, hi) in enumerate(pairwise(edges), 1)]
            rows.append(tuple(Cell(len(rows) + 1, column, cell) for column, cell in cells if cell))
            continue
        if rows:
            add("table", rows[0][0].span, lead or heading, Table(tuple(rows), header, caption))
            rows, caption = [], None
        if line.startswith("^ "):
            caption = span[2:]
        elif line.startswith("# "):
            heading, lead = Block("heading", span[2:], language, key="heading", section="1"), None
        elif line.startswith("- "):
            add("item", span[2:], lead or heading)
        elif line:
            block = add("lead" if line.endswith(":") else "paragraph", span, heading)
            lead = block if line.endswith(":") else None
    return found


def label(figure, home):
    unit = (figure.unit or "/-").partition("/")[2]
    quantity = (figure.quantity or "/-").partition("/")[2]
    parts = [f"{figure.value.normalize():f}", unit, figure.period or "-", quantity]
    parts += [] if figure.area == home else ["@" + figure.area.partition("/")[2]]
    parts += sorted("~" + c.partition("/")[2] for c in figure.categories)
    parts += [f"by:{figure.breakdown.replace(' ', '_')}"] if figure.breakdown else []
    return " ".join(parts)


def marks(found, home="place/kz"):
    return [(f.raw.span.start, f.raw.span.stop, label(f, home)) for f in found]


@pytest.mark.parametrize("case", [*cases(CASES / "prose"), *cases(CASES / "tables")])
def test_figures(case, words):
    text = plain(case.text)
    found, _ = figures(blocks(text, case.language), "doc", words)
    assert marked(text, marks(found)) == case.text
    for f in found:
        assert text[f.raw.span.start : f.raw.span.stop] == f.raw.span.text
        assert f.raw.span.text in text[f.evidence.span.start : f.evidence.span.stop]


@pytest.mark.parametrize("case", cases(CASES / "plans"))
def test_of_a_plan_only_what_it_costs_is_a_figure(case, words):
    text = plain(case.text)
    read = blocks(text, case.language)
    found, _ = figures(read, "doc", words, plans={id(b): 2 for b in read if b.table})
    assert marked(text, marks(found)) == case.text


def test_of_a_table_of_indicators_what_stands_before_the_name_is_no_label(words):
    text = "Outcome | Indicator | Unit | Baseline 2020 | Target 2023\n---\nSafe roads | Accidents | number | 120 | 60"
    (block,) = blocks(text, "en")
    found, _ = figures([block], "doc", words, names={id(block): 2})
    assert [label(f, "place/kz") for f in found] == ["120 unit 2020 - by:Accidents", "60 unit 2023 - by:Accidents"]


@pytest.mark.parametrize(
    ("title", "language", "years"),
    [
        ("State programme of housing for 2011-2015", "en", "2011/2015"),
        ("Программа развития сёл на 2014–2018 годы", "ru", "2014/2018"),
        ("Ауылды дамытудың 2014–2018 жылдарға арналған бағдарламасы", "kk", "2014/2018"),
        ("Strategy until 2030", "en", None),
    ],
)
def test_money_without_a_date_is_for_the_years_of_the_title(title, language, years, words):
    assert term(Span.of(title), language, words) == years
    found, _ = figures(
        blocks("The programme costs 5 million tenge and opens 3 schools.", "en"), "doc", words, term=years
    )
    assert [f.period for f in found] == [years, None]


def test_a_figure_is_numbered_within_its_section_and_a_cell_by_its_place(words):
    first, second = blocks("In 2010 there were 5 schools and 7 hospitals.\nYear | Schools\n---\n2011 | 6", "en")
    third = Block("paragraph", Span.of("8 schools."), "en", key="p-1", section="2")
    found, _ = figures([first, second, third], "concept", words)
    keys = [("1", "figure-1"), ("1", "figure-2"), ("1", "table-1/r2c2"), ("2", "figure-1")]
    assert [f.place for f in found] == [Place("concept", *key) for key in keys]
    assert [f.raw.rule for f in found] == ["prose_number", "prose_number", "table_cell", "prose_number"]


@pytest.mark.parametrize(
    ("text", "missed"),
    [
        ("About 5 thousand wagons were needed, and 7 more.", ["5 thousand"]),
        ("About 5 thousand teachers were needed for 3 days.", []),
    ],
)
def test_a_number_with_a_scale_that_is_no_figure_is_reported(text, missed, words):
    _, untaken = figures(blocks(text, "en"), "doc", words)
    assert [(u.kind, u.span.text, u.section) for u in untaken] == [("number", m, "1") for m in missed]


def test_a_citation_of_an_act_has_no_figures(words):
    text = "By resolution 25 of 2009 on 300 schools, 12 schools were built in 2011."
    (block,) = blocks(text, "en")
    cited = (text.index("resolution"), text.index(", 12"))
    found, _ = figures([block], "doc", words, masks={id(block): [cited]})
    assert marked(text, marks(found)) == text.replace("12 schools", "[[12 school 2011 schools|12 schools]]")


@pytest.mark.parametrize(
    ("text", "area"),
    [
        ("In 2010 there were 5 schools.", "place/almaty"),
        ("In 2010 there were 5 schools in Kazakhstan.", "place/almaty"),
        ("In Astana there were 5 schools.", "place/astana"),
    ],
)
def test_a_figure_holds_where_the_document_does_unless_another_place_is_named(text, area, words):
    found, _ = figures(blocks(text, "en"), "doc", words, home="place/almaty")
    assert [f.area for f in found] == [area]


@pytest.mark.parametrize(
    ("printed", "language", "value"),
    [
        ("1 234,5", "ru", "1234.5"),
        ("16\u00a0368", "kk", "16368"),
        ("3.4", "ru", "3.4"),
        ("12,345", "ru", "12.345"),
        ("12,345", "en", "12345"),
        ("12,345.6", "en", "12345.6"),
        ("1.234.567", "ru", "1234567"),
        ("1,234,567", "kk", "1234567"),
    ],
)
def test_decimal(printed, language, value):
    assert decimal(printed, language) == Decimal(value)


@pytest.mark.parametrize(
    ("text", "counted"),
    [
        ("Region | Schools\n---\nA | 5\nB | 7\nTotal | 12", {"r2": "r4", "r3": "r4"}),
        ("Region | Schools\n---\nTotal, of these: | 12\nA | 5\nB | 7", {"r3": "r2", "r4": "r2"}),
        (
            "Region | Schools\n---\nA | 5\nTotal of the north | 5\nB | 7\nC | 1\nTotal of the south | 8\nTotal | 13",
            {"r2": "r3", "r3": "r7", "r4": "r6", "r5": "r6", "r6": "r7"},
        ),
        (
            "Region | Schools\n---\nNorth |\nA | 5\nTotal | 5\nSouth |\nB | 7\nTotal | 7\nTotal | 12",
            {"r3": "r4", "r4": "r8", "r6": "r7", "r7": "r8"},
        ),
        ("Region | Schools\n---\nNorth | 9\n- A | 5\n- B | 4\nSouth | 3", {"r3": "r2", "r4": "r2"}),
        ("Region | Schools\n---\nNorth | 9\nof these rural | 5\nSouth | 3", {"r3": "r2"}),
        ("Region | Share of rural pupils, %\n---\nA | 5\nTotal | 7", {}),
    ],
)
def test_a_row_is_counted_in_its_total(text, counted, words):
    found, _ = figures(blocks(text, "en"), "doc", words)
    rows = {f.place.key[8:-2]: f.counted_in.key[8:-2] for f in found if f.counted_in}
    assert rows == counted


def test_a_share_of_a_total_knows_what_it_is_the_share_of(words):
    text = "Country | Families | % | People | Share, %\n---\nIran | 3 | 75 | 9 | 30\nChina | 1 | 25 | 1 | 9\n{} | 4 | 100 | 10 | 39"
    found, _ = figures(blocks(text.format("Total"), "en"), "doc", words)
    assert {f.place.key[8:]: f.share_of.key[8:] for f in found if f.share_of} == {"r2c3": "r2c2", "r3c3": "r3c2"}


@pytest.mark.parametrize(
    ("text", "counted", "shares"),
    [
        (
            "In 2010 there were 20 schools. Most are small. Of them in Astana 15 schools (75 %), in Almaty 5 schools.",
            {},
            {"figure-3": "figure-2"},
        ),
        (
            "In 2010, 20 repatriates came: from Iran - 15 persons (75 %), from China - 5 persons (25 % of the quota).",
            {"figure-2": "figure-1", "figure-4": "figure-1"},
            {"figure-3": "figure-2"},
        ),
        ("In 2010, 20 repatriates came. In 2011 from Iran came 15 repatriates.", {}, {}),
    ],
)
def test_in_prose_a_part_is_counted_in_the_number_before_it(text, counted, shares, words):
    found, _ = figures(blocks(text, "en"), "doc", words)
    assert {f.place.key: f.counted_in.key for f in found if f.counted_in} == counted
    assert {f.place.key: f.share_of.key for f in found if f.share_of} == shares


@pytest.mark.parametrize(
    ("printed", "precision"),
    [
        ("34.4 thousand", "100"),
        ("40 thousand", "1000"),
        ("7000", "1"),
        ("43.8", "0.1"),
        ("1 million 400 thousand", "1000"),
    ],
)
def test_a_figure_knows_how_exactly_it_is_printed(printed, precision, words):
    found, _ = figures(blocks(f"In 2010, {printed} persons came.", "en"), "doc", words)
    assert [f.precision for f in found] == [Decimal(precision)]
