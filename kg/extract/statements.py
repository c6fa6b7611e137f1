"""Which blocks and sentences are statements, and of which class.

A heading, lead-in or sentence is judged by the cues of `ontology/cues.ttl`; a list item by its lead-in, else by the
heading above it. The functions named `rule_*` are the rules, and the names go into the provenance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property
from itertools import takewhile

from kg.extract.classes import Judge, headings
from kg.morphology import Token
from kg.outline.headings import NAMED
from kg.outline.layout import ENDS
from kg.records import Block, Deadline, Edge, Language, Part, Place
from kg.spans import Span

QUOTED = re.compile(r"[^\W\d_]+\s+[\"\u00ab\u201c]([^\"\u00bb\u201d]+)[\"\u00bb\u201d][;.,]?$")
"""A common noun and a name in quotation marks: the name is meant."""
DASH = re.compile(r"\s+[-\u2013\u2014]\s+")
BEHIND_TERM = re.compile(r"\s+[-\u2013\u2014]\s+|(?<=[^\W\d_]):\s+")
"""What stands between a term and its explanation."""

REPEATED = {"Task", "Priority"}
"""Classes whose lists come back as headings."""


@dataclass(frozen=True, slots=True)
class Draft:
    """A statement before its mentions are read."""

    cls: str
    block: Block
    span: Span
    key: str
    rule: str
    context: tuple[Span, ...]
    """What it stands below, nearest first: lead-in, direction, headings."""
    under: Place | None
    term: Span | None = None
    edges: tuple[Edge, ...] = ()
    """What neighbouring table cells say of it: who carries it out, who pays."""
    deadline: Deadline | None = None
    deadline_text: Span | None = None
    form: Span | None = None


@dataclass
class Reader:
    """Walks through the blocks of a part in reading order."""

    part: Part
    document: str
    judge: Judge
    direction: tuple[Place, Span] | None = field(default=None, init=False)
    phase: Span | None = field(default=None, init=False)
    listed: set[str] = field(default_factory=set, init=False)
    """Those classes of which a list has been read: tasks, priorities."""

    @cached_property
    def named(self) -> tuple[Block, ...]:
        """The unnumbered headings with which a part begins, its own name: no statement inherits from them."""
        named = ("heading", "furniture", "note")
        opening = takewhile(lambda b: b.kind in named and b.key != "heading", self.part.walk())
        return tuple(b for b in opening if b.kind == "heading")

    @cached_property
    def front(self) -> frozenset[Block]:
        """The abstract of an article: up to its key words, or what else only publications have in the first third.

        Without any, it is the first paragraph.
        """
        blocks = [b for b in self.part.walk() if b.kind != "heading"]
        marked = [n for n, b in enumerate(blocks[: len(blocks) // 3]) if self.judge.publishes(b)]
        running = [n for n, b in enumerate(blocks) if b.span.text.endswith(".")]
        return frozenset(blocks[: next(iter(marked[-1:] or running), -1) + 1])

    # ── rules ─────────────────────────────────────────────────────────────────

    def drafts(self) -> Iterator[Draft]:
        for block in self.part.walk():
            match block.kind:
                case "heading":
                    self.direction, self.phase = None, None
                    yield from self.rule_heading(block)
                case "item":
                    if block.section == "act":
                        yield from self.rule_clause(block)
                    elif self.is_prose(block):
                        yield from self.prose(block)
                    else:
                        yield from self.rule_item(block)
                case "lead" | "paragraph":
                    yield from self.prose(block)
                case _:
                    pass

    def is_prose(self, block: Block) -> bool:
        """Whether a numbered paragraph is no item of a list: those of a law, and those numbered by section ("2.1 …")."""
        if block.children or (block.parent is not None and block.parent.kind != "heading"):
            return False
        number = block.marker.strip(".)")
        return (self.judge.cls == "LegalAct" and block.marker.endswith(".")) or (
            "." in number and block.span.text.endswith(".")
        )

    def rule_heading(self, block: Block) -> Iterator[Draft]:
        """A heading below a heading of directions is a direction; one such as "Task 2. …" is of the class it names."""
        parent = next(headings(block), None)
        own = self.judge.heading_classes(block)
        below = parent is not None and "Direction" in self.judge.heading_classes(parent) and not numbered_apart(parent)
        cls = block.marker if block.marker in NAMED else "Direction" if below and "Direction" not in own else None
        if cls in self.listed:
            # "Objective 2. …" below the list of objectives opens the block on what is done for one of them.
            cls = "Direction"
            self.judge.known[id(block)] = [cls]
        if cls:
            self.direction = (self.place(block, block.key), block.span)
            yield self.draft(cls, block, block.span, block.key, "rule_heading")

    def rule_clause(self, block: Block) -> Iterator[Draft]:
        """An operative clause that orders somebody to do something; not one that approves or brings into force."""
        led = block.span.text.endswith(":") and any(c.kind == "item" for c in block.children)
        if not led and not any(self.judge.formal(b) for b in (block, *self.leads(block))):
            yield self.draft("Measure", block, block.span, block.key, "rule_clause")

    def rule_item(self, block: Block) -> Iterator[Draft]:
        """A list item is what its lead-in says, else what the heading above says."""
        above = self.judge.above(block)
        lead = block.parent if block.parent is not None and block.parent.kind != "heading" else None
        cls, rule = self.judge.list_class(lead, above)
        numbered = block.marker[:1].isdigit() and block.marker[-1:] == "."
        titled = cls == "Measure" and block.marker[:1].isdigit() and opens_a_block(block)
        if rule != "lead" and (titled or (numbered and "Direction" in above)):
            cls, numbered = "Direction", True
        if cls == "Direction" and (lead is None or rule != "lead") and not numbered:
            cls = "Measure"
        if rule == "heading" and self.direction is not None and "Direction" in above and cls == "Principle":
            cls = "Measure"
        if rule == "heading" and self.stated_above(block):
            cls = "Measure"
        span = block.span
        if cls == "Direction":
            span = self.before_cue(block)
            self.direction = (self.place(block, block.key), span) if numbered else self.direction
        elif any(c.kind == "item" for c in block.children) or block.span.text.endswith(":"):
            return
        if cls is None or (self.judge.cls == "LegalAct" and self.is_formal(block, lead)):
            return
        self.listed |= {cls} & REPEATED
        yield self.draft(cls, block, self.inner(span, cls, block.language), block.key, f"rule_item ({rule})")

    def is_formal(self, block: Block, lead: Block | None) -> bool:
        """Whether an item or its lead-in approves, repeals or brings into force; what a body shall approve is no such."""
        if lead is not None and self.judge.obliges(lead.span, lead.language):
            return self.judge.formal(lead)
        return self.judge.formal(block) or (lead is not None and self.judge.formal(lead))

    def stated_above(self, block: Block) -> bool:
        """Whether the nearest heading is itself a statement ("Task 2. …"): what is listed below carries it out."""
        above = next(headings(block), None)
        return above is not None and above.marker in NAMED

    def prose(self, block: Block) -> Iterator[Draft]:
        """Sentences that state something by themselves; the lead-in of a list only where it states a goal."""
        above = self.judge.above(block)
        describes = self.judge.describes(block) and block not in self.front
        sentences = self.judge.lexicon.morphology.sentences(block.span.text)
        if block.section == "act" and block.kind == "paragraph" and not block.span.text.endswith(ENDS):
            return  # the title of an act
        if "Definition" in above and block.kind == "paragraph":
            yield from self.rule_definition(block)
            return
        for n, (start, stop) in enumerate(sentences, 1):
            span = block.span[start:stop]
            lead = block.kind == "lead" and n == len(sentences)
            if lead and self.judge.phases(span, block.language):
                self.phase = span
            before = block.span[slice(*sentences[n - 2])] if n > 1 else block.span[:0]
            if cls := self.judge.labels(before, block.language):
                yield self.draft(cls, block, span, f"{block.key}.{n}", "rule_label")
                continue
            if len(sentences) > n and self.judge.labels(span, block.language):
                continue
            hit = self.judge.sentence_class(span, block.language, above, describes=describes)
            if hit is None or (lead and hit.rule.marks != "Goal"):
                continue
            if hit.rule.marks == "Challenge" and self.judge.cls == "Publication" and block in self.front:
                continue
            if (
                block.section == "intro"
                and hit.rule.marks == "Measure"
                and hit.rule.weight <= 1
                and not self.judge.obliges(span, block.language)
            ):
                continue
            key = block.key if len(sentences) == 1 else f"{block.key}.{n}"
            text = self.cut_lead(block, span) if lead else span
            yield self.draft(hit.rule.marks, block, text, key, f"rule_sentence ({hit.rule.name})")

    def rule_definition(self, block: Block) -> Iterator[Draft]:
        """An entry of a glossary: term, dash or colon, explanation."""
        if BEHIND_TERM.search(block.span.text):
            yield self.draft("Definition", block, block.span, block.key, "rule_definition")

    # ── words ─────────────────────────────────────────────────────────────────

    def before_cue(self, block: Block) -> Span:
        """A direction that leads its list in, without the lead-in's predicate ("…, which provides for:")."""
        return self.cut_lead(block, block.span) if block.span.text.endswith(":") else block.span

    def cut_lead(self, block: Block, span: Span) -> Span:
        tokens: list[Token] = self.judge.lexicon.tokens(span.text, block.language)
        hits = [
            h
            for h in self.judge.cues.hits(tokens, block.language, ["lead"])
            if h.stop >= len(tokens) - 1 and h.start > 0
        ]
        if not hits or block.language == "kk":
            return span
        text = span[: tokens[hits[0].start].start]
        comma = max(text.text.rfind(","), text.text.rfind(";"))
        return (text[:comma] if comma > 0 and len(text) - comma < 40 else text).strip()

    def inner(self, span: Span, cls: str, language: Language) -> Span:
        """An item without the field that it names first ("In law - new acts"), or without the noun of a name."""
        quoted = QUOTED.match(span.text)
        if cls == "Direction" and quoted:
            return span[quoted.start(1) : quoted.end(1)]
        dash = DASH.search(span.text)
        if cls == "Task" and dash and self.judge.groups(span[: dash.start()], language) and dash.start() < 60:
            return span[dash.end() :]
        return span

    def leads(self, block: Block) -> list[Block]:
        """The lead-ins and items above a block, nearest first, without the enacting formula."""
        return [b for b in block.ancestors() if b.kind in ("item", "lead") and not self.judge.resolves(b)]

    # ── places ────────────────────────────────────────────────────────────────

    def place(self, block: Block, key: str) -> Place:
        return Place(self.document, block.section, key)

    def draft(self, cls: str, block: Block, span: Span, key: str, rule: str) -> Draft:
        direction = self.direction if self.direction and self.direction[1] is not span else None
        above = self.leads(block)
        lead = [self.judge.last(b) if b.kind == "lead" else b.span for b in above]
        context = [*lead, *([direction[1]] if direction else []), *([self.phase] if self.phase else [])]
        context += [h.span for h in headings(block) if h not in self.named and block.section != "act"]
        heading = next(headings(block), None)
        under = direction[0] if direction else self.place(heading, heading.key) if heading else None
        clean = span.strip(" ;.,:\u00a0")
        term = None
        if cls == "Definition":
            dash = BEHIND_TERM.search(clean.text)
            term = clean[: dash.start()] if dash else clean
        return Draft(cls, block, clean, key, rule, tuple(context), under, term)


def opens_a_block(item: Block) -> bool:
    """Whether prose or a list stands below each of several numbered lines: they are titles of blocks, and no items."""
    siblings = item.parent.children if item.parent is not None else []
    numbered = [n for n, b in enumerate(siblings) if b.kind == "item" and b.marker[:1].isdigit()]
    titles = [
        siblings[n] for n in numbered if siblings[n + 1 : n + 2] and siblings[n + 1].kind in ("paragraph", "lead")
    ]
    return item in titles and len(titles) > 1 and len(titles) >= len(numbered) - 1


def numbered_apart(parent: Block) -> bool:
    """Whether some headings below this one are named by their class ("Direction 1. …"): the others are none then."""
    return any(c.kind == "heading" and c.marker in NAMED for c in parent.children)
