"""The border to matplotlib: a sheet on which pictures put lines, areas and words, and the file that comes of it.

Lengths are points (1/72 inch), x to the right and y downwards. The same calls give the same bytes.
"""

from __future__ import annotations

import io
import re
from collections.abc import Sequence
from functools import cache
from math import hypot
from typing import Any

import matplotlib as mpl
from matplotlib.figure import Figure
from matplotlib.font_manager import FontProperties
from matplotlib.patches import FancyBboxPatch, PathPatch
from matplotlib.path import Path as Way
from matplotlib.textpath import TextPath

Point = tuple[float, float]
FORMS = ("svg", "png", "pdf")
BLACK, INK, SOFT, PALE, PAPER = "#000000", "#222222", "#767676", "#E4E4E4", "#FFFFFF"
BLUE, SKY, GREEN, ORANGE, RED, PINK, YELLOW = (
    "#0072B2",
    "#56B4E9",
    "#009E73",
    "#E69F00",
    "#D55E00",
    "#CC79A7",
    "#F0E442",
)
"""The colours of Okabe and Ito, which colour-blind readers tell apart."""
COLORS = (BLUE, RED, GREEN, PINK, ORANGE, SKY, YELLOW, SOFT)
DASHES: tuple[str, ...] = ("-", "--", ":", "-.")
"""Styles of lines, so that a copy without colours still tells them apart."""
_FONTS = ["DejaVu Sans", "Verdana", "Noto Sans", "sans-serif"]
_CUT = "\N{HORIZONTAL ELLIPSIS}"
_MIDDLE = 0.32
"""How far below the middle of a line its base is, by the size of the letters."""
_HEAD = 6.0
"""How long the head of an arrow is; it is as wide."""
_SETTINGS: Any = {
    "svg.hashsalt": "migration-policy-kg",
    "svg.fonttype": "none",
    "pdf.fonttype": 42,
    "font.family": "sans-serif",
    "font.sans-serif": _FONTS[:1],
    "hatch.linewidth": 0.6,
}
_SILENT: dict[str, dict[str, None]] = {
    "svg": {"Date": None, "Creator": None},
    "png": {"Software": None},
    "pdf": {"Creator": None, "Producer": None, "CreationDate": None},
}
"""What would tell the day or the version of the program."""


