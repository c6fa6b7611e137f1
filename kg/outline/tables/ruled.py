"""Tables of a scanned page whose vertical rules were read as pipes; the cells run on over several lines.

Nothing marks where a row ends, but wrapped text fills its column: where a line had room for the first word of the
next one, its cell ended there. A line without a pipe goes on with the cells that are still open.
"""

from __future__ import annotations

from collections.abc import Sequence
from itertools import pairwise

from kg.outline.tables.grid import Grid, Row, Sheet, neat
from kg.spans import Span

_FEWEST = 3
"""Lines with pipes that a table has at least."""
_LONGEST_HEADER = 8
"""Words of a header whose pipe was not read."""
_HYPHENS = ("-", "\u00ad", "\u2010")
_ENDS = (".", ":", ";", "!", "?")


def find(sheet: Sheet, lo: int, hi: int) -> list[Grid]:
    """The tables of this layout in the lines `lo` to `hi`, in reading order."""
    found: list[Grid] = []
    at = lo
    while at < hi:
        stop = _stop(sheet, at, hi) if _parts(sheet, at) else at
        lines = [n for n in range(at, stop) if not sheet.blank(n)]
        ruled = [n for n in lines if _parts(sheet, n)]
        if len(ruled) >= _FEWEST and 2 * len(ruled) >= len(lines):
            found.append(_grid(sheet, at, stop))
        at = max(stop, at + 1)
    return found


def _parts(sheet: Sheet, at: int) -> list[Span]:
    """What stands between the pipes of a line; nothing where there is none, or it begins or ends with one."""
    line = sheet.lines[at].strip()
    bounds = [-1, *(n for n, c in enumerate(line.text) if c == "|"), len(line)]
    parts = [line[a + 1 : b].strip() for a, b in pairwise(bounds)]
    return parts if len(parts) > 1 and all(parts) else []


def _stop(sheet: Sheet, at: int, hi: int) -> int:
    """The line behind the table that begins at `at`.

    Behind an empty line, a line without pipes belongs to the table only where it ends a word.
    """
    columns, stop, last = len(_parts(sheet, at)), at, at
    for n in range(at, hi):
        parts = _parts(sheet, n)
        if len(parts) == columns:
            stop, last = n + 1, n
        elif sheet.blank(n):
            continue
        elif parts or not (stop == n or any(part.text.endswith(_HYPHENS) for part in _parts(sheet, last))):
            break
        else:
            stop = n + 1
    return stop


def _grid(sheet: Sheet, first: int, stop: int) -> Grid:
    columns = len(_parts(sheet, first))
    widths = [
        max(len(parts[c]) for n in range(first, stop) if len(parts := _parts(sheet, n)) == columns)
        for c in range(columns)
    ]
    rows: list[list[list[Span]]] = []
    gap = False
    for n in range(first, stop):
        if sheet.blank(n):
            gap = True
            continue
        parts = _parts(sheet, n)
        if len(parts) == columns:
            words = [part.text.split()[0] for part in parts]
            if not rows or not all(
                _open(cell, word, width, gap=gap) for cell, word, width in zip(rows[-1], words, widths, strict=True)
            ):
                rows.append([[] for _ in range(columns)])
        else:
            parts = _shared(sheet.lines[n].strip(), rows[-1], widths)
        for cell, part in zip(rows[-1], parts, strict=True):
            cell.extend([part] if part else [])
        gap = False
    cells = [{c: sheet.joined(cell) for c, cell in enumerate(row, 1) if cell} for row in rows]
    head = _header(sheet, first, columns)
    return Grid(first - bool(head), stop, [*([head] if head else []), *cells], 1 if head else None)


def _open(cell: Sequence[Span], word: str, width: int, *, gap: bool) -> bool:
    """Whether a cell may go on with a word: a hyphen ends it, or the word had no room in its last line."""
    if not cell:
        return False
    last = cell[-1].text
    return last.endswith(_HYPHENS) or (not gap and len(last) + 1 + len(word) > width)


def _shared(line: Span, row: Sequence[Sequence[Span]], widths: Sequence[int]) -> list[Span]:
    """A line without pipes, among the cells of a row: a long one fills them in turn, a short one is that of one cell."""
    empty = line[:0]
    if len(line) > widths[0]:
        parts = []
        for width in widths[:-1]:
            cut = line.text.rfind(" ", 0, width + 1) if len(line) > width else len(line)
            cut = cut if cut > 0 else len(line)
            parts.append(line[:cut].strip())
            line = line[cut:].strip()
        return [*parts, line]
    word = line.text.split()[0]
    broken = [c for c, cell in enumerate(row) if cell and cell[-1].text.endswith(_HYPHENS)]
    full = [c for c, cell in enumerate(row) if _open(cell, word, widths[c], gap=False)]
    own = broken[0] if broken else full[-1] if full else len(row) - 1
    return [line if c == own else empty for c in range(len(row))]


def _header(sheet: Sheet, first: int, columns: int) -> Row | None:
    """The names of the columns, where they stand in the line above without a pipe: as many words for each."""
    if first == 0 or sheet.blank(first - 1):
        return None
    line = neat(sheet.lines[first - 1])
    words = line.text.split()
    if len(words) % columns or len(words) > _LONGEST_HEADER or line.text.endswith(_ENDS):
        return None
    each, row, at = len(words) // columns, {}, 0
    for column in range(1, columns + 1):
        text = " ".join(words[(column - 1) * each : column * each])
        row[column] = line[at : at + len(text)]
        at += len(text) + 1
    return row
