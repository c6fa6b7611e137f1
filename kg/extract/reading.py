"""One sentence, cell or heading with what the vocabulary says about it, each kind looked up once and when asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from kg.extract.dates import When, dates
from kg.lexicon import Entry, Lexicon, Match
from kg.morphology import Token, fold
from kg.records import LANGUAGES, Language
from kg.spans import Span

PAUSE = re.compile(r"[,;:](?!\d)|(?<=\s)[-\u2010-\u2015](?=\s)|\.(?=\s|$)")
PARENTHESES = re.compile(r"\([^()]*\)?")


@dataclass(frozen=True)
class Reading:
    """A piece of text. Places are code points of `span.text`; `masked` are the citations of acts in it."""

    span: Span
    language: Language
    lexicon: Lexicon
    masked: Sequence[tuple[int, int]] = ()
    _named: dict[str, list[Match]] = field(default_factory=dict, compare=False)

    @property
    def text(self) -> str:
        return self.span.text

    @cached_property
    def tokens(self) -> list[Token]:
        return self.lexicon.tokens(self.text, self.language)

    @cached_property
    def _abbreviated(self) -> list[Token]:
        """The tokens with the full stops of abbreviations overlooked, so that "sq. m" is one unit."""
        short = self.lexicon.morphology.abbreviations
        pairs = zip([None, *self.tokens], self.tokens, strict=False)
        return [
            replace(token, glued=True)
            if left and fold(left.text) in short and self.text[left.stop : token.start].strip() == "."
            else token
            for left, token in pairs
        ]

    def named(self, kind: str) -> list[Match]:
        """The entries of one kind that the text names outside citations."""
        if kind not in self._named:
            tokens = self._abbreviated if kind in ("scale", "unit") else self.tokens
            found = self.lexicon.matches(tokens, self.language, [kind])
            self._named[kind] = [m for m in found if not self.cited(m.start)]
        return self._named[kind]

    def clear(self, kind: str) -> list[Match]:
        """The entries of one kind, without those whose words are only a part of the name of a group of people.

        A breakdown must also not be what is counted itself: schools are no children.
        """
        groups = [set(m.words) for m in self.named("category")]
        counted = [set(m.words) for k in ("quantity", "unit") for m in self.named(k)] if kind == "breakdown" else []
        return [
            m
            for m in self.named(kind)
            if not any(set(m.words) < words for words in groups) and not any(set(m.words) <= words for words in counted)
        ]

    def entries(self, kind: str) -> list[Entry]:
        return list({e.path: e for m in self.clear(kind) for e in m.entries}.values())

    @cached_property
    def symbols(self) -> dict[str, str]:
        """The units that are written as a sign (% and its kin), by that sign."""
        forms = {form: e.path for e in self.lexicon.of_kind("unit") for lang in LANGUAGES for form in e.forms(lang)}
        return {form: path for form, path in sorted(forms.items()) if not any(c.isalnum() or c.isspace() for c in form)}

    def words(self, *keys: str) -> list[Match]:
        """The words of vocab/number-words with these keys."""
        paths = {f"number-word/{key}" for key in keys}
        return [m for m in self.named("number-word") if any(e.path in paths for e in m.entries)]

    @cached_property
    def dated(self) -> list[When]:
        """The dates and years outside citations, the doubtful ones too."""
        return [w for w in dates(self.tokens, self.lexicon, self.language) if not self.cited(w.start)]

    def symbol(self, place: int) -> tuple[str, int] | None:
        """The unit whose sign stands behind a place, and where the sign ends."""
        at = place + len(self.text[place:]) - len(self.text[place:].lstrip())
        return next(
            ((path, at + len(form)) for form, path in self.symbols.items() if self.text.startswith(form, at)), None
        )

    def cited(self, at: int) -> bool:
        return any(start <= at < stop for start, stop in self.masked)

    @cached_property
    def _parentheses(self) -> list[tuple[int, int]]:
        return [m.span() for m in PARENTHESES.finditer(self.text)]

    def parenthesis(self, at: int) -> tuple[int, int] | None:
        """The parentheses around a place."""
        return next(((lo, hi) for lo, hi in self._parentheses if lo < at < hi), None)

    @cached_property
    def _pauses(self) -> list[int]:
        return [m.start() for m in PAUSE.finditer(self.text)]

    def pauses(self, start: int, stop: int) -> int:
        """How many commas, dashes, parentheses and the like stand in a stretch."""
        edges = (at for pair in self._parentheses for at in pair)
        return sum(start <= at < stop for at in (*self._pauses, *edges))

    def segment(self, start: int, stop: int) -> tuple[int, int]:
        """The stretch between commas, colons and dashes around a place; what stands in parentheses is by itself."""
        lo, hi = self.parenthesis(start) or (0, len(self.text))
        inside = self.parenthesis(start)
        pauses = [at for at in self._pauses if lo <= at < hi and self.parenthesis(at) == inside]
        return max((at + 1 for at in pauses if at < start), default=lo), min(
            (at for at in pauses if at >= stop), default=hi
        )

    def token_at(self, place: int) -> int:
        """The index of the first token that begins at a place or behind it."""
        return next((n for n, t in enumerate(self.tokens) if t.start >= place), len(self.tokens))
