"""One sentence, cell or heading with what the vocabulary says about it, each kind looked up once and when asked for."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property

from kg.extract.dates import When, dates
from kg.lexicon import Entry, Lexicon, Match
from kg.morphology import Token
from kg.records import LANGUAGES, Language
from kg.spans import Span

PAUSE = re.compile(r"[,;:](?!\d)|(?<=\s)[-\u2010-\u2015](?=\s)|\.(?=\s|$)")
PARENTHESES = re.compile(r"\([^()]*\)?")
PEOPLE = {"unit/family", "unit/person"}
THOUSANDS = re.compile(r"\d{1,3}(?:,\d{3})+")


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
        """The words."""
        return self.span.text

    @cached_property
    def tokens(self) -> list[Token]:
        """Words and numbers; "1,000" also counts as "1000"."""
        found = self.lexicon.tokens(self.text, self.language)
        return [
            replace(t, lemmas=t.lemmas | {t.text.replace(",", "")}) if THOUSANDS.fullmatch(t.text) else t for t in found
        ]

    # ── what is named ─────────────────────────────────────────────────────────

    def named(self, kind: str) -> list[Match]:
        """The entries of one kind that the text names outside citations; a part of a body's name is no group of people."""
        if kind not in self._named:
            rivals = [kind, "agency"] if kind == "category" else [kind]
            found = self.lexicon.matches(self.tokens, self.language, rivals)
            kept = [replace(m, entries=tuple(e for e in m.entries if e.kind == kind)) for m in found]
            self._named[kind] = [m for m in kept if m.entries and not self.cited(m.start)]
        return self._named[kind]

    def clear(self, kind: str) -> list[Match]:
        """Those entries of one kind whose words are not only a part of something else.

        The name of a group of people or a set phrase is more than its words; what is counted is no breakdown of it
        (schools are no children), a unit names no place, and a loss is one of people only where people are named.
        """
        longer = [set(m.words) for k in ("category", "number-word") for m in self.named(k)]
        other = {"breakdown": ("quantity", "unit"), "place": ("unit",)}.get(kind, ())
        taken = [set(m.words) for k in other for m in self.named(k)]
        people = self.named("category") or any(m.entries[0].path in PEOPLE for m in self.named("unit"))
        if kind == "quantity" and not people:
            taken += [set(m.words) for m in self.words("loss")]
        return [
            m
            for m in self.named(kind)
            if not any(set(m.words) < words for words in longer) and not any(set(m.words) <= words for words in taken)
        ]

    def entries(self, kind: str) -> list[Entry]:
        """The clear entries of one kind, each once."""
        return list({e.path: e for m in self.clear(kind) for e in m.entries}.values())

    def words(self, *keys: str) -> list[Match]:
        """The words of vocab/number-words with these keys."""
        paths = {f"number-word/{key}" for key in keys}
        return [m for m in self.named("number-word") if any(e.path in paths for e in m.entries)]

    def word_before(self, token: int, *keys: str) -> Match | None:
        """The word with one of these keys that ends directly before a token."""
        return next((m for m in self.words(*keys) if m.words[-1] == token - 1), None)

    def word_behind(self, token: int, *keys: str) -> Match | None:
        """The word with one of these keys that begins directly behind a token."""
        return next((m for m in self.words(*keys) if m.words[0] == token + 1), None)

    @cached_property
    def dated(self) -> list[When]:
        """The dates and years outside citations, the doubtful ones too."""
        return [w for w in dates(self.tokens, self.lexicon, self.language) if not self.cited(w.start)]

    @cached_property
    def symbols(self) -> dict[str, str]:
        """The units that are written as a sign (% and its kin), by that sign."""
        forms = {form: e.path for e in self.lexicon.of_kind("unit") for lang in LANGUAGES for form in e.forms(lang)}
        return {form: path for form, path in sorted(forms.items()) if not any(c.isalnum() or c.isspace() for c in form)}

    def symbol(self, place: int) -> tuple[str, int] | None:
        """The unit whose sign stands behind a place, and where the sign ends."""
        at = place + len(self.text[place:]) - len(self.text[place:].lstrip())
        found = ((path, at + len(form)) for form, path in self.symbols.items() if self.text.startswith(form, at))
        return next(found, None)

    # ── where things stand ────────────────────────────────────────────────────

    def cited(self, at: int) -> bool:
        """Whether a place lies in the citation of an act."""
        return any(start <= at < stop for start, stop in self.masked)

    def token_at(self, place: int) -> int:
        """The index of the first token that begins at a place or behind it."""
        return next((n for n, t in enumerate(self.tokens) if t.start >= place), len(self.tokens))

    @cached_property
    def _parentheses(self) -> list[tuple[int, int]]:
        return [m.span() for m in PARENTHESES.finditer(self.text)]

    @cached_property
    def _pauses(self) -> list[int]:
        return [m.start() for m in PAUSE.finditer(self.text)]

    def parenthesis(self, at: int) -> tuple[int, int] | None:
        """The parentheses around a place."""
        return next(((lo, hi) for lo, hi in self._parentheses if lo < at < hi), None)

    def pauses(self, start: int, stop: int) -> int:
        """How many commas, dashes, parentheses and the like stand in a stretch."""
        edges = (at for pair in self._parentheses for at in pair)
        return sum(start <= at < stop for at in (*self._pauses, *edges))

    def clause(self, start: int, stop: int) -> tuple[int, int]:
        """The stretch between semicolons around a place."""
        left, right = self.text.rfind(";", 0, start) + 1, self.text.find(";", stop)
        return left, len(self.text) if right < 0 else right

    def segment(self, start: int, stop: int) -> tuple[int, int]:
        """The stretch between commas, colons and dashes around a place; what stands in parentheses is by itself."""
        inside = self.parenthesis(start)
        lo, hi = inside or (0, len(self.text))
        pauses = [at for at in self._pauses if lo <= at < hi and self.parenthesis(at) == inside]
        left, right = [at + 1 for at in pauses if at < start], [at for at in pauses if at >= stop]
        return max(left, default=lo), min(right, default=hi)
