"""Which language a text or a passage is in."""

import pytest

from kg import languages
from kg.clean import clean
from kg.errors import BadInput
from kg.read import read


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Ауылдағы жаңа мектептер", "kk"),
        ("Новые сельские школы строятся в районе Құрмет", "ru"),
        ("Rural schools", "en"),
        ("Новые школы ERG", "ru"),
        ("", "ru"),
        ("12 %", "ru"),
    ],
)
def test_the_main_language_is_told_by_letters(text, expected):
    assert languages.main(text) == expected


@pytest.mark.parametrize(
    ("text", "default", "expected"),
    [
        ("Переселение семей в новые районы области", "kk", "ru"),
        ("Отбасыларды жаңа аудандарға қоныстандыру", "ru", "kk"),
        ("Families move to new districts", "ru", "en"),
        ("Закон «О миграции» (Law on Migration)", "ru", "ru"),
        ("Астана", "kk", "kk"),
        ("IOM", "ru", "ru"),
        ("Notes", "en", "en"),
        ("2001, 2002", "kk", "kk"),
        ("Ауылдағы жаңа мектептердің саны", "ru", "kk"),
        ("Новые сельские школы района", "kk", "ru"),
        ("Новые сельские школы района Құрмет", "kk", "kk"),
        ("Новые сельские школы района", "en", "ru"),
        ("Schools in the villages", "ru", "en"),
        ("Tasks:", "ru", "en"),
        ("IV.", "ru", "ru"),
        ("Міндеттер:", "ru", "ru"),
    ],
)
def test_the_language_of_a_passage(text, default, expected):
    assert languages.passage(text, default) == expected


@pytest.mark.parametrize(
    ("text", "code"),
    [
        (
            "Le programme national doit améliorer la situation des travailleurs qui arrivent dans les régions. " * 3,
            "fr",
        ),
        ("Державна програма має покращити становище робітників, які приїжджають до областей країни. " * 3, "uk"),
        ("Мамлекеттик программа аймактарга келген жумушчулардын абалын жакшыртууга тийиш. " * 3, "ky"),
        ("The national programme must improve how workers fare who come to the regions. " * 3, None),
        ("Государственная программа должна улучшить положение рабочих, которые приезжают в области. " * 3, None),
        ("Мемлекеттік бағдарлама өңірлерге келген жұмысшылардың жағдайын жақсартуы тиіс. " * 3, None),
        ("Le programme", None),
        ("12 345 — 67 %\n" * 100, None),
        ("", None),
    ],
)
def test_a_language_that_is_not_read(text, code):
    assert languages.foreign(text) == code


def test_a_text_in_another_language_is_refused_with_its_name(tmp_path):
    path = tmp_path / "plan.txt"
    path.write_text("Le programme national doit améliorer la situation des travailleurs. " * 5, encoding="utf-8")
    with pytest.raises(BadInput, match=r"plan\.txt.*\(fr\).*Russian, Kazakh or English"):
        clean(read(path))
