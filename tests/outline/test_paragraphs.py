from pathlib import Path

import pytest

from kg.outline import paragraphs as module
from kg.outline.paragraphs import Paragraph, furniture, join, language_of, layout, marker_of, numbered_through, paragraphs
from kg.spans import Span

FIXTURES = Path(__file__).parent / "paragraphs"
TEXTS = sorted(path for path in FIXTURES.iterdir() if path.suffix != ".expected")


def dump(found):
    """A paragraph a line: indentation, marks of a heading or quotation, number or bullet, words, anchor."""
    return "".join(
        f"{p.indent:>2} {'#' * p.hashes}{'>' * p.quoted}[{p.marker}] {p.text}{' {#' + p.anchor + '}' if p.anchor else ''}\n"
        for p in found
    )


@pytest.mark.parametrize("path", TEXTS, ids=lambda path: path.name)
def test_lines_become_paragraphs(golden, path):
    lines = Span.of(path.read_text(encoding="utf-8")).lines()
    markdown = path.suffix == ".md"
    found = paragraphs(lines, [], "en", markdown=markdown)
    golden(path.with_name(path.name + ".expected"), f"{layout(lines, markdown=markdown)}\n{dump(found)}")
