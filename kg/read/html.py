"""The main text of an HTML page. The one module that imports BeautifulSoup.

A page saved from the official legal portal keeps title, status and requisites above the text of the act; of other
pages the main part is taken. Navigation, scripts and forms are dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

from bs4 import BeautifulSoup, Tag
from bs4.element import NavigableString, PageElement

from kg.read import plain
from kg.records import DITTO

CHARSET = re.compile(rb"<(?:meta|\?xml)[^>]{1,200}?(?:charset|encoding)\s*=\s*[\"']?([\w-]+)", re.IGNORECASE)
DROPPED = frozenset(
    re.findall(
        r"\w+",
        "script style noscript template head nav aside button input select textarea svg iframe object canvas audio "
        "video",
    )
)
PAGE_FURNITURE = frozenset(("header", "footer"))
HEADINGS = {f"h{level}": level for level in range(1, 7)}
BLOCKS = frozenset(
    re.findall(
        r"\w+",
        "address article blockquote body caption center dd details div dl dt fieldset figcaption figure footer form h1 "
        "h2 h3 h4 h5 h6 header hr legend li main ol p pre section summary table tbody td tfoot th thead tr ul",
    )
)
MARKED = re.compile(r"(?:[-\u2013\u2014\u2022*]|\d+(?:\.\d+)*[.)])\s")
WIDEST, DEEPEST = 100, 9
"""Columns that spans may make; levels that list items are indented by."""


def text(data: bytes, path: Path) -> tuple[str, str]:
    """The main text in the form of `kg.read`, and the encoding of the file. Raises BadInput if it cannot be decoded."""
    page, encoding = _decode(data, path)
    blocks: list[str] = []
    for region, dropped in _regions(BeautifulSoup(page, "lxml")):
        blocks += _Writer(region, dropped).blocks
    return "\n\n".join(blocks) + "\n", encoding


def _decode(data: bytes, path: Path) -> tuple[str, str]:
    declared = CHARSET.search(data, 0, 4096)
    if declared and not data.startswith(tuple(mark for mark, _ in plain.MARKS)):
        name = declared[1].decode("ascii").lower()
        try:
            return data.decode(name), name
        except (LookupError, UnicodeDecodeError):
            pass  # the page is not what it says; find out
    return plain.decode(data, path)


def _regions(page: BeautifulSoup) -> Iterator[tuple[Tag, frozenset[str]]]:
    """The parts of the page that hold its text, each with the elements to leave out of it."""
    act = page.select_one("div.container_gamma.text article") or page.select_one("div.container_gamma.text")
    articles = page.find_all("article", limit=2)
    main = act or page.find("main") or page.select_one('[role="main"]') or (articles[0] if len(articles) == 1 else None)
    title = page.select_one("div.slogan") if act else page.find("h1")
    if main and title and not main.find("h1"):
        yield title, DROPPED
    yield main or page.body or page, DROPPED if main else DROPPED | PAGE_FURNITURE


def _events(root: Tag, dropped: frozenset[str]) -> Iterator[tuple[str, Tag | str]]:
    """Start and end of every element below `root` and the text between them, in order and without recursion."""
    open_tags: list[tuple[Tag, Iterator[PageElement]]] = [(root, iter(root.contents))]
    yield "start", root
    while open_tags:
        tag, children = open_tags[-1]
        child = next(children, None)
        if child is None:
            open_tags.pop()
            yield "end", tag
        elif isinstance(child, Tag):
            if child.name not in dropped and not child.has_attr("hidden"):
                open_tags.append((child, iter(child.contents)))
                yield "start", child
        elif type(child) is NavigableString:
            yield "text", str(child)


class _Writer:
    """Writes a region as blocks: paragraphs, headings, items, notes, tables."""

    def __init__(self, region: Tag, dropped: frozenset[str]) -> None:
        self.blocks: list[str] = []
        self.pieces: list[str] = []
        self.mark = ""
        self.notes = 0
        self.lists: list[_List] = []
        self.dropped = dropped
        layout = _layout_tables(region, dropped)
        table: Tag | None = None
        for event, tag in _events(region, dropped):
            if table is not None:
                table = None if event == "end" and tag is table else table
            elif isinstance(tag, str):
                self.pieces.append(" ".join(re.split(r"\s+", tag)))
            elif event == "end":
                self.end(tag)
            elif tag.name == "table" and id(tag) not in layout:
                table = tag
                self.flush()
                self.table(tag)
            else:
                self.start(tag)
        self.flush()

    def start(self, tag: Tag) -> None:
        if tag.name == "br":
            self.pieces.append("\n")
        elif _is_note(tag) or tag.name in BLOCKS:
            self.flush()
        self.notes += _is_note(tag)
        if tag.name in HEADINGS:
            self.mark = "#" * HEADINGS[tag.name] + " "
        elif tag.name in ("ul", "ol"):
            self.lists.append(_List(tag))
        elif tag.name == "li":
            indent = min(max(len(self.lists) - 1, 0), DEEPEST)
            self.mark = "  " * indent + (self.lists[-1].mark(tag) if self.lists else "- ")

    def end(self, tag: Tag) -> None:
        if _is_note(tag) or tag.name in BLOCKS:
            self.flush()
        self.notes -= _is_note(tag)
        if tag.name in ("ul", "ol"):
            self.lists.pop()
        if tag.name == "li" or tag.name in HEADINGS:
            self.mark = ""

    def flush(self) -> None:
        """Write what has come together as a block; without text the mark waits for the first text of its element."""
        lines = [line for line in (" ".join(line.split()) for line in "".join(self.pieces).split("\n")) if line]
        self.pieces.clear()
        if not lines:
            return
        mark, self.mark = "> " if self.notes else self.mark, ""
        if mark.strip() and mark.lstrip()[0] not in "#>" and MARKED.match(lines[0]):
            mark = mark[: len(mark) - len(mark.lstrip())]
        self.blocks.append(mark + (" " if mark else "\n").join(lines))

    def table(self, table: Tag) -> None:
        """Caption and rows, a row its cells with tabs between; below a cell that spans rows stand ditto marks."""
        caption = table.find("caption")
        if caption and (title := self.flat(caption)):
            self.blocks.append(title)
        covered: dict[int, tuple[int, str]] = {}
        lines = []
        for row in table.find_all("tr"):
            cells: list[str] = []
            begun: dict[int, tuple[int, str]] = {}
            for cell in (c for c in row.contents if isinstance(c, Tag) and c.name in ("td", "th")):
                while len(cells) in covered:
                    cells.append(covered[len(cells)][1])
                width = min(_number(cell, "colspan", 1) or 1, max(WIDEST - len(cells), 1))
                height = _number(cell, "rowspan", 1)
                begun |= dict.fromkeys(range(len(cells), min(len(cells) + width, WIDEST)), (height - 1, ""))
                begun[len(cells)] = height - 1, DITTO
                cells += [self.flat(cell)] + [""] * (width - 1)
            cells += [covered[c][1] if c in covered else "" for c in range(len(cells), max(covered, default=-1) + 1)]
            left = {column: (rows - 1, mark) for column, (rows, mark) in covered.items()} | begun
            covered = {column: more for column, more in left.items() if more[0] > 0}
            if any(cells):
                lines.append("\t".join(cells))
        if lines:
            self.blocks.append("\n".join(lines))

    def flat(self, tag: Tag) -> str:
        """The text of a cell as one line."""
        pieces = []
        for _, part in _events(tag, self.dropped):
            pieces.append(part if isinstance(part, str) else " " if part.name == "br" or part.name in BLOCKS else "")
        return " ".join("".join(pieces).split())


class _List:
    """An open list: it knows the mark of its next item."""

    def __init__(self, tag: Tag) -> None:
        self.ordered = tag.name == "ol"
        self.next = _number(tag, "start", 1)

    def mark(self, item: Tag) -> str:
        if not self.ordered:
            return "- "
        number = _number(item, "value", self.next)
        self.next = number + 1
        return f"{number}. "


def _is_note(tag: Tag) -> bool:
    """The status badge of an act, or a note of the editors (repealed by …, amended by …)."""
    classes = tag.get_attribute_list("class")
    return (tag.name == "span" and "status" in classes) or (tag.name in ("p", "div", "span") and "note" in classes)


def _number(tag: Tag, name: str, default: int) -> int:
    value = str(tag.get(name, ""))
    return int(value) if re.fullmatch(r"[0-9]{1,5}", value) else default


def _layout_tables(root: Tag, dropped: frozenset[str]) -> frozenset[int]:
    """The ids of tables that only arrange the page: they hold other tables, headings, or a single cell."""
    found: set[int] = set()
    cells: list[tuple[int, int]] = []
    for event, tag in _events(root, dropped):
        if isinstance(tag, str):
            continue
        if event == "end" and tag.name == "table":
            table, count = cells.pop()
            found |= {table} if count < 2 else set()
        elif event == "start" and cells and (tag.name == "table" or tag.name in HEADINGS):
            found.add(cells[-1][0])
        elif event == "start" and cells and tag.name in ("td", "th"):
            cells[-1] = (cells[-1][0], cells[-1][1] + 1)
        if event == "start" and tag.name == "table":
            cells.append((id(tag), 0))
    return frozenset(found)
