"""What a server costs: processor time and memory of a process and all below it, as /proc has them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

_TICK = os.sysconf("SC_CLK_TCK")


def seconds(root: int) -> float:
    """Processor time that a process and all below it have used, except of those that it has itself seen end."""
    return sum(int(ticks) for one in _tree(root) for ticks in _stat(one)[11 : 13 if one == root else 15]) / _TICK


def memory(root: int) -> int:
    """Bytes of memory that a process and those below it take; what several share is counted once."""
    found = 0
    for one in _tree(root):
        with suppress(OSError):
            lines = Path(f"/proc/{one}/smaps_rollup").read_text(encoding="ascii").splitlines()
            found += next(int(line.split()[1]) << 10 for line in lines if line.startswith("Pss:"))
    return found


def _tree(root: int) -> Iterator[int]:
    children: dict[int, list[int]] = {}
    for place in Path("/proc").glob("[0-9]*"):
        if fields := _stat(int(place.name)):
            children.setdefault(int(fields[1]), []).append(int(place.name))
    waiting = [root]
    while waiting:
        one = waiting.pop()
        if _stat(one):
            yield one
        waiting += children.get(one, [])


def _stat(process: int) -> list[str]:
    """The fields of a process behind its name; none where it has ended."""
    with suppress(OSError):
        return Path(f"/proc/{process}/stat").read_text(encoding="utf-8", errors="replace").rpartition(")")[2].split()
    return []
