"""Numbers that belong together: parts of one number, ranges, enumerations, lists in which the unit stands once."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import replace

from kg.extract.figures.reading import Reading
from kg.extract.figures.units import DASH, GAP, LOOSE, PERSON, PIECES, RATES, Lent, Number, notes, unit_words
from kg.morphology import grammemes

LISTED = re.compile(r"(?:[(:]|\s[-\u2010-\u2015])\s*$")
NO_NOUN = {"CONJ", "GRND", "INFN", "PRCL", "PRTS", "VERB"}
"""Parts of speech (OpenCorpora) that a number does not count."""
PER = RATES - {"unit/percent"}
SCORES = {"unit/coefficient", "unit/index"}
"""Units whose name stands before the number: an index of 0,75."""


def in_series(found: Sequence[Number], reading: Reading, lent: Lent | None = None) -> list[Number]:
    """The numbers with the units that notes and other numbers lend them; sums of parts made one.

    `lent` is what a note before the text gives.
    """
    noted = [*([(0, lent)] if lent else []), *notes(reading)]
    rates = [m.entries[0].path for m in reading.named("unit") if m.entries[0].path in PER]
    whole = _shared(_summed(found, reading), reading)
    done: list[Number] = []
    for at, n in enumerate(whole):
        if n.unit is None and (n.factor > 1 or n.signed or ends(n, reading)):
            note = next((note for place, note in reversed(noted) if place <= n.start), None)
            named = _of_name(n, done, reading)
            pieces = named if note and note.unit == PIECES else None
            lent_by = pieces or (_of_note(n, note) if note and note.unit else None)
            n = lent_by or _in_list(n, done, whole[at + 1 :], reading) or named or n
        rated = rates and n.factor == 1 and (n.unit == PERSON or (n.value % 1 != 0 and _counts_wholes(n, reading)))
        done.append(replace(n, unit=rates[0]) if rated else n)
    return done


def _counts_wholes(n: Number, reading: Reading) -> bool:
    unit = reading.lexicon.by_path.get(n.unit or "")
    return unit is not None and unit.value("countsWholes") == "true"


def _summed(found: Sequence[Number], reading: Reading) -> list[Number]:
    """Parts of one number put together: "3 million 400 thousand tenge"."""
    done: list[Number] = []
    for n in found:
        left = done[-1] if done else None
        smaller = left is not None and left.unit is None and left.factor > n.factor and abs(n.value) < left.factor
        if left and smaller and not n.signed and GAP.fullmatch(reading.text, left.stop, n.start):
            value = left.value + n.value if left.value >= 0 else left.value - n.value
            done[-1] = replace(left, value=value, stop=n.stop, last=n.last, unit=n.unit)
        else:
            done.append(n)
    return done


def _shared(found: Sequence[Number], reading: Reading) -> list[Number]:
    """The unit stands once, behind a range or an enumeration: "5-7 thousand", "12 and 5 per cent"."""
    done: list[Number] = []
    for n in reversed(found):
        right = done[-1] if done else None
        shares = right and right.unit and n.unit is None and n.factor == 1 and _joined(n, right, reading)
        done.append(replace(n.scaled(right.factor), unit=right.unit) if right and shares else n)
    return done[::-1]


def _joined(left: Number, right: Number, reading: Reading) -> bool:
    words = {w for m in reading.words("and", "up-to") for w in m.words}
    if not set(range(left.last + 1, right.first)) <= words:
        return False
    return not re.search(rf"[^\w\s,{DASH}]", reading.text[left.stop : right.start])


def ends(n: Number, reading: Reading) -> bool:
    """Whether no noun follows that the number could count."""
    after = n.last + 1
    verb_last = reading.language == "kk" and after == len(reading.tokens) - 1
    if verb_last or after >= len(reading.tokens) or reading.text[n.stop : reading.tokens[after].start].strip():
        return True
    if reading.language == "ru" and grammemes(reading.tokens[after].text) & NO_NOUN:
        return True
    return reading.word_behind(n.last, "and", "in-year", "comparison", "sum", "among", "up-to") is not None


def _of_note(n: Number, note: Lent) -> Number:
    scaled = n.scaled(note.factor) if n.factor == 1 and note.factor > 1 else n
    return replace(scaled, unit=note.unit)


def _in_list(n: Number, before: Sequence[Number], behind: Sequence[Number], reading: Reading) -> Number | None:
    """With the unit of another number, where a dash, a parenthesis or "of them" makes them a list."""
    part = reading.word_before(n.first, "sum", "among") or reading.word_behind(n.last, "sum", "among")
    listed = LISTED.search(reading.text[: n.start])
    left = next((b for b in reversed(before) if b.unit not in (None, "unit/ratio")), None)
    right = next(
        (b for b in behind if b.unit not in (None, "unit/ratio") and LISTED.search(reading.text[: b.start])), None
    )
    lender = left if left and (n.factor > 1 or part or listed) else right if right and listed else None
    if lender is None:
        return None
    whole = any(b.factor == 1 and b.value >= 1000 and b.unit in (None, lender.unit) for b in (*before, *behind))
    shares_scale = n.factor == 1 and lender.factor > 1 and n.value < 1000 and not whole
    return replace(n.scaled(lender.factor) if shares_scale else n, unit=lender.unit)


def _of_name(n: Number, done: Sequence[Number], reading: Reading) -> Number | None:
    """With the unit of the quantity named before it, or of an index that the vocabulary does not have."""
    named = [m.entries[0] for m in reading.clear("quantity") if m.stop <= n.start and m.entries[0].path not in LOOSE]
    if named:
        return replace(n, unit=named[-1].value("unit"))
    floor = done[-1].stop if done else 0
    before = [m.entries[0].path for m in unit_words(reading) if floor <= m.start and m.stop <= n.start]
    return next((replace(n, unit=path) for path in reversed(before) if path in SCORES), None)
