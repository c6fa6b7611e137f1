"""Cues: which words make a heading, a lead-in or a sentence a sign of a statement class.

A class or structural role in `ontology/cues.ttl` carries, per language,

- `mp:cue`: a heading or lead-in that contains these lemmas, in the notation of vocabulary labels;
- `mp:pattern`: `position: elements`, which decides wherever it stands;
- `mp:hint`: the same, but it decides only below a heading of its own class.

Positions: `heading`, `lead` (a paragraph that introduces a list), `sentence` (anywhere in it), `start`, `end`.
Elements: a literal word, `{lemma}`, `~ending` (a word that ends so), `[grammeme]` (Russian, in OpenCorpora notation
such as `[futr]`), `…` (any words).
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from pathlib import Path
from typing import Literal, cast, get_args

from kg import turtle
from kg.errors import BadInput
from kg.morphology import Token, base, fold, grammemes
from kg.records import LANGUAGES, Language

Position = Literal["cue", "heading", "lead", "sentence", "start", "end"]
ELEMENT = re.compile(r"\{([^{}]+)\}|\[([a-zA-Z0-9]+)\]|(\u2026)|([^\s{}\[\]]+)")


@dataclass(frozen=True, slots=True)
class Element:
    """One element of a pattern: what kind of test, and its word."""

    test: Literal["lemma", "grammeme", "gap", "literal", "ending"]
    word: str

    def fits(self, token: Token) -> bool:
        match self.test:
            case "lemma":
                return self.word in token.lemmas
            case "literal":
                return self.word == fold(token.text)
            case "grammeme":
                return self.word in grammemes(token.text)
            case "ending":
                return fold(token.text).endswith(self.word)
            case "gap":
                return True


@dataclass(frozen=True, slots=True)
class Rule:
    """A cue as a rule. `marks` is a class (Task) or a role (role/contents); `name` is how provenance calls it."""

    name: str
    marks: str
    position: Position
    language: Language
    elements: tuple[Element, ...]
    hint: bool

    @property
    def weight(self) -> float:
        """How specific it is: words count one, grammemes half, gaps nothing."""
        return sum({"gap": 0.0, "grammeme": 0.5, "ending": 0.5}.get(e.test, 1.0) for e in self.elements)

    def find(self, tokens: Sequence[Token]) -> Hit | None:
        """The last place where it matches (the first for rules bound to the start), or None."""
        places = range(min(1, len(tokens))) if self.position == "start" else reversed(range(len(tokens)))
        for at in places:
            stop = _match(self.elements, tokens, at)
            if stop is not None and (self.position != "end" or stop == len(tokens)):
                return Hit(self, at, stop)
        return None


@dataclass(frozen=True, slots=True)
class Hit:
    """A rule that matched, and the tokens from the first to behind the last that it matched."""

    rule: Rule
    start: int
    stop: int


@dataclass(frozen=True, slots=False)
class Cues:
    """All rules, indexed by position and language."""

    rules: tuple[Rule, ...]
    notations: Mapping[str, str]
    """Section key of a structural role: role/introduction → intro."""

    @cached_property
    def _index(self) -> Mapping[tuple[Position, Language], list[Rule]]:
        found: dict[tuple[Position, Language], list[Rule]] = {}
        for rule in self.rules:
            found.setdefault((rule.position, rule.language), []).append(rule)
        return found

    def hits(self, tokens: Sequence[Token], language: Language, positions: Iterable[Position]) -> list[Hit]:
        """The rules of these positions that match: most specific first, then the one that ends last or begins first."""
        found = []
        lemmas = {lemma for token in tokens for lemma in token.lemmas}
        for position in positions:
            for rule in self._index.get((position, language), ()):
                if all(e.word in lemmas for e in rule.elements if e.test == "lemma"):
                    hit = rule.find(tokens)
                    if hit is not None:
                        found.append(hit)
        return sorted(found, key=lambda h: (-h.rule.weight, -h.stop, h.start, h.rule.name))


def load(ontology: Path) -> Cues:
    """Read `cues.ttl`. Raises BadInput for a pattern that does not follow the notation."""
    path = ontology / "cues.ttl"
    rules, notations = [], {}
    for subject, predicate, value in turtle.read(path):
        kind = str(predicate).rpartition("#")[2]
        marks = re.sub(r"^.*?(ontology#|(?=role/))", "", str(subject))
        if str(predicate).endswith("core#notation"):
            notations[marks] = str(value)
        if kind not in {"cue", "pattern", "hint"}:
            continue
        rules.append(_rule(path, marks, kind, str(value), getattr(value, "language", None)))
    return Cues(tuple(sorted(rules, key=lambda r: r.name)), notations)


def _rule(path: Path, marks: str, kind: str, text: str, language: Language | None) -> Rule:
    position, colon, pattern = ("cue", ":", text) if kind == "cue" else text.partition(":")
    position = position.strip()
    if not colon or position not in get_args(Position) or not pattern.strip():
        raise BadInput(f'the {kind} "{text}" of {marks} does not read "position: words"', path=path)
    if language not in LANGUAGES:
        raise BadInput(f'the {kind} "{text}" of {marks} needs a language: {", ".join(LANGUAGES)}', path=path)
    if ELEMENT.sub("", pattern).strip():
        raise BadInput(f'the {kind} "{text}" of {marks} has a bracket without its fellow', path=path)
    elements = []
    for lemma, grammeme, gap, literal in ELEMENT.findall(pattern):
        if gap:
            elements.append(Element("gap", gap))
        elif grammeme:
            elements.append(Element("grammeme", grammeme))
        elif literal.startswith("~"):
            elements.append(Element("ending", fold(literal[1:])))
        else:
            as_lemma = bool(lemma) or kind == "cue"
            for word in re.findall(r"[^\W_]+", lemma or literal):
                elements.append(Element("lemma", base(word, language)) if as_lemma else Element("literal", fold(word)))
    return Rule(
        f"{marks}: {text} ({language})", marks, cast("Position", position), language, tuple(elements), kind == "hint"
    )


def _match(elements: Sequence[Element], tokens: Sequence[Token], at: int) -> int | None:
    """Match the elements from token `at` on; the index behind the match."""
    if not elements:
        return at
    first, rest = elements[0], elements[1:]
    if first.test == "gap":
        for skip in range(at, len(tokens) + 1):
            stop = _match(rest, tokens, skip)
            if stop is not None:
                return stop
        return None
    if at < len(tokens) and first.fits(tokens[at]):
        return _match(rest, tokens, at + 1)
    return None
