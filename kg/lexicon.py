"""The vocabulary as a matcher: which things of `ontology/` a text names, and where.

Labels are matched word by word on lemmas, in order; hyphens split words, case does not count. `…` between two words
allows a gap of up to four words inside the clause. A label written in capitals matches capitals only. A match whose
words all belong to a longer one gives way to it, so that "labour migration" is not also "migration"; entries of kind
`blocked` exist only to win over shorter ones in this way. `{specialist}` in a label stands for each label of
`word-set/specialist` in the same language: "outflow of {specialist}" is the outflow of doctors, of engineers and so on.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Any

from kg import turtle
from kg.iris import BASE
from kg.morphology import Morphology, Token, base, fold
from kg.records import LANGUAGES, Language

GAP = "\u2026"
LONGEST_GAP = 4
LABELS = ("prefLabel", "altLabel", "hiddenLabel")
SET = re.compile(r"\{([\w-]+)\}")
SETS = BASE + "word-set/"
UNNAMED = {"abbreviation", "scheme", "suffix", "word-set"}
"""Kinds of entries that no text names."""


@dataclass(frozen=True, slots=True)
class Entry:
    """A thing of the vocabulary. `path` is its IRI below the base, `kind` the first part of it (category, agency …)."""

    path: str
    kind: str
    types: frozenset[str]
    labels: Mapping[tuple[str, str], tuple[str, ...]]
    """By (property, language): ("prefLabel", "ru") → labels."""
    values: Mapping[str, tuple[str, ...]]
    """Other properties by local name; IRIs below the base as paths."""

    def value(self, name: str) -> str | None:
        return next(iter(self.values.get(name, ())), None)

    def label(self, language: str) -> str:
        """The preferred label, in English where the language has none, else the path."""
        found = self.labels.get(("prefLabel", language)) or self.labels.get(("prefLabel", "en"))
        return found[0] if found else self.path

    def forms(self, language: str) -> Iterator[str]:
        for name in LABELS:
            yield from self.labels.get((name, language), ())


@dataclass(frozen=True, slots=True)
class Match:
    """The entries that a run of words names; several where one form has several meanings at once."""

    entries: tuple[Entry, ...]
    words: tuple[int, ...]
    """Indices of the matched tokens, ascending."""
    start: int
    stop: int
    """Place in the text, code points."""


@dataclass(slots=True)
class _Node:
    entries: list[Entry] = field(default_factory=list)
    proper: list[Entry] = field(default_factory=list)
    """Places whose name is written with a capital: only a capital in the text means them."""
    next: dict[str, _Node] = field(default_factory=dict)


def load(ontology: Path) -> Lexicon:
    """Read all Turtle files of the vocabulary below `ontology/`. Raises BadInput naming a file that is not Turtle."""
    return of(
        (str(subject), str(predicate), str(value), getattr(value, "language", None) or "")
        for path in sorted((ontology / "vocab").glob("*.ttl"))
        for subject, predicate, value in turtle.read(path)
    )


def of(facts: Iterable[tuple[str, str, str, str]]) -> Lexicon:
    """The vocabulary of facts: IRIs of a thing and a property, a value (IRI or text), and the language of a text or ""."""
    entries: dict[str, dict[str, Any]] = {}
    for subject, predicate, value, language in facts:
        found = entries.setdefault(subject, {"types": set(), "labels": {}, "values": {}})
        name = predicate.replace("#", "/").rpartition("/")[2]
        if name == "type":
            found["types"].add(value.replace("#", "/").rpartition("/")[2])
        elif language and name in LABELS:
            found["labels"].setdefault((name, language), []).append(value)
        else:
            found["values"].setdefault(name, []).append(value.removeprefix(BASE))
    sets = {iri.removeprefix(SETS): e["labels"] for iri, e in entries.items() if iri.startswith(SETS)}
    return Lexicon(
        tuple(
            Entry(
                iri.removeprefix(BASE),
                iri.removeprefix(BASE).partition("/")[0],
                frozenset(e["types"]),
                {key: tuple(sorted(_spelt(values, key[1], sets))) for key, values in e["labels"].items()},
                {key: tuple(sorted(values)) for key, values in e["values"].items()},
            )
            for iri, e in sorted(entries.items())
            if iri.startswith(BASE)
        )
    )


def _spelt(
    labels: Iterable[str], language: str, sets: Mapping[str, Mapping[tuple[str, str], Sequence[str]]]
) -> set[str]:
    """The labels with every `{word set}` in them spelt out."""
    found: set[str] = set()
    for label in labels:
        name = SET.search(label)
        if name is None:
            found.add(label)
            continue
        words = [w for (_, spoken), forms in sets.get(name[1], {}).items() if spoken == language for w in forms]
        found |= _spelt((label.replace(name[0], word) for word in words), language, sets)
    return found


@dataclass(frozen=True, slots=False)
class Lexicon:
    """All entries, with an index of their forms for each language."""

    entries: tuple[Entry, ...]

    @cached_property
    def by_path(self) -> Mapping[str, Entry]:
        return {e.path: e for e in self.entries}

    def of_kind(self, kind: str) -> list[Entry]:
        return [e for e in self.entries if e.kind == kind]

    @cached_property
    def morphology(self) -> Morphology:
        suffixes = {form for e in self.of_kind("suffix") for form in e.values.get("form", ())}
        short = {
            fold(form).rstrip(".") for e in self.of_kind("abbreviation") for lang in LANGUAGES for form in e.forms(lang)
        }
        return Morphology(frozenset(suffixes), frozenset(short))

    @cached_property
    def _tries(self) -> Mapping[Language, _Node]:
        tries: dict[Language, _Node] = {language: _Node() for language in LANGUAGES}
        for entry in self.entries:
            if entry.kind in UNNAMED:
                continue
            for language in LANGUAGES:
                for form in entry.forms(language):
                    node = tries[language]
                    for key in keys(form, language):
                        node = node.next.setdefault(key, _Node())
                    kept = node.proper if entry.kind == "place" and form[:1].isupper() else node.entries
                    if entry not in kept:
                        kept.append(entry)
        return tries

    def tokens(self, text: str, language: Language) -> list[Token]:
        return self.morphology.tokens(text, language)

    def matches(
        self,
        tokens: Sequence[Token],
        language: Language,
        kinds: Iterable[str] | None = None,
        meant: Callable[[Entry], bool] = lambda _: True,
    ) -> list[Match]:
        """What the tokens name, in order of place: only `kinds` where given (blocked forms still win).

        An entry that cannot be `meant` here does not take words from others. Of the stems that a Kazakh word may
        have, the longest that is a name is meant: the office (-dik) and not the officer.
        """
        wanted = None if kinds is None else {*kinds, "blocked"}
        found: dict[tuple[int, ...], list[Entry]] = {}
        stems: dict[tuple[int, ...], int] = {}
        root = self._tries[language]
        for at in range(len(tokens)):
            for words, entries, length in _walk(root, tokens, at, ()):
                kept = [e for e in entries if (wanted is None or e.kind in wanted) and meant(e)]
                if not kept or (language == "kk" and length < stems.get(words, 0)):
                    continue
                if language == "kk" and length > stems.get(words, 0):
                    stems[words], found[words] = length, []
                found.setdefault(words, []).extend(e for e in kept if e not in found.get(words, ()))
        return [
            Match(tuple(sorted(entries, key=lambda e: e.path)), words, tokens[words[0]].start, tokens[words[-1]].stop)
            for words, entries in sorted(_longest(found).items())
            if entries
        ]


def keys(form: str, language: Language) -> list[str]:
    """The trie keys of a label: lemmas, `…`, or `=WORD` for a word that matches capitals only."""
    capitals = form.isupper() and any(len(w) > 1 for w in form.split())
    found: list[str] = []
    for part in form.split(GAP):
        if found:
            found.append(GAP)
        for token in Morphology().tokens(part, "en"):
            found.append("=" + token.text if capitals and token.text.isalpha() else base(token.text, language))
    return found


def _walk(
    node: _Node, tokens: Sequence[Token], at: int, words: tuple[int, ...], length: int = 0
) -> Iterator[tuple[tuple[int, ...], list[Entry], int]]:
    """Every way to go down the trie from token `at`: the words, what they name, and the letters of their stems."""
    if words and node.entries:
        yield words, node.entries, length
    if words and node.proper and tokens[words[0]].text[:1].isupper():
        yield words, node.proper, length
    if at >= len(tokens):
        return
    token = tokens[at]
    if not words or token.glued:
        for key in (*token.lemmas, "=" + token.text):
            after = node.next.get(key)
            if after is not None:
                yield from _walk(after, tokens, at + 1, (*words, at), length + len(key))
    gap = node.next.get(GAP) if words else None
    if gap is not None:
        for skip in range(at, min(at + LONGEST_GAP + 1, len(tokens))):
            if not tokens[skip].clause:
                break
            for key in (*tokens[skip].lemmas, "=" + tokens[skip].text):
                after = gap.next.get(key)
                if after is not None:
                    yield from _walk(after, tokens, skip + 1, (*words, skip), length + len(key))


def _longest(found: Mapping[tuple[int, ...], list[Entry]]) -> dict[tuple[int, ...], list[Entry]]:
    """Without the entries that give way to a longer match of their own family, and without blocked ones."""
    covering: dict[int, list[tuple[frozenset[int], frozenset[str]]]] = {}
    for words, entries in found.items():
        for word in words:
            covering.setdefault(word, []).append((frozenset(words), frozenset(family(e) for e in entries)))
    blocked = {frozenset(words) for words, entries in found.items() if any(e.kind == "blocked" for e in entries)}
    return {
        words: [
            e
            for e in entries
            if not (family(e) == "name" and frozenset(words) in blocked)
            and not any(frozenset(words) < other and family(e) in families for other, families in covering[words[0]])
        ]
        for words, entries in found.items()
    }


def family(entry: Entry) -> str:
    """What an entry competes with for words: names of people, bodies and places among each other, else its own kind."""
    return "name" if entry.kind in ("category", "agency", "place", "doc", "blocked") else entry.kind
