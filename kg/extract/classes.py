"""Of which class of statements a heading, a lead-in, a list or a sentence speaks, by the cues of the ontology."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field, replace

from kg.cues import Cues, Hit, Position
from kg.lexicon import Lexicon
from kg.morphology import grammemes
from kg.outline.headings import NAMED
from kg.records import Block, Language
from kg.spans import Span

LIST: tuple[Position, ...] = ("lead", "cue")
HEADING: tuple[Position, ...] = ("heading", "cue")
SENTENCE: tuple[Position, ...] = ("sentence", "start", "end")
IMPLEMENTING = {"Direction", "Measure", "Task"}
"""Classes of headings below which what a body does is what it is to do, although no verb says so."""
SETTLED = {"Principle", "ExpectedResult", "Definition"}
"""Classes of headings whose lists stay so although the lead-in speaks of measures, or names a class in passing."""

NO_STATEMENT = {f"role/{one}" for one in ("history", "approves", "repealed", "resolves", "approved", "note")}
"""Roles of sentences that state nothing."""
FRAME = {"role/introduction", "role/literature", "role/method", "role/conclusion", "role/publication"}
"""Roles of headings of an article below which it does not describe what it found."""
LABELLED = {"Goal", "Task", "Principle", "Priority", "Challenge", "Measure", "ExpectedResult"}
LONGEST_LABEL = 3
"""Classes that a label before a sentence may name, and its words."""


@dataclass(slots=True)
class Judge:
    """Judges the words of one document."""

    cls: str
    """Class of the document: LegalAct, Concept, Publication, …"""
    lexicon: Lexicon
    cues: Cues
    known: dict[int, list[str]] = field(default_factory=dict, init=False)

    # ── words ─────────────────────────────────────────────────────────────────

    def hits(self, span: Span, language: Language, positions: Sequence[Position]) -> list[Hit]:
        return self.cues.hits(self.lexicon.tokens(span.text, language), language, positions)

    def phases(self, span: Span, language: Language) -> bool:
        return bool(self.lexicon.matches(self.lexicon.tokens(span.text, language), language, ["phase"]))

    def groups(self, span: Span, language: Language) -> bool:
        return bool(self.lexicon.matches(self.lexicon.tokens(span.text, language), language, ["group"]))

    def last(self, lead: Block) -> Span:
        """The last sentence of a block: the one that leads a list in."""
        sentences = self.lexicon.morphology.sentences(lead.span.text)
        return lead.span[slice(*sentences[-1])] if sentences else lead.span

    def heading_classes(self, heading: Block) -> list[str]:
        """The classes that a heading names, in the order in which it names them."""
        if id(heading) in self.known:
            return self.known[id(heading)]
        if heading.marker in NAMED:
            return [heading.marker]
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

    def describes(self, block: Block) -> bool:
        """Whether prose of an article belongs to its body: below no heading, or one that names no class and no frame."""
        if self.cls != "Publication" or self.above(block):
            return False
        heading = next(headings(block), None)
        return heading is None or not any(
            h.rule.marks in FRAME for h in self.hits(heading.span, heading.language, HEADING)
        )

    def publishes(self, block: Block) -> bool:
        """Whether a line is what only publications have: an abstract, key words, a number of a classification."""
        return any(h.rule.marks == "role/publication" for h in self.hits(block.span, block.language, ("start",)))

    def formal(self, block: Block) -> bool:
        """Whether a clause only approves, repeals or brings into force."""
        return any(h.rule.marks == "role/approves" for h in self.hits(block.span, block.language, SENTENCE))

    def resolves(self, block: Block) -> bool:
        """Whether a lead-in is the enacting formula of an act: why it is passed is not what each clause is about."""
        return any(h.rule.marks == "role/resolves" for h in self.hits(block.span, block.language, ("end",)))

    def labels(self, span: Span, language: Language) -> str | None:
        """The class that a sentence of hardly a word names, such as "Vision."."""
        tokens = self.lexicon.tokens(span.text, language)
        hits = self.cues.hits(tokens, language, HEADING) if len(tokens) <= LONGEST_LABEL else []
        return next((h.rule.marks for h in hits if h.stop - h.start == len(tokens) and h.rule.marks in LABELLED), None)

    def obliges(self, span: Span, language: Language) -> bool:
        """Whether a sentence names a body: it may then say what that body must do."""
        tokens = self.lexicon.tokens(span.text, language)
        return bool(self.lexicon.matches(tokens, language, ["agency"]))

    def acts(self, span: Span, language: Language) -> bool:
        """Whether the subject of a sentence is a body: it begins with one (in Russian, in the nominative)."""
        found = self.lexicon.matches(self.lexicon.tokens(span.text, language), language, ["agency"])
        article = language == "en"  # "The Government"
        first = next((m for m in found if m.words[0] <= article), None)
        return first is not None and (language != "ru" or "nomn" in grammemes(span.text[: first.stop].split()[0]))

    def staged(self, span: Span, language: Language) -> bool:
        """Whether a sentence begins with the stage in which something is done."""
        tokens = self.lexicon.tokens(span.text, language)
        return any(m.words[0] <= 2 for m in self.lexicon.matches(tokens, language, ["phase"]))

    def proposes(self, cls: str | None) -> bool:
        """Whether a class of measures is that of an article: what its authors say ought to be done."""
        return self.cls == "Publication" and cls == "Measure"

    def proposed(self, cls: str, span: Span, language: Language, above: Sequence[str]) -> str:
        """What a scholar says ought to be done is a recommendation; what a state does remains a measure."""
        if not self.proposes(cls):
            return cls
        advice = any(h.rule.marks == "Recommendation" for h in self.hits(span, language, (*LIST, *SENTENCE)))
        return "Recommendation" if advice or not {"Measure", "Recommendation"}.isdisjoint(above) else cls

    # ── classes ───────────────────────────────────────────────────────────────

    def list_class(self, lead: Block | None, above: Sequence[str]) -> tuple[str | None, str]:
        """Class of the items of a list, and whether the lead-in or the heading decided."""
        if lead is not None:
            if any(h.rule.marks == "role/note" for h in self.hits(lead.span, lead.language, ("start",))):
                return None, "lead"
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
                if marks == "Measure" and "Task" in above and self.cls != "LegalAct":
                    return "Task", "lead"
                weak = marks == "Measure" or hit.rule.position == "cue"
                if not (weak and above and above[0] in SETTLED and marks not in above):
                    return self.proposed(marks, self.last(lead), lead.language, above), "lead"
            elif lead.kind == "item" and lead.parent is not None and lead.parent.kind in ("item", "lead"):
                return self.list_class(lead.parent, above)
        listed = next((cls for cls in above if cls != "Goal"), next(iter(above), None))
        if self.cls == "LegalAct" and listed == "Task" and lead is not None:
            listed = "Measure"  # "Chapter 4. Duties", "The body: 1) keeps a register": it is to do so
        return ("Recommendation" if self.proposes(listed) else listed, "heading") if listed else (None, "none")

    def sentence_class(
        self, span: Span, language: Language, above: Sequence[str], *, describes: bool = False
    ) -> Hit | None:
        """The cue that decides for a sentence below headings of some classes, or in prose that describes."""
        hits = self.hits(span, language, SENTENCE)
        if span.text.endswith("?") or any(h.rule.marks in NO_STATEMENT for h in hits):
            return None
        if self.staged(span, language) and "ExpectedResult" not in above:
            order = [h for h in hits if h.rule.marks in ("Measure", "role/norm")]
            if order:
                return replace(order[0], rule=replace(order[0].rule, marks="Measure"))
        if self.cls == "Publication":
            advice = any(h.rule.marks == "Recommendation" for h in hits) or "Recommendation" in above
            marks = "Recommendation" if advice else "Measure"
            hits = [h if h.rule.marks != "Measure" else replace(h, rule=replace(h.rule, marks=marks)) for h in hits]
            if not advice and not self.acts(span, language):
                hits = [h for h in hits if h.rule.marks != "Measure"]
        norms = [h for h in hits if h.rule.marks == "role/norm" and not self.names_a_month(span, language, h)]
        hits = [h for h in hits if not h.rule.marks.startswith("role/")]
        inside = {*above, "Measure"} if "Direction" in above else set(above)
        hinted = [h for h in hits if h.rule.hint and h.rule.marks in inside]
        plain = [h for h in hits if not h.rule.hint]
        if describes and not plain:
            hinted = [h for h in hits if h.rule.hint and h.rule.marks == "Challenge"]
        found = next(iter(hinted or plain), None)
        if hinted and plain and plain[0].rule.weight > hinted[0].rule.weight:
            found = plain[0]
        if found is not None and (found.rule.hint or found.rule.marks == "Challenge") and self.acts(span, language):
            found = next((h for h in plain if h.rule.marks == "Measure"), found)  # what a body will do, it is to do
        if found is not None and found.rule.marks == "Challenge":
            # "As … is lacking, it is necessary to …": the main clause says what is to be done.
            advised = {h.start for h in hits if h.rule.marks == "Recommendation"}
            done = [h for h in hits if h.rule.marks in ("Measure", "Recommendation") and h.start in advised]
            found = next((h for h in done if h.start >= found.stop), found)
        if self.cls == "LegalAct":
            duty = "Measure" in above or self.obliges(span, language)
        else:
            duty = not IMPLEMENTING.isdisjoint(above) and self.acts(span, language)
        if found is None and norms and duty:
            return replace(norms[0], rule=replace(norms[0].rule, marks="Measure"))
        return found

    def names_a_month(self, span: Span, language: Language, hit: Hit) -> bool:
        """Whether a verb is none: it has a capital within the sentence ("14 May 2025")."""
        return hit.start > 0 and self.lexicon.tokens(span.text, language)[hit.start].text[:1].isupper()


def headings(block: Block) -> Iterator[Block]:
    """The headings above a block, nearest first."""
    return (b for b in block.ancestors() if b.kind == "heading")
