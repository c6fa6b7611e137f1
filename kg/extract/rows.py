"""What tables state: action plans, passports, tables of risks or measures.

What a column holds is told by its header, with the cues of `role:column-…` and of the statement classes.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import pairwise
from types import MappingProxyType

from kg.cues import Cues, Hit
from kg.extract.abbreviations import Abbreviations, abbreviated
from kg.extract.classes import headings
from kg.extract.deadlines import deadline
from kg.extract.mentions import named
from kg.extract.statements import Draft
from kg.iris import slug
from kg.lexicon import Lexicon
from kg.morphology import fold
from kg.records import Block, Body, Cell, Edge, Evidence, Language, Table
from kg.spans import Span

MARK = re.compile(r"(\d{1,6})\s*[.)]?\s*$|(\d{1,3})[.)]\s+")
NUMERIC = re.compile(r"[+\-\u2212]?\s?\d[\d\s.,]*%?")
ITEM = re.compile(
    r"(?:^|\s)\u2022\s*(?:[-\u2013]\s*)?|(?:^\s*|(?<=[;:.])\s+)[-\u2013]\s+|(?<=,)\s+[-\u2013]\s+(?=[^\W\d])|(?:^\s*|(?<=[;:])\s+)\d{1,2}\)\s+"
)
NAME = re.compile(r"[^,;()]+(?![^()]*\))")
"""A member of an enumeration, without what stands in parentheses."""
CLASSES_IN_CELLS = {"Challenge", "Task", "Measure", "Recommendation", "ExpectedResult", "Principle", "Priority"}


@dataclass(frozen=True, slots=True)
class Columns:
    """Which column holds what: role or class by column number."""

    roles: Mapping[int, str]

    def column(self, role: str) -> int | None:
        return next((c for c, r in self.roles.items() if r == role), None)


class Tables:
    """Reads the tables of a document that state something."""

    def __init__(
        self,
        lexicon: Lexicon,
        cues: Cues,
        document: str,
        place: str | None,
        known: Abbreviations = MappingProxyType({}),
    ) -> None:
        self.lexicon, self.cues, self.document, self.place, self.known = lexicon, cues, document, place, known
        self.bodies: list[Body] = []
        self.untaken: list[Span] = []

    def kinds(self, block: Block) -> set[str]:
        """What a table holds: plan, passport, statements, indicators, figures (the last two may stand in one)."""
        assert block.table is not None
        columns = self.columns(block)
        roles = set(columns.roles.values())
        if "role/column-measure" in roles and roles & {"role/column-executor", "role/column-deadline"}:
            return {"plan"}
        if block.section == "passport" or any(self.opens_passport(b) for b in headings(block)):
            return {"passport"}
        number = columns.column("role/column-number")
        texts = [c for row in block.table.rows[block.table.header :] for c in row if c.column != number]
        numbers = sum(bool(NUMERIC.fullmatch(c.span.text)) for c in texts)
        if "role/column-indicator" in roles:
            return {"indicators", "figures"} if numbers > len(texts) / 4 else {"indicators"}
        return {"statements"} if roles & CLASSES_IN_CELLS and texts and numbers < len(texts) / 4 else {"figures"}

    def opens_passport(self, heading: Block) -> bool:
        """Whether a heading names a passport ("Part 1. Passport")."""
        return any(h.rule.marks == "role/passport" for h in self.hits(heading.span, heading.language))

    def hits(self, span: Span, language: Language) -> list[Hit]:
        """The cues of headings in a text."""
        return self.cues.hits(self.lexicon.tokens(span.text, language), language, ["cue", "heading"])

    def columns(self, block: Block) -> Columns:
        """What each column holds: a role of columns once, a class of statements in as many as name it."""
        assert block.table is not None
        found: dict[int, str] = {}
        for row in block.table.rows[: max(1, block.table.header)]:
            for cell in row:
                role = self.role(cell.span, block.language)
                if role and (role not in found.values() or role in CLASSES_IN_CELLS):
                    found.setdefault(cell.column, role)
        return Columns(found)

    def role(self, span: Span, language: Language) -> str | None:
        """What a header cell says: a column role before a class of statements."""
        hits = self.hits(span, language)
        columns = [h.rule.marks for h in hits if h.rule.marks.startswith("role/column-")]
        classes = [h for h in hits if h.rule.marks in CLASSES_IN_CELLS or h.rule.marks in ("Goal", "Direction")]
        first = min(classes, key=lambda h: h.start).rule.marks if classes else None
        if first not in (None, "Measure") and columns == ["role/column-measure"]:
            return first  # "Name of the risk"
        return next(iter(columns), first)

    def drafts(self, block: Block) -> Iterator[Draft]:
        """The statements of a table, whatever its kind."""
        readers = {"plan": self.plan, "passport": self.passport, "statements": self.statements}
        for kind in self.kinds(block) & set(readers):
            yield from readers[kind](block)

    # ── plans ─────────────────────────────────────────────────────────────────

    def plan(self, block: Block) -> Iterator[Draft]:
        """One measure per row; a row with one cell is the group of those below it."""
        assert block.table is not None
        columns, language = self.columns(block), block.language
        measure = columns.column("role/column-measure")
        numbered = any(_number(row[0]) for row in block.table.rows[block.table.header :] if row)
        merged = _merged(block.table)
        groups: list[Span] = []
        fresh = False
        for n, row in enumerate(block.table.rows[block.table.header :], 1):
            cells = {c.column: c.span for c in row}
            if len(row) == 1 and not _number(row[0]):
                # Group rows that follow one another are a group and its subgroup; quotation marks open a subgroup.
                sub = row[0].span.text[:1] in '"\u00ab\u201c' and groups
                groups = [*groups[:1], row[0].span] if fresh or sub else [row[0].span]
                fresh = True
                continue
            number = _number(row[0]) if row else None
            if measure is None or measure not in cells or (numbered and number is None):
                self.untaken.append(Span.join([c.span for c in row], seam=True))
                continue
            fresh = False
            span = cells[measure].strip(" ;.")
            cells |= {c: cell for c, cell in merged.get(row[0].row, {}).items() if c not in cells}
            limit = cells.get(columns.column("role/column-deadline") or 0)
            yield Draft(
                "Measure",
                block,
                span,
                f"row-{number or n}",
                "rule_plan_row",
                tuple(reversed(groups)),
                None,
                edges=tuple(self.cells(cells, columns, language)),
                deadline=deadline(limit.text, language, self.lexicon) if limit else None,
                deadline_text=limit,
                form=cells.get(columns.column("role/column-form") or 0),
            )

    def cells(self, cells: Mapping[int, Span], columns: Columns, language: Language) -> Iterator[Edge]:
        """Who carries it out and who pays."""
        executor = cells.get(columns.column("role/column-executor") or 0)
        if executor:
            found = self.bodies_in(executor, ["agency"], language)
            for path, span in found:
                yield Edge("responsible", path, Evidence(span, language, "rule_executor_cell"))
            for body in self.unknown(executor, found, language):
                yield Edge("responsible", body.key, Evidence(body.name.span, language, "rule_executor_cell"))
        funding = cells.get(columns.column("role/column-funding") or 0)
        if funding:
            for path, span in self.bodies_in(funding, ["funding", "agency"], language):
                yield Edge("fundedBy", path, Evidence(span, language, "rule_funding_cell"))

    def bodies_in(self, cell: Span, kinds: Sequence[str], language: Language) -> list[tuple[str, Span]]:
        """What a cell names, by the names of the vocabulary and by the abbreviations of the document."""
        found = [(n.entry.path, n.span) for n in named(cell, language, self.lexicon, kinds, place=self.place)]
        return [*found, *abbreviated(cell, language, self.known)]

    def unknown(self, cell: Span, found: Sequence[tuple[str, Span]], language: Language) -> Iterator[Body]:
        """Bodies in an executor cell that the vocabulary does not have; the rest of a name in it is none."""
        at = 0
        rest: list[Span] = []
        entries = filter(None, (self.lexicon.by_path.get(path) for path, _ in found))
        said = {fold(form) for entry in entries for form in entry.forms(language)}
        for span in sorted((span for _, span in found), key=lambda span: cell.starts.index(span.start)):
            start = cell.starts.index(span.start)
            rest.append(cell[at:start])
            at = max(at, start + len(span))
        rest.append(cell[at:])
        for piece in rest:
            for match in NAME.finditer(piece.text):
                name = piece[match.start() : match.end()].strip(" .-\u2013")
                if (
                    slug(name.text)
                    and (len(name.text.split()) > 1 or name.text.isupper())
                    and (name.text[0].isupper() or not found)
                    and not any(fold(name.text) in form for form in said)
                ):
                    body = Body(f"agency/{slug(name.text)}", Evidence(name, language, "rule_unknown_body"))
                    self.bodies.append(body)
                    yield body

    def labelled(self, block: Block) -> Iterator[tuple[int, Span, list[Span]]]:
        """The rows of a passport: number, label, and the texts beside it."""
        assert block.table is not None
        merged = _merged(block.table)
        for row in block.table.rows:
            label = merged.get(row[0].row, {}).get(1, row[0].span)
            yield row[0].row, label, [cell.span for cell in row if cell.column > 1]

    # ── passports ─────────────────────────────────────────────────────────────

    def passport(self, block: Block) -> Iterator[Draft]:
        """Rows of label and text: the label is a heading for the items or sentences of the text."""
        for row, label, texts in self.labelled(block):
            role = self.role(label, block.language) if texts else None
            items = [item for text in texts for item in split_items(text)]
            if role == "role/column-funding" and len(items) > 1 and not any(map(str.isdigit, texts[0].text)):
                role = "Measure"
            if role is None or role.startswith("role/"):
                continue
            if len(items) == 1 and role != "Goal":
                items = [items[0][s:e] for s, e in self.lexicon.morphology.sentences(items[0].text)]
            for n, item in enumerate(items, 1):
                key = f"r{row}" + (f".{n}" if len(items) > 1 else "")
                yield Draft(role, block, item.strip(" ;.,-"), key, "rule_passport", (label,), None)

    # ── tables whose cells are statements ─────────────────────────────────────

    def statements(self, block: Block) -> Iterator[Draft]:
        """Each cell below a header that names a class (risks, tasks …) is a statement of that class."""
        assert block.table is not None
        columns = self.columns(block)
        for row in block.table.rows[block.table.header or 1 :]:
            for cell in row:
                role = columns.roles.get(cell.column, "").replace("role/column-measure", "Measure")
                if role in CLASSES_IN_CELLS and len(cell.span.text.split()) > 1:
                    key = f"{block.key}/r{cell.row}c{cell.column}"
                    above = (header(block.table, cell.column),)
                    yield Draft(role, block, cell.span.strip(" ;."), key, "rule_table_cell", above, None)


def _merged(table: Table) -> dict[int, dict[int, Span]]:
    """The cells that count for further rows, by those rows and by column."""
    found: dict[int, dict[int, Span]] = {}
    for cell in (c for row in table.rows for c in row):
        for number in range(cell.row + 1, cell.row + cell.height):
            found.setdefault(number, {})[cell.column] = cell.span
    return found


def header(table: Table, column: int) -> Span:
    """The words of a column's header."""
    spans = [c.span for row in table.rows[: max(1, table.header)] for c in row if c.column == column]
    return Span.join(spans) if spans else Span.of("")


