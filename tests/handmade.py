"""Findings and documents made by hand, in our own words, for the tests of what comes after extraction."""

import hashlib
from collections.abc import Iterable, Mapping
from pathlib import Path

from kg import iris
from kg.records import Act, Document, Evidence, Findings, Language, Source, Text, United
from kg.spans import Span
from kg.store import Literal, Quad


def read(name: str, text: str, language: Language, meta: Mapping[str, object] | None = None) -> Text:
    """A clean text file as it comes out of reading and cleaning."""
    digest = hashlib.sha256(text.encode()).hexdigest()
    source = Source(Path(name), name, digest, text, "utf-8", "text/plain", meta=meta or {})
    return Text(source, Span.of(text), language)


def words(text: Text, quote: str, rule: str = "by_hand", *, after: str = "") -> Evidence:
    """The first place at which a text says `quote`, behind the words `after`."""
    at = text.span.text.index(quote, text.span.text.index(after))
    return Evidence(text.span[at : at + len(quote)], text.language, rule)


def findings(text: Text, **found: object) -> Findings:
    """What was found in a text; what is not given is empty."""
    parts = ("documents", "acts", "relations", "sections", "statements", "indicators", "figures", "bodies", "untaken")
    return Findings(text, **{part: tuple(found.get(part, ())) for part in parts}, coverage={})


def united(*versions: tuple[Findings, object]) -> United:
    """One thing in several versions, placed where the first of them has it."""
    return United(versions[0][1].place, versions)


def document(act: Act, *versions: Findings, **parts: object) -> Document:
    """A document that each of the versions describes in the same way."""
    return Document(act.key, act, tuple((v, act) for v in versions), versions, **parts)


def said(quads: Iterable[Quad], subject: str) -> set[str]:
    """What a graph says of a subject (a path below the base): lines of property and object, in short form."""
    return {f"{brief(q.predicate)} {brief(q.object)}" for q in quads if q.subject.value == iris.BASE + subject}


def brief(term: object) -> str:
    """A term as a reader would write it: `<category/refugee>`, `mp:Task`, `"text"@en`."""
    if isinstance(term, Literal):
        kind = brief(term.datatype)
        tag = f"@{term.language}" if term.language else "" if kind == "xsd:string" else f"^^{kind}"
        return f'"{term.value}"{tag}'
    for prefix, namespace in iris.PREFIXES.items():
        if term.value.startswith(namespace):
            return f"{prefix}:{term.value.removeprefix(namespace)}"
    return f"<{term.value.removeprefix(iris.BASE)}>"
