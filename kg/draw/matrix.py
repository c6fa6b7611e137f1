"""Categories of migrants against documents: the darker, the more statements."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from kg.draw.canvas import BLACK, INK, PALE, PAPER, SOFT, Canvas, measure
from kg.draw.data import Names, Rows, text

_WIDE, _HIGH = 118.0, 21.0
_DARK, _LIGHT = (0, 62, 103), (240, 246, 250)
_WHITE_FROM = 0.67
"""From this share of the dark colour on, white is easier to read on it than black; the contrast is never below 4.5."""


def categories(rows: Rows, names: Names, title: str, signs: Mapping[str, str]) -> Canvas:
    """Rows by their total, columns by date; each number says how many statements of the document are about it."""
    count = {(text(row[0]), text(row[1])): int(text(row[3])) for row in rows}
    dates = {text(row[1]): text(row[2]) for row in rows}
    documents = sorted(dates, key=lambda one: (dates[one] or "9999", one))
    total: Counter[str] = Counter()
    for (category, _), number in count.items():
        total[category] += number
    order = sorted(total, key=lambda one: (-total[one], one))
    left = 40 + max((measure(names.label(one), 9.5) for one in order), default=0)
    heads = {one: _head(names.label(one), dates[one]) for one in documents}
    top = 78 + 12 * max((len(lines) for lines in heads.values()), default=0)
    canvas = Canvas(max(left + _WIDE * len(documents) + 24, 420), top + _HIGH * len(order) + 24, title, signs["note"])
    most = max(count.values(), default=1)
    for column, document in enumerate(documents):
        middle = left + _WIDE * (column + 0.5)
        for index, line in enumerate(reversed(heads[document])):
            strong = line == dates[document]
            canvas.text(middle, top - 12 - 12 * index, line, size=8.5, align="center", color=SOFT if strong else INK)
    for index, category in enumerate(order):
        y = top + _HIGH * index
        canvas.text(left - 10, y + _HIGH / 2, names.label(category), size=9.5, align="right")
        for column, document in enumerate(documents):
            number = count.get((category, document), 0)
            ground, ink = shade((number / most) ** 0.5)
            x = left + _WIDE * column
            canvas.box(x + 1, y + 1, _WIDE - 2, _HIGH - 2, fill=ground if number else PAPER, edge=PALE)
            if number:
                canvas.text(x + _WIDE / 2, y + _HIGH / 2, str(number), size=9, color=ink, align="center")
    return canvas


def shade(share: float) -> tuple[str, str]:
    """The colour of a box, from light (0) to dark (1), and that of a number on it."""
    ground = "#" + "".join(f"{round(a + (b - a) * share):02X}" for a, b in zip(_LIGHT, _DARK, strict=True))
    return ground, PAPER if share > _WHITE_FROM else BLACK


def _head(label: str, date: str) -> list[str]:
    return [*Canvas.wrap(label, _WIDE - 8, 8.5, most=5), *([date] if date else [])]
