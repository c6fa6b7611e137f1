"""The period that a number speaks of: which of the dates around it governs it."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from kg.extract.dates import When, year_of
from kg.extract.figures.reading import Reading
from kg.extract.figures.units import DASH, GAP, Number
from kg.morphology import grammemes

DECADE = re.compile(r"[\u2010-\u2015'-]?[^\W\d_]{1,2}\b")
LIST_MARK = re.compile(r"\s*(?:[-\u2010-\u2015:(]\s*)*")
BETWEEN = re.compile(rf"[\s,{DASH}]*")
IN_LIST = re.compile(r"(?:^|[:;,(])\s*(?:[^\W\d_]+\s+){0,2}$")
NO_UNIT = re.compile(r"\s*(?:[(,;.]|$)")
OF_LIST = re.compile(r"\s*(?:[-\u2010-\u2015]|:)\s*[+\u2212-]?\d")
"""A year that begins a member of a list, perhaps behind a word or two: "2014 - 12,5", "target 2014 - 12,5"."""
REPORT = "kind/report"
"""Its year is that of its figures."""
FARTHEST_CUE, FARTHEST_COMPARED = 3, 7
"""Words between a date and the word that says what it is for; more where the number compared stands between them."""


@dataclass(frozen=True, slots=True)
class Periods:
    """The dates of a sentence by the part that they play."""

    plain: tuple[When, ...] = ()
    titles: tuple[When, ...] = ()
    """Spans of years in the name of a programme."""
    bases: tuple[When, ...] = ()
    """What something is compared with."""
    goals: frozenset[str] = frozenset()
    """The values of those plain dates by which something will be: not the time of what is said next."""


def periods(reading: Reading) -> Periods:
    """The dates of a sentence; a bare number that could be a year counts only where a word such as "in" leads to it."""
    found: list[When] = []
    for when in (_months(_decade(w, reading), reading) for w in reading.dated):
        meant = when.certain or _is_led(when, reading) or (found and _is_joined(found[-1], when, reading))
        found += [when] if meant and not _of_act(when, reading) else []
    bases = [w for w in found if _is_compared(w, reading)]
    titles = [w for w in found if w not in bases and _in_title(w, reading)]
    plain = list(_two_years([w for w in found if w not in bases and w not in titles], reading))
    goals = frozenset(w.value for w in plain if _is_goal(w, reading))
    return Periods(tuple(plain), tuple(titles), tuple(bases), goals)


def governing(n: Number, several: Sequence[Number], dates: Periods, reading: Reading) -> When | None:
    """The date directly before or behind a number, else the nearest one in the order that the sentence keeps.

    A sentence that begins with a number keeps the order "5 in 2003, 7 in 2004", another one "in 2003 5, in 2004 7".
    """
    whole = _whole(n, several, dates, reading)
    if whole:
        return whole
    beside = _base_beside(n, dates, reading)
    if beside:
        return beside
    before = _unbound([w for w in dates.plain if w.stop <= n.start], n, reading)
    turns = [m.start for m in reading.words("contrast") if n.stop <= m.start]
    behind = [w for w in dates.plain if n.stop <= w.start and not any(at < w.start for at in turns)]
    if reading.word_before(n.first, "comparison"):
        behind = [w for w in dates.bases if n.stop <= w.start] or behind
    parts = _opens_list(n, several, reading)
    if parts is not None and not before:
        behind = [w for w in behind if w.stop <= parts]
    number_first = several[0].stop <= (before or behind)[0].start if before or behind else False
    number_first &= reading.language != "kk"
    leads = before and _touch(before[-1].stop, n.start, reading, in_list=True)
    follows = behind and _touch(n.stop, behind[0].start, reading, in_list=False)
    if leads and not (follows and (number_first or _names_thing(before[-1], reading))):
        return before[-1]
    later = next((m.start for m in several if m.start > n.start), len(reading.text))
    if behind and (follows or (number_first and behind[0].start < later)):
        return behind[0]
    return before[-1] if before else next(iter(behind), None)


def _base_beside(n: Number, dates: Periods, reading: Reading) -> When | None:
    """What something is compared with, directly before a number in parentheses: "twice as many as in 2013 (48)"."""
    inside = reading.parenthesis(n.start)
    if inside is None:
        return None
    compared = {w for m in reading.words("comparison") for w in m.words}
    ahead = [w for w in dates.bases if w.stop <= inside[0]]
    return next((w for w in ahead if set(_between(w.stop, inside[0], reading)) <= compared), None)


def _between(start: int, stop: int, reading: Reading) -> range:
    """The tokens of a stretch."""
    return range(reading.token_at(start), reading.token_at(stop))


def _unbound(whens: Sequence[When], n: Number, reading: Reading) -> Sequence[When]:
    """Without the dates in parentheses that a number does not stand in: those belong to the figure beside them."""
    inside = reading.parenthesis(n.start)
    free = [w for w in whens if reading.parenthesis(w.start) in (None, inside)]
    return free or whens


def _whole(n: Number, several: Sequence[Number], dates: Periods, reading: Reading) -> When | None:
    """All the years of the list behind a total: "5 million, of which in 2003 2, in 2004 3"."""
    later = next((m.start for m in several if m.start > n.start), len(reading.text))
    listed = [w for w in dates.plain if n.stop <= w.start]
    if (
        _opens_list(n, several, reading) is None
        or len(listed) < 2
        or len(listed) < len(dates.plain)
        or listed[0].start > later
    ):
        return None
    years = [w.value[:4] for w in listed] + [w.value[-4:] for w in listed if "/" in w.value]
    return When(f"{min(years)}/{max(years)}", listed[0].start, listed[-1].stop, certain=True)


def _opens_list(n: Number, several: Sequence[Number], reading: Reading) -> int | None:
    """Where a number is followed by its parts: "5 million, of which"."""
    later = next((m.start for m in several if m.start > n.start), n.stop)
    return next((m.start for m in reading.words("among") if n.stop <= m.start < later), None)


def stage(reading: Reading, known: Mapping[int, str]) -> str | None:
    """The end of the numbered stage that a text names: of the years beside its name, else of those `known` by number."""
    named = [e.value("notation") for e in reading.entries("time-word") if e.value("notation")]
    if len(named) != 1:
        return None
    beside = [w.value for w in reading.dated if "/" in w.value]
    years = beside[0] if beside else known.get(int(named[0] or 0))
    return years.rpartition("/")[2] if years else None


def is_future(reading: Reading) -> bool:
    """Whether a sentence says what will be."""
    if reading.language == "ru" and any("futr" in grammemes(t.text) for t in reading.tokens):
        return True
    return bool(reading.words("future"))


def end(value: str) -> str:
    """The last year of a span of years, but a decade as it is."""
    first, _, last = value.partition("/")
    decade = len(first) == len(last) == 4 and first.endswith("0") and int(last) - int(first) == 9
    return value if decade or not last else last


def latest(values: Iterable[str]) -> str | None:
    """The last of several periods, by its end."""
    return max(values, key=lambda value: value.rpartition("/")[2], default=None)


# ── what a date is for ───────────────────────────────────────────────────────────────────────────────────────────


def _is_led(when: When, reading: Reading) -> bool:
    cue = reading.word_before(reading.token_at(when.start), "in-year")
    if reading.word_before(reading.token_at(when.start), "comparison") and NO_UNIT.match(reading.text, when.stop):
        return True
    led = cue is not None and GAP.fullmatch(reading.text, cue.stop, when.start)
    whole = reading.text.strip(" ()*.,:;\u00a0") == reading.text[when.start : when.stop]
    listed = IN_LIST.search(reading.text[: when.start]) and OF_LIST.match(reading.text, when.stop)
    return bool(led) or bool(listed) or whole or reading.text[when.start - 1 : when.stop + 1] == f"({when.value})"


def _is_joined(left: When, right: When, reading: Reading) -> bool:
    """Whether only words such as "and" or "to" stand between two dates."""
    between = set(range(reading.token_at(left.stop), reading.token_at(right.start)))
    return bool(between) and between <= {w for m in reading.words("and", "up-to") for w in m.words}


def _of_act(when: When, reading: Reading) -> bool:
    """Whether the date is that of an act: "Convention of 1951", "the 1951 Convention"."""
    at, after = reading.token_at(when.start), reading.token_at(when.stop)
    dated = reading.word_before(at, "of-act")
    return any(
        kind.words[0] == after
        or (kind.words[-1] == at - 1 and "/" not in when.value)
        or (dated and kind.words[-1] < at and not reading.pauses(kind.stop, when.start))
        for kind in reading.named("kind")
        if kind.entries[0].path != REPORT
    )


def _names_thing(when: When, reading: Reading) -> bool:
    """Whether a day behind a word such as "of" tells one document from another: "the list of 13 May 2013"."""
    return len(when.value) == len("2013-05-13") and bool(reading.word_before(reading.token_at(when.start), "of-act"))


def _is_compared(when: When, reading: Reading) -> bool:
    """Whether something is compared with the date: "than in 1999", "against 82 per cent in 2018"."""
    at, after = reading.token_at(when.start), reading.token_at(when.stop)
    for cue in reading.words("comparison"):
        between = [t.text for t in reading.tokens[cue.words[-1] + 1 : at]]
        farthest = FARTHEST_COMPARED if any(t[0].isdigit() for t in between) else FARTHEST_CUE
        if cue.words[-1] < at and len(between) <= farthest and not reading.pauses(cue.stop, when.start):
            return True
        if reading.language == "kk" and when.start < cue.start < when.stop:
            return True
        if reading.language == "kk" and cue.words[0] == after and BETWEEN.fullmatch(reading.text, when.stop, cue.start):
            return True
    return False


def _in_title(when: When, reading: Reading) -> bool:
    if "/" not in when.value:
        return False
    at, after = reading.token_at(when.start), reading.token_at(when.stop)
    named = any(kind.words[-1] < at or reading.language == "kk" for kind in reading.named("kind"))
    return named and bool(reading.word_before(at, "for-period") or reading.word_behind(after - 1, "for-period"))


def _is_goal(when: When, reading: Reading) -> bool:
    at, after = reading.token_at(when.start), reading.token_at(when.stop)
    behind = reading.word_behind(after - 1, "by-year") if reading.language == "kk" else None
    return bool(reading.word_before(at, "by-year") or behind)


def _touch(start: int, stop: int, reading: Reading, *, in_list: bool) -> bool:
    """Whether no more than one small word (in a list, a dash or colon) stands in a stretch."""
    between = range(reading.token_at(start), reading.token_at(stop))
    joined = {w for m in reading.words("and") for w in m.words}
    phrases = {w for m in reading.words("in-year") if len(m.words) > 1 for w in m.words}
    if len(set(between) - phrases) > 1 or joined & set(between):
        return False
    marked = in_list and not between and LIST_MARK.fullmatch(reading.text, start, stop)
    return bool(marked) or not reading.pauses(start, stop)


# ── what a date is ───────────────────────────────────────────────────────────────────────────────────────────────


def _two_years(whens: Sequence[When], reading: Reading) -> Iterator[When]:
    """Years joined by "and": one period for one number, but two where numbers are given respectively."""
    joined = {w for m in reading.words("and") for w in m.words}
    ups = {w for m in reading.words("up-to") for w in m.words}
    held: When | None = None
    for when in whens:
        years = [(t.text, t.start, t.stop) for t in reading.tokens if when.start <= t.start < when.stop and year_of(t)]
        if reading.words("respectively"):
            split = len(years) == 2 and any(when.start < reading.tokens[w].start < when.stop for w in joined)
            yield from (When(*year, certain=True) for year in years) if split else (when,)
            continue
        between = set(range(reading.token_at(held.stop), reading.token_at(when.start))) if held else set()
        if (
            held
            and between
            and (
                between <= joined
                or (between <= ups and reading.word_before(reading.token_at(held.start), "starting-at"))
            )
            and len(held.value) == len(when.value) == 4
            and held.value < when.value
        ):
            held = When(f"{held.value}/{when.value}", held.start, when.stop, certain=True)
            continue
        if held:
            yield held
        held = when
    if held:
        yield held


def _decade(when: When, reading: Reading) -> When:
    """The 1990s are ten years."""
    mark = DECADE.match(reading.text, when.stop)
    if when.certain or mark is None or not re.fullmatch(r"\d{3}0", when.value):
        return when
    return replace(when, value=f"{when.value}/{int(when.value) + 9}", stop=mark.end(), certain=True)


def _months(when: When, reading: Reading) -> When:
    """From January to December is the year; from one month to another an interval."""
    named = [m for m in reading.named("month") if when.start <= m.start < when.stop]
    months = [int(m.entries[0].value("month") or 0) for m in named]
    if len(months) != 2 or "/" in when.value or months[0] >= months[1]:
        return when
    year, first, last = when.value[:4], *months
    return replace(when, value=year if (first, last) == (1, 12) else f"{year}-{first:02d}/{year}-{last:02d}")
