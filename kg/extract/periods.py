"""The period that a number speaks of: which of the dates around it governs it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace

from kg.extract.dates import When, year_of
from kg.extract.reading import Reading
from kg.extract.units import DASH, GAP, Number

DECADE = re.compile(r"[\u2010-\u2015'-]?[^\W\d_]{1,2}\b")
LIST_MARK = re.compile(r"\s*(?:[-\u2010-\u2015:(]\s*)*")
BETWEEN = re.compile(rf"[\s,{DASH}]*")
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
    plain = _two_years([w for w in found if w not in bases and w not in titles], reading)
    return Periods(tuple(plain), tuple(titles), tuple(bases))


def governing(n: Number, several: Sequence[Number], whens: Sequence[When], reading: Reading) -> When | None:
    """The date directly before or behind a number, else the nearest one in the order that the sentence keeps.

    A sentence that begins with a number keeps the order "5 in 2003, 7 in 2004", another one "in 2003 5, in 2004 7".
    """
    before = [w for w in whens if w.stop <= n.start]
    behind = [w for w in whens if n.stop <= w.start]
    number_first = bool(whens) and several[0].stop <= whens[0].start and reading.language != "kk"
    leads = before and _touch(before[-1].stop, n.start, reading, in_list=True)
    follows = behind and _touch(n.stop, behind[0].start, reading, in_list=False)
    if leads and not (follows and number_first):
        return before[-1]
    later = next((m.start for m in several if m.start > n.start), len(reading.text))
    if behind and (follows or (number_first and behind[0].start < later)):
        return behind[0]
    return before[-1] if before else next(iter(behind), None)


def lasting(reading: Reading) -> str | None:
    """The period that the next sentences still speak of: the last date, but not one by which something will be."""
    ends = {m.words[-1] + 1 for m in reading.words("by-year")} | {
        m.words[0] - 1 for m in reading.words("by-year") if reading.language == "kk"
    }
    dates = [w for w in periods(reading).plain if not ends & {reading.token_at(w.start), reading.token_at(w.stop) - 1}]
    return dates[-1].value if dates else None


def latest(values: Iterable[str]) -> str | None:
    """The last of several periods, by its end."""
    return max(values, key=lambda value: value.rpartition("/")[2], default=None)


def _touch(start: int, stop: int, reading: Reading, *, in_list: bool) -> bool:
    """Whether no more than one small word (in a list, a dash or colon) stands in a stretch."""
    between = range(reading.token_at(start), reading.token_at(stop))
    joined = {w for m in reading.words("and") for w in m.words}
    if len(between) > 1 or joined & set(between):
        return False
    return not reading.pauses(start, stop) or (
        in_list and not between and bool(LIST_MARK.fullmatch(reading.text, start, stop))
    )


def _two_years(whens: Sequence[When], reading: Reading) -> list[When]:
    """ "In 1999 and 2000" is one period for one number, but two where numbers are given respectively."""
    joined = {w for m in reading.words("and") for w in m.words}
    done: list[When] = []
    for when in whens:
        left = done[-1] if done else None
        years = [(t.text, t.start, t.stop) for t in reading.tokens if when.start <= t.start < when.stop and year_of(t)]
        between = set(range(reading.token_at(left.stop), reading.token_at(when.start))) if left else set()
        if reading.words("respectively"):
            split = len(years) == 2 and any(when.start < reading.tokens[w].start < when.stop for w in joined)
            done += [When(*year, certain=True) for year in years] if split else [when]
        elif left and _is_year(left) and _is_year(when) and between and between <= joined and left.value < when.value:
            done[-1] = When(f"{left.value}/{when.value}", left.start, when.stop, certain=True)
        else:
            done.append(when)
    return done


def _is_year(when: When) -> bool:
    return len(when.value) == 4


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
    months = [
        int(m.entries[0].value("month") or 0) for m in reading.named("month") if when.start <= m.start < when.stop
    ]
    if len(months) != 2 or "/" in when.value or months[0] >= months[1]:
        return when
    first, last = months
    return replace(when, value=year if (first, last) == (1, 12) else f"{year}-{first:02d}/{year}-{last:02d}")


def _is_led(when: When, reading: Reading) -> bool:
    at = reading.token_at(when.start)
    led = any(
        m.words[-1] == at - 1 and GAP.fullmatch(reading.text, m.stop, when.start) for m in reading.words("in-year")
    )
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
