"""Findings of several sources into documents: language versions of one document become one document.

The versions are aligned section by section, list by list and sentence by sentence with the Needleman-Wunsch algorithm
(monotone global alignment): two statements belong together where class, kind of place, named things and numbers
agree. Digests say by anchors where their items belong. Only pairs merge; what has no partner stays with one text.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import replace
from typing import TypeVar

from kg.records import (
    LANGUAGES,
    Act,
    Document,
    Figure,
    Findings,
    Indicator,
    Place,
    Relation,
    SectionFound,
    Statement,
    United,
)

Found = TypeVar("Found", Statement, Figure, Indicator, SectionFound)
LEAST = 1.4
"""Least likeness of two statements that may be one: class and kind of place alone make it."""


def unite(findings: Iterable[Findings]) -> tuple[Document, ...]:
    """The documents of all sources, by key; the same whatever the order of the sources."""
    ordered = sorted(findings, key=rank)
    known: dict[str, list[Findings]] = {}
    for found in ordered:
        for act in found.documents:
            versions = known.setdefault(act.key, [])
            if all(v.text.source.sha256 != found.text.source.sha256 for v in versions):
                versions.append(found)
    return tuple(document(key, versions) for key, versions in sorted(known.items()))


def rank(found: Findings) -> tuple[bool, int, str, str]:
    """Originals in the order ru, kk, en, then digests; file names only break ties."""
    source = found.text.source
    return ("digest_of" in source.meta, LANGUAGES.index(found.text.language), source.name, source.sha256)


def document(key: str, versions: Sequence[Findings]) -> Document:
    """One document with its versions, the reference version first."""
    acts = tuple((v, next(a for a in v.documents if a.key == key)) for v in versions)
    statements, apart = united(versions, key, lambda f: f.statements, pair_statements)
    figures, apart_figures = united(versions, key, lambda f: f.figures, pair_figures)
    indicators, _ = united(versions, key, lambda f: f.indicators, pair_places)
    sections, _ = united(versions, key, lambda f: f.sections, pair_places)
    relations, mentioned = related(key, versions)
    return Document(
        key,
        acts[0][1],
        acts,
        tuple(versions),
        sections,
        statements,
        indicators,
        figures,
        relations,
        mentioned,
        tuple({b.key: b for v in versions for b in v.bodies}.values()),
        apart + apart_figures,
    )


def united(
    versions: Sequence[Findings],
    key: str,
    found: Callable[[Findings], Iterable[Found]],
    pair: Callable[[Sequence[Found], Sequence[Found]], dict[int, int]],
) -> tuple[tuple[United[Found], ...], int]:
    """What the versions have in common, place by place of the reference version, and how much stays apart."""
    reference = [f for f in found(versions[0]) if f.place.document == key]
    merged: list[list[tuple[Findings, Found]]] = [[(versions[0], f)] for f in reference]
    taken = {f.place for f in reference}
    alone: list[United[Found]] = []
    for version in versions[1:]:
        others = [f for f in found(version) if f.place.document == key]
        partner = pair(reference, others)
        for n, other in enumerate(others):
            if n in partner:
                merged[partner[n]].append((version, other))
            else:
                place = free(other.place, version.text.language, taken)
                taken.add(place)
                alone.append(United(place, ((version, other),)))
    return tuple([United(m[0][1].place, tuple(m)) for m in merged] + alone), len(alone)


def free(place: Place, language: str, taken: set[Place]) -> Place:
    """A place of its own for what only one version has."""
    n = 1
    while place in taken:
        suffix = f"-{language}" if n == 1 else f"-{language}-{n}"
        key = re.sub(r"-(ru|kk|en)(-\d+)?$", "", place.key or place.section) + suffix
        place = replace(place, key=key) if place.key else replace(place, section=key)
        n += 1
    return place


# ── pairs: index in the other version → index in the reference ──────────────────────────────────────────────────


def pair_places(reference: Sequence[Found], others: Sequence[Found]) -> dict[int, int]:
    """By the same place."""
    at = {f.place: n for n, f in enumerate(reference)}
    return {n: at[f.place] for n, f in enumerate(others) if f.place in at}


def pair_figures(reference: Sequence[Figure], others: Sequence[Figure]) -> dict[int, int]:
    """In order, by section, value and unit."""
    return align(
        reference,
        others,
        lambda a, b: 2.0 if (a.place.section, a.value, a.unit) == (b.place.section, b.value, b.unit) else 0.0,
    )


def pair_statements(reference: Sequence[Statement], others: Sequence[Statement]) -> dict[int, int]:
    """By likeness within the same section; a digest's anchors make its places those of the reference."""
    return align(reference, others, likeness)


