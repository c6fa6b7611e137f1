"""Acts that a text names twice, once in full and once in short, as one act."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace

from kg.extract.acts import Citation
from kg.records import Act


def resolve(own: Iterable[Act], cited: Iterable[Act]) -> Mapping[str, Act]:
    """For the key of each act named in short, the one act named in full that it can only be; `own` acts stay.

    Short is a number without date, or with the year alone, or without issuer; kind and number must be the same.
    """
    kept = {a.key: a for a in own}
    every = list(({a.key: a for a in cited if a.number} | {k: a for k, a in kept.items() if a.number}).values())
    found: dict[str, Act] = {}
    for short in every:
        fuller = [full for full in every if _completes(full, short)]
        if len(fuller) == 1:
            if short.key in kept:
                found[fuller[0].key] = short
            else:
                found[short.key] = fuller[0]
    return {key: found.get(full.key, full) for key, full in found.items()}


def resolved(citation: Citation, full: Mapping[str, Act]) -> Citation:
    """A citation as one of the act in full; what an act in short approves stands below the act in full."""
    act = citation.act
    known = full.get(act.approved_by or act.key)
    if known is None:
        return citation
    if act.approved_by:
        act = replace(act, key=known.key + act.key.removeprefix(act.approved_by), approved_by=known.key)
        return replace(citation, act=replace(act, issuer=known.issuer, date=known.date))
    return replace(citation, act=replace(known, title=None, evidence=act.evidence))


def _completes(full: Act, short: Act) -> bool:
    same = (full.kind, full.number) == (short.kind, short.number) and full.key != short.key
    dated = (full.date or "").startswith(short.date or "")
    return same and dated and short.issuer in (None, full.issuer)
