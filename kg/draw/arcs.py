"""Documents below each other in the order of their dates, with an arc to each that they name."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import sqrt

from kg.draw.canvas import BLUE, COLORS, DASHES, INK, SOFT, Canvas, measure
from kg.draw.data import Names, Rows, short, text

_LINE = 24.0
_LEFT = 280.0
_LONGEST = 520.0
_BESIDE = 14.0
"""What an arc keeps from another one between the same documents."""


def documents(rows: Rows, names: Names, title: str, signs: Mapping[str, str]) -> Canvas:
    """Arcs lead downwards to the left for what an older document says of a newer, else upwards."""
    dates = {text(row[at]): text(row[day]) for row in rows for at, day in ((0, 3), (2, 4))}
    order = sorted(dates, key=lambda one: (dates[one], one))
    place = {one: 92 + index * _LINE for index, one in enumerate(order)}
    read = {text(row[at]) for row in rows for at, told in ((0, 5), (2, 6)) if text(row[told]) == "true"}
    often = Counter(text(row[1]) for row in rows)
    properties = sorted(often, key=lambda one: (-often[one], short(one)))
    style = {one: (COLORS[index], DASHES[index % len(DASHES)]) for index, one in enumerate(properties)}
    lines = {one: _line(names.label(one), dates[one]) for one in order}
    wide = max((_LEFT + measure(line, 9) for line in lines.values()), default=0)
    told = [*map(names.label, properties), signs["read"], signs["named"]]
    canvas = Canvas(max(wide, sum(56 + measure(one, 9) for one in told)) + 40, 108 + _LINE * len(order), title)
    x = 24.0
    for one in properties:
        color, dash = style[one]
        canvas.line([(x, 58), (x + 30, 58)], color=color, thick=2, dash=dash)
        canvas.text(x + 36, 58, names.label(one), size=9)
        x += 56 + measure(names.label(one), 9)
    for color, words in (BLUE, signs["read"]), (SOFT, signs["named"]):
        canvas.dot(x + 6, 58, 4, fill=color)
        canvas.text(x + 16, 58, words)
        x += 36 + measure(words, 9)
    for one in order:
        canvas.dot(_LEFT, place[one], 4, fill=BLUE if one in read else SOFT)
        canvas.text(_LEFT + 12, place[one], lines[one], color=INK)
    drawn: Counter[frozenset[str]] = Counter()
    for row in rows:
        color, dash = style[text(row[1])]
        ends = text(row[0]), text(row[2])
        start, end = (place[one] for one in ends)
        wide = min(_LEFT - 40, 14 + 11 * sqrt(abs(end - start))) - _BESIDE * drawn[frozenset(ends)]
        drawn[frozenset(ends)] += 1
        pull = _LEFT - 8 - wide * 1.2
        canvas.curve(
            [(_LEFT - 6, start), (pull, start), (pull, end), (_LEFT - 6, end)],
            color=color,
            dash=dash,
            thick=1.4,
            arrow=True,
        )
    return canvas


def _line(label: str, date: str) -> str:
    """A label, cut where it is very long, with its date, unless it says the date itself."""
    (words,) = Canvas.wrap(label, _LONGEST, 9, most=1)
    return words if date in words else f"{words}, {date}"
