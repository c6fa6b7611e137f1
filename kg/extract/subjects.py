"""What a number counts: the quantity, the group of people, the place, and what else narrows it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from kg.extract.reading import Reading
from kg.extract.units import LOOSE, Number
from kg.lexicon import Entry, Lexicon, Match
from kg.spans import Span

PEOPLE = {"unit/family", "unit/person"}
MONEY = {"unit/eur", "unit/kzt", "unit/mci", "unit/rub", "unit/usd"}
COUNT, GROWTH, SHARE = "quantity/count", "quantity/growth-rate", "quantity/share"
POPULATION = "quantity/population"
"""Gives way to the name of a group: refugees who live in a town."""
COUNTRY = "place/kz"
LABEL = re.compile(r"[,;:(]")
LONGEST_LABEL = 4
"""Words of a name in a list: "doctors - 40 persons"."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the text has said so far and goes on to speak of: a period (ISO), groups of people and quantities (paths)."""

    period: str | None = None
    categories: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()

    def then(self, later: Told) -> Told:
        """What holds after more words; what they leave open stays."""
        return Told(
            later.period or self.period, later.categories or self.categories, later.quantities or self.quantities
        )


# ── quantities ───────────────────────────────────────────────────────────────────────────────────────────────────


def quantity(n: Number, reading: Reading, own: Iterable[str], told: Told) -> Entry | None:
    """What is measured: named beside the number, else what its unit means for the group, else what was told before."""
    by_path = reading.lexicon.by_path
    named = sorted(((_rank(m, n, reading), m.entries[0]) for m in reading.clear("quantity")), key=lambda pair: pair[0])
    if n.unit == "unit/ratio":
        return by_path.get(GROWTH)
    if n.unit == "unit/percent":
        return _rate(n, named, reading)
    if (
        len(named) > 1
        and named[0][1].path == POPULATION
        and named[0][0][0] == named[1][0][0]
        and named[1][1].value("unit") == n.unit
    ):
        named = named[1:]
    near, before = (
        [e for rank, e in named if rank[0] <= _BEHIND],
        [by_path[path] for path in told.quantities if path in by_path],
    )
    found = exact([e for _, e in named], n.unit, own, reading.lexicon) or next(
        (e for e in near if alike(e, n.unit)), None
    )
    return found or exact(before, n.unit, told.categories, reading.lexicon)


def _rate(n: Number, named: Sequence[tuple[tuple[int, int, int], Entry]], reading: Reading) -> Entry | None:
    """What a percentage is: a rate named between the same commas, a change, a rate named before, else a share."""
    percent = [(rank[0], e) for rank, e in named if e.value("unit") == n.unit]
    by_path, moved = reading.lexicon.by_path, changes(n, reading)
    near = [e for place, e in percent if place <= _BEHIND and (e.path != GROWTH or moved)]
    if near or moved:
        return near[0] if near else by_path.get(GROWTH)
    return next((e for place, e in percent if place == _EARLIER and e.path not in LOOSE), by_path.get(SHARE))


def changes(n: Number, reading: Reading) -> list[Match]:
    """The words between the same commas that say a number is a change: not of levels ("from 7 to 5"), nor "more than 5"."""
    lo, hi = reading.segment(n.start, n.stop)
    ends = reading.words("starting-at", "up-to")
    if any(n.first - 1 == m.words[-1] for m in ends) or (
        reading.language == "kk" and any(m.words[0] == n.last + 1 for m in ends)
    ):
        return []
    bounds = {n.first - 1} | {m.words[0] - 1 for m in reading.words("comparison") if m.words[-1] == n.first - 1}
    cues = [m for m in reading.words("gain", "decline") if lo <= m.start < hi and not bounds & set(m.words)]
    return cues + [
        m
        for m in reading.clear("quantity")
        if m.entries[0].path == GROWTH and lo <= m.start < hi and not bounds & set(m.words)
    ]


def exact(entries: Sequence[Entry], unit: str | None, categories: Iterable[str], lexicon: Lexicon) -> Entry | None:
    """Of several quantities, the nearest first, the one that has the unit; else what the unit means for the group."""
    first = next((e for e in entries if e.path not in LOOSE and unit in (None, e.value("unit"))), None)
    if first is None or first.path == POPULATION:
        first = stock(categories, unit, lexicon) or first
    return first


_WITHIN, _BEFORE, _BEHIND, _EARLIER, _LATER = range(5)


def _rank(match: Match, n: Number, reading: Reading) -> tuple[int, int, int]:
    """How close a name is to a number: in its words, before or behind it between the same commas, farther away."""
    lo, hi = reading.segment(n.start, n.stop)
    before = match.start < n.start
    distance = n.first - match.words[-1] if before else match.words[0] - n.last
    if match.start < n.stop and n.start < match.stop:
        place = _WITHIN
    elif lo <= match.start < hi:
        place = _BEFORE if before else _BEHIND
    else:
        place = _EARLIER if before else _LATER
    return place, -len(match.words), distance


def alike(entry: Entry, unit: str | None) -> bool:
    """Whether a quantity can be printed in a unit."""
    usual = entry.value("unit")
    return entry.path not in LOOSE and (unit in (usual, None) or {unit, usual} <= PEOPLE or {unit, usual} <= MONEY)


