"""Documents with their statements marked: `[[Task|…]]`. A case's title begins with the class of its document."""

from pathlib import Path

import pytest
from marked import cases, marked, plain

from kg.extract.classes import Judge
from kg.extract.statements import Reader

FIXTURES = Path(__file__).parent / "statements"


@pytest.fixture
def read(tmp_path, outlined, words, signs):
    """The drafts of a text in the order in which they are found."""

    def drafts(text, language, cls):
        path = tmp_path / f"case.{language}.md"
        path.write_text(text, encoding="utf-8")
        outline = outlined(path)
        return [d for part in outline.parts for d in Reader(part, "case", Judge(cls, words, signs)).drafts()]

    return drafts


@pytest.mark.parametrize("case", cases(FIXTURES))
def test_statements_are_told_by_their_words(read, case):
    text, cls = plain(case.text), case.title.partition(":")[0]
    found = [(d.span.start, d.span.stop, d.cls) for d in read(text, case.language, cls)]
    assert marked(text, found) == case.text
