"""What a statement names, and what it takes over from the headings and lead-ins above it."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.extract.statements import Draft
from kg.lexicon import Entry, Lexicon
from kg.records import Edge, Evidence, Language
from kg.spans import Span

NAMES = ("category", "agency", "place", "doc")
"""Kinds that compete for words: a body's name that contains "refugees" does not speak of refugees."""
ARTICLE = 3
"""Letters of the longest English article."""
CONTEXT = {"category": "targets", "agency": "involves"}


@dataclass(frozen=True, slots=True)
class Named:
    """A vocabulary thing named in a text, with the words that name it."""

    entry: Entry
    span: Span


def named(
    span: Span,
    language: Language,
    lexicon: Lexicon,
    kinds: Iterable[str],
    *,
    place: str | None = None,
    masked: Sequence[tuple[int, int]] = (),
) -> list[Named]:
    """The things of these kinds that a text names.

    A body that belongs to one place (`mp:jurisdiction`) is meant only in documents of that `place`, and then before a
    general one of the same name. Bodies inside `masked` ranges (citations of acts) are not meant. A generic category
    is dropped beside a narrower one.
    """
    tokens = lexicon.tokens(span.text, language)
    wanted = set(kinds)
    found: list[Named] = []
    for match in lexicon.matches(
        tokens, language, wanted | set(NAMES), lambda e: e.value("jurisdiction") in (None, place)
    ):
        entries = [e for e in match.entries if e.kind in wanted]
        local = [e for e in entries if e.value("jurisdiction")]
        for entry in local or entries:
            cited = any(start <= match.start < stop for start, stop in masked)
            if not (cited and entry.kind == "agency"):
                found.append(Named(entry, span[match.start : match.stop]))
    if any(n.entry.kind == "category" and not n.entry.value("generic") for n in found):
        found = [n for n in found if not n.entry.value("generic")]
    return found


def edges(draft: Draft, lexicon: Lexicon, place: str | None, masked: Sequence[tuple[int, int]]) -> list[Edge]:
    """`mentions` of categories, agencies and places in the statement's words; `targets` and `involves` with context."""
    language = draft.block.language
    own = named(draft.span, language, lexicon, ("category", "agency", "place", "doc"), place=place, masked=masked)
    found = [Edge("mentions", n.entry.path, Evidence(n.span, language, "rule_mention")) for n in own]
    found += [
        Edge(CONTEXT[n.entry.kind], n.entry.path, Evidence(n.span, language, "rule_mention"))
        for n in own
        if n.entry.kind in CONTEXT
    ]
    found += [
        Edge("responsible", n.entry.path, Evidence(n.span, language, "rule_addressee"))
        for n in own
        if addressed(draft, n)
    ]
    have = {n.entry.path for n in own}
    for context in draft.context:
        for n in named(context, language, lexicon, CONTEXT, place=place):
            if n.entry.path not in have and not n.entry.value("generic"):
                have.add(n.entry.path)
                found.append(Edge(CONTEXT[n.entry.kind], n.entry.path, Evidence(n.span, language, "rule_context")))
    return found


def addressed(draft: Draft, found: Named) -> bool:
    """Whether a measure or task begins with the body that is to carry it out; in English an article may precede.

    Where a table has a column for it, the cell says who.
    """
    if draft.cls not in ("Measure", "Task") or found.entry.kind != "agency" or draft.edges:
        return False
    before = draft.span.text.partition(found.span.text)[0].strip()
    return not before or (draft.block.language == "en" and before.isalpha() and len(before) <= ARTICLE)


def first(contexts: Iterable[Span], language: Language, lexicon: Lexicon, kind: str) -> str | None:
    """The vocabulary thing of a kind that the nearest of the contexts names."""
    for context in contexts:
        found = named(context, language, lexicon, [kind])
        if found:
            return found[0].entry.path
    return None
