"""Scale and unit of a number: the words and signs behind it (of money, before it), or what it counts."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extract.figures.reading import Reading
from kg.lexicon import Match
from kg.morphology import fold, grammemes

SPACE = " \u00a0\u2009\u202f"
DASH = "\u2010-\u2015\u2212-"
GAP = re.compile(rf"[\s.{DASH}]*")
IN_WORDS = re.compile(r"\s*\([^()\d]+\)")
AS_UNIT = re.compile(r"[(,]\s*(?:[^\W\d_]{1,2}\s)?$")
NOTE = re.compile(r"[(,]\s*([^(),:;]{1,40}?)\s*\)?\s*(?::|\s[-\u2010-\u2015](?=\s))")
"""What stands in parentheses or behind a comma, before a colon or dash."""
FARTHEST_UNIT = 3
"""Words that may stand between a number and its unit: adjectives, names of groups."""
CURRENCIES = "amd azn byn chf cny eur gbp gel inr jpy kgs krw kzt mci mdl mnt rub tjs tmt try uah usd uzs"
MONEY = {f"unit/{key}" for key in CURRENCIES.split()}
FAMILY, PERSON = "unit/family", "unit/person"
NAMES = {"Name", "Patr", "Surn"}
"""Grammemes (OpenCorpora) of what names one person and counts none."""
PIECES = "unit/unit"
TERMS = {"unit/day", "unit/hour", "unit/month", "unit/year"}
RATES = {"unit/per-10000", "unit/per-100000", "unit/per-mille", "unit/percent"}
LOOSE = {"quantity/count", "quantity/growth-rate", "quantity/share"}
"""Quantities that do not say what is counted."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text, scale and unit included. `start`, `stop` are code points, `first`, `last` token indices."""

    value: Decimal
    """In base units: 34,4 thousand is 34400."""
    start: int
    stop: int
    first: int
    last: int
    unit: str | None = None
    factor: Decimal = Decimal(1)
    signed: bool = False
    doubtful: bool = False
    """The minus may be a dash: it stands behind a word and before the digits."""
    worded: bool = False
    counted: bool = False
    """What is counted, or the word itself ("twofold"), stands for the unit."""

    def scaled(self, factor: Decimal) -> Number:
        """The same digits in thousands, millions …"""
        return replace(self, value=self.value * factor, factor=factor)

    def overlaps(self, match: Match) -> bool:
        """Whether words are, or share, the words of the number."""
        return match.start < self.stop and self.start < match.stop


def measured(n: Number, reading: Reading) -> Number:
    """The number with the scale and the unit that stand beside it."""
    if n.unit:
        return n
    if reading.word_before(n.first, "factor"):
        return replace(n, unit="unit/ratio", counted=True)
    in_words = IN_WORDS.match(reading.text, n.stop)
    spelt = [m for m in reading.named("number-word") if m.entries[0].value("notation")]
    if in_words and any(n.stop < m.start < in_words.end() for m in spelt):
        n = replace(n, stop=in_words.end(), last=reading.token_at(in_words.end()) - 1)
    scale = next((m for m in reading.named("scale") if m.words[0] == n.last + 1), None)
    if scale is None or not GAP.fullmatch(reading.text, n.stop, scale.start):
        return _with_unit(n, reading)
    factor = factor_of(scale)
    long = _with_unit(_ended(n.scaled(factor), scale, None, reading), reading)
    short = _with_unit(n, reading)
    return short if short.unit and not long.unit and short.last == long.last else long


def unit_words(reading: Reading) -> list[Match]:
    """The words that name units; the bare "in" of a label such as "in %" is none."""
    small = {m.words for m in reading.named("number-word")}
    return [m for m in reading.named("unit") if m.words not in small]


def named_unit(reading: Reading) -> tuple[str | None, Decimal]:
    """Unit and scale in a header or caption, nouns such as "schools" too."""
    return _first_unit(reading, [m for m in unit_words(reading) if m.entries[0].path not in {*TERMS, "unit/point"}])


def printed_unit(reading: Reading) -> tuple[str | None, Decimal]:
    """Unit and scale printed as such: in parentheses, behind a comma or a scale, as a sign, or alone in a cell."""
    words = [m for m in unit_words(reading) if m.entries[0].path not in TERMS]
    scales = {m.words[-1]: m for m in reading.named("scale")}
    alone = {w for m in (*words, *scales.values()) for w in m.words} >= set(range(len(reading.tokens)))
    kept = [m for m in words if alone or m.words[0] - 1 in scales or AS_UNIT.search(reading.text[: m.start])]
    return _first_unit(reading, kept)


@dataclass(frozen=True, slots=True)
class Lent:
    """A unit and scale that a note such as "(million tenge):" gives to the numbers behind it."""

    unit: str | None
    factor: Decimal = Decimal(1)


def notes(reading: Reading) -> list[tuple[int, Lent]]:
    """The notes of a text that say nothing but a unit or scale, before a colon or dash, by the place behind each."""
    found = []
    for match in NOTE.finditer(reading.text):
        inner = replace(reading, span=reading.span[match.start(1) : match.end(1)], masked=(), _named={})
        words = [m for kind in ("scale", "unit") for m in inner.named(kind)]
        words += inner.words("in-year")
        signed = inner.text.strip() in inner.symbols
        if signed or (words and {w for m in words for w in m.words} >= set(range(len(inner.tokens)))):
            unit, factor = _first_unit(inner, unit_words(inner))
            found.append((match.end(), Lent(unit, factor)))
    return found


