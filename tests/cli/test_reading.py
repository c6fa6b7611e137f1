"""`kg debug --repair`: what was restored, beside what the source has."""

from pathlib import Path

import pytest

from kg.cli import main
from kg.cli.reading import marked
from kg.messages import say
from kg.records import LANGUAGES, Language

TESTS = Path(__file__).parents[1]


@pytest.mark.parametrize(
    ("line", "doubtful", "text", "standing_out"),
    [
        ("rain and snow", [], "rain and snow", []),
        ("rain and snow", [(0, 4)], "rain[?] and snow", ["rain[?]"]),
        ("rain and snow.", [(5, 8), (9, 13)], "rain and[?] snow[?].", ["and[?]", "snow[?]"]),
    ],
)
def test_doubtful_words_are_marked_with_and_without_colour(line, doubtful, text, standing_out):
    found = marked(line, doubtful)
    assert found.text == text
    assert [found.text[start:stop] for start, stop in found.marks] == standing_out


@pytest.mark.parametrize("language", LANGUAGES)
def test_raw_and_restored_lines_stand_side_by_side(language: Language, capsys: pytest.CaptureFixture[str]):
    page = TESTS / "restore" / "italic.ru.raw.txt"
    assert main(["debug", "--repair", str(page), "--lang", language]) == 0
    shown = capsys.readouterr().out
    *rows, total = shown.splitlines()
    raw = page.read_text(encoding="utf-8").splitlines()
    for number, line in enumerate(raw, 1):
        (row,) = (row for row in rows if row.startswith(f"│ {number} "))
        _, _, left, right, _ = row.split("│")
        assert line.startswith(left.strip())
        assert any("а" <= letter <= "я" for letter in right)
    marks = "\n".join(rows[3:]).count("[?]")
    assert marks > 0
    assert f" {marks}" in total
    assert total.startswith(say("repair-sum", language).partition(":")[0])


def test_a_clean_document_has_nothing_to_show(capsys: pytest.CaptureFixture[str]):
    file = min((TESTS / "corpus" / "documents").iterdir())
    assert main(["debug", "--repair", str(file)]) == 0
    assert capsys.readouterr().out.strip() == say("repair-sum", "en", lines=0, words=0, doubtful=0)
