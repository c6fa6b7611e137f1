"""Small documents against their indicators. To approve a change: `pytest tests/extract --approve`."""

from pathlib import Path

import pytest

from kg.extract.indicators import Indicators
from kg.extract.rows import Tables

FIXTURES = sorted((Path(__file__).parent / "indicators").glob("*.md"))


def dump(indicator):
    yield f"{indicator.place.section}/{indicator.place.key} | {indicator.name.span.text}"
    if indicator.definition:
        yield f"  definition | {indicator.definition.span.text}"
    if indicator.use:
        yield f"  use | {indicator.use.span.text}"
    for edge in indicator.edges:
        yield f"  {edge.property} {edge.object} | {edge.evidence.span.text}"


@pytest.mark.parametrize("path", FIXTURES, ids=lambda path: path.name)
def test_the_indicators_of_a_document(golden, outlined, words, signs, path):
    lines = []
    for part in outlined(path).parts:
        for indicator in Indicators(words, signs, "case", date="2015-03-14").find(
            part, Tables(words, signs, "case", None)
        ):
            lines += dump(indicator)
    golden(path.with_suffix(".expected"), "\n".join(lines) + "\n")
