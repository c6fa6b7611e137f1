"""Where a document begins in a source, and of what kind it is: an act may stand before what it approves."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from kg.cues import Cues
from kg.lexicon import Lexicon, Match
from kg.morphology import Token, grammemes, readings
from kg.outline.layout import DEEP_INDENT, ENDS
from kg.outline.paragraphs import Paragraph
from kg.records import Block, Language, Part
from kg.spans import Span

LONGEST_OPENING = 7
"""Words before the kind in the first line of an English text."""
ADJECTIVES = {"ADJF", "PRTF"}
DOCUMENT_KINDS = {"Concept", "Programme", "ActionPlan", "Strategy"}
FIRST = re.compile(r"(?:[a-z]+-)?[1I]")
"""The key of a first section: "1", "I", "part-1"."""


@dataclass(slots=True)
class Draft:
    """A part of a source while it is read."""

    kind: str
    title: Span | None
    blocks: list[Block] = field(default_factory=list)
    counts: Counter[tuple[str, str]] = field(default_factory=Counter)

    def told(self) -> bool:
        """Whether it holds a sentence, item or table already."""
        blocks = (b for top in self.blocks for b in top.walk())
        return any(b.kind in ("item", "table") or b.span.text.endswith(ENDS) for b in blocks)

    def part(self) -> Part:
        """The part as read."""
        return Part(self.kind, self.title, tuple(self.blocks))


def begins(section: str | None, notation: str | None, promised: str, drafts: Sequence[Draft]) -> bool:
    """Whether a heading begins the document of the `promised` kind that an act approves, which has no title.

    It is a first section, or one with a `notation` of its own, behind the clauses of the act or below a note.
    """
    kind = drafts[-1].kind
    if not promised or promised in [d.kind for d in drafts] or kind not in ("", "annex"):
        return False
    if kind == "annex" and drafts[-1].told():
        return False
    return notation is not None or FIRST.fullmatch(section or "") is not None


class Kinds:
    """Which kind of document a paragraph is the title of, or approves."""

    def __init__(self, lexicon: Lexicon, cues: Cues) -> None:
        self.lexicon, self.cues = lexicon, cues

    def document_kind(self, p: Paragraph, *, approved: bool, first: bool = False) -> str:
        """The kind of document that a title begins: Concept, programme, plan …; empty where it is no title.

        The `first` line of an English text may have its kind further behind: "National Jobs and Skills Strategy".
        """
        if p.number or p.anchor:
            return ""
        for kind, match, tokens in self.kinds(p):
            reach = LONGEST_OPENING if first and p.language == "en" else 2
            head = match.words[0] <= reach if p.language != "kk" else match.words[-1] >= len(tokens) - 2
            capitals = any(word.isupper() for word in p.text[match.start : match.stop].split())
            loud = capitals or p.indent >= DEEP_INDENT or p.hashes in (1, 2) or approved
            named = p.language != "ru" or _nominative(p.text[match.start : match.stop].split()[0])
            if head and loud and named and (p.language == "kk" or _qualifies(p.text[: match.start], p.language)):
                return kind
        return ""

    def approves(self, p: Paragraph) -> str:
        """The kind of document that a clause of an act approves; empty where it approves none."""
        hits = self.cues.hits(self.lexicon.tokens(p.text, p.language), p.language, ["start", "end"])
        if not any(h.rule.marks == "role/approves" for h in hits):
            return ""
        return next((kind for kind, *_ in self.kinds(p)), "")

    def kinds(self, p: Paragraph) -> Iterator[tuple[str, Match, list[Token]]]:
        """The kinds of policy documents that a paragraph names, with the words."""
        tokens = self.lexicon.tokens(p.text, p.language)
        for match in self.lexicon.matches(tokens, p.language, ["kind"]):
            entry = match.entries[0]
            if (entry.value("class") or "").rpartition("#")[2] in DOCUMENT_KINDS:
                yield entry.path.partition("/")[2], match, tokens


def _qualifies(text: str, language: Language) -> bool:
    """Whether words can stand before the kind in a title: none, capitals, or adjectives ("National Strategy")."""
    words = text.split()
    if language == "ru":
        return (text.isupper() and len(words) == 1 and len(words[0]) > 1) or all(
            grammemes(w) & ADJECTIVES and "nomn" in grammemes(w) for w in words
        )
    plain = [w[0].islower() for w in ["a", *words, "a"]]
    return not words or not any(a and b for a, b in pairwise(plain))


def _nominative(word: str) -> bool:
    """Whether a Russian word can be in the nominative."""
    return any("nomn" in marks for _, marks in readings(word))


def anchor_place(anchor: str) -> tuple[str, str]:
    """Section and key that an anchor of a digest names: 2/3 → item-3, 5.2/p3.2 → p-3.2, plan/row-4 → row-4."""
    section, slash, place = anchor.partition("/")
    if not slash:
        return section, "heading"
    found = re.fullmatch(r"([a-z]+)-?([\d.]+|r\d+c\d+)", place)
    if place[:1].isdigit():
        return section, f"item-{place}"
    return section, f"{found.group(1)}-{found.group(2)}" if found else place
