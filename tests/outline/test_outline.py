"""Whole documents against golden outlines. To approve a change: `pytest tests/outline/test_outline.py --approve`."""

from pathlib import Path

import pytest

from kg.outline.parts import anchor_place
from kg.records import Block, Outline

TREES = Path(__file__).parent / "trees"
DOCUMENTS = TREES.parent.parent / "corpus" / "documents"
SOURCES = [path for folder in (TREES, DOCUMENTS) for path in sorted(folder.iterdir()) if path.suffix != ".expected"]
HEAD, TAIL = 48, 20
"""Code points that the dump shows of a long block, so that one that ends too early or too late is seen."""


def dump(outline: Outline) -> str:
    """A part: its kind and title. Below it a block a line: kind, place, number or bullet, words; rows of a table."""
    lines = []
    for part in outline.parts:
        lines.append(f"== {part.kind or 'act'}: {part.title.text if part.title else '-'}")
        for block in part.walk():
            lines.append("  " * len(list(block.ancestors())) + line(block))
    return "\n".join(lines) + "\n"


def line(block: Block) -> str:
    text = block.span.text
    words = text if len(text) <= HEAD + TAIL + 3 else f"{text[:HEAD].rstrip()} … {text[-TAIL:].lstrip()}"
    rows = f" ({len(block.table.rows)} rows)" if block.table else ""
    return f"{block.kind} {block.section}/{block.key} | {f'{block.marker} ' if block.marker else ''}{words}{rows}"


@pytest.mark.parametrize("path", SOURCES, ids=lambda path: path.name)
def test_the_outline_of_a_document(golden, outlined, path):
    outline = outlined(path)
    golden(TREES / f"{path.name}.expected", dump(outline))
    places = [(n, b.section, b.key) for n, part in enumerate(outline.parts) for b in part.walk()]
    assert len(set(places)) == len(places)
    source = outline.text.source.text
    for block in (b for part in outline.parts for b in part.walk() if b.span):
        assert source[block.span.start : block.span.stop].strip()
        assert all(child.parent is block for child in block.children)


def test_no_golden_file_is_left_over():
    assert sorted(p.name for p in TREES.glob("*.expected")) == sorted(f"{p.name}.expected" for p in SOURCES)


@pytest.mark.parametrize(
    ("anchor", "section", "key"),
    [
        ("2", "2", "heading"),
        ("2/3", "2", "item-3"),
        ("5.2/p3", "5.2", "p-3"),
        ("5.2/p3.2", "5.2", "p-3.2"),
        ("3/h1", "3", "h-1"),
        ("1/table-1", "1", "table-1"),
        ("plan/row-4", "plan", "row-4"),
        ("1/table-1/r2c3", "1", "table-1/r2c3"),
        ("act/p1", "act", "p-1"),
    ],
)
def test_an_anchor_names_a_place(anchor, section, key):
    assert anchor_place(anchor) == (section, key)


def test_a_table_is_in_the_language_of_its_caption(outlined, tmp_path):
    path = tmp_path / "table.txt"
    path.write_text(
        "1. Жағдайды талдау\n\n      Өңірде соңғы жылдары жаңа мектептер мен көпірлер салынды, жолдар жөнделді.\n\n"
        "      1-кесте. Өңірдегі көпірлер\nЖылдар\tОтбасылар саны\tАдам саны\n2009\t15\t64\n2010\t10\t41\n",
        encoding="utf-8",
    )
    tables = [b for part in outlined(path).parts for b in part.walk() if b.table is not None]
    assert [(b.language, b.table.caption.text) for b in tables] == [("kk", "1-кесте. Өңірдегі көпірлер")]
