"""Text into an outline: parts, sections, leads with their lists, tables.

A source may hold several documents: an approving act and what it approves. A part begins at a title (a heading that
names a kind of document) or, in digests, where the anchors change to another part.

Every block has a place that does not depend on what is extracted from it: its section as numbered, and a key within
the section, counted in reading order: `item-3` (list items, nested ones counted on), `p-2` (other paragraphs),
`table-1`, `h-1` (unnumbered headings inside a section), `heading` (the section's own).
"""

from __future__ import annotations

import re
from dataclasses import replace

from kg import languages
from kg.cues import Cues
from kg.lexicon import Lexicon
from kg.outline import tables
from kg.outline.headings import LONGEST_HEADING, NAMED, Headings, Surroundings, Title
from kg.outline.layout import ENDS
from kg.outline.paragraphs import Paragraph
from kg.outline.parts import Draft, Kinds, anchor_place, begins
from kg.records import Block, BlockKind, Part, Text
from kg.spans import Span

LONGEST_APPROVAL = 50
"""Words."""


class Reader:
    """Takes paragraphs and tables in reading order and grows the outline."""

    def __init__(self, lexicon: Lexicon, cues: Cues, text: Text) -> None:
        self.lexicon, self.cues, self.text = lexicon, cues, text
        self.drafts = [Draft("", None)]
        self.headings: list[Block] = []
        self.leads: list[Block] = []
        self.approved = False
        self.resolved = False
        self.promised = ""
        """The kind of document that the act approves: it may begin without a title."""
        self.act = False
        """Whether the source begins with an act that orders something."""
        self.before: Paragraph | None = None
        self.judge = Headings(lexicon, cues)
        self.kinds = Kinds(lexicon, cues)

    def around(self) -> Surroundings:
        """What the next paragraph stands in."""
        in_act = self.act and self.drafts[-1].kind == ""
        return Surroundings(self.headings, self.before, in_act, self.approved)

    # ── parts ─────────────────────────────────────────────────────────────────

    def finished(self) -> list[Part]:
        return [d.part() for d in self.drafts if d.blocks]

    def begin(self, kind: str, title: Span | None) -> None:
        if self.drafts[-1].blocks:
            self.drafts.append(Draft(kind, title))
        else:
            self.drafts[-1].kind, self.drafts[-1].title = kind, title
        self.headings, self.leads = [], []

    # ── one piece after the other ─────────────────────────────────────────────

    def take(self, piece: Paragraph | tables.Region, *, furniture: bool, item: bool = False) -> None:
        if isinstance(piece, tables.Region):
            self.table(piece)
            return
        if not piece.span:
            return
        self.anchored_part(piece)
        behind = 0 if furniture else self.judge.run_in(piece, self.around())
        if behind:
            self.take(replace(piece, span=piece.span[: behind - 2]), furniture=False)
            piece = replace(piece, span=piece.span[behind:])
        untitled = furniture or item or self.opens_annex(piece) or self.counts_on(piece)
        title = None if untitled else self.judge.title(piece, self.around()) or self.awaited(piece)
        if furniture or self.judge.beside(piece, marked=self.text.source.extracted):
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

    def heading(self, p: Paragraph, title: Title) -> None:
        self.leads = []
        first = len(self.drafts) == 1 and not self.drafts[0].blocks
        kind = self.kinds.document_kind(p, approved=self.approved, first=first)
        if title.role == "role/passport":
            kind = ""
        elif kind and kind == self.drafts[-1].kind and self.drafts[-1].title is None:
            self.drafts[-1].title, kind = p.span, ""
        if kind:
            name, rest = self.judge.before_contents(p)
            self.begin(kind, name)
            self.approved = False
            self.add(Block("title", name, p.language, key="title", section="title"))
            if rest:
                self.add(Block("furniture", rest, p.language))
            return
        if begins(title.section, self.judge.notation(title.role), self.promised, self.drafts):
            self.begin(self.promised, None)
        while self.headings and self.headings[-1].level >= title.level:
            self.headings.pop()
        block = Block(
            "heading",
            title.span,
            p.language,
            marker=title.role if title.role in NAMED else p.marker,
            level=title.level,
            anchor=p.anchor,
        )
        nested = (
            self.judge.notation(title.role) is not None and bool(self.headings) and not p.anchor and title.level > 1
        )
        if title.section and not nested:
            block.section, block.key = title.section, "heading"
        block.anchor = p.anchor if "/" in p.anchor else ""
        self.add(block)
        self.headings.append(block)

    def awaited(self, p: Paragraph) -> Title | None:
        """The title that a note of approval lets expect: it may be longer than a heading in running text."""
        short = len(p.text.split()) <= LONGEST_HEADING and not p.marker and not p.text.endswith(ENDS)
        if not (self.approved and short) or self.drafts[-1].told():
            return None
        return Title(1, None, p.span) if self.kinds.document_kind(p, approved=True) else None

    def approval(self, p: Paragraph) -> bool:
        """Whether a paragraph says by whom what follows was approved, or to what it is annexed."""
        tokens = self.lexicon.tokens(p.text, p.language)
        hits = self.cues.hits(tokens, p.language, ["start", "end"])
        noted = any(h.rule.marks == "role/approved" for h in hits)
        return noted and len(tokens) < LONGEST_APPROVAL and not p.marker and not p.text.endswith(ENDS)

    def opens_annex(self, p: Paragraph) -> bool:
        """Whether a note opens what an act approves, or an annex of the document that it stands in."""
        kind = self.drafts[-1].kind
        behind = self.resolved if kind == "" else kind != "annex" and bool(self.headings) and self.drafts[-1].told()
        return behind and not p.anchor and self.approval(p)

    # ── leads, items, paragraphs, tables ──────────────────────────────────────

    def body(self, p: Paragraph) -> None:
        if self.approval(p):
            self.approved = True
            self.leads = []
            if self.drafts[-1].kind == "" and self.resolved:
                self.begin("annex", None)
            elif self.opens_annex(p):
                self.headings = []
                self.headings.append(
                    self.add(Block("heading", p.span, p.language, level=1, section="annex", key="heading"))
                )
                return
        self.resolved |= self.judge.orders(p)
        if self.resolved and not self.promised and p.marker:
            self.promised = self.kinds.approves(p)
        parent = self.list_for(p) or self.misread_lead(p)
        lead = p.text.endswith(":")
        kind: BlockKind = "item" if parent is not None or p.marker else "lead" if lead else "paragraph"
        block = Block(kind, p.span, p.language, marker=p.marker, level=p.indent, anchor=p.anchor, parent=parent)
        self.add(block)
        if lead:
            self.leads.append(block)

    def misread_lead(self, p: Paragraph) -> Block | None:
        """The paragraph that a list begins below, where its colon was read as an exclamation mark."""
        beside = self.headings[-1].children if self.headings else self.drafts[-1].blocks
        if p.number != "1" or not beside or beside[-1].kind != "paragraph" or not beside[-1].span.text.endswith("!"):
            return None
        beside[-1].kind = "lead"
        self.leads.append(beside[-1])
        return beside[-1]

    def list_for(self, p: Paragraph) -> Block | None:
        """The lead whose list a paragraph belongs to; closes the lists that it ends."""
        style = p.style
        while self.leads:
            lead = self.leads[-1]
            items = [c for c in lead.children if c.kind == "item"]
            if not items and not style and any(c.kind == "table" for c in lead.children):
                self.leads.pop()  # the table is what it led to
                continue
            if not items:
                if (
                    lead.marker
                    and p.indent <= lead.level
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
                if style in styles and not (p.indent < last.level and self.stands_at(p.indent)):
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

    def counts_on(self, p: Paragraph) -> bool:
        """Whether a number such as "2." goes on with the open list: it looks like that of a section."""
        if not self.leads or not p.number.isdigit() or p.hashes or p.anchor:
            return False
        items = [c for c in self.leads[-1].children if c.kind == "item"]
        if not items:
            return p.number == "1" and self.before is not None and self.before.text.endswith(":")
        last = items[-1]
        section = next((h.section for h in reversed(self.headings) if h.section.isdigit()), "0")
        closed = last.span.text.endswith(".") and int(p.number) == int(section) + 1
        return last.marker == f"{int(p.number) - 1}{p.marker[-1]}" and not closed

    def stands_at(self, indent: int) -> bool:
        """Whether one of the lists around the innermost stands at this indentation."""
        return any(i.kind == "item" and i.level == indent for lead in self.leads[:-1] for i in lead.children)

    def table(self, region: tables.Region) -> None:
        caption = [region.table.caption.text] if region.table.caption else []
        text = " ".join([*caption, *(c.span.text for row in region.table.rows[:3] for c in row)])
        first = region.table.rows[0][0].span if region.table.rows and region.table.rows[0] else self.text.span[:0]
        anchor = ""
        table = region.table
        if table.caption is not None:
            named = Paragraph(table.caption, 0, 0, language=languages.passage(table.caption.text, self.text.language))
            title = self.judge.division(named, self.around())
            if title is not None:
                self.heading(named, title)
                table = replace(table, caption=None)
        if table.caption is not None:
            found = re.search(r"\{#([\w./-]+)\}", table.caption.text)
            anchor = found.group(1) if found else ""
        block = Block("table", first, languages.passage(text, self.text.language), table=table, anchor=anchor)
        block.parent = self.leads[-1] if self.leads else None
        self.add(block)
        self.before = None


def deepest(block: Block) -> Block:
    """The last block below a block, or itself."""
    return deepest(block.children[-1]) if block.children else block
