"""Dates, years and periods in running text, as ISO 8601."""

from __future__ import annotations

import calendar
import re
from collections.abc import Sequence
from dataclasses import dataclass

from kg.lexicon import Lexicon
from kg.morphology import Token
from kg.records import Language

NUMERIC = re.compile(r"(\d{1,2})\.(\d{1,2})\.(\d{4})|(\d{4})\.(\d{1,2})\.(\d{1,2})")
FIRST_YEAR, LAST_YEAR = 1800, 2100


@dataclass(frozen=True, slots=True)
class When:
    """A date (2007-08-28), year (2006) or span of years (2007/2015) and its place in the text (code points)."""

    value: str
    start: int
    stop: int
    certain: bool
    """False for four digits that only look like a year: no word for year, month or range beside them."""


def year_of(token: Token) -> int | None:
    """The year that a token may be."""
    if re.fullmatch(r"\d{4}", token.text) and FIRST_YEAR <= int(token.text) <= LAST_YEAR:
        return int(token.text)
    return None


def dates(tokens: Sequence[Token], lexicon: Lexicon, language: Language) -> list[When]:
    """All dates, years and periods, in order of place, not overlapping."""
    months = {m.words[0]: int(m.entries[0].value("month") or 0) for m in lexicon.matches(tokens, language, ["month"])}
    years = {
        m.words[0]: len(m.words)
        for m in lexicon.matches(tokens, language, ["unit"])
        if any(e.path == "unit/year" for e in m.entries)
    }
    found: list[When] = []
    at = 0
    while at < len(tokens):
        hit = _numeric(tokens, at) or _day(tokens, at, months, years) or _years(tokens, at, years)
        if hit:
            found.append(hit[0])
            at = hit[1]
        else:
            at += 1
    return found


def _numeric(tokens: Sequence[Token], at: int) -> tuple[When, int] | None:
    match = NUMERIC.fullmatch(tokens[at].text)
    if not match:
        return None
    day, month, year, year2, month2, day2 = match.groups()
    iso = _iso(int(year or year2), int(month or month2), int(day or day2))
    return (When(iso, tokens[at].start, tokens[at].stop, certain=True), at + 1) if iso else None


def _day(tokens: Sequence[Token], at: int, months: dict[int, int], years: dict[int, int]) -> tuple[When, int] | None:
    """28 August 2007, August 28, 2007, 2007 (year word) 28 August — the month word decides."""
    for month_at in range(at, min(at + 4, len(tokens))):
        if month_at not in months:
            continue
        window = range(at, min(month_at + 3, len(tokens)))
        day = next((n for n in (month_at - 1, month_at + 1) if n in window and _is_day(tokens[n])), None)
        year = next(
            (
                n
                for n in (month_at + 1, month_at + 2, month_at - 3, month_at - 2, month_at - 1)
                if n in window and year_of(tokens[n])
            ),
            None,
        )
        if year is None:
            return None
        used = [n for n in (day, month_at, year) if n is not None]
        if min(used) != at:
            return None
        last = max(used)
        last += years.get(last + 1, 0)
        number = int(tokens[year].text)
        iso = (
            _iso(number, months[month_at], int(tokens[day].text))
            if day is not None
            else f"{number}-{months[month_at]:02d}"
        )
        return (When(iso, tokens[at].start, tokens[last].stop, certain=True), last + 1) if iso else None
    return None


def _years(tokens: Sequence[Token], at: int, years: dict[int, int]) -> tuple[When, int] | None:
    first = year_of(tokens[at])
    if first is None:
        return None
    for last in (at + 1, at + 2):
        second = year_of(tokens[last]) if last < len(tokens) else None
        if last == at + 1 and last < len(tokens) and _is_next_year(first, tokens[at], tokens[last]):
            stop = last + years.get(last + 1, 0)
            return When(f"{first}/{first + 1}", tokens[at].start, tokens[stop].stop, certain=True), stop + 1
        if second and first < second and ((last == at + 1 and tokens[last].glued) or last + 1 in years):
            stop = last + years.get(last + 1, 0)
            return When(f"{first}/{second}", tokens[at].start, tokens[stop].stop, certain=True), stop + 1
    stop = at + years.get(at + 1, 0)
    return When(str(first), tokens[at].start, tokens[stop].stop, certain=stop > at), stop + 1


def _is_next_year(first: int, left: Token, right: Token) -> bool:
    """Whether a slash joins a year and the next one: the school year 2022/2023 or 2022/23."""
    slash = right.start == left.stop + 1 and not right.glued
    return slash and right.text in (str(first + 1), str(first + 1)[2:])


def _is_day(token: Token) -> bool:
    return token.text.isdigit() and 1 <= int(token.text) <= 31 and len(token.text) <= 2


def _iso(year: int, month: int, day: int) -> str | None:
    if not (FIRST_YEAR <= year <= LAST_YEAR and 1 <= month <= 12 and 1 <= day <= calendar.monthrange(year, month)[1]):
        return None
    return f"{year:04d}-{month:02d}-{day:02d}"
