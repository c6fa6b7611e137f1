"""Which paragraphs are headings, of what level, and which begin a document of their own."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace

from kg.cues import Cues, Position
from kg.lexicon import Lexicon
from kg.outline.layout import DEEP_INDENT, ENDS
from kg.outline.paragraphs import Paragraph
from kg.records import Block
from kg.spans import Span

LONGEST_HEADING = 30
LONGEST_RUN_IN = 4
"""Words."""
LONGEST_PLAIN_HEADING = 14
"""Words; an unnumbered line in running text must be short to be a heading."""
OPENING = 40
"""Paragraphs in which the enacting formula of an act must stand."""
ROMAN = re.compile(r"(?=[IVXLC])(?:[IVX]|[IVXLC]{2,})[.)]\s+")
LABEL = re.compile(r"([^\W\d_]+(?:\s[^\W\d_]+){0,2})[:.]\s+(?=\S)")
ROMAN_DEEP = re.compile(r"([IVXLC]+(?:\.\d{1,2}){1,3})\.?\s+(?=[^\W\d_])")
ROMAN_SECTION = re.compile(r"[IVXLC]+")
LETTERED = re.compile(r"[^\W\d_]\.\s+(?=[^\W\d_]{2})")
TRAILING_NUMBER = re.compile(r"^(\d+(?:[-.]\d+)*)\s*-\s*([^\W\d_]+)[.:\s]")
LEADING_NUMBER = re.compile(
    r"^((?:[^\W\d_]+\s)?[^\W\d_]+)\s+([\dIVXLC]+(?:[-.]\d+)*(?=[.:\s])|(?=[^\W\d_a-z])[^\W\d_](?=[.:]))[.:\s]"
)
SIGNED = re.compile(r"^\u00a7\s*(\d+)[.:\s]")
TWO_WORDS = re.compile(r"^[^\W\d_]+\s[^\W\d_]+[.:]\s")
ORDINAL = "number-word/ordinal"
DIVISIONS = {
    "role/division": ("part-", 1),
    "role/chapter": ("ch-", 2),
    "role/article": ("art-", 3),
    "role/paragraph": ("par-", 3),
}
NAMED = {"Direction", "Task", "Priority", "Goal", "Measure"}
"""Classes of headings such as "Direction 2. …": each is a statement of the class that it names, its marker."""


@dataclass(slots=True)
class Title:
    """What makes a paragraph a heading: its level, the section it opens, the words of the title."""

    level: int
    section: str | None
    span: Span
    role: str = ""


@dataclass(slots=True)
class Surroundings:
    """What stands before a paragraph: the open headings, the paragraph before, whether an act or an approval does."""

    headings: list[Block]
    before: Paragraph | None = None
    in_act: bool = False
    """In the act before what it approves: lines without number are signatures there."""
    approved: bool = False
    """A note of approval stands before: a title is to be expected."""


class Headings:
    """Judges paragraphs by shape, number and the cues of structural roles."""

    def __init__(self, lexicon: Lexicon, cues: Cues) -> None:
        self.lexicon, self.cues = lexicon, cues

    def title(self, p: Paragraph, around: Surroundings) -> Title | None:
        """Whether a paragraph is a heading, and of what."""
        words = p.text.split()
        if p.bullet or len(words) > LONGEST_HEADING or p.text.endswith((";", ",")):
            return None
        division = self.division(p, around)
        if division is not None:
            return division
        role = self.role(p)
        caption = LEADING_NUMBER.match(p.text + " ")
        if caption and not role and not p.hashes:
            title = p.span[caption.end() :].strip(" .:")
            if not title or not self.only_names_a_class(replace(p, span=title)):
                return None  # "Table 1 …", "Figure 2 …": a caption opens no section
            return Title(1 + max((h.level for h in around.headings), default=0), None, title, role)
        depth = p.number.count(".") + 1 if p.number else 0
        if p.anchor and p.hashes:
            section = p.anchor.partition("/")[0]
            return Title(depth or (1 if "/" not in p.anchor else 2), section, p.span, role)
        if p.text.endswith((":", ".", "!")) and not p.hashes:
            return None
        if self.label(p) and not p.number:
            return None
        if (
            p.number
            and (p.hashes or p.marker[-1:] == "." or depth > 1)
            and (not p.text.endswith(ENDS) or p.text.endswith("?") or p.hashes)
        ):
            if role == "role/passport":
                return Title(depth, self.notation(role), p.span, role)
            over = next((h.section for h in around.headings if ROMAN_SECTION.fullmatch(h.section)), "")
            return Title(depth + bool(over), f"{over}.{p.number}".lstrip("."), p.span, role)
        deep = ROMAN_DEEP.match(p.text)
        if deep and not p.text.endswith(ENDS):
            return Title(1 + deep.group(1).count("."), deep.group(1), p.span[deep.end() :], role)
        roman = ROMAN.match(p.text)
        if roman:
            return Title(1, roman.group().strip(". )"), p.span[roman.end() :], role)
        if p.coded and not p.text.endswith(ENDS) and around.headings:
            level = max((h.level for h in around.headings if h.key == "heading"), default=0) + 1
            return Title(level, None, p.span, role)
        if p.marker:
            return None
        lettered = LETTERED.match(p.text)
        if lettered and not p.text.endswith(ENDS) and any(w[0].islower() for w in words[1:]) and around.headings:
            level = max((h.level for h in around.headings if h.key == "heading"), default=0) + 1
            return Title(level, None, p.span[lettered.end() :], role)
        if role and len(words) <= 6:
            return Title(1, self.notation(role), p.span, role)
        if p.hashes:
            return Title(p.hashes if not around.headings else max(2, p.hashes), None, p.span, role)
        short = (
            len(words) <= LONGEST_PLAIN_HEADING
            and p.text[:1].isupper()
            and (not p.text.endswith(ENDS) or p.text.endswith("?"))
        )
        shaped = p.text.isupper() or p.indent >= DEEP_INDENT or 1 < p.indent < 5
        standing = around.before is None or around.before.text.endswith(ENDS) or bool(around.before.hashes)
        standing = standing or self.only_names_a_class(p)
        if short and (shaped or (standing and p.indent == 0 and not around.in_act)):
            within = bool(around.headings) and around.headings[-1].key == "heading"
            return Title(
                max(2, len(around.headings) + 1) if within else around.headings[-1].level if around.headings else 1,
                None,
                p.span,
                role,
            )
        return None

    def division(self, p: Paragraph, around: Surroundings) -> Title | None:
        """A heading such as "Article 5. …": the word beside its number is one of the vocabulary."""
        text = (p.marker + " " + p.text).strip() if p.number else p.text
        if len(p.text.split()) > LONGEST_HEADING or text.endswith((";", ":")):
            return None
        if signed := SIGNED.match(text + " "):
            return self.section("role/paragraph", signed.group(1), p, around)
        match = LEADING_NUMBER.match(text + " ") or TRAILING_NUMBER.match(text + " ")
        if not match:
            return self.counted(p, text, around)
        number, word = (
            (match.group(2), match.group(1)) if match.re is LEADING_NUMBER else (match.group(1), match.group(2))
        )
        for hit in self.cues.hits(self.lexicon.tokens(word, p.language), p.language, ["cue", "heading"]):
            if hit.rule.marks in DIVISIONS and " " not in word:
                return self.section(hit.rule.marks, number, p, around)
            if hit.rule.marks in NAMED and self.names(text, match.end()):
                return self.stated(p, text, match.end(), hit.rule.marks, number.count("."), around)
        return None

    def section(self, role: str, number: str, p: Paragraph, around: Surroundings) -> Title:
        """A numbered division; a paragraph, counted anew in each chapter, is named with the chapter."""
        prefix, level = DIVISIONS[role]
        over = [h.section for h in around.headings if h.level < level and h.key == "heading"]
        chapter = f"{over[-1]}." if over and role == "role/paragraph" else ""
        return Title(level, f"{chapter}{prefix}{number}", p.span, role)

    def counted(self, p: Paragraph, text: str, around: Surroundings) -> Title | None:
        """A heading such as "First direction. …", "Direction two: …"."""
        match = TWO_WORDS.match(text)
        if match is None or not self.names(text, match.end()):
            return None
        tokens = self.lexicon.tokens(match.group(), p.language)
        found = self.lexicon.matches(tokens, p.language, ["number-word"])
        if any(entry.path == ORDINAL for m in found for entry in m.entries):
            for hit in self.cues.hits(tokens, p.language, ["cue", "heading"]):
                if hit.rule.marks in NAMED:
                    return self.stated(p, text, match.end(), hit.rule.marks, 0, around)
        return None

    def stated(self, p: Paragraph, text: str, start: int, cls: str, depth: int, around: Surroundings) -> Title:
        """The title of a heading that is a statement of a class, from `start` on."""
        level = 1 + max((h.level for h in around.headings if h.marker not in NAMED), default=0)
        name = p.span[len(p.text) - len(text) + start :].strip(" .:")
        return Title(level + depth, None, name or p.span, cls if name else "")

    def names(self, text: str, start: int) -> bool:
        """Whether a text that begins "Task 2. " is a title: no full stop at the end, or one sentence behind the mark."""
        if not text.endswith(ENDS):
            return True
        return text[start - 1] in ".:" and len(self.lexicon.morphology.sentences(text[start:])) == 1

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

    def before_contents(self, p: Paragraph) -> tuple[Span, Span]:
        """A title, and apart from it the word "Contents" that a lost line break put behind it."""
        start = p.text.rfind(" ") + 1
        word = replace(p, span=p.span[start:])
        ends = start and word.text[0].isupper() and not word.text.isupper() and self.role(word) == "role/contents"
        return (p.span[:start].strip(), word.span) if ends else (p.span, p.span[:0])

    def label(self, p: Paragraph) -> int:
        """Where the text begins behind a label that names its class ("Goal: to …"), else 0."""
        match = LABEL.match(p.text)
        return match.end() if match and self.only_names_a_class(replace(p, span=p.span[: match.end(1)])) else 0

    def only_names_a_class(self, p: Paragraph) -> bool:
        """Whether a line has hardly a word but those of a cue: "Principles", "Expected results"."""
        tokens = self.lexicon.tokens(p.text, p.language)
        words = sum(token.text.isalpha() for token in tokens)
        hits = self.cues.hits(tokens, p.language, ["cue", "heading"])
        return any(h.stop - h.start >= words - 1 and not h.rule.marks.startswith("role/") for h in hits)

    def run_in(self, p: Paragraph, around: Surroundings) -> int:
        """Where the text begins behind a heading that stands in its first line, else 0.

        "Introduction. In recent …", "Direction 2. New schools. This includes …".
        """
        if p.marker or p.hashes:
            return 0
        number = LEADING_NUMBER.match(p.text)
        stop = p.text.find(". ", number.end() if number else 0)
        head = replace(p, span=p.span[: max(stop, 0)])
        if stop < 0 or len(head.text.split()) > LONGEST_PLAIN_HEADING:
            return 0
        if number:
            found = self.division(head, around)
            return stop + 2 if found is not None and found.role in NAMED else 0
        return stop + 2 if len(head.text.split()) <= LONGEST_RUN_IN and self.role(head) else 0

    def beside(self, p: Paragraph, *, marked: bool) -> bool:
        """Whether a paragraph is beside the text: a note of the editors, one below a table, a caption without its table.

        Of what is quoted all is a note where a reader has `marked` notes so; else it says so itself.
        """
        if (p.quoted and marked) or self.labelled_note(p):
            return True
        caption = not (p.marker or p.hashes or p.quoted or p.anchor or p.text.endswith(ENDS))
        if not ((caption and len(p.text.split()) <= LONGEST_PLAIN_HEADING) or p.quoted or p.marker == "*"):
            return False
        return self.marks(p, "role/caption" if caption else "role/note", "start")

    def labelled_note(self, p: Paragraph) -> bool:
        """Whether a paragraph begins with a word for a note and a full stop or colon: "Footnote. As amended by …"."""
        match = LABEL.match(p.text)
        label = replace(p, span=p.span[: match.end(1)]) if match and not p.text.endswith(":") else p
        return label is not p and len(label.text.split()) == 1 and self.marks(label, "role/note", "start")

    def orders(self, p: Paragraph) -> bool:
        """Whether a paragraph is the enacting formula of an act."""
        return self.marks(p, "role/resolves", "end")

    def marks(self, p: Paragraph, role: str, position: Position) -> bool:
        """Whether the words at the beginning or end of a paragraph are those of a role."""
        hits = self.cues.hits(self.lexicon.tokens(p.text, p.language), p.language, [position])
        return any(h.rule.marks == role for h in hits)

    def notation(self, role: str) -> str | None:
        """Section key of a role that opens a section."""
        return self.cues.notations.get(role)
