"""Documents in time: when each was in force, and of which years it gives figures."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from kg.draw.canvas import BLUE, INK, ORANGE, PALE, SOFT, Canvas, measure
from kg.draw.data import Names, Rows, text

_ROW, _LEFT, _RIGHT = 40.0, 300.0, 36.0


def timeline(rows: Rows, names: Names, title: str, signs: Mapping[str, str]) -> Canvas:
    """A bar is the time in force (open to the right where no end is known), a diamond a year with figures."""
    canvas = Canvas(900, 120 + _ROW * len(rows), title)
    _legend(canvas, signs)
    years = [int(year) for row in rows for year in text(row[3]).split()]
    days = [_year(text(row[at])) for row in rows for at in (1, 2) if text(row[at])]
    first, last = int(min([*years, *days], default=2000)) - 1, int(max([*years, *days], default=2001)) + 2
    scale = (canvas.width - _LEFT - _RIGHT) / (last - first)
    step = 10 if last - first > 30 else 5 if last - first > 12 else 1
    for year in range(first - first % step + step, last, step):
        x = _LEFT + (year - first) * scale
        canvas.line([(x, 86), (x, canvas.height - 24)], color=PALE, thick=0.7)
        canvas.text(x, 78, str(year), size=8.5, color=SOFT, align="center")
    for index, row in enumerate(rows):
        y = 106 + _ROW * index
        lines = Canvas.wrap(names.label(text(row[0])), _LEFT - 44, 9, most=3)
        canvas.text(_LEFT - 14, y, "\n".join(lines), color=INK, align="right")
        start = _LEFT + (_year(text(row[1])) - first) * scale
        end = _LEFT + (_year(text(row[2])) - first) * scale if text(row[2]) else canvas.width - _RIGHT
        canvas.box(start, y - 6, end - start, 12, fill=BLUE)
        if not text(row[2]):
            canvas.arrow(end, y, 9, color=BLUE)
        for written in sorted(set(text(row[3]).split())):
            canvas.dot(_LEFT + (int(written) + 0.5 - first) * scale, y, 3.5, fill=ORANGE, shape="D")
    return canvas


def _legend(canvas: Canvas, signs: Mapping[str, str]) -> None:
    canvas.box(24, 50, 30, 11, fill=BLUE)
    canvas.text(60, 55.5, signs["bar"])
    x = 80 + measure(signs["bar"], 9)
    canvas.box(x, 50, 21, 11, fill=BLUE)
    canvas.arrow(x + 21, 55.5, 9, color=BLUE)
    canvas.text(x + 36, 55.5, signs["open"])
    x += 60 + measure(signs["open"], 9)
    canvas.dot(x, 55.5, 3.5, fill=ORANGE, shape="D")
    canvas.text(x + 10, 55.5, signs["mark"])


def _year(day: str) -> float:
    found = date.fromisoformat(day)
    return found.year + (found.timetuple().tm_yday - 1) / 366
