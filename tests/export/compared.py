"""What every reader of an export should find, and what it found, in the same words."""

from datetime import date, datetime
from decimal import Decimal

from kg.export.columns import node_record, text

DRAWN = {"color", "shape", "size", "x", "y"}
"""What only a picture needs."""


def told(graph):
    """The nodes and edges as every reader should find them: text by name, without `DRAWN`."""
    nodes = {key: words(node_record(node)) for key, node in graph.nodes.items()}
    return nodes, sorted((edge.source, edge.predicate, edge.target) for edge in graph.edges)


def words(record, left_out=()):
    return {
        name: _word(value)
        for name, value in record.items()
        if name not in DRAWN and name not in left_out and value is not None
    }


def _word(value):
    if isinstance(value, datetime):
        return value.date().isoformat()
    if isinstance(value, float):
        return text(Decimal(repr(value))).removesuffix(".0")
    return text(value) if isinstance(value, bool | int | date | Decimal) else value
