"""Places for nodes, the same on every machine: documents on a circle, what they state around them, the rest between.

Nothing is random, and what is computed is rounded: the same graph always gives the same places.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from math import cos, pi, sin, sqrt

from kg.export.view import Graph

Place = tuple[float, float]
_GOLDEN = pi * (3 - sqrt(5))
_STEP = 14.0
"""Distance of neighbours in a sunflower."""
_ROUNDS = 60


def layout(graph: Graph) -> dict[str, Place]:
    """A place for each node, rounded to a tenth."""
    members: dict[str, list[str]] = {}
    for node in graph.nodes.values():
        if node.document in graph.nodes:
            members.setdefault(node.document, []).append(node.id)
    radii = {document: _STEP * sqrt(len(of)) + 4 * _STEP for document, of in members.items()}
    around = sum(2 * radius for radius in radii.values())
    radius = max(around / (2 * pi), max(radii.values(), default=0.0) * 1.3)
    fixed: dict[str, Place] = {}
    passed = 0.0
    for document, of in members.items():
        angle = 2 * pi * (passed + radii[document]) / around
        passed += 2 * radii[document]
        center = (radius * cos(angle), radius * sin(angle))
        fixed[document] = center
        for index, key in enumerate(of, start=4):
            turn = index * _GOLDEN
            fixed[key] = (
                center[0] + _STEP * sqrt(index) * cos(turn),
                center[1] + _STEP * sqrt(index) * sin(turn),
            )
    ties = [(edge.source, edge.target) for edge in graph.edges]
    places = {**fixed, **_between(graph, fixed, ties, radius or 10 * _STEP)}
    return {key: (round(places[key][0], 1), round(places[key][1], 1)) for key in graph.nodes}


def _between(
    graph: Graph, fixed: Mapping[str, Place], ties: Sequence[tuple[str, str]], radius: float
) -> dict[str, Place]:
    """Places of the other nodes: at first amid their neighbours, then pushed apart."""
    free = [key for key in graph.nodes if key not in fixed]
    start: dict[str, Place] = {}
    near: dict[str, list[Place]] = {key: [] for key in free}
    for source, target in ties:
        for this, other in ((source, target), (target, source)):
            if this in near and other in fixed:
                near[this].append(fixed[other])
    for index, key in enumerate(free):
        turn, far = index * _GOLDEN, radius * sqrt((index + 0.5) / max(1, len(free)))
        own = (far * cos(turn), far * sin(turn))
        known = near[key]
        center = (sum(x for x, _ in known) / len(known), sum(y for _, y in known) / len(known)) if known else own
        start[key] = (0.5 * center[0] + 0.5 * own[0], 0.5 * center[1] + 0.5 * own[1])
    inner = [(a, b) for a, b in ties if a in start and b in start]
    return spread(start, inner, 5 * _STEP, radius * 0.9)


def spread(
    start: Mapping[str, Place], ties: Sequence[tuple[str, str]], gap: float, radius: float, rounds: int = _ROUNDS
) -> dict[str, Place]:
    """Push nodes apart and pull those that are tied together (Fruchterman and Reingold, 1991), inside a circle.

    `gap` is the distance that tied nodes come to, `radius` that of the circle around the origin.
    """
    places = {key: [x, y] for key, (x, y) in start.items()}
    keys = list(places)
    for done in range(rounds):
        moves = {key: [0.0, 0.0] for key in keys}
        for index, a in enumerate(keys):
            for b in keys[index + 1 :]:
                dx, dy = places[a][0] - places[b][0], places[a][1] - places[b][1]
                square = dx * dx + dy * dy or 0.01
                push = gap * gap / square
                moves[a][0] += dx * push
                moves[a][1] += dy * push
                moves[b][0] -= dx * push
                moves[b][1] -= dy * push
        for a, b in ties:
            dx, dy = places[a][0] - places[b][0], places[a][1] - places[b][1]
            pull = sqrt(dx * dx + dy * dy) / gap
            moves[a][0] -= dx * pull
            moves[a][1] -= dy * pull
            moves[b][0] += dx * pull
            moves[b][1] += dy * pull
        allowed = gap * (1 - done / rounds)
        for key in keys:
            length = sqrt(moves[key][0] ** 2 + moves[key][1] ** 2) or 1.0
            step = min(length, allowed) / length
            x, y = places[key][0] + moves[key][0] * step, places[key][1] + moves[key][1] * step
            far = sqrt(x * x + y * y) / radius
            places[key] = [x / far, y / far] if far > 1 else [x, y]
    return {key: (x, y) for key, (x, y) in places.items()}
