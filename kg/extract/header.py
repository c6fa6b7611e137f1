"""What a text calls itself: in its header, or in the note of approval.

The header ends where the text begins: at the first section, list, enacting formula or paragraph of running text.
There an act may name itself in one line ("Decree No. 7 of 3 May 2010") or in several: its kind in one, its number and
date in another. A note of approval may also be broken into lines.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import takewhile

from kg.extract.acts import Citation, Citations, class_of
from kg.lexicon import Match
from kg.morphology import grammemes
from kg.outline.layout import ENDS
from kg.outline.tree import LONGEST_APPROVAL
from kg.records import Act, Block, Evidence, Outline
from kg.spans import Span

LONGEST_NOTE = 30
"""Words; a longer paragraph that ends in a full stop is running text."""
SHORTEST_TITLE = 4
"""Words of a title."""
TRAIL = re.compile(r"\s[>|\u203a]\s|\d:\d")
"""What stands in the line that says where in a site, or when, a text was published."""
LONGEST_NAME = 14
"""Words of a line that says what kind of act a text is."""
STRANGE = 5
"""Words that may stand beside number and date in a line that gives them: a place, its country."""
NEAR = 5
"""Lines that a name, or a note of approval, may be broken into."""
LAWS = {"kind/law", "kind/code", "kind/constitution", "kind/constitutional-law"}
"""Acts that are named without their issuer, which is the parliament."""


def roles(block: Block, citations: Citations) -> set[str]:
    """The structural roles that a block's words mark."""
    tokens = citations.lexicon.tokens(block.span.text, block.language)
    return {h.rule.marks for h in citations.cues.hits(tokens, block.language, ["start", "end", "sentence"])}


def header(outline: Outline, citations: Citations) -> list[Block]:
    """The lines before the first section, list or enacting formula; the first paragraph of running text ends them."""
    found = []
    for block in outline.parts[0].walk() if outline.parts else ():
        begun = block.kind == "item" or (block.kind == "heading" and block.key == "heading")
        if begun or "role/resolves" in roles(block, citations):
            break
        if block.kind in ("note", "furniture", "table"):
            continue
        found.append(block)
        running = block.span.text.endswith(".") and len(block.span.text.split()) > LONGEST_NOTE
        if running and "role/note" not in roles(block, citations):
            break
    return found


def is_publication(lines: Sequence[Block], citations: Citations) -> bool:
    """Whether the header holds what only publications have: an abstract, key words, a number of a classification."""
    return any(
        h.rule.marks == "role/publication"
        for line in lines
        for h in citations.cues.hits(citations.lexicon.tokens(line.span.text, line.language), line.language, ["start"])
    )


def title(lines: Sequence[Block], citations: Citations) -> Block | None:
    """The line before the first sentence that looks most like a title: in capitals, or naming a kind of document."""
    plain = [
        line
        for line in takewhile(lambda line: not line.span.text.endswith("."), lines)
        if len(re.findall(r"[^\W\d_]+", line.span.text)) >= SHORTEST_TITLE
        and not TRAIL.search(line.span.text)
        and "role/publication" not in roles(line, citations)
    ]

    def rank(line: Block) -> tuple[bool, bool]:
        text = line.span.text
        tokens = citations.lexicon.tokens(text, line.language)
        capitals = " ".join(re.findall(r"[^\W\d_]{3,}", text)[:2]).isupper()
        return capitals, bool(citations.lexicon.matches(tokens, line.language, ["kind"]))

    return max(plain, key=rank, default=None)


def named(lines: Sequence[Block], last: Sequence[Block], citations: Citations) -> Act | None:
    """The act that a header names as the text itself, in one line or over several; `last` closes the text."""
    own = [line for line in lines if not _is_note(line, citations)]
    for line in own:
        for citation in citations.find(line.span, line.language, dated=True):
            if citation.act.approved_by is None and _names_itself(line, citation, citations):
                return citation.act
    return next(_over_lines(own, last, citations), None)


def approved(blocks: Sequence[Block], citations: Citations) -> Act | None:
    """The act of the first note of approval, which may stand in several lines."""
    for n, block in enumerate(blocks):
        short = len(block.span.text.split()) < LONGEST_APPROVAL and block.table is None and block.kind != "note"
        standing = short and not block.marker and not block.span.text.endswith(ENDS)
        if not (standing and _says_approved(block, citations)):
            continue
        for lines in _note(blocks, n):
            span = Span.join([line.span for line in lines])
            for citation in citations.find(span, block.language, dated=True):
                whole = len(lines) == 1 or block.language != "kk" or citation.start == 0
                if citation.act.approved_by is None and whole:
                    return citation.act
    return None


