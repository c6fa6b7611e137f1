"""The figures of one sentence."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from kg.extract.dates import When
from kg.extract.figures import places, quantities, subjects
from kg.extract.figures.numbers import numbers
from kg.extract.figures.periods import end, governing, is_future, latest, periods
from kg.extract.figures.quantities import GROWTH, POPULATION
from kg.extract.figures.reading import Reading
from kg.extract.figures.series import ends
from kg.extract.figures.subjects import Told
from kg.extract.figures.units import LOOSE, MONEY, TERMS, Number
from kg.lexicon import Entry
from kg.records import Evidence, Figure, Place
from kg.spans import Span

MEASURES = {*TERMS, "unit/document", "unit/point"}
"""Units of terms, ages and marks: a statistic only beside a quantity that is measured in years."""
APPOSED = re.compile(r"\s*\(\s*")


@dataclass(frozen=True, slots=True)
class About:
    """All that a number has besides its value and unit."""

    quantity: Entry | None
    categories: tuple[str, ...]
    period: str | None
    area: str
    breakdown: str | None


class Sentence:
    """A sentence after what the text has told before it.

    `topic`: the categories that the list item in which it stands is about; `home`: the place of the document.
    """

    def __init__(self, reading: Reading, told: Told, topic: Sequence[str], home: str | None) -> None:
        self.reading, self.told, self.topic, self.home = reading, told, topic, home
        self.periods = periods(reading)
        self.places = places.home_places(reading, home)
        foreign = places.foreign_places(reading, home)
        self.breakdowns = sorted([*reading.clear("breakdown"), *foreign], key=lambda m: m.start)
        found = [self._of_told(n) for n in numbers(reading, told.lent)]
        self.numbers = [n for n in found if n.unit and self._is_statistic(n)]
        self._missed = [n for n in found if n.factor > 1 and n not in self.numbers]

    def figures(self, place: Place) -> Iterator[Figure]:
        """The figures in reading order, all with the same `place`."""
        reading = self.reading
        evidence = Evidence(reading.span, reading.language, "prose_number")
        left: tuple[Number, About] | None = None
        for n in self.numbers:
            apposed = left and _is_apposed(left[0], n, reading)
            about = self._apposed(n, left[1]) if left and apposed else self._about(n, left[0].stop if left else 0)
            left = n, about
            path = about.quantity.path if about.quantity else None
            named = [path] if path else [e.path for e in reading.entries("quantity")]
            dash = n.doubtful and not any(quantities.may_be_negative(p, reading.lexicon) for p in named)
            yield Figure(
                place=place,
                evidence=evidence,
                raw=Evidence(reading.span[n.start : n.stop], reading.language, "prose_number"),
                value=abs(n.value) if dash else n.value * quantities.sign(n, path or "", reading),
                quantity=path,
                unit=n.unit,
                period=about.period,
                area=about.area,
                categories=about.categories,
                breakdown=about.breakdown,
            )

    def missed(self) -> list[Span]:
        """The numbers with a scale that are no figures."""
        return [self.reading.span[n.start : n.stop] for n in self._missed]

    def _of_told(self, n: Number) -> Number:
        """A bare number in thousands goes on with what the sentence before has counted."""
        named = any(e.path not in LOOSE for e in self.reading.entries("quantity"))
        if n.unit or n.factor == 1 or named or not ends(n, self.reading):
            return n
        counted = (self.reading.lexicon.by_path.get(path) for path in self.told.quantities)
        return replace(n, unit=next((e.value("unit") for e in counted if e), None))

    def _is_statistic(self, n: Number) -> bool:
        """A term, an age or a norm is none, and "twice" only where something grew, fell or is compared."""
        lo, hi = self.reading.clause(n.start, n.stop)
        named = [m.entries[0] for m in self.reading.clear("quantity") if lo <= m.start < hi and not n.overlaps(m)]
        if n.unit == "unit/mci" or self._is_norm(n):
            return False
        if n.unit == "unit/point" and self.periods.plain:
            return True
        if n.unit in MEASURES:
            return n.unit == "unit/year" and any(e.value("unit") == n.unit for e in named)
        if n.unit != "unit/ratio" or n.counted:
            return True
        terms = [m for m in self.reading.named("unit") if m.entries[0].path in TERMS]
        often = any(0 < m.words[0] - n.last <= 2 for m in terms)
        compared = self.reading.words("comparison", "gain", "decline") or any(e.path == GROWTH for e in named)
        return bool(compared) and not often

    def _is_norm(self, n: Number) -> bool:
        """Whether a number only sets a bound or size ("at least 6 square metres") and no time is named: a norm."""
        timed = self.periods.plain or self.told.period or self.told.goal
        return not timed and n.unit not in MONEY and self.reading.word_before(n.first, "bound") is not None

    # ── what the words around a number say ────────────────────────────────────

    def _about(self, n: Number, floor: int) -> About:
        """`floor`: where the number before ends; a name that belongs to this one stands behind it."""
        own = self._groups(n)
        quantity = quantities.quantity(n, self.reading, own, self.told)
        place = places.area(n, self.places, self.reading)
        floor = max(floor, place.stop) if place and place.stop <= n.start else floor
        nearest = place.entries[0].path if place else self.home or places.COUNTRY
        printed = [self.reading.text[m.start : m.stop] for m in self.breakdowns]
        return About(
            quantity=quantity,
            categories=self._with_context(own, quantity),
            period=self._period(n, quantity),
            area=self._in_turn(n, [m.entries[0].path for m in self.places]) or nearest,
            breakdown=self._in_turn(n, printed) or places.breakdown(n, floor, self.breakdowns, self.reading),
        )

    def _apposed(self, n: Number, main: About) -> About:
        """Of a number in parentheses behind another one: the same thing in another unit, or a share of it."""
        if main.quantity is not None and quantities.alike(main.quantity, n.unit):
            return main
        return replace(main, quantity=quantities.quantity(n, self.reading, main.categories, self.told))

    def _groups(self, n: Number) -> tuple[str, ...]:
        """The groups of people named in the number's own words, else between its commas, else in the clause."""
        lo, hi = self.reading.clause(n.start, n.stop)
        part = next((m.start for m in self.reading.words("among") if n.stop <= m.start < hi), hi)
        whole = subjects.groups(self.reading, lo, part)
        own = subjects.groups(self.reading, n.start, n.stop)
        near = subjects.groups(self.reading, *self.reading.segment(n.start, n.stop))
        specific = (found for found in (own, near) if any(not e.value("generic") for e in found))
        return subjects.narrow(next(specific, whole))

    def _with_context(self, own: tuple[str, ...], quantity: Entry | None) -> tuple[str, ...]:
        """With what the quantity (of a share: those of the sentence) is about and, of people, what was told.

        Coming and leaving only say the direction in which a group that was named before moves.
        """
        lexicon = self.reading.lexicon
        if set(own) <= subjects.FLOWS or not subjects.is_specific(own, lexicon):
            loose = quantity is None or quantity.path in LOOSE
            entries = self.reading.entries("quantity") if loose else [quantity] if quantity else []
            about = subjects.implied(entries)
            tells = loose or about or quantity is None or quantity.path == POPULATION
            own = (*own, *about, *(self.told.categories if tells else ()))
        return subjects.narrowed((*own, *self.topic), lexicon)

    def _period(self, n: Number, quantity: Entry | None) -> str | None:
        """The date that governs it, else what was told before; growth over some years is that of the last one."""
        plain = self.periods.plain
        in_turn = self._in_turn(n, [w.value for w in plain]) or self._year_earlier(n)
        when = governing(n, self.numbers, self.periods, self.reading)
        aim = self.told.goal or self.told.period
        if aim and when and aim > when.value and self._is_reached(n, when):
            return aim
        told = (self.told.goal if is_future(self.reading) else None) or self.told.period
        found = in_turn or (
            self._bound(n, when) if when else told or next((w.value for w in self.periods.titles), None)
        )
        school_year = when is not None and "/" in self.reading.text[when.start : when.stop]
        if found is None or quantity is None or quantity.path != GROWTH or school_year:
            return found
        return end((latest(w.value for w in plain) if when and when.start > n.stop else None) or found)

    def _year_earlier(self, n: Number) -> str | None:
        """The year before the one that was told, where words such as "a year earlier" lead to a number."""
        reading = self.reading
        lo, _ = reading.segment(n.start, n.stop)
        led = [m for m in reading.words("year-earlier") if lo <= m.start < n.start]
        if not led or reading.word_before(led[-1].words[0], "comparison"):
            return None
        told = [w.value for w in self.periods.plain if w.stop <= led[-1].start] or [self.told.period or ""]
        return str(int(told[-1][:4]) - 1) if told[-1] else None

    def _is_reached(self, n: Number, when: When) -> bool:
        """Whether a number is what another one, which alone is dated, is to become: "from 30 in 2024 to 55"."""
        at = self.numbers.index(n)
        if at == 0 or when.stop > n.start or len(self.periods.plain) != 1:
            return False
        reading, before = self.reading, self.numbers[at - 1]
        behind = reading.word_behind(n.last, "up-to") or reading.word_behind(n.last + 1, "up-to")
        to = behind if reading.language == "kk" else reading.word_before(n.first, "up-to")
        same = before.unit == n.unit and not reading.pauses(before.stop, n.start)
        return to is not None and same

    def _bound(self, n: Number, when: When) -> str | None:
        """Of a span of years in which something went from one number to another the first or last, by the number."""
        first, _, last = when.value.partition("/")
        begins = self.reading.word_before(n.first, "starting-at")
        if begins and when.value in self.periods.goals:
            return None
        if not last or len(self.numbers) == 1 or self.reading.language == "kk":
            return when.value
        return first if begins else last if self.reading.word_before(n.first, "up-to") else when.value

    def _in_turn(self, n: Number, values: Sequence[str]) -> str | None:
        """The value that "respectively" gives to a number: there are as many of them as numbers."""
        several = len(values) == len(self.numbers) > 1 and self.reading.words("respectively")
        return values[self.numbers.index(n)] if several else None


def _is_apposed(left: Number, right: Number, reading: Reading) -> bool:
    """Whether a number stands in parentheses directly behind another, or with it in the same parentheses."""
    inside = reading.parenthesis(right.start)
    if inside is None:
        return False
    together = left.start > inside[0] and left.unit != right.unit
    return together or APPOSED.fullmatch(reading.text, left.stop, right.start) is not None
