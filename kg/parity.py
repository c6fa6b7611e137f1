"""What one language version of a document lacks or says differently, as anomalies.

Only originals are compared: a digest condenses. Nothing is said on wording alone; what counts is a section, item,
indicator or figure that one version has and the other lacks, numbers and units, and in a pair of aligned statements
the categories, agencies and qualifiers of the vocabulary that only one of them names. Which version is right is not
known: `mp:expected` is what the version that says more has, `mp:found` what the other has.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import permutations
from typing import Protocol, TypeVar

from kg import iris
from kg.emit.evidence import Fact, text
from kg.iris import Iri
from kg.lexicon import Entry, Lexicon
from kg.messages import say
from kg.records import LANGUAGES, Document, Evidence, Figure, Findings, Language, Place, SectionFound, Statement, United
from kg.store import Literal, NamedNode, Quad

NUMBER = re.compile(r"\d+(?:[.,]\d+)*")
LISTED = ("item", "row")
"""Kinds of places that say for themselves that they are there: a sentence may only have been read differently."""
COMPARED = ("category", "agency")
"""Kinds of things that a translation must keep; places also hide in adjectives of one language."""
SMALLEST = 10
"""Smaller numbers are as often written in words."""
SEVERE = {"section": "serious", "indicator": "serious", "item": "serious", "figure": "serious", "number": "serious"}


class Placed(Protocol):
    """Whatever stands at a place."""

    @property
    def place(self) -> Place:
        """Where it stands in its version."""


Found = TypeVar("Found", bound=Placed)
Versions = tuple[tuple[Findings, Found], ...]


@dataclass(frozen=True, slots=True)
class Difference:
    """Something that one version has and another lacks."""

    kind: str
    place: Place
    key: str
    """Tells several differences of one kind at one place apart."""
    having: Language
    lacking: Language
    what: Callable[[Language], str]
    expected: Evidence | None
    found: Evidence | None = None
    instead: Callable[[Language], str] | None = None
    """What the lacking version says in its place."""


def parity(documents: Iterable[Document], words: Lexicon) -> list[Quad]:
    """The anomalies of all documents, each in the graph of its document."""
    quads: dict[Quad, None] = {}
    for document in documents:
        graph = NamedNode(iris.graph(f"doc/{document.key}"))
        for difference in differences(document, words):
            for subject, property_, value in _facts(difference):
                node = NamedNode(value) if isinstance(value, Iri) else value
                quads[Quad(NamedNode(subject), NamedNode(iris.name(property_)), node, graph)] = None
    return list(quads)


def differences(document: Document, words: Lexicon) -> list[Difference]:
    """All differences between the originals of a document, in order of kind and place."""
    languages = [v.text.language for v in document.versions if original(v)]
    if len(set(languages)) < 2:
        return []
    found: list[Difference] = []
    for having, lacking in permutations(dict.fromkeys(languages), 2):
        found += _sections(document, having, lacking)
        found += _indicators(document, having, lacking)
        found += _items(document, having, lacking)
        found += _figures(document, having, lacking)
        for statement in document.statements:
            found += _texts(statement, having, lacking, words)
    return found


def original(findings: Findings) -> bool:
    """Whether a version is no digest."""
    return "digest_of" not in findings.text.source.meta


def version(united: United[Found], language: Language) -> Found | None:
    """What the original in a language has."""
    return next((found for f, found in united.versions if original(f) and f.text.language == language), None)


# ── what is missing ─────────────────────────────────────────────────────────────────────────────────────────────


def _sections(document: Document, having: Language, lacking: Language) -> Iterator[Difference]:
    """Sections that are there in one version only, or have their table of indicators or plan in one only."""
    for united in document.sections:
        mine = version(united, having)
        if mine is None:
            continue
        headless = version(united, lacking) is None
        empty = _tabled(document, united.place, having) and not _tabled(document, united.place, lacking)
        if (headless and _stated(document, united.place, having)) or empty:
            yield Difference("section", united.place, "", having, lacking, _words(mine.title, united), mine.title)


def _tabled(document: Document, place: Place, language: Language) -> bool:
    """Whether a version has rows or indicators in a section."""
    rows = any(
        s.place.section == place.section and s.place.key.startswith("row") and version(s, language)
        for s in document.statements
    )
    return rows or any(i.place.section == place.section and version(i, language) for i in document.indicators)


def _stated(document: Document, place: Place, language: Language) -> bool:
    """Whether a version states anything in a section."""
    return (
        any(u.place.section == place.section and version(u, language) for u in document.statements)
        or any(u.place.section == place.section and version(u, language) for u in document.indicators)
        or any(u.place.section == place.section and version(u, language) for u in document.figures)
    )


def _indicators(document: Document, having: Language, lacking: Language) -> Iterator[Difference]:
    for united in document.indicators:
        mine = version(united, having)
        if mine and version(united, lacking) is None:
            yield Difference("indicator", united.place, "", having, lacking, _words(mine.name), mine.name)


def _items(document: Document, having: Language, lacking: Language) -> Iterator[Difference]:
    """List items and rows without a counterpart, in sections that both versions have."""
    for united in document.statements:
        mine = version(united, having)
        listed = united.place.key.partition("-")[0] in LISTED
        if mine and listed and version(united, lacking) is None and _stated(document, united.place, lacking):
            yield Difference("item", united.place, "", having, lacking, _words(mine.evidence), mine.evidence)


def _figures(document: Document, having: Language, lacking: Language) -> Iterator[Difference]:
    """Figures whose value the other version has nowhere, and units that it does not print."""
    values = {other.value for u in document.figures if (other := version(u, lacking))}
    for united in document.figures:
        mine, other = version(united, having), version(united, lacking)
        if mine is None or not _stated(document, united.place, lacking):
            continue
        if mine.value not in values:
            yield Difference("figure", united.place, "", having, lacking, _words(mine.raw), mine.evidence)
        elif other and _worded(mine) and not _worded(other):
            shown = _words(mine.raw)
            yield Difference("unit", united.place, "", having, lacking, shown, mine.raw, other.raw)


def _worded(figure: Figure) -> bool:
    """Whether a figure is printed with words."""
    return any(character.isalpha() for character in figure.raw.span.text)


# ── what is said differently ────────────────────────────────────────────────────────────────────────────────────


def _texts(united: United[Statement], having: Language, lacking: Language, words: Lexicon) -> Iterator[Difference]:
    """Numbers and things that only one of two aligned texts has."""
    mine, other = version(united, having), version(united, lacking)
    if mine is None or other is None:
        return
    first = LANGUAGES.index(having) < LANGUAGES.index(lacking)
    yield from _numbers(united.place, mine.evidence, other.evidence, first=first)
    ours, theirs = named(mine, words), named(other, words)
    left = [words.by_path[path] for path in sorted(ours - theirs) if path in words.by_path]
    right = [words.by_path[path] for path in sorted(theirs - ours) if path in words.by_path]
    for kind in dict.fromkeys(_kind(entry) for entry in left):
        ours_here, theirs_here = ([e for e in side if _kind(e) == kind] for side in (left, right))
        if len(ours_here) != 1 or len(theirs_here) != 1:
            for entry in ours_here:
                yield Difference(
                    "concept", united.place, entry.path, having, lacking, entry.label, mine.evidence, other.evidence
                )
        elif first:
            said, instead = ours_here[0], theirs_here[0]
            yield Difference(
                "shift",
                united.place,
                said.path,
                having,
                lacking,
                said.label,
                mine.evidence,
                other.evidence,
                instead.label,
            )


def _kind(entry: Entry) -> str:
    """Kind of thing that an entry of the vocabulary is: one said for another is a shift only within a kind."""
    return entry.path.partition("/")[0]


def named(statement: Statement, words: Lexicon) -> frozenset[str]:
    """The categories and agencies that a statement names, and its qualifiers."""
    things = {e.object for e in statement.edges if e.property in ("mentions", "responsible")}
    tokens = words.tokens(statement.evidence.span.text, statement.evidence.language)
    matches = words.matches(tokens, statement.evidence.language, ["qualifier"])
    qualifiers = {entry.path for match in matches for entry in match.entries}
    return frozenset({t for t in things if t.partition("/")[0] in COMPARED} | qualifiers)


def _numbers(place: Place, mine: Evidence, other: Evidence, *, first: bool) -> Iterator[Difference]:
    """Numbers that the other text lacks; the same digits with other signs between them are a matter of printing."""
    having, lacking = mine.language, other.language
    left, right = numbers(mine.span.text), numbers(other.span.text)
    only, theirs = [n for n in left if n not in right], [n for n in right if n not in left]
    large = [n for n in only if "." in n or int(n) >= SMALLEST]
    if only and _digits(only) == _digits(theirs):
        if first:
            shown = " ".join(only)
            yield Difference("printing", place, "", having, lacking, lambda _: shown, mine, other)
    elif large:
        shown = ", ".join(large)
        yield Difference("number", place, "", having, lacking, lambda _: shown, mine, other)


def numbers(words: str) -> list[str]:
    """The numbers of a text, with a decimal point and without leading zeros; a date in figures is three numbers."""
    parts = [n for found in NUMBER.findall(words) for n in (found.split(".") if found.count(".") > 1 else [found])]
    return [n for n in (part.replace(",", ".").lstrip("0") for part in parts) if n.strip(".")]


def _digits(found: Sequence[str]) -> str:
    return "".join(sorted("".join(found).replace(".", "")))


# ── as facts ────────────────────────────────────────────────────────────────────────────────────────────────────


def _facts(difference: Difference) -> Iterator[Fact]:
    about = iris.place(difference.place)
    name = "-".join(filter(None, (difference.kind, difference.key.replace("/", "-"), difference.lacking)))
    this = Iri(f"{about}/anomaly/{name}")
    yield this, "rdf:type", iris.name("Anomaly")
    yield this, "about", about
    yield this, "severity", iris.name(SEVERE.get(difference.kind, "moderate"))
    for language in LANGUAGES:
        yield this, "rdfs:label", Literal(say("parity", language), language=language)
        having, lacking = (say(f"version-{v}", language) for v in (difference.having, difference.lacking))
        what, instead = difference.what(language), difference.instead(language) if difference.instead else ""
        told = say(f"parity-{difference.kind}", language, having=having, lacking=lacking, what=what, instead=instead)
        yield this, "rdfs:comment", Literal(told[0].upper() + told[1:], language=language)
    if difference.expected:
        yield this, "expected", text(difference.expected)
    if difference.found:
        yield this, "found", text(difference.found)


def _words(evidence: Evidence | None, united: United[SectionFound] | None = None) -> Callable[[Language], str]:
    shown = evidence.span.text if evidence else united.place.section if united else ""
    return lambda _: shown
