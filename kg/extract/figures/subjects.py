"""The groups of people that a number is about, and what the text has told before it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from kg.extract.dates import When
from kg.extract.figures.periods import periods
from kg.extract.figures.reading import Reading
from kg.extract.figures.units import LOOSE, Lent, notes
from kg.lexicon import Entry, Lexicon

FLOWS = {"category/emigrant", "category/immigrant"}
"""Categories that only say in which direction somebody moves; a group that was named before stays the subject."""


@dataclass(frozen=True, slots=True)
class Told:
    """What the text has said and goes on to speak of: a period (ISO), groups of people and quantities (paths)."""

    period: str | None = None
    goal: str | None = None
    """A date by which something will be: the period of sentences about the future."""
    categories: tuple[str, ...] = ()
    quantities: tuple[str, ...] = ()
    lent: Lent | None = None
    """The unit that a note at its end gives to the numbers of the next sentence or list."""

    def then(self, later: Told) -> Told:
        """What holds after more words; what they leave open stays."""
        goal = later.goal or (None if later.period else self.goal)
        stays = self.categories and set(later.categories) <= FLOWS
        categories = self.categories if stays else later.categories
        return Told(later.period or self.period, goal, categories, later.quantities or self.quantities, later.lent)


def told_by(reading: Reading) -> Told:
    """What one sentence or heading speaks of."""
    dates = periods(reading)
    lasting = [w for w in dates.plain if not _of_figure(w, reading)]
    last = lasting[-1].value if lasting else None
    quantities = [e for e in reading.entries("quantity") if e.path not in LOOSE]
    named = narrow(groups(reading))
    if not is_specific(named, reading.lexicon):
        named = narrowed((p for p in implied(quantities) if p not in FLOWS), reading.lexicon)
    categories = named if is_specific(named, reading.lexicon) else ()
    lent = next((note for place, note in notes(reading) if not reading.text[place:].strip()), None)
    period, goal = (None, last) if last in dates.goals else (last, None)
    return Told(period, goal, categories, tuple(e.path for e in quantities), lent)


def surveyed(reading: Reading) -> str | None:
    """When a survey was made, where a sentence without other numbers says so: the time of the paragraph's figures."""
    if not reading.words("survey"):
        return None
    dated = periods(reading).plain
    digits = [t for t in reading.tokens if t.text[0].isdigit()]
    only = all(any(w.start <= t.start < w.stop for w in dated) for t in digits)
    return dated[-1].value if dated and only else None


def _of_figure(when: When, reading: Reading) -> bool:
    """Whether a date stands in parentheses in a sentence with numbers: the time of one of them alone."""
    inside = reading.parenthesis(when.start)
    return inside is not None and any(
        t.text[0].isdigit() and not inside[0] < t.start < inside[1] for t in reading.tokens
    )


def groups(reading: Reading, start: int = 0, stop: int | None = None) -> list[Entry]:
    """The categories named in a stretch of the text, generic ones too."""
    end = len(reading.text) if stop is None else stop
    found = {e.path: e for m in reading.named("category") if start <= m.start < end for e in m.entries}
    return list(found.values())


def narrow(entries: Iterable[Entry]) -> tuple[str, ...]:
    """The paths of categories; the generic ones only where there is no other."""
    kept = list({e.path: e for e in entries}.values())
    return tuple(e.path for e in kept if not e.value("generic")) or tuple(e.path for e in kept)


def narrowed(paths: Iterable[str], lexicon: Lexicon) -> tuple[str, ...]:
    """The same for paths."""
    return narrow(lexicon.by_path[p] for p in paths if p in lexicon.by_path)


def is_specific(paths: Iterable[str], lexicon: Lexicon) -> bool:
    """Whether one of the categories is more than "migrants" in general."""
    return any(not lexicon.by_path[p].value("generic") for p in paths if p in lexicon.by_path)


def implied(quantities: Iterable[Entry]) -> tuple[str, ...]:
    """The categories that quantities are about."""
    return tuple(dict.fromkeys(path for q in quantities for path in q.values.get("targets", ())))
