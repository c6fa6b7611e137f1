"""`kg explain`."""

from __future__ import annotations

from argparse import Namespace
from collections.abc import Iterable
from itertools import groupby

from kg import explain as explaining
from kg.cite import cited
from kg.cli import graph, screen
from kg.explain import Explanation, Fact
from kg.messages import say
from kg.naming import short
from kg.records import Language
from kg.witness import Citation, Proof

_INDENT = 2


def explain(given: Namespace) -> int:
    """Print what is known of a thing."""
    found = explaining.explain(graph.load(given), given.iri, given.lang)
    _head(found, given.lang)
    _section(say("evidence", given.lang), found.evidence, given.lang)
    texts = [fact for fact in found.facts if not fact.value.iri]
    edges = [fact for fact in found.facts if fact.value.iri]
    _facts(say("facts", given.lang), texts, found.citation, given.lang)
    _facts(say("edges", given.lang), edges, found.citation, given.lang)
    _links(found, given.lang)
    return 0


def _head(found: Explanation, language: Language) -> None:
    screen.line(found.thing.text, style="bold")
    screen.line(short(found.thing.iri), style="dim")
    screen.line(", ".join(cls.text for cls in found.classes))
    for name in dict.fromkeys(found.names):
        if name.text != found.thing.text:
            screen.line(f"{name.language}  {name.text}", indent=_INDENT)
    if place := cited(found.citation, language):
        screen.line(f"{say('source', language)}: {place}")


def _section(title: str, proofs: Iterable[Proof], language: Language) -> None:
    proofs = list(proofs)
    if proofs:
        _title(title)
    for proof in proofs:
        _proof(proof, language, _INDENT)


def _facts(title: str, facts: Iterable[Fact], here: Citation, language: Language) -> None:
    """Facts by property; of the words that stand elsewhere than the thing itself also the place."""
    facts = list(facts)
    if facts:
        _title(title)
    for name, group in groupby(facts, key=lambda fact: fact.property.text):
        screen.line(name, indent=_INDENT)
        for fact in group:
            shown = fact.value
            behind = f"  {short(shown.iri)}" if shown.iri and short(shown.iri) != shown.text else ""
            before = f"{shown.language}  " if shown.language else ""
            screen.line(f"{before}{shown.text}{behind}", indent=2 * _INDENT)
            if fact.follows:
                screen.line(say("follows", language, edge=fact.follows), indent=4 * _INDENT, style="dim")
            for proof, place in fact.proofs:
                _proof(proof, language, 4 * _INDENT, "" if place == here else cited(place, language))


def _links(found: Explanation, language: Language) -> None:
    if found.links:
        _title(say("links", language))
    for links in found.links:
        screen.line(f"{links.property.text} ({links.count})", indent=_INDENT)
        for one in links.examples:
            screen.line(f"{one.text}  {short(one.iri)}", indent=2 * _INDENT)
        if links.count > len(links.examples):
            more = say("more", language, count=links.count - len(links.examples))
            screen.line(more, indent=2 * _INDENT, style="dim")


def _proof(proof: Proof, language: Language, indent: int, place: str = "") -> None:
    """The words, then the file with the offsets of its text, the rule, whether it is a digest, and the place."""
    screen.line(f"\N{LEFT DOUBLE QUOTATION MARK}{proof.quote}\N{RIGHT DOUBLE QUOTATION MARK}", indent=indent)
    ranges = ", ".join(f"{start}-{end}" for start, end in proof.ranges)
    parts = [f"{proof.file} [{ranges}]", say("rule", language, rule=proof.rule)]
    if not proof.official:
        parts.append(say("digest", language))
    screen.line(" · ".join([*parts, place] if place else parts), indent=indent, style="dim")


def _title(text: str) -> None:
    screen.line()
    screen.line(text, style="bold")