def stock(categories: Iterable[str], unit: str | None, lexicon: Lexicon) -> Entry | None:
    """The quantity that counts a group: refugees for category/refugee in persons."""
    for category in categories:
        found = [
            e
            for e in lexicon.of_kind("quantity")
            if category in e.values.get("targets", ()) and e.value("unit") == unit
        ]
        plural = [e for e in found if e.path == f"quantity/{category.partition('/')[2]}s"]
        if plural or len(found) == 1:
            return (plural or found)[0]
    return None


# ── groups of people ─────────────────────────────────────────────────────────────────────────────────────────────


def groups(reading: Reading, start: int = 0, stop: int | None = None) -> list[Entry]:
    """The categories named in a stretch of the text, generic ones too."""
    end = len(reading.text) if stop is None else stop
    found = {e.path: e for m in reading.named("category") if start <= m.start < end for e in m.entries}
    return list(found.values())


def narrow(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The paths of the categories; a generic one only where there is no other."""
    kept = list(entries)
    return tuple(dict.fromkeys(e.path for e in kept if not e.value("generic"))) or tuple(
        dict.fromkeys(e.path for e in kept)
    )


def specific(paths: Iterable[str], lexicon: Lexicon) -> bool:
    return any(not lexicon.by_path[p].value("generic") for p in paths if p in lexicon.by_path)


def implied(quantities: Iterable[Entry | None]) -> tuple[str, ...]:
    """The categories that quantities are about."""
    return tuple(dict.fromkeys(path for q in quantities if q for path in q.values.get("targets", ())))


# ── places and other breakdowns ──────────────────────────────────────────────────────────────────────────────────


def at_home(place: str, lexicon: Lexicon, home: str | None) -> bool:
    """Whether a place belongs to the country of the documents."""
    if place in (COUNTRY, home):
        return True
    entry = lexicon.by_path.get(place)
    return any(at_home(part, lexicon, home) for part in (entry.values.get("isPartOf", ()) if entry else ()))


def beside(n: Number, floor: int, matches: Sequence[Match], reading: Reading) -> Match | None:
    """The match that belongs to a number: in its words, directly behind it ("5 in Almaty"), else the last one before it."""
    for m in matches:
        between = range(n.last + 1, m.words[0])
        led = {w for cue in reading.words("in-year") for w in cue.words}
        if m.start < n.stop and n.start < m.stop:
            return m
        if n.stop <= m.start and len(between) <= 1 and set(between) <= led and not reading.pauses(n.stop, m.start):
            return m
    return next((m for m in reversed(matches) if floor <= m.start and m.stop <= n.start), None)


def label_start(n: Number, floor: int, reading: Reading) -> int:
    """Where the name that stands directly before a number begins at the earliest."""
    inside = reading.parenthesis(n.start)
    end = inside[0] if inside else n.start
    return max([floor, *(m.end() for m in LABEL.finditer(reading.text, floor, end))])


def label(n: Number, floor: int, reading: Reading) -> Span | None:
    """The name before a dash or parenthesis in a list: "doctors - 40 persons", without a leading "and"."""
    start = label_start(n, floor, reading)
    text = reading.text[start : n.start].rstrip(" (+-\u2212")
    mark = reading.text[start : n.start].rstrip()[-1:]
    if mark not in "-\u2013\u2014":
        return None
    text = text.rstrip(" \u2013\u2014-")
    tokens = [t for t in reading.tokens if start <= t.start < start + len(text)]
    words = {w for m in reading.words("and", "in-year", "sum") for w in m.words}
    first = reading.token_at(start)
    if tokens and first in {w for m in reading.words("and") for w in m.words}:
        tokens = tokens[1:]
        first += 1
    words |= {w for m in reading.named("quantity") for w in m.words}
    if (
        not 0 < len(tokens) <= LONGEST_LABEL
        or any(t.text[0].isdigit() for t in tokens)
        or {*range(first, first + len(tokens))} & words
    ):
        return None
    return reading.span[tokens[0].start : start + len(text)]


def may_be_negative(path: str, lexicon: Lexicon) -> bool:
    """Whether a quantity is a balance or a change."""
    words = (e for e in lexicon.of_kind("number-word"))
    return any(path in e.values.get("related", ()) for e in words)


def narrowed(paths: Iterable[str], lexicon: Lexicon) -> tuple[str, ...]:
    """Category paths; the generic ones only where there is no other."""
    return narrow(lexicon.by_path[p] for p in dict.fromkeys(paths) if p in lexicon.by_path)


def home_places(reading: Reading, home: str | None) -> list[Match]:
    """The places named in a text that lie in the country, but not those that the document's own place lies in."""
    lexicon = reading.lexicon
    whole = lexicon.by_path[home].values.get("isPartOf", ()) if home in lexicon.by_path else ()
    return [m for m in places(reading) if at_home(m.entries[0].path, lexicon, home) and m.entries[0].path not in whole]


def places(reading: Reading) -> list[Match]:
    """The places that a text names; a name begins with a capital."""
    return [m for m in reading.named("place") if any(c.isupper() for c in reading.text[m.start : m.stop])]
