"""The figures of one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from kg.extract import subjects
from kg.extract.numbers import numbers
from kg.extract.periods import governing, periods
from kg.extract.reading import Reading
from kg.extract.subjects import GROWTH, Told
from kg.extract.units import LOOSE, TERMS, Number
from kg.lexicon import Entry
from kg.morphology import grammemes
from kg.records import Evidence, Figure, Place

MEASURES = {*TERMS, "unit/document", "unit/point"}
"""Units of terms, ages and marks: a statistic only beside a quantity that is measured in them."""
LISTED = re.compile(r"(?:[(:]|\s[-\u2010-\u2015])\s*$")
NO_NOUN = {"CONJ", "GRND", "INFN", "PRCL", "PRTS", "VERB"}
"""Parts of speech (OpenCorpora) that a number does not count."""
APPOSED = re.compile(r"\s*\(\s*")


@dataclass(frozen=True, slots=True)
class About:
    """All that a number has besides its value and unit."""

    quantity: Entry | None
    categories: tuple[str, ...]
    period: str | None
    area: str | None
    breakdown: str | None


class Sentence:
    """A sentence with what the text has said before it.

    `topic`: categories that the item which it stands in is about; `home`: the place of the document.
    """

    def __init__(self, reading: Reading, told: Told, topic: Sequence[str], home: str | None) -> None:
        self.reading, self.told, self.topic, self.home = reading, told, topic, home
        self.lexicon = reading.lexicon
        self.periods = periods(reading)
        self.places = subjects.home_places(reading, home)
        found = _with_units(numbers(reading), reading)
        self.numbers = [n for n in found if n.unit and self.is_statistic(n)]
        self.missed = [reading.span[n.start : n.stop] for n in found if n.factor > 1 and n not in self.numbers]

    def is_statistic(self, n: Number) -> bool:
        named = [m for m in self.reading.clear("quantity") if not (m.start < n.stop and n.start < m.stop)]
        if n.unit in MEASURES:
            return any(m.entries[0].value("unit") == n.unit == "unit/year" for m in named)
        if n.unit == "unit/ratio" and not n.worded:
            after = [
                m for m in self.reading.named("unit") if 0 < m.words[0] - n.last <= 2 and m.entries[0].path in MEASURES
            ]
            return not after and bool(
                self.reading.words("comparison", "gain", "decline") or any(m.entries[0].path == GROWTH for m in named)
            )
        return True

    def figures(self, place: Place) -> Iterator[Figure]:
        """The figures in reading order, all with the same `place`."""
        reading = self.reading
        evidence = Evidence(reading.span, reading.language, "prose_number")
        before: tuple[Number, About] | None = None
        for n in self.numbers:
            if before and _apposed(before[0], n, reading):
                about = self.apposed(n, before[1])
            else:
                about = self.about(n, before[0].stop if before else 0)
            before = n, about
            raw = Evidence(reading.span[n.start : n.stop], reading.language, "prose_number")
            yield Figure(
                place,
                evidence,
                raw,
                signed(n, about.quantity, reading),
                about.quantity.path if about.quantity else None,
                n.unit,
                about.period,
                about.area,
                about.categories,
                about.breakdown,
            )

    def about(self, n: Number, floor: int) -> About:
        """What the words around a number say; a name before it stands behind `floor`."""
        categories = self.groups(n)
        quantity = subjects.quantity(n, self.reading, categories, self.told)
        place = subjects.beside(n, 0, self.places, self.reading)
        floor = max(floor, place.stop) if place and place.stop <= n.start else floor
        area = self.in_turn(n, [m.entries[0].path for m in self.places]) or (
            place.entries[0].path if place else self.home or subjects.COUNTRY
        )
        return About(
            quantity,
            self.with_context(categories, self.implied(quantity)),
            self.when(n),
            area,
            self.breakdown(n, floor),
        )

    def apposed(self, n: Number, main: About) -> About:
        """Of a number in parentheses behind another one: the same thing in another unit, or a share of it."""
        named = subjects.quantity(n, self.reading, main.categories, self.told)
        same = main.quantity is not None and subjects.alike(main.quantity, n.unit)
        return replace(main, quantity=main.quantity if same else named)

    def groups(self, n: Number) -> tuple[str, ...]:
        """The groups of people named in the number's own words, else between its commas, else in the sentence."""
        own = subjects.groups(self.reading, n.start, n.stop)
        near = subjects.groups(self.reading, *self.reading.segment(n.start, n.stop))
        for found in (own, near, subjects.groups(self.reading)):
            if any(not e.value("generic") for e in found):
                return subjects.narrow(found)
        return subjects.narrow(subjects.groups(self.reading))

    def implied(self, quantity: Entry | None) -> tuple[str, ...]:
        """What the quantity is about; a share or growth rate is about the other quantities of the sentence."""
        if quantity is None or quantity.path in LOOSE:
            return subjects.implied(m.entries[0] for m in self.reading.clear("quantity"))
        return subjects.implied([quantity])

    def with_context(self, own: tuple[str, ...], implied: tuple[str, ...]) -> tuple[str, ...]:
        if not subjects.specific(own, self.lexicon):
            own = (*own, *implied, *self.told.categories)
        return subjects.narrowed((*own, *self.topic), self.lexicon)

    def when(self, n: Number) -> str | None:
        governed = self.in_turn(n, [w.value for w in self.periods.plain])
        if governed:
            return governed
        when = governing(n, self.numbers, self.periods.plain, self.reading)
        return when.value if when else self.told.period or next((w.value for w in self.periods.titles), None)

    def breakdown(self, n: Number, floor: int) -> str | None:
        foreign = [
            m for m in subjects.places(self.reading) if not subjects.at_home(m.entries[0].path, self.lexicon, self.home)
        ]
        found = sorted([*self.reading.clear("breakdown"), *foreign], key=lambda m: m.start)
        printed = [self.reading.text[m.start : m.stop] for m in found]
        match = subjects.beside(n, subjects.label_start(n, floor, self.reading), found, self.reading)
        name = subjects.label(n, floor, self.reading)
        return self.in_turn(n, printed) or (
            self.reading.text[match.start : match.stop] if match else name.text if name else None
        )

    def in_turn(self, n: Number, values: Sequence[str]) -> str | None:
        """The value that "respectively" gives to a number: there are as many of them as numbers."""
        several = len(values) == len(self.numbers) > 1 and self.reading.words("respectively")
        return values[self.numbers.index(n)] if several else None


