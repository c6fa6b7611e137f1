"""What the graph is made of: a box for each class, a line for each pair of classes with the properties between them."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping, Sequence

from kg.draw.canvas import BLUE, COLORS, INK, PAPER, SOFT, Canvas, measure
from kg.draw.data import Names, Rows, text

_WIDE, _GAP, _ACROSS, _LINE = 190.0, 26.0, 215.0, 13.0


def ontology(rows: Rows, below: Rows, names: Names, title: str) -> Canvas:
    """Numbers say how many things of a class there are, and how many ties of a property."""
    columns: dict[int, list[str]] = defaultdict(list)
    ties: dict[tuple[str, str], list[str]] = defaultdict(list)
    for row in rows:
        source, target = text(row[0]), text(row[3])
        for one, column in ((source, int(text(row[1]))), (target, int(text(row[4])))):
            if one not in columns[column]:
                columns[column].append(one)
        ties[source, target].append(f"{names.label(text(row[2]))} ({text(row[5])})")
    narrower: dict[str, list[str]] = defaultdict(list)
    for row in below:
        narrower[text(row[0])].append(f"{names.label(text(row[1]))} ({text(row[2])})")
    lines = {one: sorted(narrower[one]) for found in columns.values() for one in found}
    inner = {one: [tie for (a, b), found in ties.items() if a == b == one for tie in found] for one in lines}
    coming: dict[str, list[tuple[str, list[str]]]] = defaultdict(list)
    high = {one: 26 + _LINE * (len(lines[one]) + len(inner[one])) + (14 if inner[one] else 0) for one in lines}
    for (source, target), found in ties.items():
        if source != target and _column(columns, target) > _column(columns, source):
            coming[target].append((source, Canvas.wrap(", ".join(found), _ACROSS - 60, 8)))
    high = {one: max(own, 10 + sum(10 * len(words) + 6 for _, words in coming[one])) for one, own in high.items()}
    tall = {at: sum(high[one] + _GAP for one in found) for at, found in columns.items()}
    bottom = 66 + max(tall.values(), default=0)
    canvas = Canvas(48 + len(columns) * _WIDE + (len(columns) - 1) * _ACROSS, bottom + 8, title)
    place: dict[str, tuple[float, float]] = {}
    for index, (at, found) in enumerate(sorted(columns.items())):
        y = 62 + (bottom - 62 - tall[at]) / 2
        for one in found:
            place[one] = (24 + index * (_WIDE + _ACROSS), y)
            y += high[one] + _GAP
    _ties(canvas, coming, place, high)
    for one, (x, y) in place.items():
        canvas.box(x, y, _WIDE, high[one], fill=PAPER, edge=BLUE, round_=4)
        canvas.text(x + 10, y + 14, names.label(one), size=10.5, weight="bold")
        for index, line in enumerate(lines[one]):
            canvas.text(x + 18, y + 31 + _LINE * index, line, size=8.5)
        for index, line in enumerate(inner[one]):
            canvas.text(
                x + 18,
                y + 41 + _LINE * (len(lines[one]) + index),
                f"\N{CLOCKWISE OPEN CIRCLE ARROW} {line}",
                size=8.5,
                color=SOFT,
            )
    return canvas


def _column(columns: Mapping[int, Sequence[str]], one: str) -> int:
    """The column of a class."""
    return next(at for at, found in columns.items() if one in found)


def _ties(
    canvas: Canvas,
    coming: Mapping[str, Sequence[tuple[str, list[str]]]],
    place: Mapping[str, tuple[float, float]],
    high: Mapping[str, float],
) -> None:
    """Lines from right edge to left edge, spread along both; the words stand before the target."""
    sources = list(dict.fromkeys(source for found in coming.values() for source, _ in found))
    leaving: dict[str, list[str]] = defaultdict(list)
    for target in sorted(coming, key=lambda one: place[one][1]):
        for source, _ in coming[target]:
            leaving[source].append(target)
    for target, found in coming.items():
        x2, top = place[target]
        y2 = top + (high[target] - sum(10 * len(words) + 6 for _, words in found)) / 2
        for source, words in sorted(found, key=lambda one: (place[one[0]][0], place[one[0]][1])):
            middle = y2 + (10 * len(words) + 6) / 2
            y2 += 10 * len(words) + 6
            x1 = place[source][0] + _WIDE
            y1 = place[source][1] + high[source] * (leaving[source].index(target) + 1) / (len(leaving[source]) + 1)
            near = x1 + min(x2 - x1, _ACROSS) / 2
            far = near if x2 - x1 <= _ACROSS else x1 + 10
            color = COLORS[sources.index(source) % 4]
            canvas.curve([(x1, y1), (near, y1), (far, middle), (x2, middle)], color=color, thick=1.1, arrow=True)
            wide = max(measure(line, 8) for line in words)
            canvas.text(x2 - 16 - wide, middle, "\n".join(words), size=8, color=INK, halo=True)
