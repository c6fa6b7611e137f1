"""Documents that are made badly, or are very large: read to the end, in linear time, with nothing lost."""

import pytest

from kg import pipeline
from kg.pipeline import findings_of

DEPTH = 30
ROWS = 10_000


def written(tmp_path, name, text):
    path = tmp_path / name
    path.write_text(text, encoding="utf-8")
    found = findings_of(path)
    assert not isinstance(found, pipeline.Fault), found
    return found


def numbered(depth):
    return "".join(f"{'  ' * d}{'1.' * (d + 1)} улучшение работы службы {d}:\n" for d in range(depth))


def bulleted(depth):
    return "".join(f"{'  ' * d}- улучшение работы службы {d}:\n" for d in range(depth))


def nested(depth):
    inner = "<ul><li>создание новых центров;</li></ul>"
    for d in reversed(range(depth)):
        inner = f"<ul><li>улучшение работы службы {d}:{inner}</li></ul>"
    return inner


@pytest.mark.parametrize(
    ("name", "text"),
    [
        (
            "deep.txt",
            f"Программа развития\n\n1. Задачи\n\nЗадачами являются:\n{numbered(DEPTH)}{'  ' * DEPTH}- создание новых центров;\n",
        ),
        (
            "deep.md",
            f"# Программа развития\n\n## 1. Задачи\n\nЗадачами являются:\n\n{bulleted(DEPTH)}{'  ' * DEPTH}- создание новых центров;\n",
        ),
        ("deep.html", f"<h1>Программа развития</h1><h2>1. Задачи</h2><p>Задачами являются:</p>{nested(DEPTH)}"),
        ("deeper.html", f"<h1>Программа развития</h1><h2>1. Задачи</h2><p>Задачами являются:</p>{nested(DEPTH * 30)}"),
        (
            "divs.html",
            f"<h1>Программа развития</h1><h2>1. Задачи</h2>{'<div>' * 3000}<p>Задачами являются:</p><p>- создание "
            "новых центров;</p>" + "</div>" * 3000,
        ),
    ],
)
def test_deep_nesting_ends_in_the_innermost_item(tmp_path, name, text):
    found = written(tmp_path, name, text)
    assert ("Task", "создание новых центров") in {(s.cls, s.evidence.span.text) for s in found.statements}


HEADER = ("№", "Мероприятие", "Ответственные исполнители", "Срок исполнения", "Форма завершения")


def row(n):
    return (str(n), f"Провести обучение группы {n}", "Акиматы областей", f"{2001 + n % 20} год", "Отчет")


@pytest.mark.parametrize("name", ["rows.txt", "rows.md", "rows.html"])
def test_no_row_of_a_long_plan_is_lost(tmp_path, name):
    rows = [HEADER, *map(row, range(1, ROWS + 1))]
    if name.endswith("txt"):
        table = "\n".join("\t".join(cells) for cells in rows)
    elif name.endswith("md"):
        table = "\n".join(f"| {' | '.join(cells)} |" for cells in (rows[0], ["---"] * 5, *rows[1:]))
    else:
        table = (
            f"<table><tr><td>{'</td></tr><tr><td>'.join('</td><td>'.join(cells) for cells in rows)}</td></tr></table>"
        )
    found = written(tmp_path, name, f"# Программа развития\n\n## 1. План мероприятий\n\n{table}\n")
    plan = [s for s in found.statements if s.cls == "Measure"]
    assert [s.evidence.span.text for s in plan] == [row(n)[1] for n in range(1, ROWS + 1)]
    assert all(s.deadline and s.form for s in plan)


def test_each_list_of_a_document_in_three_languages_is_read(tmp_path):
    found = written(
        tmp_path,
        "mixed.txt",
        "Программа развития\n\n"
        "1. Задачи\n\nЗадачами являются:\n- создание центров для мигрантов;\n- обучение беженцев.\n\n"
        "2. Міндеттер\n\nМіндеттері:\n- көшіп келушілерге көмек көрсету;\n- босқындарды оқыту.\n\n"
        "3. Tasks\n\nThe tasks are:\n- to support labour migrants;\n- to train refugees.\n",
    )
    assert [(s.cls, s.evidence.language) for s in found.statements] == [
        ("Task", language) for language in ("ru", "ru", "kk", "kk", "en", "en")
    ]


def test_a_long_document_is_read_to_its_end(tmp_path):
    """A few megabytes: enough that anything quadratic would not end."""
    paragraph = "Служба работает с жителями района и ведет учет обращений.\n\n"
    task = "Необходимо создать новые центры для беженцев.\n\n"
    found = written(tmp_path, "huge.txt", "Программа развития\n\n1. Меры\n\n" + (paragraph * 40 + task) * 1_000)
    assert len(found.statements) == 1_000
