"""Which documents a source is: from its front matter, else from what it says of itself."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from kg import languages
from kg.extract.acts import Citations, class_of, period_in
from kg.extract.header import approved, closing, header, is_publication, named, own_kind, roles, title
from kg.iris import document_key
from kg.lexicon import Entry
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
        name = Evidence(part.title, part.blocks[0].language, "rule_title") if part.title else None
        if part.kind in ("", "annex") or (first and part.kind == first.kind):
            if not acts:
                acts.append(unknown(part, header(outline, citations), citations))
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
                    name,
                    owner.key if owner else None,
                    period,
                    (name or Evidence(head.span, head.language, "rule_front_matter"),),
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
    """The act that a text calls itself in its header or in the note of approval; none for a publication."""
    lines = header(outline, citations)
    if is_publication(lines, citations):
        return None
    blocks = [b for part in outline.parts for b in part.walk()]
    return named(lines, closing(blocks), citations) or approved(blocks, citations)


def unknown(part: Part, lines: Sequence[Block], citations: Citations) -> Act:
    """A document that says neither kind nor number of itself, named by its title; `lines` are its header.

    With an abstract, key words or references it is an article; with an enacting formula a decision; it may say that
    it is a law; an article is also what has no kind in its title and speaks in the voice of its authors; else it is a policy.
    """
    head = title(lines, citations) or next((b for b in part.walk() if b.kind in ("title", "heading")), None)
    head = head or next(part.walk())
    evidence = Evidence(head.span[:300], head.language, "rule_title")
    own = next(filter(None, (own_kind(line, citations) for line in lines)), None)
    prose = [b for b in part.walk() if b.table is None]
    tokens = citations.lexicon.tokens(head.span.text, head.language)
    voiced = lines if own or citations.lexicon.matches(tokens, head.language, ["kind"]) else prose
    public = is_publication(prose, citations) or any("role/publication" in roles(b, citations) for b in voiced)
    enacts = any("role/resolves" in roles(b, citations) for b in prose)
    said = own.entries[0].path.partition("/")[2] if own else "policy"
    kind = "article" if public else "decision" if enacts else said
    return Act(document_key(None, kind, None, head.span.text[:120], None), kind, title=evidence, evidence=(evidence,))