def _says_approved(block: Block, citations: Citations) -> bool:
    """Whether a block, or its last sentence, is a note of approval."""
    start, stop = citations.lexicon.morphology.sentences(block.span.text)[-1]
    last = replace(block, span=block.span[start:stop])
    return any("role/approved" in roles(b, citations) for b in (block, last))


def _note(blocks: Sequence[Block], n: int) -> Iterator[Sequence[Block]]:
    """The lines that may make a note: in Kazakh it ends with the word for "approved", else it begins with it."""
    if blocks[n].language == "kk":
        for before in range(NEAR, 0, -1):
            lines = blocks[max(0, n - before) : n + 1]
            if not any(b.table or b.span.text.endswith(ENDS) for b in lines):
                yield lines
        yield blocks[n : n + 1]
        return
    for behind in range(NEAR):
        yield blocks[n : n + 1 + behind]


def _is_note(line: Block, citations: Citations) -> bool:
    """Whether a line speaks of the repeal or amendment of the act, or of its approval, instead of naming it."""
    said = roles(line, citations)
    if "role/note" in said or "role/approved" in said:
        return True
    found = citations.find(line.span, line.language, dated=True)
    return "role/repealed" in said and not (found and found[0].start == 0)


def _names_itself(block: Block, citation: Citation, citations: Citations) -> bool:
    """Whether a header line is the citation: it begins with the kind in the nominative; in Kazakh it ends with it.

    In English an article may stand before it ("The Law of …").
    """
    text = block.span.text
    start = 0 if block.language == "en" and len(text[: citation.start].split()) <= 1 else citation.start
    if text.endswith(".") and (start or text[citation.stop :].lstrip()[:1].islower()):
        before = [t.text for t in citations.lexicon.tokens(text[: citation.start], block.language)]
        first = citations.lexicon.morphology.sentences(text)[0]
        if citation.start >= first[1] or not citation.start or any("VERB" in grammemes(word) for word in before):
            return False
    words = text[citation.start :].split()
    head = block.language == "ru" and words[0][:1].isupper() and "nomn" in grammemes(words[0])
    return start == 0 or head or (block.language == "kk" and citation.stop >= len(text) - 2)


def own_kind(line: Block, citations: Citations) -> Match | None:
    """The kind of legal act that a line of the header says the text is: "LAW OF …", in Russian in the nominative."""
    text, language = line.span.text, line.language
    tokens = citations.lexicon.tokens(text, language)
    kinds = [m for m in citations.lexicon.matches(tokens, language, ["kind"]) if class_of(m.entries[0]) == "LegalAct"]
    if not kinds or len(tokens) > LONGEST_NAME or text.endswith(ENDS):
        return None
    kind = kinds[-1] if language == "kk" else kinds[0]
    if language == "kk":
        return kind if kind.stop >= len(text) - 2 else None
    own = text[: kind.start].istitle() or text[: kind.start].isupper() or not kind.start
    return kind if own and (language != "ru" or "nomn" in grammemes(text[kind.start :].split()[0])) else None


def closing(blocks: Sequence[Block]) -> list[Block]:
    """The lines at the end of a text that are no sentences: who signed it, where and when, and its number."""
    last = takewhile(lambda b: b.kind in ("paragraph", "heading") and not b.marker, reversed(blocks))
    return [b for b in list(last)[:NEAR] if not b.span.text.endswith(";")]


def _over_lines(lines: Sequence[Block], last: Sequence[Block], citations: Citations) -> Iterator[Act]:
    """The acts whose kind stands in one line and whose number and date stand near it, or at the end of the text."""
    for n, line in enumerate(lines):
        kind = own_kind(line, citations)
        if kind is None:
            continue
        others = (m for m in range(len(lines)) if m != n and abs(m - n) < NEAR)
        near = [lines[m] for m in sorted(others, key=lambda m: (abs(m - n), m < n))]
        for other in [*near, *last]:
            mark = citations.mark(other.span, other.language)
            if mark is None or mark.strange > STRANGE:
                continue
            entry, text = kind.entries[0], line.span.text
            tokens = citations.lexicon.tokens(text, line.language)
            issuer = citations.issuer(tokens, 0, len(text), kind, line.language)
            if issuer is None and n and entry.path not in LAWS:
                above = lines[n - 1]
                words = citations.lexicon.tokens(above.span.text, above.language)
                issuer = citations.issuer(words, 0, len(above.span.text), None, above.language)
            pieces = sorted([line.span, other.span], key=lambda span: span.start)
            evidence = Evidence(Span.join(pieces), line.language, "rule_header")
            yield replace(citations.act(entry, issuer[0] if issuer else None, mark.number, mark.date, evidence))
