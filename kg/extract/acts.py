"""Acts: which documents a file is, and which others it names.

A citation is a kind of act with its number and date, in any of the usual forms: "Decree No. 399 of 28 August 2007",
"Указ … от 28.08.2007 № 399", "2007 жылғы 28 тамыздағы № 399 Жарлық". What an act approves is named by the act that
approves it: "the Strategy …, approved by Decree …" is one instrument, `…/decree-…/strategy`.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from kg.cues import Cues
from kg.extract.dates import When, dates
from kg.iris import document_key
from kg.lexicon import Entry, Lexicon, Match
from kg.morphology import Token, grammemes
from kg.records import Act, Block, Evidence, Language, Relation
from kg.spans import Span

NUMBER = re.compile(
    r"(?:\b(?:N|No|Nr)\.?|[\u2116\u00ba])\s*(?P<prefix>(?:[^\W\d_]{1,5}(?:\s?-\s?|/|\s(?=[^\W\d_]))){0,3})(?P<digits>\d[\w\-/]*)"
)
"""The mark of a number, and the number: letters in capitals may stand before the digits, "No. A-17", "No. KR AB-5/2"."""
TITLE = re.compile(r"\u00ab[^\u00bb]*\u00bb|\u201c[^\u201d]*\u201d|\"[^\"]*\"")
"""Words between quotation marks: a kind of act that stands in them has no number outside them."""
REACH = 22
"""Words that may stand between the kind of an act and its number or date."""
LONGEST_LINK = 3
"""Letters of "of" and "the"; a longer English word without capital is no part of a name."""
PREAMBLES = {"act", "intro", "passport", "title"}
"""Sections in which a document says what it rests on; elsewhere it only cites."""
RELATIONS = {"role/implements": "mp:implements", "role/based-on": "eli:based_on"}
BETWEEN = 5
"""Characters between a number and a bare year that belongs to it, and one more: "No. 11 of 2007"."""


@dataclass(frozen=True, slots=True)
class Mark:
    """Number and date of an act in a line that does not say its kind, and how many words stand beside them."""

    number: str | None
    date: str | None
    strange: int


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
        kinds = [m for m in self.lexicon.matches(tokens, language, ["kind"]) if any(class_of(e) for e in m.entries)]
        numbers = _numbers(text)
        behind = {m.end() + gap for m in numbers for gap in range(BETWEEN)}
        whens = [w for w in dates(tokens, self.lexicon, language) if "-" in w.value or w.certain or w.start in behind]
        titles = [m.span() for m in TITLE.finditer(text)]
        last = 0
        marks: Sequence[re.Match[str] | When] = numbers or (
            [w for w in whens if len(w.value) == 10][:1] if dated else []
        )
        for n, mark in enumerate(marks):
            at, end = (mark.start(), mark.end()) if isinstance(mark, re.Match) else (mark.start, mark.stop)
            until = numbers[n + 1].start() if n + 1 < len(numbers) else len(text)
            when = self._date(whens, at, end, last, until) if isinstance(mark, re.Match) else mark
            edge = [at, end] + ([when.start, when.stop] if when else [])
            open_ones = [m for m in kinds if not any(a <= m.start < b for a, b in titles if not a <= at < b)]
            first = at if isinstance(mark, re.Match) else min(edge)
            kind = self._kind(open_ones, tokens, first, max(edge), last, language)
            if kind is None:
                continue
            lo, hi = min(*edge, kind.start), max(*edge, kind.stop)
            issuer = self.issuer(tokens, max(lo - 60, last), hi, kind, language)
            lo = min(lo, issuer[1]) if issuer else lo
            entry = next(e for e in kind.entries if class_of(e))
            number = _digits(mark) if isinstance(mark, re.Match) else None
            act = self.act(
                entry,
                issuer[0] if issuer else None,
                number,
                when.value if when else None,
                Evidence(span[start + lo : start + hi], language, "rule_citation"),
            )
            yield Citation(act, start + lo, start + hi)
            yield from self._approved(
                act, span, (start, start + last, start + lo, start + hi, stop), tokens, kinds, language
            )
            last = hi

    def act(
        self,
        kind: Entry,
        issuer: str | None,
        number: str | None,
        date: str | None,
        evidence: Evidence,
        title: str | None = None,
    ) -> Act:
        name = kind.path.partition("/")[2]
        short = issuer.partition("/")[2] if issuer else None
        return Act(document_key(short, name, number, title, date), name, issuer, number, date, evidence=(evidence,))

    def mark(self, span: Span, language: Language) -> Mark | None:
        """The number (with a date, where there is one) or else the full date that a line gives."""
        tokens = self.lexicon.tokens(span.text, language)
        full = [w for w in dates(tokens, self.lexicon, language) if len(w.value) == 10]
        number = next(iter(_numbers(span.text)), None)
        if number is None and not full:
            return None
        at, end = number.span() if number else (full[0].start, full[0].stop)
        when = self._date(full, at, end, 0, len(span)) if number else full[0]
        taken = [(at, end)] + ([(when.start, when.stop)] if when else [])
        strange = sum(t.text.isalnum() and not any(a <= t.start < b for a, b in taken) for t in tokens)
        return Mark(_digits(number) if number else None, when.value if when else None, strange)

    def _approved(
        self,
        act: Act,
        span: Span,
        at: tuple[int, int, int, int, int],
        tokens: Sequence[Token],
        kinds: Sequence[Match],
        language: Language,
    ) -> Iterator[Citation]:
        """The instrument that the cited act approved, where the words beside the citation say so."""
        sentence, last, lo, hi, stop = at
        before = language != "kk"
        window = (last, lo) if before else (hi, stop)
        words = [t for t in tokens if window[0] <= sentence + t.start < window[1]]
        near = words[-4:] if before else words[:3]
        if not any(h.rule.marks == "role/approved-by" for h in self.cues.hits(near, language, ["sentence"])):
            return
        found = [
            m for m in kinds if window[0] <= sentence + m.start < window[1] and class_of(m.entries[0]) != "LegalAct"
        ]
        if not found:
            return
        kind = found[0]
        title = span[sentence + kind.start : lo] if before else span[hi : sentence + kind.stop]
        title = trim(title, self.cues, self.lexicon, language)
        name = kind.entries[0].path.partition("/")[2]
        evidence = Evidence(title, language, "rule_approved")
        yield Citation(
            Act(
                f"{act.key}/{name}",
                name,
                act.issuer,
                None,
                act.date,
                evidence,
                act.key,
                period_in(title, self.lexicon, language),
                (evidence,),
            ),
            sentence + kind.start if before else hi,
            lo if before else sentence + kind.stop,
        )

    @staticmethod
    def _date(whens: Sequence[When], at: int, end: int, last: int, until: int) -> When | None:
        """The date nearest to a number, on either side, between the citations before and after."""
        near = [
            w for w in whens if last <= w.start < until and (at - w.stop < 50 if w.stop <= at else w.start - end < 150)
        ]
        full = [w for w in near if len(w.value) == 10]
        return min(full or near, key=lambda w: at - w.stop if w.stop <= at else w.start - end + 5, default=None)

    @staticmethod
    def _kind(
        kinds: Sequence[Match], tokens: Sequence[Token], lo: int, hi: int, last: int, language: Language
    ) -> Match | None:
        """The kind of act that a number belongs to: before it in Russian and English, behind it in Kazakh."""
        place = {t.start: n for n, t in enumerate(tokens)}
        first = next((n for n, t in enumerate(tokens) if t.start >= lo), len(tokens))
        final = next((n for n, t in enumerate(tokens) if t.start >= hi), len(tokens))
        before = [
            m
            for m in kinds
            if last <= m.start and m.stop <= (hi if language == "kk" else lo) and first - place[m.start] <= REACH
        ]
        behind = [m for m in kinds if m.start >= hi and place[m.start] - final <= (3 if language == "kk" else 1)]
        legal = [
            m
            for m in (behind or before if language == "kk" else before)
            if any(class_of(e) == "LegalAct" for e in m.entries)
        ]
        if language == "kk" and behind and legal:
            return legal[0]
        return legal[-1] if legal else None

    def issuer(
        self, tokens: Sequence[Token], lo: int, hi: int, kind: Match | None, language: Language
    ) -> tuple[str, int] | None:
        """The body that issued an act and where its name begins: the first behind the kind, else the last before it."""
        agencies = self.lexicon.matches(tokens, language, ["agency"])
        near = [m for m in agencies if lo <= m.start and m.stop <= hi]
        near = [m for m in near if kind is None or m.start > kind.start or m.stop < kind.stop]
        if kind is not None and language != "kk":
            ends = max((t.stop for t in tokens if t.start < kind.start and _parts(t, language)), default=0)
            near = [m for m in near if m.stop >= ends]
        after = [m for m in near if kind is not None and m.start >= kind.stop]
        pick = after[0] if after else near[-1] if near else None
        if pick is None:
            return None
        named = {e.path for m in self.lexicon.matches(tokens, language, ["place"]) for e in m.entries}
        general = [e for e in pick.entries if e.value("jurisdiction") in {None, *named}]
        local = [e for e in general if e.value("jurisdiction")]
        return next(iter(local or general or pick.entries)).path, pick.start


def _numbers(text: str) -> list[re.Match[str]]:
    """The numbers with their mark; letters before the digits must be capitals."""
    return [m for m in NUMBER.finditer(text) if not m["prefix"] or m["prefix"].isupper()]


def _digits(mark: re.Match[str]) -> str:
    """A number as printed, without the mark."""
    return (mark["prefix"] + mark["digits"]).rstrip("-/")


def _parts(token: Token, language: Language) -> bool:
    """Whether a word parts the name of a body from the kind of act behind it: a verb; in English any long plain word."""
    if language == "ru":
        return "VERB" in grammemes(token.text)
    return token.text.islower() and len(token.text) > LONGEST_LINK


def class_of(entry: Entry) -> str:
    """Local name of the class of documents that a kind of act belongs to."""
    return (entry.value("class") or "").rpartition("#")[2]


def period_in(span: Span, lexicon: Lexicon, language: Language) -> str | None:
    """The span of years in a title."""
    return next(
        (w.value for w in dates(lexicon.tokens(span.text, language), lexicon, language) if "/" in w.value), None
    )


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
