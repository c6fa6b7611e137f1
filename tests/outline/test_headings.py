import re

import pytest

from kg.outline.headings import Headings, Surroundings
from kg.outline.paragraphs import Paragraph, marker_of
from kg.records import Block
from kg.spans import Span


@pytest.fixture
def judge(words, signs):
    return Headings(words, signs)


def paragraph(text, *, indent=0, **more):
    marker = marker_of(text)
    kazakh = "kk" if re.search("[әғқңөұүһі]", text.casefold()) else "ru"
    language = "en" if text.isascii() else kazakh
    return Paragraph(Span.of(text)[len(marker) :], indent, 0, marker.strip(), language=language, **more)


BEFORE = paragraph("A sentence before it.")
SECTION = Block("heading", Span.of("Section"), "en", level=2, key="heading")


@pytest.mark.parametrize(
    ("text", "level", "section", "title"),
    [
        # numbered sections
        ("2. Цель и задачи", 1, "2", "Цель и задачи"),
        ("4.1. Доступность школ", 2, "4.1", "Доступность школ"),
        ("4.1.3 Rural schools", 3, "4.1.3", "Rural schools"),
        ("3. Қандай қауіп бар?", 1, "3", "Қандай қауіп бар?"),
        ("IV. Ресурсы", 1, "IV", "Ресурсы"),
        ("XII) Resources", 1, "XII", "Resources"),
        # parts, chapters, articles
        ("PART II. GOAL", 1, "part-II", "PART II. GOAL"),
        ("Раздел 3. Итоги", 1, "part-3", "Раздел 3. Итоги"),
        ("2-бөлім. Қағидаттар", 1, "part-2", "2-бөлім. Қағидаттар"),
        ("Глава 2. ОРГАНЫ", 2, "ch-2", "Глава 2. ОРГАНЫ"),
        ("3-тарау. Құзырет", 2, "ch-3", "3-тарау. Құзырет"),
        ("Статья 5. Органы", 3, "art-5", "Статья 5. Органы"),
        ("Статья 5-1. Органы", 3, "art-5-1", "Статья 5-1. Органы"),
        ("12-бап. Құзырет", 3, "art-12", "12-бап. Құзырет"),
        ("Article 7. Duties", 3, "art-7", "Article 7. Duties"),
        # sections that have a name instead of a number
        ("Введение", 1, "intro", "Введение"),
        ("КІРІСПЕ", 1, "intro", "КІРІСПЕ"),
        ("Паспорт Программы", 1, "passport", "Паспорт Программы"),
        ("Annex 2", 1, "annex", "Annex 2"),
        ("Заключение", 1, "conclusion", "Заключение"),
        ("ГЛОССАРИЙ", 1, "glossary", "ГЛОССАРИЙ"),
        # a block that names what it is
        ("Direction 2. Safe labour migration", 1, None, "Safe labour migration"),
        ("Направление 1. Школы", 1, None, "Школы"),
        ("2-бағыт. Қалалық мектептер", 1, None, "Қалалық мектептер"),
        ("Direction 2", 1, None, "Direction 2"),
        # no number: short, alone, or set apart
        ("Где мы находимся", 1, None, "Где мы находимся"),
        ("ГДЕ МЫ НАХОДИМСЯ", 1, None, "ГДЕ МЫ НАХОДИМСЯ"),
        ("Қазір қай жердеміз?", 1, None, "Қазір қай жердеміз?"),
    ],
)
def test_a_heading(judge, text, level, section, title):
    found = judge.title(paragraph(text), Surroundings([], BEFORE))
    assert found is not None
    assert (found.level, found.section, found.span.text) == (level, section, title)


@pytest.mark.parametrize(
    "text",
    [
        "1) ремонт школ",
        "- ремонт школ",
        "2. Цель и задачи;",
        "2. Школы откроются в сентябре.",
        "В статье 5 названы школы.",
        "Статья 5 закона обязывает школы:",
        "в селе нет школ",
        "Школы и детские сады города принимают детей из семей переселенцев без очереди и без справок о доходах",
        "Школы открыты.",
        "Школы:",
        "Таблица 3. Школы по областям",
        "Figure 2. Schools",
        "2021 году предшествовал спад",
        "1. " + "Слово " * 31,
    ],
)
def test_no_heading(judge, text):
    assert judge.title(paragraph(text), Surroundings([], BEFORE)) is None


