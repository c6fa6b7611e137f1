"""Sentences with their dates marked as ISO 8601; `?` marks four digits that only look like a year."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st
from marked import marked, plain

from kg.extract.dates import dates


@pytest.mark.parametrize(
    ("language", "text"),
    [
        ("ru", "до [[2024-06-01|1 июня 2024 года]]"),
        ("ru", "от [[2019-03-12|12.03.2019]] и с [[2019-03-12|2019.03.12]]"),
        ("ru", "в [[2023|2023 году]] и в [[2024|2024 г]]."),
        ("ru", "в [[2024/2029|2024-2029 годах]]"),
        ("ru", "с [[2019/2023|2019 по 2023 год]] включительно"),
        ("ru", "в [[2024-09|сентябре 2024 года]]"),
        ("ru", "в таблице 3, строке 14, 1 июня"),
        ("ru", "31.02.2020, 12.13.2020"),
        ("ru", "1799 голов, 2101 голова, [[1998?|1998]] голов"),
        ("ru", "в [[2022/2023|2022/2023 учебном году]]"),
        ("en", "in the [[2022/2023|2022/23 school year]], in [[2022?|2022]]/24"),
        ("kk", "[[2024-06-01|2024 жылғы 1 маусымға]] дейін"),
        ("kk", "[[2024-02-14|2024 жылғы 14 ақпандағы]] № 86 қаулы"),
        ("kk", "[[2023|2023 жылы]] және [[2024/2029|2024-2029 жылдарға]]"),
        ("kk", "[[2024-09|2024 жылғы қыркүйекте]]"),
        ("en", "by [[2024-06-01|1 June 2024]]"),
        ("en", "on [[2024-06-01|June 1, 2024]]"),
        ("en", "in [[2024-06|June 2024]]"),
        ("en", "for [[2024/2029|2024–2029]] and in [[2023?|2023]]"),
        ("en", "between [[2019?|2019]] and [[2023?|2023]]"),
        ("en", "in May and in June"),
    ],
)
def test_dates_are_found(words, language, text):
    clean = plain(text)
    found = dates(words.tokens(clean, language), words, language)
    assert marked(clean, ((w.start, w.stop, w.value + "?" * (not w.certain)) for w in found)) == text


DATE_WORDS = st.sampled_from(
    [
        "1",
        "28",
        "31",
        "2001",
        "2005",
        "2006",
        "год",
        "года",
        "июня",
        "мая",
        "с",
        "по",
        "до",
        "-",
        ".",
        ",",
        "12.03.2019",
        "12.13.2019",
        "и",
    ]
)


@given(st.lists(DATE_WORDS, max_size=12))
def test_dates_do_not_overlap(words, parts):
    text = " ".join(parts)
    found = dates(words.tokens(text, "ru"), words, "ru")
    assert all(a.stop <= b.start for a, b in pairwise(found))
    assert all(1800 <= int(w.value[:4]) <= 2100 for w in found)
