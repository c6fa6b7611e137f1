"""Printed numbers with their sign, scale and unit: "minus 7682 persons", "164, 5 thousand", "12 and 5 per cent".

A number is found by its digits, or as a word of vocab/number-words, and read on from there. What is no statistic is
left out: dates and years, ordinals, numbers behind words such as "article" or "No", references in brackets, and
whatever stands in the citation of an act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extract.dates import year_of
from kg.extract.reading import Reading
from kg.lexicon import Match
from kg.morphology import grammemes
from kg.records import Language

SPACE = " \u00a0\u2009\u202f"
DASH = "\u2010-\u2015\u2212-"
DIGITS = re.compile(rf"(?<![\w.,/])(?:\d{{1,3}}(?:[{SPACE}]\d{{3}})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)(?![\d/])")
ORDINAL = re.compile(rf"[{DASH}][^\W\d_]")
SPLIT_DECIMAL = re.compile(rf",[{SPACE}]\d(?!\d|[.,]\d)")
SIGN = re.compile(rf"(?:(?P<clear>^|\()|(?P<open>\s))(?P<sign>[+{DASH}])(?P<apart>[{SPACE}]?)$")
NUMBERED = re.compile(r"(?:\u2116|\bNo?[\u00ba\u00b0]?\.?|\[[^\]]{0,20})\s*$")
IN_WORDS = re.compile(r"\s*\([^()\d]+\)")
GAP = re.compile(rf"[\s.{DASH}]*")
BETWEEN = re.compile(rf"[\s,{DASH}]*")
PLAIN_GAP = re.compile(r"\s*")
FARTHEST_UNIT = 3
"""Words that may stand between a number and its unit: adjectives, names of groups."""
TERMS = {"unit/day", "unit/hour", "unit/month", "unit/year"}
RATES = {"unit/per-10000", "unit/per-100000", "unit/per-mille", "unit/percent"}
LOOSE = {"quantity/count", "quantity/growth-rate", "quantity/share"}
"""Quantities that do not say what is counted."""


@dataclass(frozen=True, slots=True)
class Number:
    """A number in a text, scale and unit included. `start`, `stop` are code points, `first`, `last` token indices."""

    value: Decimal
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
    """What is counted stands for the unit."""

    def scaled(self, factor: Decimal) -> Number:
        return replace(self, value=self.value * factor, factor=factor)


def decimal(digits: str, language: Language) -> Decimal:
    """The value of printed digits: decimal comma in Russian and Kazakh, decimal point in English."""
    plain = re.sub(r"\s", "", digits)
    if plain.count(",") > 1 or (language == "en" and re.fullmatch(r"\d{1,3},\d{3}(?:\.\d+)?", plain)):
        return Decimal(plain.replace(",", ""))
    if plain.count(".") > 1:
        return Decimal(plain.replace(".", "").replace(",", "."))
    return Decimal(plain.replace(",", "."))


def numbers(reading: Reading) -> list[Number]:
    """The numbers of a text that may be statistics, in order of place, with their units where they have one."""
    bare = sorted([*_printed(reading), *_worded(reading)], key=lambda n: n.start)
    rates = [set(m.words) for m in _units(reading) if len(m.words) > 1]
    bare = [n for n in bare if not any({n.first, n.last} <= words for words in rates)]
    read = [measured(n, reading) for n in bare]
    read = [n for n in read if _is_meant(n, reading)]
    return _shared(_summed(read, reading), reading)


# ── where numbers stand ──────────────────────────────────────────────────────────────────────────────────────────


def _printed(reading: Reading) -> Iterator[Number]:
    stop = 0
    for match in DIGITS.finditer(reading.text):
        if match.start() < stop or not _may_count(match.start(), match.end(), reading):
            continue
        stop = match.end()
        split = SPLIT_DECIMAL.match(reading.text, stop)
        if split and reading.language != "en" and _leads_to_scale(split.end(), reading):
            stop = split.end()
        yield _with_sign(match.start(), stop, reading)


def _may_count(start: int, stop: int, reading: Reading) -> bool:
    before = reading.text[:start]
    if NUMBERED.search(before) or ORDINAL.match(reading.text, stop) or reading.cited(start):
        return False
    if any(w.start < stop and start < w.stop and (w.certain or w.stop - w.start > 4) for w in reading.dated):
        return False
    at, after = reading.token_at(start), reading.token_at(stop)
    if any(m.words[-1] == at - 1 and GAP.fullmatch(reading.text, m.stop, start) for m in reading.words("reference")):
        return False
    periods = [*reading.named("month"), *(m for m in reading.named("time-word") if m.entries[0].path == "time-word/quarter")]
    return not any(m.words[0] == after and GAP.fullmatch(reading.text, stop, m.start) for m in periods)


def _leads_to_scale(stop: int, reading: Reading) -> bool:
    after = reading.token_at(stop)
    scaled = any(m.words[0] == after and PLAIN_GAP.fullmatch(reading.text, stop, m.start) for m in reading.named("scale"))
    return scaled or _symbol(stop, reading) is not None


def _with_sign(start: int, stop: int, reading: Reading) -> Number:
    value = decimal(reading.text[start:stop], reading.language)
    first, last = reading.token_at(start), reading.token_at(stop) - 1
    for key, factor in (("minus", -1), ("plus", 1)):
        word = next((m for m in reading.words(key) if m.words[-1] == first - 1), None)
        if word and PLAIN_GAP.fullmatch(reading.text, word.stop, start):
            return Number(factor * value, word.start, stop, first, last, signed=True)
    sign = SIGN.search(reading.text[:start])
    if sign is None or (sign["apart"] and sign["clear"] is None):
        return Number(value, start, stop, first, last)
    before = reading.text[: sign.start("sign")].rstrip()
    minus = sign["sign"] != "+"
    if minus and before[-1:].isdigit():
        return Number(value, start, stop, first, last)
    return Number(-value if minus else value, sign.start("sign"), stop, first, last, signed=True, doubtful=minus and before[-1:].isalpha())


def _worded(reading: Reading) -> Iterator[Number]:
    """Numbers in words; "twenty five" is one, the words in "20 (twenty) per cent" are none."""
    tens: Number | None = None
    for match in reading.named("number-word"):
        entry = next((e for e in match.entries if e.value("notation")), None)
        if entry is None or reading.text[: match.start].rstrip("( ")[-1:].isdigit():
            continue
        value = Decimal(entry.value("notation") or 0)
        found = Number(value, match.start, match.stop, match.words[0], match.words[-1], entry.value("unit"), worded=True)
        if tens and value < 10 <= tens.value and GAP.fullmatch(reading.text, tens.stop, found.start):
            yield replace(tens, value=tens.value + value, stop=found.stop, last=found.last)
            tens = None
            continue
        if tens:
            yield tens
        tens = found
    if tens:
        yield tens


def _is_meant(n: Number, reading: Reading) -> bool:
    """Not a word such as "one", nor digits that are part of a name or a year."""
    if n.worded:
        return n.factor > 1 or n.unit == "unit/ratio" or (n.unit == "unit/percent" and n.value != 1)
    if n.factor > 1 or n.signed:
        return True
    if year_of(reading.tokens[n.first]) and "".join(reading.text[n.start : n.stop].split())[:4] == reading.tokens[n.first].text:
        led = any(m.words[-1] == n.first - 1 for m in reading.words("in-year"))
        return n.unit is not None and not (led and (reading.language == "en" or n.counted))
    return n.unit is not None or not reading.text[n.stop : n.stop + 1].isalpha()


# ── scales and units ─────────────────────────────────────────────────────────────────────────────────────────────


def _units(reading: Reading) -> list[Match]:
    """Unit words; a label such as "in %" must not make a unit of its bare "in"."""
    words = {m.words for m in reading.named("number-word")}
    return [m for m in reading.named("unit") if m.words not in words]


def named_unit(reading: Reading) -> tuple[str | None, Decimal]:
    """Unit and scale in a header or caption; terms and ages do not count, a rate comes before what it is a rate of."""
    signs = [path for form, path in reading.symbols.items() if form in reading.text]
    words = [m.entries[0].path for m in sorted(_units(reading), key=lambda m: -len(m.words)) if m.entries[0].path not in TERMS]
    factors = [Decimal(m.entries[0].value("factor") or 1) for m in reading.named("scale")]
    rates = [path for path in words if path in RATES]
    return next(iter([*signs, *rates, *words]), None), factors[0] if factors else Decimal(1)


def _symbol(stop: int, reading: Reading) -> tuple[str, int] | None:
    """The unit sign behind a place, and where it ends."""
    at = stop + len(reading.text[stop:]) - len(reading.text[stop:].lstrip())
    return next(((path, at + len(form)) for form, path in reading.symbols.items() if reading.text.startswith(form, at)), None)


def measured(n: Number, reading: Reading) -> Number:
    """The number with the scale and the unit that stand behind it (or, of money, before it)."""
    if n.unit:
        return n
    in_words = IN_WORDS.match(reading.text, n.stop)
    if in_words and any(n.stop < m.start < in_words.end() and m.entries[0].value("notation") for m in reading.named("number-word")):
        n = replace(n, stop=in_words.end(), last=reading.token_at(in_words.end()) - 1)
    scale = next((m for m in reading.named("scale") if m.words[0] == n.last + 1 and GAP.fullmatch(reading.text, n.stop, m.start)), None)
    if scale:
        factor = Decimal(scale.entries[0].value("factor") or 1)
        long = _with_unit(replace(n.scaled(factor), stop=scale.stop, last=scale.words[-1]), reading)
        short = _with_unit(n, reading)
        return short if short.unit and not long.unit and short.last == long.last else long
    return _with_unit(n, reading)


def _with_unit(n: Number, reading: Reading) -> Number:
    sign = _symbol(n.stop, reading)
    if sign:
        return replace(n, unit=sign[0], stop=sign[1])
    money = next((form for form in reading.symbols if reading.text[: n.start].rstrip().endswith(form)), None)
    if money and reading.symbols[money] not in ("unit/percent", "unit/per-mille"):
        start = reading.text[: n.start].rstrip().rindex(money)
        return replace(n, unit=reading.symbols[money], start=start)
    unit = _unit_word(n, reading) or _counted(n, reading)
    if unit:
        return unit
    code = next((m for m in _units(reading) if m.words[-1] == n.first - 1 and reading.text[m.start : m.stop].isupper()), None)
    if code and PLAIN_GAP.fullmatch(reading.text, code.stop, n.start):
        return replace(n, unit=code.entries[0].path, start=code.start)
    return n


def _unit_word(n: Number, reading: Reading) -> Number | None:
    """The unit named within a few words; only adjectives and names of groups may stand between."""
    units = {m.words[0]: m for m in _units(reading)}
    named = {w for kind in ("category", "breakdown") for m in reading.named(kind) for w in m.words}
    at = n.last + 1
    for skipped in range(FARTHEST_UNIT + 1):
        if at >= len(reading.tokens) or not _reaches(n, at, reading):
            return None
        if at in units:
            unit = units[at]
            return replace(n, unit=unit.entries[0].path, stop=unit.stop, last=unit.words[-1])
        if at not in named and not _describes(at, reading, skipped):
            return None
        at += 1
    return None


def _reaches(n: Number, at: int, reading: Reading) -> bool:
    """Whether nothing but white space (behind a scale a full stop) stands between the number and a token."""
    token = reading.tokens[at]
    return bool(token.glued or at == n.last + 1) and bool(GAP.fullmatch(reading.text, n.stop, token.start) if at == n.last + 1 else True)


def _describes(at: int, reading: Reading, skipped: int) -> bool:
    """Whether a word may describe what is counted: an adjective in Russian, one word elsewhere."""
    token = reading.tokens[at]
    if not token.text[:1].isalpha() or any(at in m.words for m in reading.named("number-word")):
        return False
    if reading.language == "ru":
        return bool(grammemes(token.text) & {"ADJF", "PRTF"})
    return skipped == 0


def _counted(n: Number, reading: Reading) -> Number | None:
    """The unit of what is counted, where its name stands for the unit: "582 refugees", "40 teachers"."""
    if n.worded:
        return None
    for kind in ("category", "breakdown", "quantity"):
        for match in reading.clear(kind):
            entry = match.entries[0]
            if match.words[0] != n.last + 1 or entry.path in LOOSE or not _reaches(n, match.words[0], reading):
                continue
            unit = (entry.value("unit") if kind == "quantity" else None) or "unit/person"
            return replace(n, unit=unit, stop=match.stop, last=match.words[-1], counted=True)
    return None


# ── numbers that belong together ─────────────────────────────────────────────────────────────────────────────────


def _summed(found: list[Number], reading: Reading) -> list[Number]:
    """Parts of one number put together: "3 million 400 thousand tenge"."""
    done: list[Number] = []
    for n in found:
        left = done[-1] if done else None
        if left and left.unit is None and left.factor > n.factor and not n.signed and abs(n.value) < left.factor and GAP.fullmatch(reading.text, left.stop, n.start):
            value = left.value + n.value if left.value >= 0 else left.value - n.value
            done[-1] = replace(left, value=value, stop=n.stop, last=n.last, unit=n.unit)
        else:
            done.append(n)
    return done


def _shared(found: list[Number], reading: Reading) -> list[Number]:
    """A unit stands once for a range or an enumeration: "5-7 thousand", "12 and 5 per cent"."""
    done: list[Number] = []
    for n in reversed(found):
        right = done[-1] if done else None
        if right and right.unit and n.unit is None and n.factor == 1 and _joined(n, right, reading):
            n = replace(n.scaled(right.factor), unit=right.unit)
        done.append(n)
    return done[::-1]


def _joined(left: Number, right: Number, reading: Reading) -> bool:
    words = {w for m in reading.words("and", "up-to") for w in m.words}
    if not set(range(left.last + 1, right.first)) <= words:
        return False
    return not re.search(rf"[^\w\s,{DASH}]", reading.text[left.stop : right.start])
