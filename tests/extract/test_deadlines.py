import pytest

from kg.extract.deadlines import deadline, recurrences
from kg.spans import Span


@pytest.mark.parametrize(
    ("language", "text", "kind", "value", "start", "end"),
    [
        ("ru", "до 1 июля 2026 года", "date", "2026-07-01", "2026-07-01", "2026-07-01"),
        ("ru", "июль 2026 года", "date", "2026-07", "2026-07-01", "2026-07-31"),
        ("ru", "2026 год", "year", "2026", "2026-01-01", "2026-12-31"),
        ("ru", "2026", "year", "2026", "2026-01-01", "2026-12-31"),
        ("ru", "2026-2028 годы", "interval", "2026/2028", "2026-01-01", "2028-12-31"),
        ("ru", "IV квартал 2026 года", "quarter", "2026-Q4", "2026-10-01", "2026-12-31"),
        ("ru", "I кв. 2028 г.", "quarter", "2028-Q1", "2028-01-01", "2028-03-31"),
        ("ru", "2 квартал 2026 г.", "quarter", "2026-Q2", "2026-04-01", "2026-06-30"),
        ("ru", "с 2026 года", "from", "2026", "2026-01-01", None),
        ("ru", "начиная с 1 мая 2026 года", "from", "2026-05-01", "2026-05-01", None),
        ("ru", "ежегодно", "annual", None, None, None),
        ("ru", "раз в год", "annual", None, None, None),
        ("ru", "регулярно", "regular", None, None, None),
        ("ru", "постоянно", "continuous", None, None, None),
        ("ru", "в течение всего периода", "continuous", None, None, None),
        ("kk", "2026 жылғы 1 шілдеге дейін", "date", "2026-07-01", "2026-07-01", "2026-07-01"),
        ("kk", "2026 жылғы IV тоқсан", "quarter", "2026-Q4", "2026-10-01", "2026-12-31"),
        ("kk", "2025 жылдан бастап", "from", "2025", "2025-01-01", None),
        ("kk", "2026-2028 жылдар", "interval", "2026/2028", "2026-01-01", "2028-12-31"),
        ("kk", "2027 жылда", "year", "2027", "2027-01-01", "2027-12-31"),
        ("kk", "жыл сайын", "annual", None, None, None),
        ("kk", "тұрақты", "continuous", None, None, None),
        ("en", "by 1 July 2026", "date", "2026-07-01", "2026-07-01", "2026-07-01"),
        ("en", "Q3 2026", "quarter", "2026-Q3", "2026-07-01", "2026-09-30"),
        ("en", "from 2026", "from", "2026", "2026-01-01", None),
        ("en", "2024–2026", "interval", "2024/2026", "2024-01-01", "2026-12-31"),
        ("en", "annually", "annual", None, None, None),
        ("en", "every year", "annual", None, None, None),
        ("en", "continuously", "continuous", None, None, None),
    ],
)
def test_a_time_limit(words, language, text, kind, value, start, end):
    found = deadline(text, language, words)
    assert found is not None
    assert (found.kind, found.value, found.start, found.end) == (kind, value, start, end)


@pytest.mark.parametrize(
    ("language", "text"), [("ru", "по согласованию"), ("kk", "-"), ("en", "when the money is there")]
)
def test_no_time_limit_that_is_understood(words, language, text):
    assert deadline(text, language, words) is None


@pytest.mark.parametrize(
    ("language", "text", "found"),
    [
        ("ru", "ежегодный осмотр дорог", ["recurrence/annual"]),
        ("ru", "осмотр дорог для постоянных жителей", []),
        ("en", "Annual survey of roads", ["recurrence/annual"]),
        ("kk", "жыл сайынғы байқау", ["recurrence/annual"]),
    ],
)
def test_the_first_words_of_a_measure_say_how_often(language, text, found, words):
    assert [edge.object for edge in recurrences(Span.of(text), language, words)] == found
