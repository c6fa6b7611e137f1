"""The columns of nodes and edges: which there are, of which type, and how a value is written.

A column has the narrowest type that keeps all its values: `boolean`, `long` (64 bits), `double` (as far as a double
shows the same digits), `date`, else `string`.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from decimal import Decimal
from typing import Literal, TypeAlias

from kg.export.view import Edge, Node, Value, Values

Type: TypeAlias = Literal["boolean", "long", "double", "date", "string"]
LONG = 2**63
EXACT = 2**53
"""Up to here a double, the only number of JavaScript and of spreadsheets, holds every whole number."""


def columns(records: Iterable[Values], largest: int = LONG) -> dict[str, Type]:
    """The columns of some records in the order of their names. A reader takes whole numbers below `largest`."""
    found: dict[str, list[Value]] = {}
    for record in records:
        for name, value in record.items():
            found.setdefault(name, []).append(value)
    return {name: _type(values, largest) for name, values in sorted(found.items())}


def node_record(node: Node, place: tuple[float, float] | None = None) -> dict[str, Value]:
    """All that is known of a node, by column; with its place where it has one."""
    told: dict[str, Value] = {"id": node.id, "iri": node.iri, "class": node.kind, "label": node.label}
    told |= {"document": node.document} if node.document else {}
    told |= {"color": node.color, "shape": node.shape, "size": node.size}
    if place is not None:
        told |= {"x": Decimal(str(place[0])), "y": Decimal(str(place[1]))}
    return {**told, **node.attributes}


def edge_record(edge: Edge) -> dict[str, Value]:
    """All that is known of an edge, by column."""
    told: dict[str, Value] = {"id": edge.id, "source": edge.source, "target": edge.target}
    return {**told, "property": edge.predicate, "label": edge.label, "weight": edge.weight, **edge.attributes}


def text(value: Value) -> str:
    """A value as the formats of text write it; numbers in full, never with an exponent."""
    if isinstance(value, bool):
        return "true" if value else "false"
    return format(value, "f") if isinstance(value, Decimal) else str(value)


def native(value: Value, kind: Type) -> bool | int | float | str:
    """A value as JSON and databases hold it in a column of a type."""
    if kind == "boolean":
        return bool(value)
    if kind == "long":
        return int(value)  # type: ignore[arg-type]
    return float(value) if kind == "double" else text(value)  # type: ignore[arg-type]


def natives(record: Values, types: Mapping[str, Type]) -> dict[str, bool | int | float | str]:
    """A record as JSON holds it."""
    return {name: native(value, types[name]) for name, value in record.items()}


def _type(values: list[Value], largest: int) -> Type:
    if all(isinstance(value, bool) for value in values):
        return "boolean"
    if all(isinstance(value, date) for value in values):
        return "date"
    if any(isinstance(value, (bool, str, date)) for value in values):
        return "string"
    if all(isinstance(value, int) and -largest <= value < largest for value in values):
        return "long"
    same = all(Decimal(repr(float(value))) == value for value in values if isinstance(value, (int, Decimal)))
    return "double" if same else "string"
