"""The place whose authorities issue the documents of a source: what they count, they count there."""

from __future__ import annotations

from collections.abc import Sequence

from kg.extract.identity import Identity
from kg.extract.mentions import named
from kg.lexicon import Lexicon
from kg.records import Block

ABROAD = frozenset({"place/near-abroad", "place/far-abroad"})
"""What other countries are part of."""


def home_of(who: Identity, lines: Sequence[Block], lexicon: Lexicon) -> str | None:
    """The place whose authorities issue the documents: their issuer's jurisdiction, or the place in their title.

    Else another country that `lines`, their header, name, where they do not name ours.
    """
    for act in who.acts:
        issuer = lexicon.by_path.get(act.issuer or "")
        if issuer is not None and issuer.value("jurisdiction"):
            return issuer.value("jurisdiction")
    for act in who.acts:
        for evidence in (act.title, *act.evidence):
            if evidence is not None:
                for found in named(evidence.span, evidence.language, lexicon, ["place", "agency"]):
                    if found.entry.kind == "place" and found.entry.path != "place/kz":
                        return found.entry.path
    tokens = ((lexicon.tokens(line.span.text, line.language), line.language) for line in lines)
    said = [m.entries[0] for words, language in tokens for m in lexicon.matches(words, language, ["place"])]
    ours = any(entry.path == "place/kz" for entry in said) or any(act.kind == "article" for act in who.acts)
    abroad = (entry.path for entry in said if ABROAD.intersection(entry.values.get("isPartOf", ())))
    return None if ours else next(abroad, None)
