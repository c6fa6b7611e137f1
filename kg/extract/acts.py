"""Acts: which documents a file is, and which others it names.

A citation is a kind of act with its number and date, in any of the usual forms: "Decree No. 399 of 28 August 2007",
"Указ … от 28.08.2007 № 399", "2007 жылғы 28 тамыздағы № 399 Жарлық". What an act approves is named by the act that
approves it: "the Strategy …, approved by Decree …" is one instrument, `…/decree-…/strategy`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.cues import Cues
from kg.extract.dates import When, dates
from kg.iris import document_key
from kg.lexicon import Entry, Lexicon, Match
from kg.morphology import Token, grammemes
from kg.records import Act, Block, Evidence, Language, Outline, Part, Relation
from kg.spans import Span

NUMBER = re.compile(r"(?:\b(?:N|No|Nr)\.?|[\u2116\u00ba])\s*(\d[\w\-/]*)")
REACH = 22
"""Words that may stand between the kind of an act and its number or date."""
PREAMBLES = {"act", "intro", "passport", "title"}
"""Sections in which a document says what it rests on; elsewhere it only cites."""
RELATIONS = {"role/implements": "mp:implements", "role/based-on": "eli:based_on"}


@dataclass(frozen=True, slots=True)
class Citation:
    """An act as cited in a text: `start:stop` (code points of the text) holds the whole citation."""

    act: Act
    start: int
    stop: int


class Citations:
    """Finds the acts that a text cites."""

    def __init__(self, lexicon: Lexicon, cues: Cues) -> None:
        self.lexicon, self.cues = lexicon, cues

    def find(self, span: Span, language: Language, *, dated: bool = False) -> list[Citation]:
        """The citations in a text; with `dated`, also those that have a date and no number."""
        found: list[Citation] = []
        for start, stop in self.lexicon.morphology.sentences(span.text):
            found += self._sentence(span, start, stop, language, dated=dated)
        return found

    def _sentence(self, span: Span, start: int, stop: int, language: Language, *, dated: bool) -> Iterator[Citation]:
        text = span.text[start:stop]
        tokens = self.lexicon.tokens(text, language)
        kinds = [m for m in self.lexicon.matches(tokens, language, ["kind"]) if any(_class(e) for e in m.entries)]
        numbers = list(NUMBER.finditer(text))
        whens = [w for w in dates(tokens, self.lexicon, language) if "-" in w.value or w.certain]
        last = 0
        marks: Sequence[re.Match[str] | When] = numbers or ([w for w in whens if len(w.value) == 10][:1] if dated else [])
        for n, mark in enumerate(marks):
            at, end = (mark.start(), mark.end()) if isinstance(mark, re.Match) else (mark.start, mark.stop)
            until = marks[n + 1].start() if n + 1 < len(marks) and isinstance(marks[n + 1], re.Match) else len(text)  # type: ignore[union-attr]
            when = self._date(whens, at, end, last, until) if isinstance(mark, re.Match) else mark
            edge = [at, end] + ([when.start, when.stop] if when else [])
            kind = self._kind(kinds, tokens, at if isinstance(mark, re.Match) else min(edge), max(edge), last, language)
            if kind is None:
                continue
            lo, hi = min(*edge, kind.start), max(*edge, kind.stop)
            issuer = self._issuer(tokens, lo, hi, kind, language)
            lo = min(lo, issuer[1]) if issuer and issuer[1] >= last else lo
            entry = next(e for e in kind.entries if _class(e))
            number = mark.group(1).rstrip("-/") if isinstance(mark, re.Match) else None
            act = self.act(entry, issuer[0] if issuer else None, number, when.value if when else None, Evidence(span[start + lo : start + hi], language, "rule_citation"))
            yield Citation(act, start + lo, start + hi)
            yield from self._approved(act, span, (start, start + last, start + lo, start + hi, stop), tokens, kinds, language)
            last = hi

    def act(self, kind: Entry, issuer: str | None, number: str | None, date: str | None, evidence: Evidence, title: str | None = None) -> Act:
        name = kind.path.partition("/")[2]
        short = issuer.partition("/")[2] if issuer else None
        return Act(document_key(short, name, number, title, date), name, issuer, number, date, evidence=(evidence,))

    def _approved(
        self, act: Act, span: Span, at: tuple[int, int, int, int, int], tokens: Sequence[Token], kinds: Sequence[Match], language: Language
    ) -> Iterator[Citation]:
        """The instrument that the cited act approved, where the words beside the citation say so."""
        sentence, last, lo, hi, stop = at
        before = language != "kk"
        window = (last, lo) if before else (hi, stop)
        words = [t for t in tokens if window[0] <= sentence + t.start < window[1]]
        near = words[-4:] if before else words[:3]
        if not any(h.rule.marks == "role/approved-by" for h in self.cues.hits(near, language, ["sentence"])):
            return
        found = [m for m in kinds if window[0] <= sentence + m.start < window[1] and _class(m.entries[0]) != "LegalAct"]
        if not found:
            return
        kind = found[0]
        title = span[sentence + kind.start : lo] if before else span[hi : sentence + kind.stop]
        title = trim(title, self.cues, self.lexicon, language)
        name = kind.entries[0].path.partition("/")[2]
        evidence = Evidence(title, language, "rule_approved")
        yield Citation(
            Act(f"{act.key}/{name}", name, act.issuer, None, act.date, evidence, act.key, _period(title, self.lexicon, language), (evidence,)),
            sentence + kind.start if before else hi,
            lo if before else sentence + kind.stop,
        )

    @staticmethod
    def _date(whens: Sequence[When], at: int, end: int, last: int, until: int) -> When | None:
        """The date nearest to a number, on either side, between the citations before and after."""
        near = [w for w in whens if last <= w.start < until and (at - w.stop < 50 if w.stop <= at else w.start - end < 150)]
        full = [w for w in near if len(w.value) == 10]
        return min(full or near, key=lambda w: (at - w.stop if w.stop <= at else w.start - end + 5), default=None)

    @staticmethod
    def _kind(kinds: Sequence[Match], tokens: Sequence[Token], lo: int, hi: int, last: int, language: Language) -> Match | None:
        """The kind of act that a number belongs to: before it in Russian and English, behind it in Kazakh."""
        place = {t.start: n for n, t in enumerate(tokens)}
        first = next((n for n, t in enumerate(tokens) if t.start >= lo), len(tokens))
        final = next((n for n, t in enumerate(tokens) if t.start >= hi), len(tokens))
        before = [m for m in kinds if last <= m.start and m.stop <= (hi if language == "kk" else lo) and first - place[m.start] <= REACH]
        behind = [m for m in kinds if m.start >= hi and place[m.start] - final <= (3 if language == "kk" else 1)]
        legal = [m for m in (behind or before if language == "kk" else before) if any(_class(e) == "LegalAct" for e in m.entries)]
        if language == "kk" and behind and legal:
            return legal[0]
        return legal[-1] if legal else None

    def _issuer(self, tokens: Sequence[Token], lo: int, hi: int, kind: Match, language: Language) -> tuple[str, int] | None:
        agencies = self.lexicon.matches(tokens, language, ["agency"])
        near = [m for m in agencies if lo - 60 <= m.start and m.stop <= hi and (m.start > kind.start or m.stop <= kind.start)]
        after = [m for m in near if m.start >= kind.stop]
        pick = after[0] if after else near[-1] if near else None
        if pick is None:
            return None
        return pick.entries[0].path, pick.start


def _class(entry: Entry) -> str:
    return (entry.value("class") or "").rpartition("#")[2]


def _period(span: Span, lexicon: Lexicon, language: Language) -> str | None:
    """The span of years in a title."""
    return next((w.value for w in dates(lexicon.tokens(span.text, language), lexicon, language) if "/" in w.value), None)


def trim(title: Span, cues: Cues, lexicon: Lexicon, language: Language) -> Span:
    """A title without the word for "approved" and its comma at either end."""
    tokens = lexicon.tokens(title.text, language)
    for hit in cues.hits(tokens, language, ["sentence"]):
        if hit.rule.marks == "role/approved-by":
            if hit.stop >= len(tokens) - 3 and hit.start > 0:
                return title[: tokens[hit.start].start].strip(" ,(")
            if hit.start == 0 and hit.stop < len(tokens):
                return title[tokens[hit.stop].start :].strip(" ,")
    return title.strip(" ,(")


# ── the documents that a source is ──────────────────────────────────────────────────────────────────────────────


@dataclass(frozen=True, slots=True)
class Identity:
    """The documents of a source in the order of its parts (None where a part belongs to the one before)."""

    acts: tuple[Act, ...]
    keys: tuple[str, ...]
    """Document key of each part."""


def identity(outline: Outline, citations: Citations) -> Identity:
    """Which documents a source is: from its front matter, else from what it says of itself."""
    lexicon = citations.lexicon
    kinds = {e.path.partition("/")[2]: e for e in lexicon.of_kind("kind")}
    meta = outline.text.source.meta
    first = from_meta(meta, citations, kinds, outline) or from_text(outline, citations)
    acts: list[Act] = [first] if first else []
    keys: list[str] = []
    for part in outline.parts:
        title = Evidence(part.title, part.blocks[0].language, "rule_title") if part.title else None
        if part.kind in ("", "annex") or (first and part.kind == first.kind):
            if not acts:
                acts.append(unknown(part))
            keys.append(acts[0].key if part.kind != "annex" else acts[-1].key)
            continue
        owner = acts[0] if acts and acts[0].kind in kinds and _class(kinds[acts[0].kind]) == "LegalAct" else None
        key = f"{owner.key}/{part.kind}" if owner else document_key(None, part.kind, None, part.title.text if part.title else None, None)
        if key not in [a.key for a in acts]:
            period = _period(part.title, lexicon, part.blocks[0].language) if part.title else None
            acts.append(Act(key, part.kind, owner.issuer if owner else None, None, owner.date if owner else None, title, owner.key if owner else None, period, (title,) if title else ()))
        keys.append(key)
    return Identity(tuple(acts), tuple(keys))


def from_meta(meta: Mapping[str, object], citations: Citations, kinds: Mapping[str, Entry], outline: Outline) -> Act | None:
    """The act that front matter (`digest_of`) or meta.yaml (`requisite`) names."""
    digest = meta.get("digest_of")
    head = next((b for p in outline.parts for b in p.walk() if b.span), None)
    if isinstance(digest, Mapping) and digest.get("kind") in kinds and head is not None:
        issuer = f"agency/{digest['issuer']}" if digest.get("issuer") else None
        number, date = (str(digest[k]) if digest.get(k) else None for k in ("number", "date"))
        title = str(digest.get("title") or "") or None
        evidence = Evidence(head.span, head.language, "rule_front_matter")
        return citations.act(kinds[str(digest["kind"])], issuer, number, date, evidence, title)
    requisite = meta.get("requisite")
    if isinstance(requisite, str) and head is not None:
        for citation in citations.find(Span.of(requisite), "ru", dated=True):
            a = citation.act
            return Act(a.key, a.kind, a.issuer, a.number, a.date, None, None, None, (Evidence(head.span, head.language, "rule_front_matter"),))
    return None


def from_text(outline: Outline, citations: Citations) -> Act | None:
    """The act that a text calls itself: in a line of its own in the header, or in the note of approval."""
    for n, part in enumerate(outline.parts):
        for block in part.walk():
            if block.kind in ("note", "furniture", "table") or len(block.span) > 600:
                continue
            hits = citations.cues.hits(citations.lexicon.tokens(block.span.text, block.language), block.language, ["start", "end", "sentence"])
            roles = {h.rule.marks for h in hits}
            if "role/resolves" in roles:
                break
            approval = "role/approved" in roles
            if n == 0 and not approval and "role/repealed" in roles and not _opens(block, citations):
                continue
            for citation in citations.find(block.span, block.language, dated=True):
                if approval or _names_itself(block, citation):
                    if citation.act.approved_by is None:
                        return citation.act
    return None


def _names_itself(block: Block, citation: Citation) -> bool:
    """Whether a header line is the citation: it begins with the kind of act in the nominative; in Kazakh it ends with it."""
    words = block.span.text[citation.start :].split()
    nominative = block.language == "ru" and words[0][:1].isupper() and "nomn" in grammemes(words[0])
    return citation.start == 0 or nominative or (block.language == "kk" and citation.stop >= len(block.span) - 2)


def _opens(block: Block, citations: Citations) -> bool:
    """Whether a block begins with a citation of which only a later sentence speaks of repeal."""
    found = citations.find(block.span, block.language, dated=True)
    return bool(found) and found[0].start == 0


def unknown(part: Part) -> Act:
    """A document that names neither kind nor number of itself is what somebody published: named by its first heading."""
    head = next((b for b in part.walk() if b.kind in ("title", "heading")), next(part.walk()))
    evidence = Evidence(head.span[:300], head.language, "rule_title")
    kind = "article"
    return Act(document_key(None, kind, None, head.span.text[:120], None), kind, title=evidence, evidence=(evidence,))


def relation(block: Block, subject: str, citation: Citation, citations: Citations) -> Relation:
    """How the citing document stands to a cited act: by the words of the sentence before the citation."""
    span = block.span
    start = next((s for s, e in citations.lexicon.morphology.sentences(span.text) if s <= citation.start < e), 0)
    evidence = citation.act.evidence[0]
    tokens = citations.lexicon.tokens(span.text[start:], block.language)
    hits = citations.cues.hits(tokens, block.language, ["sentence"])
    if any(h.rule.marks == "role/repealed" for h in hits):
        return Relation(subject, "eli:repealed_by", citation.act.key, evidence)
    for hit in hits if block.section in PREAMBLES else ():
        name = RELATIONS.get(hit.rule.marks)
        near = abs(citation.start - start - tokens[hit.start].start) < 250
        if name and near and (block.language == "kk" or tokens[hit.start].start <= citation.start - start):
            return Relation(subject, name, citation.act.key, evidence)
    return Relation(subject, "eli:cites", citation.act.key, evidence)
