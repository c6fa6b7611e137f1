"""Which documents a source is: from its front matter, else from what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace

from kg import languages
from kg.extract.acts import Citation, Citations, class_of, period_in
from kg.iris import document_key
from kg.lexicon import Entry
from kg.morphology import grammemes
from kg.records import Act, Block, Evidence, Outline, Part
from kg.spans import Span


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
                acts.append(unknown(part, citations))
            keys.append(acts[0].key if part.kind != "annex" else acts[-1].key)
            continue
        owner = acts[0] if acts and acts[0].kind in kinds and class_of(kinds[acts[0].kind]) == "LegalAct" else None
        key = (
            f"{owner.key}/{part.kind}"
            if owner
            else document_key(None, part.kind, None, part.title.text if part.title else None, None)
        )
        if key not in [a.key for a in acts]:
            period = period_in(part.title, lexicon, part.blocks[0].language) if part.title else None
            head = next(b for b in part.walk() if b.span)
            acts.append(
                Act(
                    key,
                    part.kind,
                    owner.issuer if owner else None,
                    None,
                    owner.date if owner else None,
                    title,
                    owner.key if owner else None,
                    period,
                    (title or Evidence(head.span, head.language, "rule_front_matter"),),
                )
            )
        keys.append(key)
    return Identity(tuple(acts), tuple(keys))


def from_meta(
    meta: Mapping[str, object], citations: Citations, kinds: Mapping[str, Entry], outline: Outline
) -> Act | None:
    """The act that front matter (`digest_of`) or meta.yaml (`requisite`) names."""
    digest = meta.get("digest_of")
    head = next((b for p in outline.parts for b in p.walk() if b.span), None)
    if isinstance(digest, Mapping) and digest.get("kind") in kinds and head is not None:
        issuer = f"agency/{digest['issuer']}" if digest.get("issuer") else None
        number, date = (str(digest[k]) if digest.get(k) else None for k in ("number", "date"))
        title = str(digest.get("title") or "") or None
        evidence = Evidence(head.span, head.language, "rule_front_matter")
        act = citations.act(kinds[str(digest["kind"])], issuer, number, date, evidence, title)
        own = None if digest.get("approves") or title is None else in_front_matter(outline, title)
        return replace(act, title=own)
    requisite = meta.get("requisite")
    if isinstance(requisite, str) and head is not None:
        for citation in citations.find(Span.of(requisite), "ru", dated=True):
            a = citation.act
            return Act(
                a.key,
                a.kind,
                a.issuer,
                a.number,
                a.date,
                None,
                None,
                None,
                (Evidence(head.span, head.language, "rule_front_matter"),),
            )
    return None


def in_front_matter(outline: Outline, title: str) -> Evidence | None:
    """A title where it stands in the front matter; none where it is written otherwise there."""
    source = outline.text.source
    at = source.text.rfind(title, 0, source.body)
    return Evidence(Span.of(title, at), languages.main(title), "rule_front_matter") if at >= 0 else None


def from_text(outline: Outline, citations: Citations) -> Act | None:
    """The act that a text calls itself: in a line of its own in the header, or in the note of approval."""
    for n, part in enumerate(outline.parts):
        for block in part.walk():
            if block.kind in ("note", "furniture", "table") or len(block.span) > 600:
                continue
            hits = citations.cues.hits(
                citations.lexicon.tokens(block.span.text, block.language), block.language, ["start", "end", "sentence"]
            )
            roles = {h.rule.marks for h in hits}
            if "role/resolves" in roles:
                break
            approval = "role/approved" in roles
            if n == 0 and not approval and "role/repealed" in roles and not _opens(block, citations):
                continue
            for citation in citations.find(block.span, block.language, dated=True):
                if citation.act.approved_by is None and (approval or _names_itself(block, citation, citations)):
                    return citation.act
    return None


def _names_itself(block: Block, citation: Citation, citations: Citations) -> bool:
    """Whether a header line is the citation: it begins with the kind in the nominative; in Kazakh it ends with it."""
    text = block.span.text
    if text.endswith(".") and (citation.start or text[citation.stop :].lstrip()[:1].islower()):
        before = [t.text for t in citations.lexicon.tokens(text[: citation.start], block.language)]
        first = citations.lexicon.morphology.sentences(text)[0]
        if citation.start >= first[1] or not citation.start or any("VERB" in grammemes(word) for word in before):
            return False
    words = text[citation.start :].split()
    nominative = block.language == "ru" and words[0][:1].isupper() and "nomn" in grammemes(words[0])
    return citation.start == 0 or nominative or (block.language == "kk" and citation.stop >= len(text) - 2)


def _opens(block: Block, citations: Citations) -> bool:
    """Whether a block begins with a citation of which only a later sentence speaks of repeal."""
    found = citations.find(block.span, block.language, dated=True)
    return bool(found) and found[0].start == 0


def unknown(part: Part, citations: Citations) -> Act:
    """A document that says neither kind nor number of itself, named by its first heading.

    With an abstract, key words or references it is an article; with an enacting formula a decision; else a policy.
    """
    head = next((b for b in part.walk() if b.kind in ("title", "heading")), next(part.walk()))
    evidence = Evidence(head.span[:300], head.language, "rule_title")
    tokens = ((citations.lexicon.tokens(b.span.text, b.language), b.language) for b in part.walk() if b.table is None)
    said = {
        h.rule.marks
        for words, language in tokens
        for h in citations.cues.hits(words, language, ["start", "end", "sentence"])
    }
    kind = "article" if "role/publication" in said else "decision" if "role/resolves" in said else "policy"
    return Act(document_key(None, kind, None, head.span.text[:120], None), kind, title=evidence, evidence=(evidence,))
