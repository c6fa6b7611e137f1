"""Where a number holds, and what else narrows it: another country, an ethnicity, an age, the name before a dash."""

from __future__ import annotations

import re
from collections.abc import Sequence

from kg.extract.figures.reading import Reading
from kg.extract.figures.units import Number
from kg.lexicon import Lexicon, Match

COUNTRY = "place/kz"
"""The country of the documents; its regions are places of a figure, other countries narrow it."""
LABEL = re.compile(r"[,;:(]")
DASHED = re.compile(r"\s*[-\u2010-\u2015]\s*[(+\u2212-]?\s*$")
LONGEST_LABEL = 4
"""Words of a name in a list: "doctors - 40 persons"."""
FARTHEST_NAME = 4
"""Words between a name and the number that it narrows."""


def home_places(reading: Reading, home: str | None) -> list[Match]:
    """The places named in a text that lie in the country, but not those that the document's own place lies in."""
    lexicon = reading.lexicon
    entry = lexicon.by_path.get(home or "")
    whole = entry.values.get("isPartOf", ()) if entry else ()
    named = [(m, m.entries[0].path) for m in reading.clear("place")]
    return [m for m, path in named if is_home(path, lexicon, home) and path not in whole]


def foreign_places(reading: Reading, home: str | None) -> list[Match]:
    """The places named in a text that lie elsewhere."""
    return [m for m in reading.clear("place") if not is_home(m.entries[0].path, reading.lexicon, home)]


def is_home(place: str, lexicon: Lexicon, home: str | None) -> bool:
    """Whether a place belongs to the country of the documents."""
    if place in (COUNTRY, home):
        return True
    entry = lexicon.by_path.get(place)
    return any(is_home(part, lexicon, home) for part in (entry.values.get("isPartOf", ()) if entry else ()))


def beside(n: Number, matches: Sequence[Match], reading: Reading) -> Match | None:
    """The name in a number's words or directly behind it: "5 in Almaty"."""
    for m in matches:
        between = range(n.last + 1, m.words[0])
        led = {w for cue in reading.words("in-year") for w in cue.words}
        close = n.stop <= m.start and len(between) <= 1 and set(between) <= led
        if n.overlaps(m) or (close and not reading.pauses(n.stop, m.start)):
            return m
    return None


def area(n: Number, named: Sequence[Match], reading: Reading) -> Match | None:
    """The place beside a number, else the last one named before it."""
    before = (m for m in reversed(named) if m.stop <= n.start)
    return beside(n, named, reading) or next(before, None)


def breakdown(n: Number, floor: int, named: Sequence[Match], reading: Reading) -> str | None:
    """What narrows a number, as printed: the name beside it, or before it in the same list item, behind `floor`."""
    inside = reading.parenthesis(n.start)
    stop = inside[0] if inside else n.start
    start = max([floor, *(m.end() for m in LABEL.finditer(reading.text, floor, stop))])
    before = [m for m in named if start <= m.start and m.stop <= n.start and n.first - m.words[-1] <= FARTHEST_NAME + 1]
    match = beside(n, named, reading) or next(reversed(before), None)
    return reading.text[match.start : match.stop] if match else _label(n, start, reading)


def _label(n: Number, start: int, reading: Reading) -> str | None:
    """The name before a dash in a list: "doctors - 40 persons", without a leading "and"."""
    dash = DASHED.search(reading.text, start, n.start)
    if dash is None:
        return None
    words = [w for w, t in enumerate(reading.tokens) if start <= t.start < dash.start()]
    if words and reading.word_behind(words[0] - 1, "and"):
        words = words[1:]
    said = {w for m in (*reading.words("in-year", "sum", "among"), *reading.named("quantity")) for w in m.words}
    digits = any(reading.tokens[w].text[0].isdigit() for w in words)
    if not 0 < len(words) <= LONGEST_LABEL or digits or said & set(words):
        return None
    return reading.text[reading.tokens[words[0]].start : dash.start()]
