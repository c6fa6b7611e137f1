"""What a number measures."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg.extract.figures.reading import PEOPLE, Reading
from kg.extract.figures.subjects import Told
from kg.extract.figures.units import LOOSE, MONEY, Number
from kg.lexicon import Entry, Lexicon, Match

BUDGET = "quantity/budget-allocation"
COUNT, GROWTH, SHARE = "quantity/count", "quantity/growth-rate", "quantity/share"
POPULATION = "quantity/population"
"""Gives way to a more telling name: refugees who live in a town."""
BALANCE, BALANCE_RATE = "quantity/net-migration", "quantity/migration-rate-per-1000"
"""The balance of migration, and the same for every thousand persons."""
WITHIN, BEFORE, BEHIND, EARLIER, LATER = range(5)
"""Where a name stands: in the number's words, before or behind it between the same commas, farther away."""


def quantity(n: Number, reading: Reading, own: Iterable[str], told: Told) -> Entry | None:
    """What is measured: named beside the number, else what its unit means for its group, else what was told before."""
    lexicon = reading.lexicon
    if n.unit == "unit/ratio":
        return lexicon.by_path.get(GROWTH)
    own_words = [m for m in reading.clear("quantity") if not _of_another(m, n, reading)]
    named = sorted(((_rank(m, n, reading), m.entries[0]) for m in own_words), key=lambda pair: pair[0])
    if n.unit == "unit/percent":
        return _rate(n, [(rank[0], entry) for rank, entry in named], reading)
    if len(named) > 1 and named[0][1].path == POPULATION:
        (first, _), (second, rival) = named[:2]
        named = named[1:] if first[0] == second[0] and rival.value("unit") == n.unit else named
    like = (e for rank, e in named if (rank[0] <= BEHIND or n.unit in MONEY) and alike(e, n.unit))
    before = [lexicon.by_path[path] for path in told.quantities if path in lexicon.by_path]
    telling = [e.path for _, e in named if e.path != POPULATION]
    if n.unit == "unit/per-mille" and telling[:1] == [BALANCE]:
        return lexicon.by_path.get(BALANCE_RATE)
    return (
        exact([e for _, e in named], n.unit, own, lexicon)
        or next(like, None)
        or exact(before, n.unit, told.categories, lexicon)
    )


def _of_another(match: Match, n: Number, reading: Reading) -> bool:
    """Whether a name is what another number counts, and this one has something of its own: 5 doctors, 4 engineers."""
    at = match.words[0] - 1
    scales = {w for m in reading.named("scale") for w in m.words}
    counted = at >= 0 and (reading.tokens[at].text[0].isdigit() or at in scales)
    return n.counted and counted and not n.overlaps(match)


def exact(entries: Sequence[Entry], unit: str | None, categories: Iterable[str], lexicon: Lexicon) -> Entry | None:
    """Of several quantities, the nearest first, the one that has the unit; else what the unit means for the group."""
    first = next((e for e in entries if e.path not in LOOSE and unit in (None, e.value("unit"))), None)
    if first is None or first.path == POPULATION:
        return stock(categories, unit, lexicon) or first
    return first


def alike(entry: Entry, unit: str | None) -> bool:
    """Whether a quantity can be printed in a unit: in families instead of persons, in another currency."""
    usual = entry.value("unit")
    return entry.path not in LOOSE and (unit in (usual, None) or {unit, usual} <= PEOPLE or {unit, usual} <= MONEY)


def stock(categories: Iterable[str], unit: str | None, lexicon: Lexicon) -> Entry | None:
    """The quantity that counts a group: refugees for category/refugee in persons."""
    for category in categories:
        about = [e for e in lexicon.of_kind("quantity") if category in e.values.get("targets", ())]
        found = [e for e in about if e.value("unit") == unit]
        plural = [e for e in found if e.path == f"quantity/{category.partition('/')[2]}s"]
        if plural or len(found) == 1:
            return (plural or found)[0]
    return None


def changes(n: Number, reading: Reading) -> list[Match]:
    """The words between the same commas that make a number a change.

    A level ("from 7 to 5 per cent") is no change, and "more" in "more than 5" says nothing; an amount ("by 5 per cent")
    may stand farther away.
    """
    if reading.word_before(n.first, "starting-at", "up-to"):
        return []
    if reading.language == "kk" and (n.last + 1 in _starts(reading) or n.last + 2 in _starts(reading)):
        return []
    than = reading.word_before(n.first, "comparison")
    bounds = {n.first - 1, than.words[0] - 1 if than else n.first - 1}
    lo, hi = reading.segment(n.start, n.stop)
    lo = 0 if reading.word_before(n.first, "by-amount") else lo
    grown = [m for m in reading.clear("quantity") if m.entries[0].path == GROWTH]
    cues = [*reading.words("gain", "decline"), *grown]
    return [m for m in cues if lo <= m.start < hi and not bounds & set(m.words)]


def sign(n: Number, path: str, reading: Reading) -> int:
    """-1 where the words make a number negative that is printed without a sign: a loss, a decline in per cent."""
    if n.signed or n.unit == "unit/ratio":
        return 1
    if path == GROWTH:
        cues = sorted(changes(n, reading), key=lambda m: abs(m.words[0] - n.first))[:1]
    else:
        moved = reading.words("loss", "gain")
        cues = [m for m in moved if m.start < n.start][-1:] or (moved[:1] if reading.language == "kk" else [])
    if path != GROWTH and n.unit in PEOPLE and _is_lost(n, reading):
        return -1
    return -1 if any(path in e.values.get("related", ()) for m in cues for e in m.entries) else 1


def _is_lost(n: Number, reading: Reading) -> bool:
    """Whether people are what a place lost: the verb stands before the number, in Kazakh at the end of the list."""
    verbs = reading.words("lost", "gain")
    if reading.language == "kk":
        after = [m for m in verbs if n.stop <= m.start < reading.clause(n.start, n.stop)[1]][:1]
    else:
        after = [m for m in verbs if reading.segment(n.start, n.stop)[0] <= m.start < n.start][-1:]
    return any(m in reading.words("lost") for m in after)


def may_be_negative(path: str, lexicon: Lexicon) -> bool:
    """Whether a quantity is a balance or a change."""
    return any(path in e.values.get("related", ()) for e in lexicon.of_kind("number-word"))


def _starts(reading: Reading) -> set[int]:
    return {m.words[0] for m in reading.words("starting-at", "up-to")}


def _rate(n: Number, named: Sequence[tuple[int, Entry]], reading: Reading) -> Entry | None:
    """What a percentage is: a rate named between the same commas, a change, a rate named before, else a share."""
    percent, moved = [(place, e) for place, e in named if e.value("unit") == n.unit], changes(n, reading)
    near = [e for place, e in percent if place <= BEHIND and (e.path != GROWTH or moved)]
    if near or moved:
        return near[0] if near else reading.lexicon.by_path.get(GROWTH)
    earlier = (e for place, e in percent if place == EARLIER and e.path not in LOOSE)
    return next(earlier, reading.lexicon.by_path.get(SHARE))


def _rank(match: Match, n: Number, reading: Reading) -> tuple[int, int, int]:
    """The place of a name, then long names before short ones, then near ones."""
    before = match.start < n.start
    lo, hi = reading.segment(n.start, n.stop)
    if n.overlaps(match):
        place = WITHIN
    elif lo <= match.start < hi:
        place = BEFORE if before else BEHIND
    else:
        place = EARLIER if before else LATER
    return place, -len(match.words), n.first - match.words[-1] if before else match.words[0] - n.last