class Canvas:
    """A white sheet of at least `width` by `height` points, wide enough for a title and the note below it."""

    def __init__(self, width: float, height: float, title: str, note: str = "") -> None:
        self.title = title
        self.width = width = max(width, 60 + 1.15 * measure(title, 15), 48 + measure(note, 9))
        self.height = height = max(height, 80)
        self._figure = Figure(figsize=(width / 72, height / 72), facecolor=PAPER)
        self._axes: Any = self._figure.add_axes((0, 0, 1, 1))
        self._axes.set(xlim=(0, width), ylim=(height, 0))
        self._axes.axis("off")
        self.text(24, 30, title, size=15, weight="bold")
        if note:
            self.text(24, 52, note, color=SOFT)

    def text(
        self,
        x: float,
        y: float,
        words: str,
        *,
        size: float = 9,
        color: str = INK,
        align: str = "left",
        weight: str = "normal",
        turn: float = 0,
        halo: bool = False,
    ) -> None:
        """Words with their middle at height y, turned by degrees; with a white ground where `halo` is wanted.

        Words of one line stand on one base, whatever letters they have.
        """
        level = not turn and "\n" not in words
        box = {"boxstyle": "round,pad=0.15", "fc": PAPER, "ec": "none", "alpha": 0.85} if halo else None
        self._axes.text(
            x,
            y + _MIDDLE * size if level else y,
            words.replace("$", r"\$"),
            fontsize=size,
            color=color,
            ha=align,
            va="baseline" if level else "center" if "\n" in words else "center_baseline",
            weight=weight,
            rotation=turn,
            rotation_mode="anchor",
            linespacing=1.15,
            bbox=box,
        )

    def line(self, points: Sequence[Point], *, color: str = SOFT, thick: float = 1, dash: str = "-") -> None:
        """A line through points; what is drawn later lies above it."""
        self._axes.plot(*zip(*points, strict=True), color=color, lw=thick, ls=dash, solid_capstyle="butt", zorder=1)

    def curve(
        self,
        points: Sequence[Point],
        *,
        color: str,
        thick: float = 1,
        dash: str = "-",
        alpha: float = 1,
        arrow: bool = False,
    ) -> None:
        """A Bézier curve from the first point to the last; the two (or one) between pull it."""
        *before, pull, (x, y) = points
        if arrow:
            away = hypot(x - pull[0], y - pull[1]) or 1.0
            dx, dy = (x - pull[0]) / away, (y - pull[1]) / away
            tail = x - _HEAD * dx, y - _HEAD * dy
            self._fill(
                [(x, y), *((tail[0] + turn * dy, tail[1] - turn * dx) for turn in (_HEAD / 2, -_HEAD / 2))], color
            )
            x, y = tail
        codes = [Way.MOVETO, *[Way.CURVE4 if len(points) == 4 else Way.CURVE3] * (len(points) - 1)]
        way = Way([*before, pull, (x, y)], codes)
        self._axes.add_patch(PathPatch(way, fill=False, ec=color, lw=thick, ls=dash, alpha=alpha, capstyle="butt"))

    def band(
        self, left: tuple[float, float, float], right: tuple[float, float, float], *, color: str, hatch: str = ""
    ) -> None:
        """A band that flows from (x, top, bottom) to (x, top, bottom)."""
        (x1, top1, bottom1), (x2, top2, bottom2) = left, right
        middle = (x1 + x2) / 2
        points = [
            (x1, top1),
            (middle, top1),
            (middle, top2),
            (x2, top2),
            (x2, bottom2),
            (middle, bottom2),
            (middle, bottom1),
        ]
        codes = [
            Way.MOVETO,
            Way.CURVE4,
            Way.CURVE4,
            Way.CURVE4,
            Way.LINETO,
            Way.CURVE4,
            Way.CURVE4,
            Way.CURVE4,
            Way.CLOSEPOLY,
        ]
        way = Way([*points, (x1, bottom1), (x1, top1)], codes)
        self._axes.add_patch(PathPatch(way, fc=color, ec=PAPER, lw=0.4, alpha=0.62, hatch=hatch))

    def box(
        self,
        x: float,
        y: float,
        width: float,
        height: float,
        *,
        fill: str = PAPER,
        edge: str = "none",
        hatch: str = "",
        round_: float = 0,
    ) -> None:
        """A rectangle with its upper left corner at (x, y)."""
        style = f"round,pad=0,rounding_size={round_}" if round_ else "square,pad=0"
        self._axes.add_patch(
            FancyBboxPatch((x, y), width, height, boxstyle=style, fc=fill, ec=edge, lw=0.9, hatch=hatch)
        )

    def arrow(self, x: float, y: float, size: float, *, color: str) -> None:
        """The head of an arrow to the right."""
        self._fill([(x, y - size), (x + size, y), (x, y + size)], color)

    def _fill(self, points: Sequence[Point], color: str) -> None:
        self._axes.fill(*zip(*points, strict=True), color=color, lw=0)

    def dot(self, x: float, y: float, radius: float, *, fill: str, shape: str = "o") -> None:
        """A mark: `o` a disc, `s` a square, `^` a triangle, `D` a diamond."""
        self._axes.plot([x], [y], shape, ms=2 * radius, mfc=fill, mec=PAPER, mew=0.6)

    @staticmethod
    def wrap(words: str, width: float, size: float = 9, *, most: int | None = None) -> list[str]:
        """Words in at most `most` lines of at most `width` points, cut where they are more; a number stays with its sign."""
        lines: list[str] = []
        for word in re.split("(?<!\N{NUMERO SIGN})\\s+", words.strip()):
            longer = f"{lines[-1]} {word}" if lines else word
            if lines and measure(longer, size) <= width:
                lines[-1] = longer
            else:
                lines.append(word)
        return lines if most is None or len(lines) <= most else [*lines[: most - 1], f"{lines[most - 1]} {_CUT}"]

    def _repr_svg_(self) -> str:
        """What a notebook shows."""
        return self.written("svg").decode()

    def written(self, form: str) -> bytes:
        """The picture as a file of a form of `FORMS`."""
        out = io.BytesIO()
        with mpl.rc_context(_SETTINGS):
            self._figure.savefig(out, format=form, dpi=144, metadata={**_SILENT[form], "Title": self.title})
        data = out.getvalue()
        return _families(data) if form == "svg" else data


@cache
def measure(words: str, size: float) -> float:
    """How long words are, in points."""
    if not words:
        return 0.0
    path = TextPath((0, 0), words.replace("$", r"\$"), size=size, prop=FontProperties(family=_FONTS[0]))
    return float(path.get_extents().width)


def _families(svg: bytes) -> bytes:
    """Other fonts for readers without the one that the picture was measured with."""
    names = ", ".join(f"'{name}'" if " " in name else name for name in _FONTS)
    return svg.replace(b"'DejaVu Sans'", names.encode())
