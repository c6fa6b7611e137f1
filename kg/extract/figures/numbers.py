"""Printed numbers with their sign, scale and unit: "minus 7682 persons", "164, 5 thousand", "12 and 5 per cent".

A number is found by its digits, or as a word of vocab/number-words, and read on from there. What is no statistic is
left out: dates and years, ordinals, numbers behind words such as "article" or "No", references in brackets, and
whatever stands in the citation of an act.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from decimal import Decimal

from kg.extract.dates import year_of
from kg.extract.figures.reading import Reading
from kg.extract.figures.series import in_series
from kg.extract.figures.units import DASH, GAP, RATES, SPACE, Lent, Number, measured, unit_words
from kg.records import Language

DIGITS = re.compile(rf"(?<![\w.,/])(?:\d{{1,3}}(?:[{SPACE}]\d{{3}})+(?:[.,]\d+)?|\d+(?:[.,]\d+)*)(?![\d/])")
ORDINAL = re.compile(rf"[{DASH}][^\W\d_]")
SPLIT_DECIMAL = re.compile(rf",[{SPACE}]\d(?!\d|[.,]\d)")
SIGN = re.compile(rf"(?:(?P<clear>^|\()|(?P<open>\s))(?P<sign>[+{DASH}])(?P<apart>[{SPACE}]?)$")
NUMBERED = re.compile(r"(?:\u2116|\bNo?[\u00ba\u00b0]?\.?|\[[^\]]{0,20})\s*$")
HYPHENS = {"-", "\u2010", "\u2011"}
DENOMINATORS = {1000: "unit/per-mille", 10_000: "unit/per-10000", 100_000: "unit/per-100000"}


def decimal(digits: str, language: Language) -> Decimal:
    """The value of printed digits: decimal comma in Russian and Kazakh, decimal point in English."""
    plain = re.sub(r"\s", "", digits)
    if plain.count(",") > 1 or (language == "en" and re.fullmatch(r"\d{1,3},\d{3}(?:\.\d+)?", plain)):
        return Decimal(plain.replace(",", ""))
    if plain.count(".") > 1:
        return Decimal(plain.replace(".", "").replace(",", "."))
    return Decimal(plain.replace(",", "."))


def numbers(reading: Reading, lent: Lent | None = None) -> list[Number]:
    """The numbers of a text that may be statistics, in order of place, with their units where they have one.

    `lent` is the unit that a note before the text gives to those without one.
    """
    bare = sorted([*_printed(reading), *_worded(reading)], key=lambda n: n.start)
    in_units = [set(m.words) for m in unit_words(reading) if len(m.words) > 1]
    bare = [n for n in bare if not any({n.first, n.last} <= words for words in in_units)]
    return in_series([m for m in (measured(n, reading) for n in bare) if _is_meant(m, reading)], reading, lent)


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
    """Whether digits are no date, ordinal, mark of a list item, reference or part of a citation."""
    if (
        NUMBERED.search(reading.text[:start])
        or _in_name(start, reading)
        or ORDINAL.match(reading.text, stop)
        or reading.cited(start)
    ):
        return False
    if reading.text.startswith(")", stop) and reading.parenthesis(start) is None:
        return False
    if any(w.start < stop and start < w.stop and (w.certain or w.stop - w.start > 4) for w in reading.dated):
        return False
    at, after = reading.token_at(start), reading.token_at(stop)
    reference = reading.word_before(at, "reference")
    if reference and GAP.fullmatch(reading.text, reference.stop, start):
        return False
    quarters = [m for m in reading.named("time-word") if m.entries[0].path == "time-word/quarter"]
    parts = [*reading.named("month"), *quarters]
    return not any(m.words[0] == after and GAP.fullmatch(reading.text, stop, m.start) for m in parts)


def _in_name(start: int, reading: Reading) -> bool:
    """Whether digits are joined by a hyphen to a capital letter before: the number of an act, a name."""
    return reading.text[start - 1 : start] in HYPHENS and reading.text[max(0, start - 2) : start - 1].isupper()


def _leads_to_scale(stop: int, reading: Reading) -> bool:
    after = reading.token_at(stop)
    scaled = any(m.words[0] == after and not reading.text[stop : m.start].strip() for m in reading.named("scale"))
    return scaled or reading.symbol(stop) is not None


def _with_sign(start: int, stop: int, reading: Reading) -> Number:
    value = decimal(reading.text[start:stop], reading.language)
    first, last = reading.token_at(start), reading.token_at(stop) - 1
    for key, factor in (("minus", -1), ("plus", 1)):
        word = reading.word_before(first, key)
        if word and not reading.text[word.stop : start].strip():
            return Number(factor * value, word.start, stop, word.words[0], last, signed=True)
    sign = SIGN.search(reading.text[:start])
    before = reading.text[: sign.start("sign")].rstrip()[-1:] if sign else ""
    minus = sign is not None and sign["sign"] != "+"
    if sign is None or (sign["apart"] and sign["clear"] is None) or (minus and before.isdigit()):
        return Number(value, start, stop, first, last)
    value = -value if minus else value
    return Number(value, sign.start("sign"), stop, first, last, signed=True, doubtful=minus and before.isalpha())


def _worded(reading: Reading) -> Iterator[Number]:
    """Numbers in words; "twenty five" is one number, the words in "20 (twenty) per cent" are none."""
    tens: Number | None = None
    for match in reading.named("number-word"):
        entry = next((e for e in match.entries if e.value("notation")), None)
        if entry is None or reading.text[: match.start].rstrip("( ")[-1:].isdigit():
            continue
        unit = entry.value("unit")
        value, words = Decimal(entry.value("notation") or 0), (match.words[0], match.words[-1])
        found = Number(value, match.start, match.stop, *words, unit, worded=True, counted=unit is not None)
        if tens and value < 10 < tens.value and GAP.fullmatch(reading.text, tens.stop, found.start):
            yield replace(tens, value=tens.value + value, stop=found.stop, last=found.last)
            tens = None
            continue
        if tens:
            yield tens
        tens = found
    if tens:
        yield tens


def _is_meant(n: Number, reading: Reading) -> bool:
    """Not a word such as "one", nor digits that are a year, part of a name or what a rate is per."""
    if n.worded:
        return n.factor > 1 or (n.unit == "unit/ratio" and n.value != 1) or (n.unit == "unit/percent" and n.value != 1)
    rate = DENOMINATORS.get(int(n.value))
    rated = any(rate == e.value("unit") for e in reading.entries("quantity"))
    if rate and rated and (n.counted or n.unit not in RATES):
        return False
    if n.factor > 1 or n.signed:
        return True
    digits, year = DIGITS.match(reading.text, n.start), year_of(reading.tokens[n.first])
    if digits and year and digits.group() == reading.tokens[n.first].text:
        beside = [reading.tokens[at] for at in (n.first - 1, n.first + 1) if 0 <= at < len(reading.tokens)]
        if any(year_of(t) and not reading.text[min(t.stop, n.stop) : max(t.start, n.start)].strip() for t in beside):
            return False
        led = reading.word_before(n.first, "in-year")
        return n.unit is not None and not (led and (reading.language == "en" or n.counted))
    return n.unit is not None or not reading.text[n.stop : n.stop + 1].isalpha()
