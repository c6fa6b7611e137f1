import html
import re
from itertools import count, pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from kg.outline.tables import Region, find
from kg.spans import Span

FIXTURES = Path(__file__).parent / "tables"
SEAM = "⁞"


def marked(span: Span) -> str:
    edges = [0, *span.seams, len(span)]
    return SEAM.join(span.text[lo:hi] for lo, hi in pairwise(edges))


def dump(regions: list[Region]) -> str:
    """A region per block: its lines from 1, its caption, header rows marked with =, others with -.

    An arrow behind a cell says that it counts for one row more.
    """
    blocks = []
    for region in regions:
        table = region.table
        lines = [f"lines {region.first + 1}-{region.stop}, rows from {region.body + 1}"]
        if table.caption:
            lines.append(f"caption {marked(table.caption)}")
        for number, row in enumerate(table.rows):
            cells = {cell.column: marked(cell.span) + "↓" * (cell.height - 1) for cell in row}
            grid = " | ".join(cells.get(column, "") for column in range(1, max(cells) + 1))
            lines.append(f"{'=' if number < table.header else '-'} {grid}")
        blocks.append("\n".join(lines) + "\n")
    return "\n".join(blocks)


@pytest.mark.parametrize("newline", ["\n", "\r\n"], ids=["lf", "crlf"])
@pytest.mark.parametrize("fixture", sorted(FIXTURES.glob("*.txt")), ids=lambda path: path.stem)
def test_reads_the_tables_of_a_text(golden, fixture: Path, newline: str):
    text = fixture.read_text(encoding="utf-8").replace("\n", newline)
    golden(fixture.with_suffix(".expected"), dump(find(Span.of(text).lines())))


TAG = re.compile("<[^<>]*>")
PIECES = [
    *[*" ()|\t\t\n\n№-", "  ", "\n\n", "--", "# ", "word", "Word", "1", "5.", "br-\n\nok", "\n|---|---|\n"],
    *["<table>", "</table>", "<tr>", "</tr>", "<td>", "</td>", "<th>", "<td rowspan=2>", "<td colspan=9999>"],
    *["<b>", "<b", "<br>", "&amp;", "&#8212;"],
]


@st.composite
def texts(draw: st.DrawFn) -> str:
    """Texts of the marks that tables are made of; no two words are the same."""
    numbers = count()
    pieces = draw(st.lists(st.sampled_from(PIECES), max_size=60))
    return "".join(piece + (f"w{next(numbers)}" if piece.isalpha() else "") for piece in pieces)


@given(texts())
def test_cells_are_slices_of_the_source_and_no_word_is_lost(text: str):
    end = 0
    lines = text.split("\n")
    for region in find(Span.of(text).lines()):
        assert end <= region.first <= region.body < region.stop <= len(lines)
        end = region.stop
        assert [cell.row for row in region.table.rows for cell in row[:1]] == list(range(1, len(region.table.rows) + 1))
        spans = [cell.span for row in region.table.rows for cell in row]
        seen = set()
        for span in [*spans, *filter(None, [region.table.caption])]:
            assert span.text == " ".join(span.text.split())
            for char, start, stop in zip(span.text, span.starts, span.stops, strict=True):
                source = TAG.sub("", text[start:stop])
                assert char in (source, html.unescape(source)) or (char == " " and not source.strip())
                seen.update(range(start, stop))
        start = sum(len(line) + 1 for line in lines[: region.first])
        stop = start + len("\n".join(lines[region.first : region.stop]))
        tags = {at for tag in TAG.finditer(text) for at in range(*tag.span())}
        assert not [at for at in range(start, stop) if text[at].isalnum() and at not in seen | tags]


def test_a_table_of_many_rows_is_read_in_one_piece():
    rows = "".join(f"{n}.\tRow\t{n}\n\n" for n in range(1, 10_001))
    (region,) = find(Span.of("No.\tName\tHow many\n" + rows).lines())
    assert (len(region.table.rows), region.table.header) == (10_001, 1)