def split_items(span: Span) -> list[Span]:
    """A cell's list items, by bullets, numbers or dashes, else by semicolons or lines; the whole cell without any."""
    cuts = list(ITEM.finditer(span.text))
    if not cuts:
        parts = [part for m in re.finditer(r"[^;]+", span.text) if (part := span[m.start() : m.end()].strip())]
        return lines_in(span) if len(parts) == 1 else parts
    stops = [c.start() for c in cuts[1:]] + [len(span)]
    items = [span[c.end() : stop].strip() for c, stop in zip(cuts, stops, strict=True)]
    head = span[: cuts[0].start()].strip()
    return ([head] if head and not head.text.endswith(":") else []) + [i for i in items if i]


def lines_in(span: Span) -> list[Span]:
    """The lines of a cell that are a list without marks: they begin alike; else the whole cell.

    A space that stands for a line end has no place in the source. At a seam a line was broken.
    """
    ends = [n for n in range(len(span)) if span.text[n] == " " and span.starts[n] == span.stops[n]]
    ends = [n for n in ends if n + 1 not in span.seams]
    lines = [span[a:b].strip() for a, b in pairwise([0, *(e + 1 for e in ends), len(span)])]
    alike = len({line.text[:1].islower() for line in lines}) == 1 and all(line.text[:1].isalpha() for line in lines)
    return lines if alike and not any(line.text.endswith((",", "-")) for line in lines) else [span]


def _number(cell: Cell) -> str | None:
    match = MARK.match(cell.span.text)
    return (match.group(1) or match.group(2)) if match and len(cell.span) < 8 else None
