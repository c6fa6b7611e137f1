"""Findings of several sources into documents: language versions of one document become one document.

The versions are aligned section by section, list by list and sentence by sentence with the Needleman-Wunsch algorithm
(monotone global alignment): two statements belong together where class, kind of place, named things and numbers
agree. Digests say by anchors where their items belong. Only pairs merge; what has no partner stays with one text.

Where one version says in several statements what another says in one, nothing merges and the places tell: parts stand
below their whole (`item-3/kk-1`), and a whole is named after its parts (`item-3_item-4`). The lengths decide, as in the
alignment of Gale and Church: together the parts are as long as the whole, and none of them alone is.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from dataclasses import replace
from statistics import median
from typing import TypeVar

from kg.align import best_path
from kg.records import (
    LANGUAGES,
    Act,
    Document,
    Figure,
    Findings,
    Indicator,
    Place,
    Reference,
    Relation,
    SectionFound,
    Statement,
    United,
)

Found = TypeVar("Found", Statement, Figure, Indicator, SectionFound)
LEAST = 1.4
"""Least likeness of two statements that may be one: class and kind of place alone make it."""
OPPOSED = -0.5
"""What counts against it where both name something, nothing that the other names, and stand in two paragraphs."""
ALONE, TOGETHER = 0.7, 0.8
"""A part is less than this share of the whole, and both parts are more than this share of it, and of its reverse."""


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
        tuple(references(versions, key)),
        tuple((versions[0], stage) for stage in versions[0].stages if stage.place.document == key),
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
        digest = "digest_of" in version.text.source.meta
        places = {} if digest else grouped(reference, others, partner, version.text.language)
        for n, other in enumerate(others):
            if n in partner:
                merged[partner[n]].append((version, other))
            else:
                place = free(places.get(n, other.place), version.text.language, taken)
                taken.add(place)
                alone.append(United(place, ((version, other),)))
    return tuple([United(m[0][1].place, tuple(m)) for m in merged] + alone), len(alone)


def wholes(statements: Iterable[United[Statement]]) -> tuple[tuple[Place, Place], ...]:
    """The parts of the groups, each with its whole, as their places tell."""
    places = {s.place for s in statements}
    found = []
    for place in sorted(places, key=lambda p: (p.section, p.key)):
        above = replace(place, key=place.key.rpartition("/")[0])
        if above.key and above in places:
            found.append((place, above))
        parts = [replace(place, key=key) for key in place.key.split("_")]
        if len(parts) > 1 and places.issuperset(parts):
            found += [(part, place) for part in parts]
    return tuple(found)


def free(place: Place, language: str, taken: set[Place]) -> Place:
    """A place of its own for what only one version has."""
    n = 1
    while place in taken:
        suffix = f"-{language}" if n == 1 else f"-{language}-{n}"
        key = re.sub(r"-(ru|kk|en)(-\d+)?$", "", place.key or place.section) + suffix
        place = replace(place, key=key) if place.key else replace(place, section=key)
        n += 1
    return place


def references(versions: Sequence[Findings], key: str) -> Iterator[tuple[Findings, Reference]]:
    """What each original refers to, for one may lack what another has; a digest leaves out what it likes."""
    for n, version in enumerate(versions):
        if "digest_of" in version.text.source.meta:
            continue
        for reference in (r for r in version.references if r.place.document == key):
            suffix = f"-{version.text.language}" if n else ""
            yield version, replace(reference, place=replace(reference.place, key=reference.place.key + suffix))


# ── pairs: index in the other version → index in the reference ──────────────────────────────────────────────────


def pair_places(reference: Sequence[Found], others: Sequence[Found]) -> dict[int, int]:
    """By the same place."""
    at = {f.place: n for n, f in enumerate(reference)}
    return {n: at[f.place] for n, f in enumerate(others) if f.place in at}


def pair_figures(reference: Sequence[Figure], others: Sequence[Figure]) -> dict[int, int]:
    """By section, value and unit, those of the same period first: the order of words is that of a language."""
    pairs: dict[int, int] = {}
    for key in (_value_and_period, _value):
        open_: dict[Hashable, list[int]] = {}
        for m, figure in enumerate(reference):
            if m not in pairs.values():
                open_.setdefault(key(figure), []).append(m)
        for n, figure in enumerate(others):
            if n not in pairs and open_.get(key(figure)):
                pairs[n] = open_[key(figure)].pop(0)
    return pairs


def _value(figure: Figure) -> Hashable:
    return figure.place.section, figure.value, figure.unit


def _value_and_period(figure: Figure) -> Hashable:
    return figure.place.section, figure.value, figure.unit, figure.period


def pair_statements(reference: Sequence[Statement], others: Sequence[Statement]) -> dict[int, int]:
    """By likeness within the same section; a digest's anchors make its places those of the reference."""
    traits = {id(s): features(s) for s in (*reference, *others)}

    def like(a: Statement, b: Statement) -> float:
        ours, theirs = traits[id(a)], traits[id(b)]
        near = a.place.key.partition(".")[0] == b.place.key.partition(".")[0]
        opposed = bool(ours and theirs) and not ours & theirs and not near
        return likeness(a, b) + (OPPOSED if opposed else jaccard(ours, theirs))

    return align(reference, others, like)


