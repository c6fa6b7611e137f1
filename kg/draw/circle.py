"""A network on a circle: names around it, ties across it, communities side by side."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping
from math import cos, degrees, dist, pi, sin

from kg.draw.canvas import COLORS, SOFT, Canvas, measure
from kg.export.network import communities
from kg.export.view import Graph

_GAP = 11.5
"""What a line of words takes of the circle."""
_SHAPES = ("o", "s", "^", "D")
_LONGEST = 170.0


def circle(graph: Graph, title: str, signs: Mapping[str, str]) -> Canvas:
    """Thicker ties share more; colours and shapes are communities, larger marks have more ties."""
    groups = communities(graph)
    ties: Counter[str] = Counter()
    for edge in graph.edges:
        ties.update((edge.source, edge.target))
    order = sorted(graph.nodes, key=lambda one: (groups[one], -ties[one], one))
    lines = {one: Canvas.wrap(graph.nodes[one].label, _LONGEST, 8.5) for one in order}
    label = max((measure(line, 8.5) for found in lines.values() for line in found), default=0) + 20
    room = sum(len(lines[one]) + 0.5 for one in order)
    radius = max(120.0, room * _GAP / (2 * pi))
    side = 2 * (radius + label)
    canvas = Canvas(side + 48, side + 70, title, signs["note"])
    center = (canvas.width / 2, canvas.height / 2 + 20)
    angle: dict[str, float] = {}
    passed = 0.0
    for one in order:
        wide = len(lines[one]) + 0.5
        angle[one] = 2 * pi * (passed + wide / 2) / room - pi / 2
        passed += wide
    place = {one: (center[0] + radius * cos(turn), center[1] + radius * sin(turn)) for one, turn in angle.items()}
    most = max((edge.weight for edge in graph.edges), default=1)
    for edge in sorted(graph.edges, key=lambda one: (one.weight, one.id)):
        a, b = place[edge.source], place[edge.target]
        inwards = 0.25 + 0.5 * dist(a, b) / (2 * radius)
        pull = tuple((1 - inwards) * (a[axis] + b[axis]) / 2 + inwards * center[axis] for axis in (0, 1))
        same = groups[edge.source] == groups[edge.target]
        color = COLORS[(groups[edge.source] - 1) % len(COLORS)] if same else SOFT
        canvas.curve([a, (pull[0], pull[1]), b], color=color, thick=0.6 + 5 * edge.weight / most, alpha=0.55)
    largest = max(ties.values(), default=1)
    for one in order:
        turn, group = angle[one], groups[one] - 1
        x, y = place[one]
        canvas.dot(
            x, y, 3 + 5 * (ties[one] / largest) ** 0.5, fill=COLORS[group % len(COLORS)], shape=_SHAPES[group % 4]
        )
        right = cos(turn) >= 0
        spin = -degrees(turn) if right else 180 - degrees(turn)
        out = (center[0] + (radius + 12) * cos(turn), center[1] + (radius + 12) * sin(turn))
        canvas.text(*out, "\n".join(lines[one]), size=8.5, align="left" if right else "right", turn=spin)
    return canvas
