"""Numbers as bars: lying ones for things, standing ones for years. What is below zero is drawn to the other side."""

from __future__ import annotations

from collections.abc import Sequence

from kg.draw.canvas import BLUE, INK, ORANGE, SOFT, Canvas, measure

Bar = tuple[str, float, str]
"""A label, a number, and the number as it is written."""
_HIGH, _ROOM = 24.0, 420.0
_WIDE, _TALL = 78.0, 200.0


def lying(bars: Sequence[Bar], title: str) -> Canvas:
    """A bar below the other, the labels on the left, the numbers at the ends."""
    left = 36 + max((measure(label, 9.5) for label, _, _ in bars), default=0)
    least, most = _bounds(bars)
    written = max((measure(text, 9) for _, _, text in bars), default=0) + 8
    before = written if least < 0 else 0
    canvas = Canvas(left + before + _ROOM + written + 24, 70 + _HIGH * len(bars), title)
    scale = _ROOM / (most - least)
    zero = left + before - least * scale
    for at, (label, number, text) in enumerate(bars):
        y = 58 + _HIGH * at
        end = zero + number * scale
        canvas.text(left - 10, y + _HIGH / 2, label, size=9.5, align="right")
        canvas.box(min(zero, end), y + 3, max(abs(end - zero), 0.5), _HIGH - 6, fill=_color(number))
        canvas.text(end + (5 if number >= 0 else -5), y + _HIGH / 2, text, align="left" if number >= 0 else "right")
    canvas.line([(zero, 54), (zero, 62 + _HIGH * len(bars))], color=SOFT)
    return canvas


def standing(bars: Sequence[Bar], title: str) -> Canvas:
    """A bar beside the other, the labels below, the numbers on top."""
    wide = max([_WIDE, *(measure(text, 9) + 16 for _, _, text in bars)])
    canvas = Canvas(48 + wide * len(bars), 130 + _TALL, title)
    least, most = _bounds(bars)
    scale = _TALL / (most - least)
    zero = 76 + most * scale
    for at, (label, number, text) in enumerate(bars):
        x = 24 + wide * at
        end = zero - number * scale
        canvas.box(x + wide * 0.2, min(zero, end), wide * 0.6, max(abs(end - zero), 0.5), fill=_color(number))
        canvas.text(x + wide / 2, end + (-9 if number >= 0 else 9), text, color=INK, align="center")
        canvas.text(x + wide / 2, 106 + _TALL, label, size=9.5, align="center")
    canvas.line([(24, zero), (24 + wide * len(bars), zero)], color=SOFT)
    return canvas


def _bounds(bars: Sequence[Bar]) -> tuple[float, float]:
    """The least and the largest number, zero among them; not the same."""
    numbers = [0.0, *(number for _, number, _ in bars)]
    return min(numbers), max(numbers) if max(numbers) > min(numbers) else 1.0


def _color(number: float) -> str:
    return BLUE if number >= 0 else ORANGE