def likeness(a: Statement, b: Statement) -> float:
    """0 to 2.4: class, place and length, which do not depend on the language; features add up to 1."""
    if a.place.section != b.place.section:
        return 0.0
    same_place = a.place.key == b.place.key
    kind_a, kind_b = (s.place.key.partition("-")[0] for s in (a, b))
    length = sorted((len(a.evidence.span), len(b.evidence.span)))
    return (
        (1.0 if a.cls == b.cls else 0.0)
        + (0.5 if kind_a == kind_b else 0.0)
        + (0.6 if same_place else 0.0)
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
        left, right = [reference[n] for n in a], [others[n] for n in b]
        pairs |= {b[j]: a[i] for i, j in best_path(left, right, like, LEAST)}
    return pairs


# ── groups: several statements of one version that are one in the other ─────────────────────────────────────────


def grouped(
    reference: Sequence[Found], others: Sequence[Found], partner: dict[int, int], language: str
) -> dict[int, Place]:
    """Places for the members of groups in the other version; their pairs are taken out of `partner`."""
    sized = sorted((n, m) for n, m in partner.items() if length(others[n]) and length(reference[m]))
    scale = median([length(others[n]) / length(reference[m]) for n, m in sized] or [1.0])
    taken, places = set(partner.values()), dict[int, Place]()
    for n, m in sized:
        whole, part = length(reference[m]) * scale, length(others[n])
        for more in (n - 1, n + 1):
            free_other = beside(others, n, more) and more not in partner and more not in places
            if n in partner and free_other and split(whole, part, length(others[more])):
                for number, member in enumerate(sorted((n, more)), 1):
                    places[member] = replace(reference[m].place, key=f"{reference[m].place.key}/{language}-{number}")
                del partner[n]
        for more in (m - 1, m + 1):
            free_reference = beside(reference, m, more) and more not in taken
            if n in partner and free_reference and split(part, whole, length(reference[more]) * scale):
                key = "_".join(reference[k].place.key for k in sorted((m, more)))
                places[n] = replace(reference[m].place, key=key)
                taken.add(more)
                del partner[n]
    return places


def length(found: object) -> int:
    """Code points of a statement; nothing for what is no statement."""
    return len(found.evidence.span) if isinstance(found, Statement) else 0


def beside(found: Sequence[Found], n: int, more: int) -> bool:
    """Whether there is a neighbour of the same kind in the same section."""
    if not 0 <= more < len(found):
        return False
    one, other = found[n].place, found[more].place
    return one.section == other.section and one.key.partition("-")[0] == other.key.partition("-")[0]


def split(whole: float, part: float, rest: float) -> bool:
    """Whether two lengths together make a third that neither of them makes."""
    return max(part, rest) < ALONE * whole and TOGETHER < (part + rest) / whole < 1 / TOGETHER


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
