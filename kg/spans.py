"""Text that remembers where it came from.

A `Span` is a string in which every code point knows the half-open range of the source text that it stands for.
Cleaning, joining lines and cutting out sentences only ever make new spans out of old ones, so that evidence can be
given for any piece of text at any stage. Offsets are code points of the decoded source.
"""

from __future__ import annotations

import re
from array import array
from bisect import bisect_left
from collections.abc import Iterable
from dataclasses import dataclass, field
from itertools import pairwise


def _offsets(values: Iterable[int] = ()) -> array[int]:
    return array("I", values)


@dataclass(frozen=True, slots=True, eq=False)
class Span:
    """A string with a source range per code point.

    `starts[i]:stops[i]` is the source range of `text[i]`; an inserted character has an empty range. `seams` holds
    the indices at which a new contiguous piece of source begins although the text reads on (a table cell that goes
    on after a page break): evidence has one target per piece.
    """

    text: str
    starts: array[int] = field(default_factory=_offsets)
    stops: array[int] = field(default_factory=_offsets)
    seams: tuple[int, ...] = ()

    @classmethod
    def of(cls, text: str, offset: int = 0) -> Span:
        """The source text itself (or a verbatim slice of it that begins at `offset`)."""
        return cls(
            text, _offsets(range(offset, offset + len(text))), _offsets(range(offset + 1, offset + len(text) + 1))
        )

    @classmethod
    def join(cls, spans: Iterable[Span], glue: str = " ", *, seam: bool = False) -> Span:
        """Join spans with `glue`; `seam=True` says that other text lies between them in the source."""
        parts = [s for s in spans if s.text]
        if len(parts) == 1:
            return parts[0]
        text: list[str] = []
        starts, stops = _offsets(), _offsets()
        seams: list[int] = []
        for n, part in enumerate(parts):
            if n:
                text.append(glue)
                starts.extend([stops[-1]] * len(glue))
                stops.extend([stops[-1]] * len(glue))
                if seam or part.starts[0] < stops[-1]:
                    seams.append(len(starts))
            seams.extend(len(starts) + s for s in part.seams)
            text.append(part.text)
            starts.extend(part.starts)
            stops.extend(part.stops)
        return cls("".join(text), starts, stops, tuple(sorted(set(seams))))

    def __len__(self) -> int:
        return len(self.text)

    def __bool__(self) -> bool:
        return bool(self.text)

    def __str__(self) -> str:
        return self.text

    def __getitem__(self, cut: slice) -> Span:
        start, stop, _ = cut.indices(len(self.text))
        stop = max(start, stop)
        lo, hi = bisect_left(self.seams, start + 1), bisect_left(self.seams, stop)
        return Span(
            self.text[start:stop],
            self.starts[start:stop],
            self.stops[start:stop],
            tuple(s - start for s in self.seams[lo:hi]),
        )

    @property
    def start(self) -> int:
        return self.starts[0]

    @property
    def stop(self) -> int:
        return self.stops[-1]

    def ranges(self) -> list[tuple[int, int]]:
        """The source ranges of the text, one per contiguous piece, in reading order; no range for an empty span."""
        edges = [0, *self.seams, len(self.text)]
        found = []
        for lo, hi in pairwise(edges):
            pairs = [(self.starts[i], self.stops[i]) for i in range(lo, hi) if self.starts[i] < self.stops[i]]
            if pairs:
                found.append((pairs[0][0], pairs[-1][1]))
        return found

    def strip(self, characters: str | None = None) -> Span:
        """Without leading and trailing white space (or `characters`)."""
        left = len(self.text) - len(self.text.lstrip(characters))
        right = len(self.text.rstrip(characters))
        return self[left:right]

    def lines(self) -> list[Span]:
        """The lines, without their line ends; as many as splitting at newlines gives."""
        found, at = [], 0
        for line in self.text.split("\n"):
            found.append(self[at : at + len(line)])
            at += len(line) + 1
        return found

    def sub(self, pattern: re.Pattern[str], replacement: str) -> Span:
        """Replace every match by the literal `replacement`, which then stands for the whole match in the source."""
        found, at = [], 0
        for match in pattern.finditer(self.text):
            found.append(self[at : match.start()])
            if replacement:
                found.append(self[match.start() : match.end()].replaced(replacement))
            at = match.end()
        if not found:
            return self
        found.append(self[at:])
        return Span.concat(found)

    def replaced(self, text: str) -> Span:
        """`text` in the place of this span: each character of it stands for the whole source range."""
        return Span(text, _offsets([self.start]) * len(text), _offsets([self.stop]) * len(text))

    @classmethod
    def concat(cls, spans: Iterable[Span]) -> Span:
        """Put spans together with nothing between them; what was cut out between them leaves no seam."""
        text: list[str] = []
        starts, stops = _offsets(), _offsets()
        seams: list[int] = []
        for part in spans:
            seams.extend(len(starts) + s for s in part.seams)
            text.append(part.text)
            starts.extend(part.starts)
            stops.extend(part.stops)
        return cls("".join(text), starts, stops, tuple(seams))
