"""Indicators that a document sets: rows of a table, items of a list, names in quotation marks."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import chain

from kg.cues import Cues
from kg.extract.figures.reading import Reading
from kg.extract.mentions import named
from kg.extract.monitors import Monitors
from kg.extract.rows import MARK, Tables, split_items
from kg.lexicon import Lexicon
from kg.records import Block, Edge, Evidence, Indicator, Language, Part, Place, Statement, Table
from kg.spans import Span

NAME = re.compile(r"[\"\u00ab\u201c]([^\"\u00bb\u201d()]{10,120}?)\s*(?:[\"\u00bb\u201d(]|$)(?:([^()]+)\))?")
"""A name in quotation marks (the closing one may be missing), and an explanation in parentheses."""
BETWEEN = re.compile(r":\s+|\s+[-\u2013\u2014]\s+")
NUMBERED = re.compile(r"\s*(?:[^\W\d_]+\s+(?:\u2116\s*)?\d+(?:\.\d+)*|\d+\s?[-\u2010\u2011]?\s?[^\W\d_]+)\s*[.:)]\s+")
"""A word and its number before the name: "Indicator 1. "."""
YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d)")
ANNOUNCED = {"role/indicators", "role/column-indicator"}
SHORTEST_NAME = 3
"""Words."""


class Indicators:
    """Finds the indicators of a part."""

    def __init__(
        self, lexicon: Lexicon, cues: Cues, document: str, statements: Sequence[Statement] = (), date: str = ""
    ) -> None:
        self.lexicon, self.cues, self.document, self.year = lexicon, cues, document, date[:4]
        self.monitors = Monitors(statements, lexicon, cues)

    def find(self, part: Part, tables: Tables) -> list[Indicator]:
        """All indicators of a part; one named several times stands where it is named first."""
        found: dict[str, Indicator] = {}
        for block in part.walk():
            for indicator in self.of(block, tables):
                found.setdefault(" ".join(sorted(self.lemmas(indicator.name))), indicator)
        return list(found.values())

    def of(self, block: Block, tables: Tables) -> Iterator[Indicator]:
        if block.table is not None:
            kinds = tables.kinds(block)
            announced = kinds == {"figures"} and block.parent is not None and self.listed(block.parent)
            if "passport" in kinds:
                yield from self.passport(block, tables)
            elif "indicators" in kinds or announced:
                yield from self.rows(block, tables)
        elif self.numbered(block):
            yield self.item(block)
        elif block.kind == "item" and block.parent is not None and self.listed(block.parent):
            if block.parent.kind != "heading" or self.names_only(block):
                yield self.item(block)
        elif block.kind in ("item", "paragraph", "lead"):
            yield from self.quoted(block)

    def rows(self, block: Block, tables: Tables) -> Iterator[Indicator]:
        """One indicator per row, with its definition and use where there are columns for them."""
        assert block.table is not None
        columns = tables.columns(block)
        at = columns.column("role/column-indicator") or first_of_words(block.table)
        if at is None or self.is_past(block.table):
            return
        for n, row in enumerate(block.table.rows[block.table.header :], 1):
            cells = {c.column: c.span for c in row}
            if at not in cells or len(row) == 1:
                continue
            mark = MARK.match(cells[at].text)
            name = cells[at][mark.end() if mark else 0 :].strip(" .")
            definition, use = (cells.get(columns.column(f"role/column-{c}") or 0) for c in ("definition", "use"))
            key = f"row-{n}" if block.section == "annex" else f"{block.key}/row-{n}"
            yield self.indicator(block, key, name, definition, use, "rule_indicator_row")

    def is_past(self, table: Table) -> bool:
        """Whether all years above the columns lie before the document: what it tells of the past is no indicator."""
        years = [y for row in table.rows[: table.header] for c in row for y in YEAR.findall(c.span.text)]
        return bool(self.year and years) and max(years) < self.year

    def passport(self, block: Block, tables: Tables) -> Iterator[Indicator]:
        """The items of the row of a passport that lists indicators; what says that a value is to be reached names none."""
        for row, label, texts in tables.labelled(block):
            if tables.role(label, block.language) in ANNOUNCED:
                items = (item for text in texts for item in split_items(text))
                for n, span in enumerate((item for item in items if re.search(r"[^\W\d_]{3}", item.text)), 1):
                    key = f"r{row}.{n}/indicator"
                    yield self.named(replace(block, span=span.strip(" ;."), table=None), key, "rule_passport")

    def listed(self, lead: Block) -> bool:
        """Whether a lead-in announces indicators (it names them later than anything else), or a heading only them."""
        tokens = self.lexicon.tokens(lead.span.text, lead.language)
        hits = self.cues.hits(tokens, lead.language, ["cue", "lead"])
        stops = [h.stop for h in hits if h.rule.marks in ANNOUNCED]
        if lead.kind == "heading":
            return bool(stops) and len(stops) == len(hits)
        return lead.span.text.endswith(":") and bool(stops) and max(stops) >= max(h.stop for h in hits)

    def names_only(self, block: Block) -> bool:
        """Whether an item directly below a heading is a name, perhaps with values, and no sentence on indicators."""
        text = block.span.text
        hits = self.cues.hits(self.lexicon.tokens(text, block.language), block.language, ["cue"])
        sentence = text.endswith(".") and self.value(block.span, block.language) == len(text)
        return not sentence and not any(h.rule.marks in ANNOUNCED for h in hits)

    def item(self, block: Block) -> Indicator:
        """A list item, without the word for indicator and its number."""
        return self.named(replace(block, span=block.span[self.numbered(block) :]), block.key, "rule_indicator_item")

    def named(self, block: Block, key: str, rule: str) -> Indicator:
        """The name, and behind a colon or dash the definition; values and their years are neither."""
        span = block.span.strip(" ;.")
        value = self.value(span, block.language)
        cut = BETWEEN.search(span.text, 0, value)
        name = span[: cut.start() if cut else value].strip(" ,:(-\u2013\u2014")
        definition = span[cut.end() :] if cut and value == len(span) else None
        return self.indicator(block, key, name, definition, None, rule)

    def numbered(self, block: Block) -> int:
        """Where the name begins behind the word for indicator and its number; 0 where a text does not begin so."""
        match = NUMBERED.match(block.span.text)
        if match is None or block.kind == "heading":
            return 0
        label = Reading(block.span[: match.end()], block.language, self.lexicon)
        return match.end() if label.words("indicator") else 0

    def value(self, span: Span, language: Language) -> int:
        """Where the first year or number behind the name stands, with a word such as "in" before it; else the end."""
        reading = Reading(span, language, self.lexicon)
        starts = [t.start for n, t in enumerate(reading.tokens) if n >= SHORTEST_NAME - 1 and t.text[0].isdigit()]
        if not starts:
            return len(span)
        led = reading.word_before(reading.token_at(starts[0]), "in-year", "by-year")
        return led.start if led else starts[0]

    def quoted(self, block: Block) -> Iterator[Indicator]:
        """A name in quotation marks that begins with the word for indicator."""
        for n, match in enumerate(NAME.finditer(block.span.text), 1):
            name = block.span[match.start(1) : match.end(1)]
            tokens = self.lexicon.tokens(name.text, block.language)
            hits = self.cues.hits(tokens[:1] if block.language != "kk" else tokens[-1:], block.language, ["cue"])
            if len(tokens) >= SHORTEST_NAME and any(h.rule.marks == "role/indicators" for h in hits):
                definition = block.span[match.start(2) : match.end(2)] if match.group(2) else None
                yield self.indicator(block, f"{block.key}/indicator-{n}", name, definition, None, "rule_indicator_name")

    def indicator(
        self, block: Block, key: str, name: Span, definition: Span | None, use: Span | None, rule: str
    ) -> Indicator:
        language = block.language
        defined, used = (Evidence(span, language, rule) if span else None for span in (definition, use))
        named = (self.monitors.named(text) for text in (defined, used) if text)
        monitored = chain(self.monitors.above(block, self.document), *named)
        return Indicator(
            Place(self.document, block.section, key),
            Evidence(name, language, rule),
            defined,
            used,
            tuple(self.targets([s for s in (name, definition, use) if s], language)),
            tuple({m.statement: m for m in monitored}.values()),
        )

    def targets(self, spans: Sequence[Span], language: Language) -> Iterator[Edge]:
        seen: set[str] = set()
        for span in spans:
            for found in named(span, language, self.lexicon, ["category"]):
                if found.entry.path not in seen:
                    seen.add(found.entry.path)
                    yield Edge("targets", found.entry.path, Evidence(found.span, language, "rule_mention"))

    def lemmas(self, name: Evidence) -> set[str]:
        return {min(t.lemmas) for t in self.lexicon.tokens(name.span.text, name.language)}


def first_of_words(table: Table) -> int | None:
    """The first column below the header that has words, if any has."""
    cells = (c for row in table.rows[table.header :] for c in row)
    return min((c.column for c in cells if any(ch.isalpha() for ch in c.span.text)), default=None)
