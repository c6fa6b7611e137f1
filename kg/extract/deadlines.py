"""Time limits of measures: "IV кв. 2001 г.", "annually", "from 2002"."""

from __future__ import annotations

import calendar
import re

from kg.extract.dates import dates
from kg.lexicon import Lexicon
from kg.records import Deadline, Edge, Evidence, Language
from kg.spans import Span

ROMAN = {"I": 1, "II": 2, "III": 3, "IV": 4}
QUARTER = re.compile(r"^(?:Q?([1-4])|(IV|I{1,3}))$")


def deadline(text: str, language: Language, lexicon: Lexicon) -> Deadline | None:
    """The typed time limit that a cell or phrase states; None where it states none that is understood."""
    tokens = lexicon.tokens(text, language)
    matches = lexicon.matches(tokens, language, ["recurrence", "time-word"])
    words = {e.path for m in matches for e in m.entries}
    found = dates(tokens, lexicon, language)
    when = found[-1].value if found else None
    if when and "time-word/quarter" in words:
        for token in tokens:
            match = QUARTER.match(token.text)
            if match:
                quarter = int(match.group(1) or ROMAN[match.group(2)])
                year = int(when[:4])
                last = calendar.monthrange(year, 3 * quarter)[1]
                start, end = f"{year}-{3 * quarter - 2:02d}-01", f"{year}-{3 * quarter:02d}-{last}"
                return Deadline("quarter", f"{year}-Q{quarter}", start, end)
    if when and "time-word/from" in words:
        return Deadline("from", when, first_day(when), None)
    for recurrence in ("annual", "regular", "continuous"):
        if f"recurrence/{recurrence}" in words:
            return Deadline(recurrence)
    if when is None:
        return None
    if "/" in when:
        return Deadline("interval", when, first_day(when.split("/")[0]), last_day(when.split("/")[1]))
    if len(when) == 4:
        return Deadline("year", when, first_day(when), last_day(when))
    return Deadline("date", when, first_day(when), last_day(when))


def recurrences(span: Span, language: Language, lexicon: Lexicon) -> list[Edge]:
    """How often a measure in prose is to be taken: only what its first words say ("annual survey of …").

    Further on, "permanent" and its like are said of homes and jobs.
    """
    tokens = lexicon.tokens(span.text, language)
    first = [m for m in lexicon.matches(tokens, language, ["recurrence"]) if 0 in m.words]
    return [
        Edge("recurrence", m.entries[0].path, Evidence(span[m.start : m.stop], language, "rule_recurrence"))
        for m in first[:1]
    ]


def first_day(when: str) -> str:
    """The first day of an ISO year, month or date."""
    return when + {4: "-01-01", 7: "-01"}.get(len(when), "")


def last_day(when: str) -> str:
    """The last day of an ISO year, month or date."""
    if len(when) == 7:
        return f"{when}-{calendar.monthrange(int(when[:4]), int(when[5:]))[1]}"
    return when + {4: "-12-31"}.get(len(when), "")
