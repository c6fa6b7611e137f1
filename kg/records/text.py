"""bytes → Source → Text: a file as decoded, and its clean text."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path
from statistics import fmean
from typing import Literal

from kg.spans import Span

Language = Literal["ru", "kk", "en"]
LANGUAGES: tuple[Language, ...] = ("ru", "kk", "en")
DEFAULT_LANGUAGE: Language = "en"
"""What commands and pages speak to those who do not say which language they read."""


@dataclass(frozen=True, slots=True)
class Source:
    """One file as decoded: byte order mark stripped, newlines kept (CRLF stays CRLF)."""

    path: Path
    name: str
    """The file name that the graph shows (`mp:sourceFile`)."""
    sha256: str
    """64 hex digits over the bytes of the file."""
    text: str
    """What offsets refer to. For HTML, DOCX and PDF the extracted text, otherwise the file as decoded."""
    encoding: str
    media_type: str
    """text/plain, text/markdown, text/html, …: how `text` is to be read (Markdown marks are marks only there)."""
    extracted: bool = False
    """True where `text` is not the file itself but was extracted from it."""
    meta: Mapping[str, object] = field(default_factory=dict)
    """Front matter or meta.yaml, as plain data; empty where there is none."""
    body: int = 0
    """Where the document begins in `text` (behind the front matter)."""


DITTO = "\u3003"
"""In `Source.text`, what stands in the lower rows of a table cell that is merged over several."""


@dataclass(frozen=True, slots=True)
class Reading:
    """A word that was restored: its range of the source, half open, and how sure the restored word is, 0 to 1."""

    start: int
    stop: int
    confidence: float


@dataclass(frozen=True, slots=True)
class Text:
    """The clean text of a source, line for line: as many lines as the source, each knowing its source offsets."""

    source: Source
    span: Span
    language: Language
    """The main language; blocks may have another."""
    quality: Literal["clean", "letter-spaced", "mixed-script", "wrong-language-ocr"] = "clean"
    damaged: float = 0.0
    """Share of the characters that had to be repaired or could not be, 0 to 1."""
    readings: tuple[Reading, ...] = ()
    """The words that were restored from OCR of the wrong language, in the order of the source."""

    def read_anew(self, span: Span) -> tuple[Reading, ...]:
        """The restored words of a span of this text."""
        found = dict[Reading, None]()
        for start, stop in span.ranges():
            first = bisect_right(self.readings, start, key=lambda reading: reading.stop)
            past = bisect_left(self.readings, stop, lo=first, key=lambda reading: reading.start)
            found.update(dict.fromkeys(self.readings[first:past]))
        return tuple(found)

    def confidence(self, span: Span) -> float:
        """How sure the words of a span of this text are, 0 to 1: the mean over its restored words, 1 if it has none."""
        sure = [reading.confidence for reading in self.read_anew(span)]
        return round(fmean(sure), 2) if sure else 1.0
