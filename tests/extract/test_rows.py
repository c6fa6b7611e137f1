"""Small documents with tables against what their rows state. To approve a change: `pytest tests/extract --approve`."""

from pathlib import Path

import pytest

from kg.extract.rows import Tables, split_items
from kg.spans import Span

FIXTURES = sorted((Path(__file__).parent / "rows").glob("*.md"))


def dump(tables, block):
    """A table: what kinds it is of and what its columns hold. A statement a line; its edges and other cells below it."""
    columns = ", ".join(f"{n} {role}" for n, role in sorted(tables.columns(block).roles.items()))
    yield f"== {', '.join(sorted(tables.kinds(block)))} ({columns})"
    for draft in tables.drafts(block):
        above = " < ".join(c.text for c in draft.context)
        yield f"{draft.cls} {draft.key} | {draft.span.text}{f' < {above}' if above else ''}"
        for edge in draft.edges:
            yield f"  {edge.property} {edge.object} | {edge.evidence.span.text}"
        if draft.deadline_text:
            limit = draft.deadline
            typed = f"{limit.kind} {limit.value or ''}".strip() if limit else "not understood"
            yield f"  deadline {typed} | {draft.deadline_text.text}"
        if draft.form:
            yield f"  form | {draft.form.text}"


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_what_tables_state(golden, outlined, words, signs, path):
    tables = Tables(words, signs, "case", "place/kz")
    blocks = [b for part in outlined(path).parts for b in part.walk() if b.table is not None]
    lines = [line for block in blocks for line in dump(tables, block)]
    lines += [f"unknown body {b.key} | {b.name.span.text}" for b in tables.bodies]
    lines += [f"not taken | {span.text}" for span in tables.untaken]
    golden(path.with_suffix(".expected"), "\n".join(lines) + "\n")


@pytest.mark.parametrize(
    ("cell", "items"),
    [
        ("• one; • two", ["one;", "two"]),
        ("• - one • - two", ["one", "two"]),
        ("The tasks are: • one; • two", ["one;", "two"]),
        ("First of all • one", ["First of all", "one"]),
        ("one; - two; – three", ["one;", "two;", "three"]),
        ("1) one; 2) two", ["one;", "two"]),
        ("They are: 1) one; 2) two", ["one;", "two"]),
        ("– one, – two", ["one,", "two"]),
        ("one - two", ["one - two"]),
        ("only one", ["only one"]),
    ],
)
def test_the_items_of_a_cell(cell, items):
    assert [s.text for s in split_items(Span.of(cell))] == items


@pytest.mark.parametrize(
    ("lines", "items"),
    [
        (["mend the bridge", "teach its keepers"], 2),
        (["The bridge is mended", "and kept in order"], 1),
        (["mend the bridge, the road", "- and the wall"], 1),
        (["mend the bridge,", "teach its keepers"], 1),
    ],
)
@pytest.mark.parametrize("seam", [False, True])
def test_the_lines_of_a_cell_are_its_items_where_they_begin_alike(lines, items, seam):
    found = split_items(Span.join(Span.of("\n".join(lines)).lines(), seam=seam))
    assert len(found) == (1 if seam else items)
