"""What a report says, in which order: `queries/report.yaml`."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from typing import Any

from kg.errors import BadInput
from kg.read import meta

FILE = Path(__file__).parents[2] / "queries" / "report.yaml"
KINDS = ("question", "picture", "statements", "made")
_MOST = 12


@dataclass(frozen=True, slots=True)
class Planned:
    """A block: its kind, the name of what it shows, and how."""

    kind: str
    name: str
    columns: Sequence[str] = ()
    matrix: Sequence[str] = ()
    chart: str = ""
    label: str = ""
    value: str = ""
    by: str = ""
    empty: str = ""
    filled: str = ""
    least: int = 1
    """Rows that a chart needs."""
    limit: int = _MOST
    distinct: bool = False


@dataclass(frozen=True, slots=True)
class PlannedPart:
    """A part; `each` where it is said of every document."""

    name: str
    each: bool
    blocks: Sequence[Planned]


@cache
def plan(path: Path = FILE) -> tuple[PlannedPart, ...]:
    """The parts in order. BadInput where the file is missing or says something else."""
    try:
        told: Any = meta.parse(path.read_text(encoding="utf-8"), path)
        return tuple(
            PlannedPart(part["name"], part.get("each") == "document", tuple(map(_block, part["blocks"])))
            for part in told["parts"]
        )
    except (KeyError, TypeError, ValueError) as error:
        raise BadInput(f"lacks {error} or has it in a wrong form; correct it.", path=path) from error
    except OSError as error:
        raise BadInput(f"cannot be read ({error.strerror}).", path=path) from error


def _block(told: Mapping[str, Any]) -> Planned:
    (kind,) = (key for key in KINDS if key in told)
    return Planned(kind, told[kind], **{key: value for key, value in told.items() if key != kind})