@pytest.mark.parametrize(
    ("around", "more", "level"),
    [
        (Surroundings([], BEFORE), {}, 1),
        (Surroundings([SECTION], BEFORE), {}, 2),
        (Surroundings([SECTION], paragraph("Нет точки")), {}, None),
        (Surroundings([SECTION], paragraph("Нет точки")), {"indent": 20}, 2),
        (Surroundings([], BEFORE, in_act=True), {}, None),
        (Surroundings([], BEFORE, in_act=True), {"hashes": 3}, 3),
        (Surroundings([SECTION], BEFORE), {"hashes": 1}, 2),
    ],
)
def test_a_line_without_number_is_a_heading_by_where_it_stands(judge, around, more, level):
    found = judge.title(paragraph("Школы и сады", **more), around)
    assert (found and found.level) == level


def test_directions_by_name_stand_side_by_side(judge):
    first = judge.title(paragraph("Direction 1. Schools"), Surroundings([SECTION], BEFORE))
    block = Block("heading", first.span, "en", marker=first.role, level=first.level)
    second = judge.title(paragraph("Direction 2. Gardens"), Surroundings([SECTION, block], BEFORE))
    assert (first.level, second.level, first.role) == (3, 3, "Direction")


@pytest.mark.parametrize(
    ("text", "more", "level", "section"),
    [
        ("Goals", {"anchor": "3", "hashes": 2}, 1, "3"),
        ("4.1. Schools", {"anchor": "4.1", "hashes": 3}, 2, "4.1"),
        ("Rural schools", {"anchor": "4/h1", "hashes": 3}, 2, "4"),
    ],
)
def test_the_anchor_of_a_digest_names_the_section(judge, text, more, level, section):
    found = judge.title(paragraph(text, **more), Surroundings([], BEFORE))
    assert (found.level, found.section) == (level, section)


@pytest.mark.parametrize(
    ("text", "rest"),
    [
        ("Мектептерді дамыту ТҰЖЫРЫМДАМАСЫ Мазмұны", "Мазмұны"),
        ("КОНЦЕПЦИЯ развития школ Содержание", "Содержание"),
        ("КОНЦЕПЦИЯ финансирования школ и их содержание", ""),
        ("КОНЦЕПЦИЯ развития Школ", ""),
        ("Содержание", ""),
    ],
)
def test_a_title_ends_before_the_word_contents(judge, text, rest):
    title, furniture = judge.before_contents(paragraph(text))
    assert (title.text, furniture.text) == (text.removesuffix(rest).strip(), rest)


@pytest.mark.parametrize(
    ("text", "title"),
    [
        ("Введение. Школы открыты всем.", "Введение"),
        ("Introduction. Schools are open.", "Introduction"),
        ("Направление 2. Новые школы. Оно включает ремонт.", "Направление 2. Новые школы"),
        ("Таблица 2. Новые школы. Школы открыты.", ""),
        ("Школы. Школы открыты всем.", ""),
        ("1. Введение. Школы открыты.", ""),
        ("Введение", ""),
    ],
)
def test_a_heading_that_runs_into_its_text(judge, text, title):
    assert text[: judge.run_in(paragraph(text), Surroundings([SECTION]))].strip(". ") == title


@pytest.mark.parametrize(
    ("text", "section", "role", "title"),
    [
        ("Strategic direction 2. New schools", None, "Direction", "New schools"),
        ("Цель 1.2. Больше сельских школ.", None, "Goal", "Больше сельских школ"),
        ("2-міндет. Жаңа мектептер салу.", None, "Task", "Жаңа мектептер салу"),
        ("Objective 3", None, "", "Objective 3"),
        ("Задача 2. Школы. Они откроются.", None, None, ""),
        ("B. New schools for the villages", None, "", "New schools for the villages"),
        ("А. Омаров", None, "", "А. Омаров"),
        ("Goal: to open schools in villages", None, None, ""),
    ],
)
def test_headings_named_by_their_class(judge, text, section, role, title):
    found = judge.title(paragraph(text), Surroundings([SECTION], BEFORE))
    assert (found and (found.section, found.role, found.span.text)) == (
        None if role is None else (section, role, title)
    )
