"""Text into an outline: parts, sections, leads with their lists, tables.

A source may hold several documents: an approving act and what it approves. A part begins at a title (a heading that
names a kind of document) or, in digests, where the anchors change to another part.

Every block has a place that does not depend on what is extracted from it: its section as numbered, and a key within
the section, counted in reading order: `item-3` (list items, nested ones counted on), `p-2` (other paragraphs),
`table-1`, `h-1` (unnumbered headings inside a section), `heading` (the section's own).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from kg import tables
from kg.blocks import DEEP_INDENT, ENDS, Paragraph, inline_items, language_of, numbered_through, paragraphs
from kg.cues import Cues
from kg.lexicon import Lexicon
from kg.records import Block, BlockKind, Outline, Part, Text
from kg.spans import Span

LONGEST_HEADING = 30
LONGEST_PLAIN_HEADING = 14
"""Words; an unnumbered line in running text must be short to be a heading."""
OPENING = 40
"""Paragraphs in which the enacting formula of an act must stand."""
ROMAN = re.compile(r"(?=[IVXLC])[IVXLC]+[.)]\s+")
TRAILING_NUMBER = re.compile(r"^(\d+(?:-\d+)?)\s*-\s*([^\W\d_]+)[.\s]")
LEADING_NUMBER = re.compile(r"^([^\W\d_]+)\s+([\dIVXLC]+(?:[-.]\d+)*)[.:\s]")
DIVISIONS = {"role/division": ("part-", 1), "role/chapter": ("ch-", 2), "role/article": ("art-", 3)}
NAMED = {"Direction", "Task", "Priority", "Goal", "Measure"}
NAMED_MARK = "named"
"""Marker of a heading such as "Direction 2. …", which is a statement of the class that it names."""
DOCUMENT_KINDS = {"Concept", "Programme", "ActionPlan", "Strategy"}


@dataclass(slots=True)
class Title:
    """What makes a paragraph a heading: its level, the section it opens, the words of the title."""

    level: int
    section: str | None
    span: Span
    role: str = ""


def outline(text: Text, lexicon: Lexicon, cues: Cues) -> Outline:
    """Read the structure of a clean text."""
    lines = text.span.lines()
    regions = tables.find(lines)
    markdown = text.source.media_type == "text/markdown"
    skip = [(r.first, r.stop) for r in regions]
    pieces: list[Paragraph | tables.Region] = [
        item
        for p in numbered_through(paragraphs(lines, skip, text.language, markdown=markdown))
        for item in inline_items(p)
    ]
    pieces = sorted([*pieces, *regions], key=lambda p: p.line if isinstance(p, Paragraph) else p.first)
    reader = _Reader(lexicon, cues, text)
    contents = reader.contents(pieces)
    reader.act = any(reader.orders(p) for p in pieces[:OPENING] if isinstance(p, Paragraph))
    for n, piece in enumerate(pieces):
        reader.take(piece, furniture=n in contents)
    return Outline(text, tuple(reader.finished()))


@dataclass(slots=True)
class _Draft:
    kind: str
    title: Span | None
    blocks: list[Block] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)


class _Reader:
    """Takes paragraphs and tables in reading order and grows the outline."""

    def __init__(self, lexicon: Lexicon, cues: Cues, text: Text) -> None:
        self.lexicon, self.cues, self.text = lexicon, cues, text
        self.drafts = [_Draft("", None)]
        self.headings: list[Block] = []
        self.leads: list[Block] = []
        self.approved = False
        self.resolved = False
        self.act = False
        """Whether the source begins with an act that orders something."""
        self.before: Paragraph | None = None

    # ── parts ─────────────────────────────────────────────────────────────────

    def finished(self) -> list[Part]:
        return [Part(d.kind, d.title, tuple(d.blocks)) for d in self.drafts if d.blocks]

    def begin(self, kind: str, title: Span | None) -> None:
        if self.drafts[-1].blocks:
            self.drafts.append(_Draft(kind, title))
        else:
            self.drafts[-1].kind, self.drafts[-1].title = kind, title
        self.headings, self.leads = [], []

    def orders(self, p: Paragraph) -> bool:
        """Whether a paragraph is the enacting formula of an act."""
        hits = self.cues.hits(self.lexicon.tokens(p.text, p.language), p.language, ["end"])
        return any(h.rule.marks == "role/resolves" for h in hits)

    # ── one piece after the other ─────────────────────────────────────────────

    def take(self, piece: Paragraph | tables.Region, *, furniture: bool) -> None:
        if isinstance(piece, tables.Region):
            self.table(piece)
            return
        if not piece.span:
            return
        self.anchored_part(piece)
        title = None if furniture else self.title(piece)
        if furniture or piece.quoted:
            self.add(Block("furniture" if furniture else "note", piece.span, piece.language))
        elif title is not None:
            self.heading(piece, title)
        else:
            self.body(piece)
        self.before = piece

    def anchored_part(self, piece: Paragraph) -> None:
        """A digest says by its anchors where a part begins: `act`, `plan`, or what the act approves."""
        section = piece.anchor.partition("/")[0]
        meta = self.text.source.meta.get("digest_of")
        if not section or not piece.hashes or not isinstance(meta, dict):
            return
        kind = (
            str(meta.get("kind", ""))
            if section == "act"
            else "plan"
            if section == "plan"
            else str(meta.get("approves") or meta.get("kind", ""))
        )
        if kind != self.drafts[-1].kind:
            self.begin(kind, piece.span if section == "plan" else None)

    def add(self, block: Block) -> Block:
        """Put a block below its heading (or lead) and give it its place."""
        draft = self.drafts[-1]
        if block.parent is None and self.headings:
            block.parent = self.headings[-1]
        if not block.section:
            block.section = block.parent.section if block.parent else self.opening()
        if block.anchor:
            block.section, block.key = anchor_place(block.anchor)
        elif not block.key:
            name = {"item": "item", "table": "table", "heading": "h", "furniture": "f", "note": "note"}.get(
                block.kind, "p"
            )
            draft.counts[block.section, name] += 1
            block.key = f"{name}-{draft.counts[block.section, name]}"
        (block.parent.children if block.parent else draft.blocks).append(block)
        return block

    def opening(self) -> str:
        """The section of what stands before the first heading of a part."""
        kind = self.drafts[-1].kind
        return "act" if not kind and self.act else "plan" if kind == "plan" else "intro"

    # ── headings ──────────────────────────────────────────────────────────────

    def title(self, p: Paragraph) -> Title | None:
        """Whether a paragraph is a heading, and of what."""
        words = p.text.split()
        if p.bullet or len(words) > LONGEST_HEADING or p.text.endswith((";", ",")):
            return None
        division = self.division(p)
        if division is not None:
            return division
        role = self.role(p)
        depth = p.number.count(".") + 1 if p.number else 0
        if p.anchor and p.hashes:
            section = p.anchor.partition("/")[0]
            return Title(depth or (1 if "/" not in p.anchor else 2), section, p.span, role)
        if p.text.endswith((":", ".", "!")) and not p.hashes:
            return None
        if (
            p.number
            and (p.hashes or p.marker[-1:] == "." or depth > 1)
            and (not p.text.endswith(ENDS) or p.text.endswith("?") or p.hashes)
        ):
            return Title(depth, p.number, p.span, role)
        roman = ROMAN.match(p.text)
        if roman:
            return Title(1, roman.group().strip(". )"), p.span[roman.end() :], role)
        if p.marker:
            return None
        if role and len(words) <= 6:
            return Title(1, self.notation(role), p.span, role)
        if p.hashes:
            return Title(p.hashes if not self.headings else max(2, p.hashes), None, p.span, role)
        short = (
            len(words) <= LONGEST_PLAIN_HEADING
            and p.text[:1].isupper()
            and (not p.text.endswith(ENDS) or p.text.endswith("?"))
        )
        shaped = p.text.isupper() or p.indent >= DEEP_INDENT or 1 < p.indent < 5
        standing = self.before is None or self.before.text.endswith(ENDS) or bool(self.before.hashes)
        if short and (shaped or (standing and p.indent == 0 and not (self.act and self.drafts[-1].kind == ""))):
            within = bool(self.headings) and self.headings[-1].key == "heading"
            return Title(
                max(2, len(self.headings) + 1) if within else self.headings[-1].level if self.headings else 1,
                None,
                p.span,
                role,
            )
        return None

    def division(self, p: Paragraph) -> Title | None:
        """A heading such as "Article 5. …": the word beside its number is one of the vocabulary."""
        text = (p.marker + " " + p.text).strip() if p.number else p.text
        match = LEADING_NUMBER.match(text + " ") or TRAILING_NUMBER.match(text + " ")
        if not match or len(p.text.split()) > LONGEST_HEADING or text.endswith((";", ":")):
            return None
        number, word = (
            (match.group(2), match.group(1)) if match.re is LEADING_NUMBER else (match.group(1), match.group(2))
        )
        for hit in self.cues.hits(self.lexicon.tokens(word, p.language), p.language, ["cue", "heading"]):
            if hit.rule.marks in DIVISIONS:
                prefix, level = DIVISIONS[hit.rule.marks]
                return Title(level, prefix + number, p.span, hit.rule.marks)
            if hit.rule.marks in NAMED and number.isdigit() and not p.text.endswith(ENDS):
                level = 1 + max((h.level for h in self.headings if h.marker != NAMED_MARK), default=0)
                return Title(
                    level,
                    None,
                    p.span[len(p.text) - len(text) + match.end() :].strip() if match.re is LEADING_NUMBER else p.span,
                    NAMED_MARK,
                )
        return None

    def role(self, p: Paragraph) -> str:
        """The structural role of a heading whose words are (nearly) all those of the cue: introduction, passport …"""
        tokens = self.lexicon.tokens(p.text, p.language)
        for hit in self.cues.hits(tokens, p.language, ["cue"]):
            if (
                hit.rule.marks.startswith("role/")
                and self.notation(hit.rule.marks)
                and len(hit.rule.elements) >= len(tokens) - 1
            ):
                return hit.rule.marks
        return ""

    def notation(self, role: str) -> str | None:
        return self.cues.notations.get(role)

    def heading(self, p: Paragraph, title: Title) -> None:
        self.leads = []
        kind = self.document_kind(p)
        if kind:
            self.begin(kind, p.span)
            self.approved = False
            block = self.add(Block("title", p.span, p.language, key="title", section="title"))
            return
        while self.headings and self.headings[-1].level >= title.level:
            self.headings.pop()
        named = title.role == NAMED_MARK
        block = Block(
            "heading",
            title.span,
            p.language,
            marker=NAMED_MARK if named else p.marker,
            level=title.level,
            anchor=p.anchor,
        )
        nested = self.notation(title.role) is not None and bool(self.headings) and not p.anchor and title.level > 1
        if title.section and not nested:
            block.section, block.key = title.section, "heading"
        block.anchor = p.anchor if "/" in p.anchor else ""
        self.add(block)
        self.headings.append(block)

    def document_kind(self, p: Paragraph) -> str:
        """The kind of document that a title begins: Concept, programme, plan …; empty where it is no title."""
        if p.number or p.anchor:
            return ""
        tokens = self.lexicon.tokens(p.text, p.language)
        for match in self.lexicon.matches(tokens, p.language, ["kind"]):
            entry = match.entries[0]
            if (entry.value("class") or "").rpartition("#")[2] not in DOCUMENT_KINDS:
                continue
            head = match.words[0] <= 1 if p.language != "kk" else match.words[-1] >= len(tokens) - 2
            loud = (
                p.text[match.start : match.stop].isupper()
                or p.indent >= DEEP_INDENT
                or p.hashes in (1, 2)
                or self.approved
            )
            if (
                head
                and loud
                and p.text[: match.start].strip().isupper() | (not p.text[: match.start].strip()) | (p.language == "kk")
            ):
                return entry.path.partition("/")[2]
        return ""

    # ── leads, items, paragraphs, tables ──────────────────────────────────────

    def body(self, p: Paragraph) -> None:
        tokens = self.lexicon.tokens(p.text, p.language)
        roles = {h.rule.marks for h in self.cues.hits(tokens, p.language, ["start", "end"])}
        if "role/approved" in roles and len(tokens) < 50 and not p.marker and not p.text.endswith(ENDS):
            self.approved = True
            self.leads = []
            if self.drafts[-1].kind == "" and self.resolved:
                self.begin("annex", None)
            elif self.drafts[-1].kind not in ("", "annex") and self.headings:
                self.headings = []
                self.headings.append(
                    self.add(Block("heading", p.span, p.language, level=1, section="annex", key="heading"))
                )
                return
        self.resolved |= "role/resolves" in roles
        parent = self.list_for(p)
        lead = p.text.endswith(":")
        kind: BlockKind = "item" if parent is not None or p.marker else "lead" if lead else "paragraph"
        block = Block(kind, p.span, p.language, marker=p.marker, level=p.indent, anchor=p.anchor, parent=parent)
        self.add(block)
        if lead:
            self.leads.append(block)

    def list_for(self, p: Paragraph) -> Block | None:
        """The lead whose list a paragraph belongs to; closes the lists that it ends."""
        style = p.style
        while self.leads:
            lead = self.leads[-1]
            items = [c for c in lead.children if c.kind == "item"]
            if not items:
                if (
                    lead.marker
                    and style
                    and style == Paragraph(lead.span, 0, 0, lead.marker).style
                    and lead.parent
                    and lead.parent.kind != "heading"
                ):
                    self.leads.pop()
                    continue
                return lead
            last = items[-1]
            styles = {Paragraph(i.span, 0, 0, i.marker).style for i in items}
            if style:
                if style in styles:
                    return lead
                if "" in styles and len(self.leads) == 1 and last.span.text.endswith(";"):
                    return lead
            elif styles == {""}:
                open_ended = deepest(last).span.text.endswith((";", ","))
                sublead = p.text.endswith(":") and not lead.marker and len(self.leads) > 1
                if open_ended and not (sublead and self.leads[-2].kind != "heading"):
                    return lead
            elif deepest(last).span.text.endswith((";", ",")) and "-" in styles and not p.text.endswith(":"):
                return lead
            self.leads.pop()
        return None

    def table(self, region: tables.Region) -> None:
        text = " ".join(c.span.text for row in region.table.rows[:3] for c in row)
        first = region.table.rows[0][0].span if region.table.rows and region.table.rows[0] else self.text.span[:0]
        anchor = ""
        if region.table.caption is not None:
            found = re.search(r"\{#([\w./-]+)\}", region.table.caption.text)
            anchor = found.group(1) if found else ""
        block = Block("table", first, language_of(text, self.text.language), table=region.table, anchor=anchor)
        block.parent = self.leads[-1] if self.leads else None
        self.add(block)
        self.before = None

    # ── contents lists ────────────────────────────────────────────────────────

    def contents(self, pieces: Sequence[Paragraph | tables.Region]) -> set[int]:
        """Indices of the paragraphs of a contents list: headings that stand again, in order, further below."""
        names = [bare(p.text) if isinstance(p, Paragraph) else "" for p in pieces]
        later = {name: n for n, name in enumerate(names) if name}
        run: list[int] = []
        for n, name in enumerate(names):
            if name and later[name] > n + 1 and len(name.split()) <= LONGEST_HEADING:
                run.append(n)
            elif len(run) >= 3:
                break
            else:
                run = []
        return set(run) if len(run) >= 3 else set()


def deepest(block: Block) -> Block:
    """The last block below a block, or itself."""
    return deepest(block.children[-1]) if block.children else block


def anchor_place(anchor: str) -> tuple[str, str]:
    """Section and key that an anchor of a digest names: 2/3 → item-3, 5.2/p3.2 → p-3.2, plan/row-4 → row-4."""
    section, slash, place = anchor.partition("/")
    if not slash:
        return section, "heading"
    found = re.fullmatch(r"([a-z]+)-?([\d.]+|r\d+c\d+)", place)
    if place[:1].isdigit():
        return section, f"item-{place}"
    return section, f"{found.group(1)}-{found.group(2)}" if found else place


def digest_language(text: Text) -> Text:
    """A text with the language that its front matter states."""
    language = text.source.meta.get("language")
    return replace(text, language=language) if language in ("ru", "kk", "en") else text


def bare(text: str) -> str:
    """The words of a heading without its numbers, page number, leaders and what stands in parentheses."""
    return re.sub(r"[\W\d_]+", " ", re.sub(r"\([^)]*\)", "", text)).casefold().strip()
