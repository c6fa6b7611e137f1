"""Statements on their way from document to document: a bar for each document, bands between their classes."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Mapping

from kg.draw.canvas import BLUE, GREEN, INK, ORANGE, PALE, SOFT, Canvas, measure
from kg.draw.data import Names, Rows, short, text

_UNIT, _BAR, _GAP, _COLUMN = 5.0, 14.0, 9.0, 215.0
_STYLES = {"mp:restates": (BLUE, ""), "mp:narrows": (ORANGE, "///"), "mp:widens": (GREEN, "\\\\\\")}
"""Colour and hatching of each relation, older documents to the left."""


def evolution(rows: Rows, names: Names, title: str, signs: Mapping[str, str]) -> Canvas:
    """Bands lead from the class of a statement to the class of what it follows; their height is how many there are."""
    dates = {text(row[at]): text(row[day]) for row in rows for at, day in ((0, 5), (3, 6))}
    later = Counter(text(row[0]) for row in rows if text(row[5]) == text(row[6]))
    order = sorted(dates, key=lambda one: (dates[one] or "9999", later[one], one))
    sides: dict[str, dict[str, Counter[str]]] = defaultdict(lambda: {"left": Counter(), "right": Counter()})
    flows = [_flow(row, order) for row in rows]
    for left, left_kind, right, right_kind, _, number in flows:
        sides[left]["right"][left_kind] += number
        sides[right]["left"][right_kind] += number
    tops, bottom = _segments(
        order, sides, {text(row[at]): int(text(row[8 + at // 4])) for row in rows for at in (1, 4)}
    )
    canvas = Canvas(56 + _COLUMN * max(1, len(order) - 1) + 190, bottom + 30, title, signs["note"])
    x = 24.0
    for relation, (color, hatch) in _STYLES.items():
        canvas.box(x, 71, 26, 11, fill=color, hatch=hatch, edge=PALE)
        words = names.label(_full(rows, relation))
        canvas.text(x + 32, 76, words)
        x += 56 + measure(words, 9)
    place = {one: 40 + _COLUMN * index for index, one in enumerate(order)}
    used: Counter[tuple[str, str, str]] = Counter()
    for left, left_kind, right, right_kind, relation, number in sorted(flows, key=lambda one: _key(one, order, tops)):
        start, end = (left, left_kind, "right"), (right, right_kind, "left")
        top, other = tops[left, left_kind] + used[start] * _UNIT, tops[right, right_kind] + used[end] * _UNIT
        used[start] += number
        used[end] += number
        color, hatch = _STYLES[relation]
        high = number * _UNIT
        canvas.band(
            (place[left] + _BAR, top, top + high), (place[right], other, other + high), color=color, hatch=hatch
        )
    for one in order:
        label = names.label(one)
        lines = Canvas.wrap(label, _COLUMN - 40, 9, most=3)
        for index, line in enumerate([*lines, *([] if dates[one] in label else [dates[one]])]):
            canvas.text(place[one], 104 + 12 * index, line, color=SOFT if index == len(lines) else INK, halo=True)
        for kind, high in _heights(sides[one]).items():
            top = tops[one, kind]
            canvas.box(place[one], top, _BAR, high * _UNIT, fill=INK)
            canvas.text(
                place[one] + _BAR + 4, top + high * _UNIT / 2, f"{names.label(kind)} ({high})", size=8.5, halo=True
            )
    return canvas


_Flow = tuple[str, str, str, str, str, int]


def _flow(row: tuple[object, ...], order: list[str]) -> _Flow:
    source, kind, relation, target, other = (text(term) for term in row[:5])  # type: ignore[arg-type]
    number = int(text(row[7]))  # type: ignore[arg-type]
    if order.index(source) > order.index(target):
        return target, other, source, kind, short(relation), number
    return source, kind, target, other, short(relation), number


def _heights(sides: dict[str, Counter[str]]) -> dict[str, int]:
    kinds = sorted({*sides["left"], *sides["right"]})
    return {kind: max(sides["left"][kind], sides["right"][kind]) for kind in kinds}


def _segments(
    order: list[str], sides: dict[str, dict[str, Counter[str]]], ranks: Mapping[str, int]
) -> tuple[dict[tuple[str, str], float], float]:
    """The top of each class in the bar of each document, by its rank, and the lowest point of all."""
    tops: dict[tuple[str, str], float] = {}
    lowest = 0.0
    for one in order:
        y = 166.0
        for kind, high in sorted(_heights(sides[one]).items(), key=lambda item: ranks[item[0]]):
            tops[one, kind] = y
            y += max(high * _UNIT, 4) + _GAP
        lowest = max(lowest, y)
    return tops, lowest


def _key(flow: _Flow, order: list[str], tops: dict[tuple[str, str], float]) -> tuple[float, ...]:
    left, left_kind, right, right_kind, relation, _ = flow
    place = (order.index(left), order.index(right), tops[left, left_kind], tops[right, right_kind])
    return (*place, float(list(_STYLES).index(relation)))


def _full(rows: Rows, relation: str) -> str:
    return next((text(row[2]) for row in rows if short(text(row[2])) == relation), relation)
