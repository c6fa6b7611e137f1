"""The period that a number speaks of: which of the dates around it governs it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.extract.dates import When
from kg.extract.numbers import BETWEEN, GAP, Number
from kg.extract.reading import Reading

DECADE = re.compile(r"[\u2010-\u2015'-]?[^\W\d_]{1,2}\b")
FARTHEST_CUE = 3
"""Words between a date and the word that says what it is for."""


@dataclass(frozen=True, slots=True)
class Periods:
    """The dates of a sentence by the part that they play."""

    plain: tuple[When, ...] = ()
    titles: tuple[When, ...] = ()
    """Spans of years in the name of a programme."""
    bases: tuple[When, ...] = ()
    """What something is compared with."""

    @property
    def best(self) -> tuple[When, ...]:
        return self.plain or self.titles or self.bases


def periods(reading: Reading) -> Periods:
    """The dates of a sentence; a bare number that could be a year counts only where a word such as "in" leads to it."""
    found = [_months(_decade(w, reading), reading) for w in reading.dated]
    found = [w for w in found if (w.certain or _is_led(w, reading)) and not _of_act(w, reading)]
    bases = [w for w in found if _compared(w, reading)]
    titles = [w for w in found if w not in bases and _in_title(w, reading)]
    return Periods(tuple(w for w in found if w not in bases and w not in titles), tuple(titles), tuple(bases))


def governing(n: Number, whens: Sequence[When], reading: Reading) -> When | None:
    """The date directly behind the number ("5 in 2003"), else the nearest before it, else the first behind it."""
    for when in whens:
        between = reading.token_at(when.start) - n.last - 1
        if n.stop <= when.start and between <= 1 and not reading.pauses(n.stop, when.start):
            joined = [m for m in reading.words("and") if m.words[0] == n.last + 1]
            if not joined:
                return when
    before = [w for w in whens if w.stop <= n.start]
    return before[-1] if before else next(iter(whens), None)


def latest(values: Iterable[str]) -> str | None:
    """The last of several periods, by its end."""
    return max(values, key=lambda value: value.rpartition("/")[2], default=None)


def _decade(when: When, reading: Reading) -> When:
    """The 1990s are ten years."""
    if when.certain or not re.fullmatch(r"\d{3}0", when.value):
        return when
    mark = DECADE.match(reading.text, when.stop)
    if mark is None:
        return when
    return replace(when, value=f"{when.value}/{int(when.value) + 9}", stop=mark.end(), certain=True)


def _months(when: When, reading: Reading) -> When:
    """From January to December is the year; from one month to another an interval."""
    year = when.value[:4]
    months = [int(m.entries[0].value("month") or 0) for m in reading.named("month") if when.start <= m.start < when.stop]
    if len(months) != 2 or "/" in when.value or months[0] >= months[1]:
        return when
    first, last = months
    return replace(when, value=year if (first, last) == (1, 12) else f"{year}-{first:02d}/{year}-{last:02d}")


def _is_led(when: When, reading: Reading) -> bool:
    at = reading.token_at(when.start)
    led = any(m.words[-1] == at - 1 and GAP.fullmatch(reading.text, m.stop, when.start) for m in reading.words("in-year"))
    whole = reading.text.strip(" ()*.,:;\u00a0") == reading.text[when.start : when.stop]
    return led or whole or reading.text[when.start - 1 : when.stop + 1] == f"({when.value})"


def _of_act(when: When, reading: Reading) -> bool:
    """Whether the date is that of an act: "Convention of 1951", "the 1951 Convention"."""
    at, after = reading.token_at(when.start), reading.token_at(when.stop)
    dated = any(m.words[-1] == at - 1 for m in reading.words("of-act"))
    for kind in reading.named("kind"):
        if kind.words[0] == after or (kind.words[-1] < at and dated and not reading.pauses(kind.stop, when.start)):
            return True
        if kind.words[-1] == at - 1:
            return True
    return False


def _compared(when: When, reading: Reading) -> bool:
    at, after = reading.token_at(when.start), reading.token_at(when.stop)
    for cue in reading.words("comparison"):
        if 0 <= at - cue.words[-1] - 1 <= FARTHEST_CUE and not reading.pauses(cue.stop, when.start):
            return True
        if cue.words[0] == after and BETWEEN.fullmatch(reading.text, when.stop, cue.start) and reading.language == "kk":
            return True
    return False


def _in_title(when: When, reading: Reading) -> bool:
    if "/" not in when.value:
        return False
    at, after = reading.token_at(when.start), reading.token_at(when.stop)
    named = any(kind.words[-1] < at or reading.language == "kk" for kind in reading.named("kind"))
    return named and any(m.words[-1] == at - 1 or m.words[0] == after for m in reading.words("for-period"))
