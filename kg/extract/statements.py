"""Which blocks and sentences are statements, and of which class.

A heading, lead-in or sentence is judged by the cues of `ontology/cues.ttl`; a list item by its lead-in, else by the
heading above it. The functions named `rule_*` are the rules, and the names go into the provenance.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.cues import Cues, Hit, Position
from kg.lexicon import Lexicon
from kg.morphology import Token, grammemes
from kg.outline.headings import NAMED
from kg.records import Block, Deadline, Edge, Language, Part, Place
from kg.spans import Span

LIST: tuple[Position, ...] = ("lead", "cue")
HEADING: tuple[Position, ...] = ("heading", "cue")
SENTENCE: tuple[Position, ...] = ("sentence", "start", "end")
IMPLEMENTING = {"Direction", "Measure", "Task"}
"""Classes of headings below which what a body does is what it is to do, although no verb says so."""
SETTLED = {"Principle", "ExpectedResult", "Definition"}
"""Classes of headings whose lists stay so although the lead-in speaks of measures, or names a class in passing."""
QUOTED = re.compile(r"[^\W\d_]+\s+[\"\u00ab\u201c]([^\"\u00bb\u201d]+)[\"\u00bb\u201d][;.,]?$")
"""A common noun and a name in quotation marks: the name is meant."""
DASH = re.compile(r"\s+[-\u2013\u2014]\s+")


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


@dataclass(slots=True)
class Reader:
    """Walks through the blocks of a part in reading order."""

    part: Part
    document: str
    cls: str
    """Class of the document: LegalAct, Concept, Publication, …"""
    lexicon: Lexicon
    cues: Cues
    direction: tuple[Place, Span] | None = field(default=None, init=False)
    phase: Span | None = field(default=None, init=False)
    known: dict[int, list[str]] = field(default_factory=dict, init=False)

    @property
    def named(self) -> Block | None:
        """The heading that is the name of the whole document: no statement inherits from it."""
        first = next(self.part.walk(), None)
        return first if first is not None and first.kind == "heading" and first.key != "heading" else None

    # ── judging words ─────────────────────────────────────────────────────────

    def hits(self, span: Span, language: Language, positions: Sequence[Position]) -> list[Hit]:
        return self.cues.hits(self.lexicon.tokens(span.text, language), language, positions)

    def heading_classes(self, heading: Block) -> list[str]:
        """The classes that a heading names, in the order in which it names them."""
        if heading.marker in NAMED:
            return [heading.marker]
        if id(heading) in self.known:
            return self.known[id(heading)]
        hits = [h for h in self.hits(heading.span, heading.language, HEADING) if not h.rule.marks.startswith("role/")]
        found = list(dict.fromkeys(h.rule.marks for h in sorted(hits, key=lambda h: (h.start, -h.rule.weight))))
        return self.known.setdefault(id(heading), found)

    def above(self, block: Block) -> list[str]:
        """The classes of the nearest heading above that names any."""
        for heading in headings(block):
            found = self.heading_classes(heading)
            if found:
                return found
        return []

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
        return (self.cls == "LegalAct" and block.marker.endswith(".")) or (
            "." in number and block.span.text.endswith(".")
        )

    def rule_heading(self, block: Block) -> Iterator[Draft]:
        """A heading below a heading of directions is a direction; one such as "Task 2. …" is of the class it names."""
        parent = next(headings(block), None)
        own = self.heading_classes(block)
        below = parent is not None and "Direction" in self.heading_classes(parent) and not numbered_apart(parent)
        cls = block.marker if block.marker in NAMED else "Direction" if below and "Direction" not in own else None
        if cls:
            self.direction = (self.place(block, block.key), block.span)
            yield self.draft(cls, block, block.span, block.key, "rule_heading")

    def rule_clause(self, block: Block) -> Iterator[Draft]:
        """An operative clause that orders somebody to do something; not one that approves or brings into force."""
        led = block.span.text.endswith(":") and any(c.kind == "item" for c in block.children)
        if not led and not self.formal(block):
            yield self.draft("Measure", block, block.span, block.key, "rule_clause")

    def rule_item(self, block: Block) -> Iterator[Draft]:
        """A list item is what its lead-in says, else what the heading above says."""
        above = self.above(block)
        lead = block.parent if block.parent is not None and block.parent.kind != "heading" else None
        cls, rule = self.list_class(lead, above)
        numbered = block.marker[:1].isdigit() and block.marker[-1:] == "."
        if numbered and rule != "lead" and "Direction" in above:
            cls = "Direction"
        if cls == "Direction" and (lead is None or rule != "lead") and not numbered:
            cls = "Measure"
        span = block.span
        if cls == "Direction":
            span = self.before_cue(block)
            self.direction = (self.place(block, block.key), span) if numbered else self.direction
        elif any(c.kind == "item" for c in block.children) or block.span.text.endswith(":"):
            return
        if cls is None or (self.cls == "LegalAct" and self.formal(block)):
            return
        yield self.draft(cls, block, self.inner(span, cls, block.language), block.key, f"rule_item ({rule})")

    def prose(self, block: Block) -> Iterator[Draft]:
        """Sentences that state something by themselves; the lead-in of a list only where it states a goal."""
        above = self.above(block)
        sentences = self.lexicon.morphology.sentences(block.span.text)
        if "Definition" in above and block.kind == "paragraph":
            yield from self.rule_definition(block)
            return
        for n, (start, stop) in enumerate(sentences, 1):
            span = block.span[start:stop]
            lead = block.kind == "lead" and n == len(sentences)
            if lead and self.phases(span, block.language):
                self.phase = span
            hit = self.sentence_class(span, block.language, above)
            if hit is None or (lead and hit.rule.marks != "Goal"):
                continue
            if (
                block.section == "intro"
                and hit.rule.marks == "Measure"
                and hit.rule.weight <= 1
                and not self.obliges(span, block.language)
            ):
                continue
            key = block.key if len(sentences) == 1 else f"{block.key}.{n}"
            text = self.cut_lead(block, span) if lead else span
            yield self.draft(hit.rule.marks, block, text, key, f"rule_sentence ({hit.rule.name})")

    def rule_definition(self, block: Block) -> Iterator[Draft]:
        """An entry of a glossary: term, dash, explanation."""
        if DASH.search(block.span.text):
            yield self.draft("Definition", block, block.span, block.key, "rule_definition")

    def formal(self, block: Block) -> bool:
        """Whether a clause only approves, repeals or brings into force."""
        return any(h.rule.marks == "role/approves" for h in self.hits(block.span, block.language, SENTENCE))

    def obliges(self, span: Span, language: Language) -> bool:
        """Whether a sentence names a body: it may then say what that body must do."""
        tokens = self.lexicon.tokens(span.text, language)
        return bool(self.lexicon.matches(tokens, language, ["agency"]))

    def acts(self, span: Span, language: Language) -> bool:
        """Whether the subject of a sentence is a body: it begins with one (in Russian, in the nominative)."""
        found = self.lexicon.matches(self.lexicon.tokens(span.text, language), language, ["agency"])
        first = next((m for m in found if m.words[0] == 0), None)
        return first is not None and (language != "ru" or "nomn" in grammemes(span.text[: first.stop].split()[0]))

    def staged(self, span: Span, language: Language) -> bool:
        """Whether a sentence begins with the stage in which something is done."""
        tokens = self.lexicon.tokens(span.text, language)
        return any(m.words[0] <= 2 for m in self.lexicon.matches(tokens, language, ["phase"]))

    # ── classes ───────────────────────────────────────────────────────────────

    def list_class(self, lead: Block | None, above: Sequence[str]) -> tuple[str | None, str]:
        """Class of the items of a list, and whether the lead-in or the heading decided."""
        if lead is not None:
            hits = self.hits(self.last(lead), lead.language, LIST)
            if any(h.rule.marks == "role/indicators" and h.stop >= max(x.stop for x in hits) for h in hits):
                return None, "lead"
            hits = [h for h in hits if not h.rule.marks.startswith("role/") or h.rule.marks == "role/history"]
            if not hits and lead.children and lead.language == "kk":
                closing = self.hits(lead.children[-1].span, "kk", ("end",))
                hits = [h for h in closing if h.rule.marks == "Measure" and not h.rule.hint]
            if hits:
                # "rests on the following principles": the noun behind the verb says what is listed.
                named = [h for h in hits if h.rule.position == "cue" and h.start >= hits[0].stop]
                hit = next(iter(named), hits[0])
                marks = hit.rule.marks
                if marks == "role/history":
                    return None, "lead"
                weak = marks == "Measure" or hit.rule.position == "cue"
                if not (weak and above and above[0] in SETTLED and marks not in above):
                    return self.published(marks), "lead"
            elif lead.kind == "item" and lead.parent is not None and lead.parent.kind in ("item", "lead"):
                return self.list_class(lead.parent, above)
        return (self.published(above[0]), "heading") if above else (None, "none")

    def sentence_class(self, span: Span, language: Language, above: Sequence[str]) -> Hit | None:
        hits = self.hits(span, language, SENTENCE)
        if any(
            h.rule.marks in ("role/history", "role/approves", "role/repealed", "role/resolves", "role/approved")
            for h in hits
        ):
            return None
        if self.staged(span, language):
            order = [h for h in hits if h.rule.marks in ("Measure", "role/norm")]
            if order:
                return replace(order[0], rule=replace(order[0].rule, marks="Measure"))
        norms = [h for h in hits if h.rule.marks == "role/norm"]
        hits = [h for h in hits if not h.rule.marks.startswith("role/")]
        inside = {*above, "Measure"} if "Direction" in above else set(above)
        hinted = [h for h in hits if h.rule.hint and h.rule.marks in inside]
        plain = [h for h in hits if not h.rule.hint]
        found = next(iter(hinted or plain), None)
        if self.cls == "LegalAct":
            duty = "Measure" in above or self.obliges(span, language)
        else:
            duty = not IMPLEMENTING.isdisjoint(above) and self.acts(span, language)
        if found is None and norms and duty:
            return replace(norms[0], rule=replace(norms[0].rule, marks="Measure"))
        return found

    def published(self, cls: str) -> str:
        """What a scholar would do is a recommendation, not a measure of the state."""
        return "Recommendation" if self.cls == "Publication" and cls == "Measure" else cls

    def last(self, lead: Block) -> Span:
        """The last sentence of a block: the one that leads a list in."""
        sentences = self.lexicon.morphology.sentences(lead.span.text)
        return lead.span[slice(*sentences[-1])] if sentences else lead.span

    # ── words ─────────────────────────────────────────────────────────────────

    def before_cue(self, block: Block) -> Span:
        """A direction that leads its list in, without the lead-in's predicate ("…, which provides for:")."""
        return self.cut_lead(block, block.span) if block.span.text.endswith(":") else block.span

    def cut_lead(self, block: Block, span: Span) -> Span:
        tokens: list[Token] = self.lexicon.tokens(span.text, block.language)
        hits = [
            h for h in self.cues.hits(tokens, block.language, ["lead"]) if h.stop >= len(tokens) - 1 and h.start > 0
        ]
        if not hits or block.language == "kk":
            return span
        text = span[: tokens[hits[0].start].start]
        comma = text.text.rfind(",")
        return (text[:comma] if comma > 0 and len(text) - comma < 40 else text).strip()

    def inner(self, span: Span, cls: str, language: Language) -> Span:
        """An item without the field that it names first ("In law - new acts"), or without the noun of a name."""
        quoted = QUOTED.match(span.text)
        if cls == "Direction" and quoted:
            return span[quoted.start(1) : quoted.end(1)]
        dash = DASH.search(span.text)
        if cls == "Task" and dash and self.groups(span[: dash.start()], language) and dash.start() < 60:
            return span[dash.end() :]
        return span

    def groups(self, span: Span, language: Language) -> bool:
        return bool(self.lexicon.matches(self.lexicon.tokens(span.text, language), language, ["group"]))

    def phases(self, span: Span, language: Language) -> bool:
        return bool(self.lexicon.matches(self.lexicon.tokens(span.text, language), language, ["phase"]))

    # ── places ────────────────────────────────────────────────────────────────

    def place(self, block: Block, key: str) -> Place:
        return Place(self.document, block.section, key)

    def draft(self, cls: str, block: Block, span: Span, key: str, rule: str) -> Draft:
        direction = self.direction if self.direction and self.direction[1] is not span else None
        lead = [self.last(b) if b.kind == "lead" else b.span for b in block.ancestors() if b.kind in ("item", "lead")]
        context = [*lead, *([direction[1]] if direction else []), *([self.phase] if self.phase else [])]
        context += [h.span for h in headings(block) if h is not self.named]
        heading = next(headings(block), None)
        under = direction[0] if direction else self.place(heading, heading.key) if heading else None
        clean = span.strip(" ;.,:\u00a0")
        term = None
        if cls == "Definition":
            dash = DASH.search(clean.text)
            term = clean[: dash.start()] if dash else clean
        return Draft(self.published(cls), block, clean, key, rule, tuple(context), under, term)


def numbered_apart(parent: Block) -> bool:
    """Whether some headings below this one are named by their class ("Direction 1. …"): the others are none then."""
    return any(c.kind == "heading" and c.marker in NAMED for c in parent.children)


def headings(block: Block) -> Iterator[Block]:
    """The headings above a block, nearest first."""
    return (b for b in block.ancestors() if b.kind == "heading")