def signed(n: Number, quantity: Entry | None, reading: Reading) -> Decimal:
    """The value with the sign that the text means: losses count down, and a dash is no minus."""
    path = quantity.path if quantity else ""
    if n.doubtful and not subjects.may_be_negative(path, reading.lexicon):
        return abs(n.value)
    if n.signed or n.unit == "unit/ratio":
        return n.value
    if path == GROWTH:
        cues = sorted(subjects.changes(n, reading), key=lambda m: abs(m.words[0] - n.first))[:1]
    else:
        cues = [m for m in reading.words("loss", "gain") if m.start < n.start][-1:]
    down = any(path in e.values.get("related", ()) for m in cues for e in m.entries)
    return -n.value if down else n.value


def _apposed(left: Number, right: Number, reading: Reading) -> bool:
    """Whether a number stands in parentheses directly behind another, or with it in the same parentheses."""
    inside = reading.parenthesis(right.start)
    if inside is None:
        return False
    return bool(APPOSED.fullmatch(reading.text, left.stop, right.start)) or (
        left.start > inside[0] and left.unit != right.unit
    )


# ── numbers without a unit of their own ──────────────────────────────────────────────────────────────────────────


def _with_units(found: Sequence[Number], reading: Reading) -> list[Number]:
    """A number without a unit takes that of its list, or that of the quantity before it; a rate changes persons."""
    rates = [m.entries[0].path for m in reading.named("unit") if m.entries[0].path.startswith("unit/per-")]
    done: list[Number] = []
    for n in found:
        if n.unit is None and (n.factor > 1 or _ends(n, reading)):
            n = _in_list(n, done, reading) or _of_quantity(n, reading) or n
        elif n.unit == "unit/person" and n.factor == 1 and rates:
            n = replace(n, unit=rates[0])
        done.append(n)
    return done


def _ends(n: Number, reading: Reading) -> bool:
    """Whether no noun follows that the number could count."""
    after = n.last + 1
    if after >= len(reading.tokens) or reading.text[n.stop : reading.tokens[after].start].strip():
        return True
    if reading.language == "ru" and grammemes(reading.tokens[after].text) & NO_NOUN:
        return True
    return any(m.words[0] == after for m in reading.words("and", "in-year", "comparison", "up-to"))


def _in_list(n: Number, before: Sequence[Number], reading: Reading) -> Number | None:
    """With the unit of the number before, where a dash, a parenthesis or "of them" leads to this one."""
    left = next((b for b in reversed(before) if b.unit), None)
    part = any(m.words[-1] == n.first - 1 or m.words[0] == n.last + 1 for m in reading.words("sum"))
    if left is None or not (n.factor > 1 or part or LISTED.search(reading.text[: n.start])):
        return None
    shares_scale = n.factor == 1 and left.factor > 1 and n.value < 1000
    return replace(n.scaled(left.factor) if shares_scale else n, unit=left.unit)


def _of_quantity(n: Number, reading: Reading) -> Number | None:
    named = [m.entries[0] for m in reading.clear("quantity") if m.stop <= n.start and m.entries[0].path not in LOOSE]
    return replace(n, unit=named[-1].value("unit")) if named else None
