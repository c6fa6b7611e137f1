"""Lines into paragraphs: undo hard wrapping, see numbers and bullets, whatever the layout (`kg.outline.layout`)."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg import languages
from kg.languages import KAZAKH, SHORT
from kg.morphology import WORD, known
from kg.outline.layout import BULLET, DEEP_INDENT, ENDS, Layout, indent_of, layout
from kg.records import Language
from kg.spans import Span

ANCHOR = re.compile(r"\s*\{#([\w./-]+)\}\s*$")
INNER_ANCHOR = re.compile(r"\s*\{#([\w./-]+)\}\s+(?=\S)")
HASHES = re.compile(r"(#{1,6})\s+")
NUMBER = re.compile(
    r"(\d{1,3}(?:\.\d{1,2}){0,3})(?:([.)])(?:\s*(?=[^\W\d]|[\"\u00ab(])|\s+(?=\d{4}\b))|\s+(?=[^\W\d_]))"
)
DEEP_NUMBER = re.compile(r"(?:[IVX]+|\d{1,3})(?:\.\d{1,2}){1,3}\.?\s+(?=[^\W\d_])")
"""A number such as II.1.2, alone or behind a bullet."""
LETTER = re.compile(r"\((?:[^\W\d_]{1,4}|\d{1,2})\)\s+|(?:[^\W\d_]|[ivx]{2,4})\)\s+")
CODE = re.compile(r"(?=[^\W\d_a-z])[^\W\d_]{1,3}\d{1,2}(?:\.\d{1,2})*[.)]\s+(?=[^\W\d_])")
"""A code such as "SO1." before an objective, "C2." before a line of action."""
PAGE = re.compile(r"[-\u2013\u2014]\s*\d{1,4}\s*[-\u2013\u2014]|\f?\s*\d{1,4}\s*\f")
LONGEST_FOOTER = 100
DIVISION = re.compile(r"\d+\s?-\s?[^\W\d_]+\.\s|[^\W\d_]+\s(?:\d+|[IVXLC]+)\.\s+(?=[^\W\d_])")
"""The beginning of a line such as "Chapter 2. Readers" """
LEADERS = re.compile(r"\.{4,}\s*\d*\s*$")
NUMERO = "\u2116"
NARROW = 60
"""Code points of the longest line that may belong to a note of approval, which is set in a narrow column."""


@dataclass(frozen=True, slots=True)
class Paragraph:
    """A paragraph of the text. `span` is without marker and anchor; `marker` is the number or bullet as printed."""

    span: Span
    indent: int
    line: int
    marker: str = ""
    hashes: int = 0
    quoted: bool = False
    anchor: str = ""
    language: Language = "ru"

    @property
    def text(self) -> str:
        return self.span.text

    @property
    def bullet(self) -> bool:
        return bool(self.marker) and not self.marker[0].isalnum() and self.marker[0] != "("

    @property
    def coded(self) -> bool:
        """Whether the marker is a code such as "SO1."."""
        return self.marker[:1].isalpha() and self.marker[-2:-1].isdigit()

    @property
    def number(self) -> str:
        """The number without its full stop or parenthesis, empty for bullets and letters."""
        return self.marker.rstrip(".)") if self.marker[:1].isdigit() else ""

    @property
    def style(self) -> str:
        """What the marker looks like, so that items of one list can be told from those of another."""
        if not self.marker:
            return ""
        if self.bullet:
            return "-"
        inner = self.marker.strip("().")
        return (
            ("1" if inner[:1].isdigit() else "a")
            + ("(" if self.marker[0] == "(" else "")
            + self.marker[-1]
            + "." * self.number.count(".")
        )


def among_neighbours(found: Sequence[Paragraph]) -> Iterator[Paragraph]:
    """Short paragraphs in the language of the next long one (else the last) of at most two off, if letters allow it."""
    long = [sum(map(str.isalpha, p.text)) >= SHORT for p in found]
    for n, p in enumerate(found):
        near = next((m for m in (n + 1, n + 2, n - 1, n - 2) if 0 <= m < len(found) and long[m]), None)
        other = found[near].language if near is not None and not long[n] else p.language
        fits = other != "en" and p.language != "en" and (other == "kk") == any(c in KAZAKH for c in p.text.casefold())
        yield replace(p, language=other) if fits and other != p.language else p


def paragraphs(
    lines: Sequence[Span], skip: Sequence[tuple[int, int]], language: Language, *, markdown: bool = False
) -> list[Paragraph]:
    """The paragraphs of the text in order; the line ranges in `skip` (tables) are left out and end a paragraph."""
    skipped = {n for first, stop in skip for n in range(first, stop)}
    pages = furniture(lines) if not markdown else set()
    left_out = skipped | pages
    body = [line if n not in left_out else line[:0] for n, line in enumerate(lines)]
    mode = layout(body, markdown=markdown)
    width = sorted(len(line.text.strip()) for line in body)[int(len(body) * 0.95)] if body else 0
    step = Counter(i for line in body if 0 < (i := indent_of(line.text)) < DEEP_INDENT).most_common(1)
    opening = (step[0][0] + 1) // 2 if step else DEEP_INDENT
    found: list[tuple[int, list[Span]]] = []
    last, gap = -2, 0
    for n, line in enumerate(body):
        if n in skipped:
            last = -2
            continue
        if not line.text.strip():
            gap += 1
            continue
        bare = bool(found) and indent_of(lines[found[-1][0]].text) < 2
        if found and last >= 0 and _continues(mode, lines[last].text, line.text, gap, width, opening, bare):
            found[-1][1].append(line)
        else:
            found.append((n, [line]))
        last, gap = n, 0
    return list(among_neighbours([p for n, parts in found for p in anchored(_paragraph(n, parts, language))]))


def anchored(paragraph: Paragraph) -> Iterator[Paragraph]:
    """A paragraph of a digest with an anchor behind each of its sentences as one paragraph for each; else itself."""
    start = 0
    for inner in INNER_ANCHOR.finditer(paragraph.text):
        yield replace(
            paragraph,
            span=paragraph.span[start : inner.start()],
            marker=paragraph.marker if not start else "",
            anchor=inner.group(1),
        )
        start = inner.end()
    yield replace(paragraph, span=paragraph.span[start:], marker="") if start else paragraph


def furniture(lines: Sequence[Span]) -> set[int]:
    """Page numbers between dashes; headers and footers: lines that stand at least three times but for their digits."""
    shapes: dict[str, list[int]] = {}
    for n, line in enumerate(lines):
        text = line.text.strip()
        if PAGE.fullmatch(text):
            shapes.setdefault("", []).extend([n, n, n])
        elif (
            text[-1:].isdigit()
            and re.search(r"[^\W\d_]{3}", text)
            and "\t" not in line.text
            and len(text) < LONGEST_FOOTER
        ):
            shapes.setdefault(re.sub(r"\s*\d+$", "", text), []).append(n)
    return {n for found in shapes.values() if len(found) >= 3 for n in found}


def _continues(mode: Layout, before: str, text: str, gap: int, width: int, opening: int, bare: bool) -> bool:
    """Whether a line carries on the paragraph of the line before it.

    `opening` is the least indent that begins a paragraph; `bare` whether the paragraph began without one.
    """
    stripped, indent = text.strip(), indent_of(text)
    started = HASHES.match(stripped) or stripped.startswith((">", "|"))
    ended = before.rstrip().endswith(ENDS)
    if started or HASHES.match(before.strip()) or ANCHOR.search(before) or LEADERS.search(before):
        return False
    numbered = NUMBER.match(stripped)
    marked = bool(numbered and numbered.group(2) and stripped[numbered.end() :][:1].isupper())
    division = DIVISION.match(stripped) and stripped[:1].isupper() | stripped[:1].isdigit()
    if division and ended:
        return False
    if mode == "wrapped":
        centred = indent >= DEEP_INDENT <= indent_of(before) and gap == 0
        if indent >= opening:
            return centred and not ended
        if marked and (gap or len(before.strip()) < 0.8 * width):
            return False
        return gap == 0 or not (ended or (stripped[:1].isupper() and len(before.strip()) < 0.8 * width))
    if mode == "spaced":
        centred = indent >= DEEP_INDENT <= indent_of(before) and not ended
        if bare and stripped[:1].isupper() and len(before.strip()) > NARROW:
            return False
        near = gap == 1 or (gap == 0 and centred)
        return near and not marked and (indent < 2 or centred) and not (ended and stripped[:1].isupper())
    listed = bool(numbered and numbered.group(2)) and before.rstrip().endswith((";", ":"))
    marks = (BULLET, LETTER, CODE)
    if any(mark.match(stripped) for mark in marks) or marked or listed or division:
        return False
    if mode == "lines":
        goes_on = stripped[0].islower() or stripped[0] == NUMERO or indent >= DEEP_INDENT <= indent_of(before)
        return gap == 0 and not ended and goes_on
    if gap:
        return not ended and stripped[:1].islower() and not before.strip().isupper()
    return not (ended and stripped[:1].isupper() and indent > indent_of(before)) or indent >= DEEP_INDENT


def _paragraph(line: int, parts: Sequence[Span], language: Language) -> Paragraph:
    span = join([p.strip() for p in parts])
    quoted = span.text.startswith(">")
    if quoted:
        span = span.strip("> ")
    anchor = ANCHOR.search(span.text)
    if anchor:
        span = span[: anchor.start()].strip()
    hashes = HASHES.match(span.text)
    if hashes:
        span = span[hashes.end() :].strip()
    marker = marker_of(span.text)
    return Paragraph(
        span=span[len(marker) :].strip(),
        indent=indent_of(parts[0].text),
        line=line,
        marker=marker.strip(),
        hashes=len(hashes.group(1)) if hashes else 0,
        quoted=quoted,
        anchor=anchor.group(1) if anchor else "",
        language=languages.passage(span.text, language),
    )


def numbered_through(found: Sequence[Paragraph]) -> list[Paragraph]:
    """Without the numbers of paragraphs that are numbered through a whole document, across its headings.

    Such numbers are no list: a run 1., 2., 3. … of at least eight sentences in which lines without number or full
    stop stand.
    """
    kept = list(found)
    numbered = [n for n, p in enumerate(found) if p.number.isdigit() and p.marker.endswith(".") and not p.hashes]
    run: list[int] = []
    for n in [*numbered, None]:
        if n is not None and run and int(found[n].number) == int(found[run[-1]].number) + 1:
            run.append(n)
            continue
        titles = sum(not p.marker and not p.text.endswith(ENDS) for p in found[run[0] : run[-1]]) if run else 0
        ended = sum(found[index].text.endswith(ENDS) for index in run)
        if len(run) >= 8 and titles >= 2 and 2 * ended > len(run):
            for index in run:
                kept[index] = replace(kept[index], marker="")
        run = [n] if n is not None and found[n].number == "1" else []
    return kept


def marker_of(text: str) -> str:
    """The number, letter or bullet that a paragraph begins with, white space included, or nothing."""
    for pattern in (BULLET, NUMBER, LETTER, CODE):
        match = pattern.match(text)
        if match is None:
            continue
        if pattern is BULLET and (deeper := DEEP_NUMBER.match(text, match.end())):
            return text[: deeper.end()]
        section = pattern is NUMBER and "." in match.group(1) and not text[match.end()].islower()
        if pattern is not NUMBER or match.group(2) or section:
            return match.group()
    return ""


def join(parts: Sequence[Span]) -> Span:
    """Join the lines of a paragraph; a word hyphenated at the line end is put together again."""
    found: list[Span] = []
    for part in parts:
        if not part:
            continue
        if found and part.text[0] in ",.;:)":
            found[-1] = Span.concat([found[-1], part])
        elif found and re.search(r"[^\W\d_]-$", found[-1].text) and part.text[0].islower():
            left = WORD.findall(found[-1].text)[-1]
            whole = left + WORD.findall(part.text)[0]
            kept = len(found[-1]) - (0 if known(left, "ru") and not known(whole, "ru") else 1)
            found[-1] = Span.concat([found[-1][:kept], part])
        else:
            found.append(part)
    return Span.join(found)