def likeness(a: Statement, b: Statement) -> float:
    """0 to 5; features that do not depend on the language."""
    if a.place.section != b.place.section:
        return 0.0
    same_place = a.place.key == b.place.key
    kind_a, kind_b = (s.place.key.partition("-")[0] for s in (a, b))
    length = sorted((len(a.evidence.span), len(b.evidence.span)))
    return (
        (1.0 if a.cls == b.cls else 0.0)
        + (0.5 if kind_a == kind_b else 0.0)
        + (0.6 if same_place else 0.0)
        + jaccard(features(a), features(b))
        + 0.3 * length[0] / max(length[1], 1)
    )


def features(statement: Statement) -> set[Hashable]:
    """What a statement names, and its numbers."""
    named = {e.object for e in statement.edges if e.property in ("mentions", "responsible", "fundedBy")}
    return named | set(re.findall(r"\d+(?:[.,]\d+)*", statement.evidence.span.text))


def jaccard(a: set[Hashable], b: set[Hashable]) -> float:
    """Share of what two sets have in common; a little where both are empty."""
    return len(a & b) / len(a | b) if a | b else 0.2


def align(reference: Sequence[Found], others: Sequence[Found], like: Callable[[Found, Found], float]) -> dict[int, int]:
    """Monotone alignment that makes the sum of likenesses greatest, section by section."""
    pairs: dict[int, int] = {}
    for section in dict.fromkeys(f.place.section for f in others):
        a = [n for n, f in enumerate(reference) if f.place.section == section]
        b = [n for n, f in enumerate(others) if f.place.section == section]
        best = [[0.0] * (len(b) + 1) for _ in range(len(a) + 1)]
        for i, x in enumerate(a, 1):
            for j, y in enumerate(b, 1):
                score = like(reference[x], others[y])
                diagonal = best[i - 1][j - 1] + score if score >= LEAST else 0.0
                best[i][j] = max(best[i - 1][j], best[i][j - 1], diagonal)
        i, j = len(a), len(b)
        while i and j:
            score = like(reference[a[i - 1]], others[b[j - 1]])
            if score >= LEAST and abs(best[i][j] - best[i - 1][j - 1] - score) < 1e-9:
                pairs[b[j - 1]] = a[i - 1]
                i, j = i - 1, j - 1
            elif best[i][j] == best[i - 1][j]:
                i -= 1
            else:
                j -= 1
    return pairs


# ── relations ───────────────────────────────────────────────────────────────────────────────────────────────────


def related(
    key: str, versions: Sequence[Findings]
) -> tuple[tuple[tuple[Findings, Relation], ...], tuple[tuple[Findings, Act], ...]]:
    """The relations of a document, those among the acts it names, and these acts."""
    relations: list[tuple[Findings, Relation]] = []
    mentioned: list[tuple[Findings, Act]] = []
    for version in versions:
        own = {a.key for a in version.documents}
        mine = [r for r in version.relations if r.subject == key]
        reached = {r.object for r in mine}
        foreign = [r for r in version.relations if r.subject not in own and r.object in reached]
        relations += [(version, r) for r in [*mine, *foreign]]
        reached |= {r.subject for r in foreign}
        mentioned += [(version, a) for a in version.acts if a.key in reached and a.key not in own]
    return tuple(relations), tuple(mentioned)