def _first_unit(reading: Reading, words: list[Match]) -> tuple[str | None, Decimal]:
    """Signs before words, rates before what they are rates of, long names before short ones; and the scale."""
    signs = [path for form, path in reading.symbols.items() if form in reading.text]
    paths = [m.entries[0].path for m in sorted(words, key=lambda m: (m.entries[0].path not in RATES, -len(m.words)))]
    factors = map(factor_of, reading.named("scale"))
    return next(iter([*signs, *paths]), None), next(factors, Decimal(1))


def factor_of(scale: Match) -> Decimal:
    """What a scale multiplies by, as a power of ten: the exponent of a scaled number says how exactly it is printed."""
    return Decimal(scale.entries[0].value("factor") or 1).normalize()


def _with_unit(n: Number, reading: Reading) -> Number:
    sign = reading.symbol(n.stop)
    if sign:
        return replace(n, unit=sign[0], stop=sign[1])
    return _money_before(n, reading) or _unit_word(n, reading) or _counted(n, reading) or _people(n, reading) or n


def _money_before(n: Number, reading: Reading) -> Number | None:
    """The sign or code of a currency before the number: "$5", "USD 5"."""
    before = reading.text[: n.start].rstrip()
    for form, path in reading.symbols.items():
        if before.endswith(form) and path not in RATES:
            return replace(n, unit=path, start=len(before) - len(form))
    for m in unit_words(reading):
        code = reading.text[m.start : m.stop]
        if m.words[-1] == n.first - 1 and code.isupper() and len(code) > 1 and m.stop == len(before):
            return replace(n, unit=m.entries[0].path, start=m.start, first=m.words[0])
    return None


def _unit_word(n: Number, reading: Reading) -> Number | None:
    """The unit named within a few words; only adjectives and names of groups may stand between."""
    units = {m.words[0]: m for m in unit_words(reading)}
    named = {w for kind in ("category", "breakdown") for m in reading.named(kind) for w in m.words}
    first = _first_noun(n, reading)
    for at in range(first, min(first + 1 + FARTHEST_UNIT, len(reading.tokens))):
        if not _reaches(n, at, reading):
            return None
        if at in units:
            return _ended(n, units[at], units[at].entries[0].path, reading)
        if at not in named and not _describes(at, at - first, reading):
            return None
    return None


def _first_noun(n: Number, reading: Reading) -> int:
    """The token from which on its unit may stand: behind "of these" in "12 of these families"."""
    part = reading.word_behind(n.last, "among")
    return part.words[-1] + 1 if part and _reaches(n, part.words[0], reading) else n.last + 1


def _ended(n: Number, match: Match, unit: str | None, reading: Reading) -> Number:
    """The number up to the end of its scale or unit, the full stop of an abbreviation included."""
    short = fold(reading.tokens[match.words[-1]].text) in reading.lexicon.morphology.abbreviations
    stop = match.stop + (short and reading.text.startswith(".", match.stop))
    return replace(n, unit=unit, stop=stop, last=match.words[-1])


def _reaches(n: Number, at: int, reading: Reading) -> bool:
    """Whether nothing but white space (behind a scale a full stop) stands before a token."""
    if at == n.last + 1:
        return bool(GAP.fullmatch(reading.text, n.stop, reading.tokens[at].start))
    return reading.tokens[at].glued


def _describes(at: int, skipped: int, reading: Reading) -> bool:
    """Whether a word may describe what is counted: an adjective in Russian, one word elsewhere."""
    word = reading.tokens[at].text
    if not word[:1].isalpha() or any(at in m.words for m in reading.named("number-word")):
        return False
    return bool(grammemes(word) & {"ADJF", "PRTF"}) if reading.language == "ru" else skipped == 0


def _counted(n: Number, reading: Reading) -> Number | None:
    """The unit of what is counted, where its name stands for the unit: "582 refugees", "40 teachers"."""
    if n.worded:
        return None
    for kind in ("category", "breakdown", "quantity"):
        for match in reading.clear(kind):
            entry = match.entries[0]
            if match.words[0] == n.last + 1 and entry.path not in LOOSE and _reaches(n, match.words[0], reading):
                unit = (entry.value("unit") if kind == "quantity" else None) or "unit/person"
                return replace(_ended(n, match, unit, reading), counted=True)
    return None


def _people(n: Number, reading: Reading) -> Number | None:
    """Persons, where a Russian noun for living beings stands behind the number, perhaps behind adjectives."""
    if n.worded or reading.language != "ru":
        return None
    for at in range(n.last + 1, min(n.last + 2 + FARTHEST_UNIT, len(reading.tokens))):
        token = reading.tokens[at]
        if not _reaches(n, at, reading):
            return None
        marks = grammemes(token.text)
        if {"NOUN", "anim"} <= marks and not marks & NAMES and token.text[:1].islower():
            return replace(n, unit=PERSON, stop=token.stop, last=at, counted=True)
        if not _describes(at, at - n.last - 1, reading):
            return None
    return None
