"""`kg text` and `kg debug`: one document, without a graph."""

from __future__ import annotations

from argparse import Namespace
from bisect import bisect_right
from collections.abc import Iterator, Sequence

from kg.clean import clean
from kg.cli import screen
from kg.extract.findings import extract
from kg.messages import say
from kg.outline import outline
from kg.pipeline import configuration
from kg.read import read
from kg.records import Block, Evidence, Findings, Language, Outline, Place, Text
from kg.restore import compare
from kg.spans import Span

_INDENT = "  "
_TAKEN = "→"
_LEFT = "×"
_DOUBT = "[?]"


def text(given: Namespace) -> int:
    """Print the clean text of a document, one line for each line of the source."""
    screen.write(clean(read(given.file)).span.text)
    return 0


def debug(given: Namespace) -> int:
    """Print the outline of a document with what each rule took of it, and what none took."""
    cleaned = clean(read(given.file))
    if given.repair:
        return _repair(cleaned, given.lang)
    words, signs = configuration()
    read_as = outline(cleaned, words, signs)
    found = extract(read_as, words, signs)
    for line in described(read_as, found, given.lang):
        screen.write(line)
    return 0


def _repair(cleaned: Text, language: Language) -> int:
    """Print the restored lines of a text beside the raw ones, with marks on the doubtful words."""
    lines = list(compare(cleaned))
    rows = [((str(line.number),), (line.raw,), (marked(line.restored, line.doubtful),)) for line in lines]
    screen.table("", [say(f"repair-{column}", language) for column in ("line", "raw", "restored")], rows)
    restored, doubtful = sum(len(line.readings) for line in lines), sum(len(line.doubtful) for line in lines)
    screen.line(say("repair-sum", language, lines=len(lines), words=restored, doubtful=doubtful))
    return 0


def marked(line: str, doubtful: Sequence[tuple[int, int]]) -> screen.Marked:
    """A line with a mark behind each doubtful word; word and mark stand out where there is colour."""
    parts, places, at = list[str](), list[tuple[int, int]](), 0
    for n, (start, stop) in enumerate(doubtful):
        parts += [line[at:stop], _DOUBT]
        places.append((start + n * len(_DOUBT), stop + (n + 1) * len(_DOUBT)))
        at = stop
    return screen.Marked("".join([*parts, line[at:]]), places)


def described(read_as: Outline, found: Findings, language: Language) -> Iterator[str]:
    """The outline line by line: offsets, place, kind and words of each block, and below it what was made of it."""
    blocks = [(part, block) for part in read_as.parts for block in part.walk()]
    starts = sorted((start, n) for n, (_, block) in enumerate(blocks) for start, _ in _ranges(block))
    notes: dict[int, list[str]] = {}
    for at, note, words in sorted(_notes(found, language)):
        n = starts[max(bisect_right(starts, (at, len(blocks))) - 1, 0)][1] if starts else 0
        whole = blocks[n][1].span.text.startswith(words) if blocks else False
        notes.setdefault(n, []).append(note if whole else f"{note}: {words}")
    for n, (part, block) in enumerate(blocks):
        if block is part.blocks[0]:
            yield f"══ {part.kind}: {part.title.text if part.title else ''}".rstrip(": ")
        depth = sum(1 for _ in block.ancestors())
        yield _INDENT * depth + _block(block)
        yield from (_INDENT * (depth + 1) + note for note in notes.get(n, ()))


def _block(block: Block) -> str:
    ranges = _ranges(block)
    place = f"[{ranges[0][0]}-{ranges[-1][1]}]" if ranges else "[]"
    table = f"{len(block.table.rows)} × {max(map(len, block.table.rows), default=0)}" if block.table else ""
    words = [place, f"{block.section}/{block.key}", block.kind, block.marker, table or block.span.text]
    return " ".join(filter(None, words))


def _ranges(block: Block) -> list[tuple[int, int]]:
    """Where in the source the block stands; a table by its cells, row by row."""
    spans: list[Span] = [cell.span for row in block.table.rows for cell in row] if block.table else [block.span]
    return [found for span in spans for found in span.ranges()]


def _notes(found: Findings, language: Language) -> Iterator[tuple[int, str, str]]:
    """What the rules made of the text and what none took: where it begins, what it is, and its words."""
    for statement in found.statements:
        yield _note(statement.cls, statement.place, statement.evidence)
    for indicator in found.indicators:
        yield _note("Indicator", indicator.place, indicator.name)
    for figure in found.figures:
        about = {"value": str(figure.value), "unit": figure.unit, "quantity": figure.quantity, "period": figure.period}
        at, note, words = _note("Observation", figure.place, figure.raw)
        yield at, note, " ".join([words, *(f"{key}={value}" for key, value in about.items() if value)])
    for untaken in found.untaken:
        at = untaken.span.start if untaken.span else 0
        yield at, f"{_LEFT} {say('untaken', language)} ({untaken.kind})", untaken.span.text


def _note(cls: str, place: Place, evidence: Evidence) -> tuple[int, str, str]:
    return evidence.span.start, f"{_TAKEN} {cls} {place.section}/{place.key} ({evidence.rule})", evidence.span.text
