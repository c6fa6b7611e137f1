"""How like two statements are: candidates by an inverted index, and a score from 0 to 1 for each.

The score is the Tversky index of the weighted features (what both have, over a mean of what each has), itself a mean
over the languages that both are in; less where the two name different people or their documents have nothing to do
with each other, and less where either has a better partner in the other's document.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from kg.correspond.profile import Features, Profile, weighted
from kg.records import LANGUAGES, Language, Place

LONGEST_POSTING = 400
"""A feature that more statements have does not make candidates."""
MOST_CANDIDATES = 60
"""Candidates per statement that are scored in full."""
OF_LONGER = 0.35
"""Weight of the longer side in the mean of what each has: to say more is less of a difference than to say otherwise."""
OTHERS_NAMED, STRANGERS = 0.3, 0.6
"""Factors: both name people, and not the same; unrelated documents."""
KINDS = {"Challenge": "situation", "Definition": "definition"}
"""What describes is like what describes; all other classes are commitments and may be like each other."""


@dataclass(frozen=True, slots=True)
class Pair:
    """Two like statements. `shared` are the features that they share, weightiest first."""

    a: Profile
    b: Profile
    score: float
    language: Language
    shared: tuple[str, ...]
    covered: tuple[float, float]
    """Share of the content of a, and of b, that the other has too."""
    sizes: tuple[float, float]
    """How much content each has."""


def pairs(profiles: Sequence[Profile], related: Callable[[str, str], bool], least: float) -> list[Pair]:
    """All pairs that score at least `least`, by place. `related` says whether two documents are tied to each other."""
    tables = {language: weighted(profiles, language) for language in LANGUAGES}
    raw: dict[tuple[int, int], float] = {}
    for n, others in enumerate(candidates(profiles, tables)):
        for m in others:
            one, other = min(n, m), max(n, m)
            if (one, other) not in raw and comparable(profiles[one], profiles[other]):
                score = likeness(profiles[one], profiles[other], tables)
                near = related(profiles[one].place.document, profiles[other].place.document)
                raw[one, other] = score * (1.0 if near else STRANGERS)
    best: dict[tuple[int, str], float] = defaultdict(float)
    for (n, m), score in raw.items():
        for mine, other in ((n, m), (m, n)):
            key = mine, profiles[other].place.document
            best[key] = max(best[key], score)
    found = []
    for (n, m), score in sorted(raw.items()):
        highest = max(best[n, profiles[m].place.document], best[m, profiles[n].place.document])
        if score and (final := score * (score / highest) ** 0.5) >= least:
            found.append(_pair(profiles[n], profiles[m], final, tables))
    return found


def candidates(profiles: Sequence[Profile], tables: Mapping[Language, Mapping[Place, Features]]) -> Iterator[list[int]]:
    """For each statement, the others that share most of its rare features."""
    postings: dict[tuple[Language, str], list[int]] = defaultdict(list)
    for n, profile in enumerate(profiles):
        for language in profile.features:
            for feature in profile.features[language]:
                postings[language, feature].append(n)
    for n, profile in enumerate(profiles):
        sums: dict[int, float] = defaultdict(float)
        for language in profile.features:
            for feature, weight in tables[language][profile.place].items():
                posting = postings[language, feature]
                if 1 < len(posting) <= LONGEST_POSTING:
                    for other in posting:
                        sums[other] += weight
        sums.pop(n, None)
        yield sorted(sums, key=lambda m: (-sums[m], m))[:MOST_CANDIDATES]


def comparable(a: Profile, b: Profile) -> bool:
    """Whether two statements could say the same thing at all."""
    classes = {a.cls, b.cls}
    same_act = a.place.document.partition("/")[0] == b.place.document.partition("/")[0]
    if "Indicator" in classes:
        return len(classes) == 2 and same_act and not classes & set(KINDS)
    if KINDS.get(a.cls) != KINDS.get(b.cls) or a.list == b.list:
        return False
    return not (same_act and classes == {"Direction", "Measure"})


def likeness(a: Profile, b: Profile, tables: Mapping[Language, Mapping[Place, Features]]) -> float:
    """The score of a pair by itself."""
    shared = [language for language in a.features if language in b.features]
    scores = [tversky(tables[language][a.place], tables[language][b.place]) for language in shared]
    if not scores:
        return 0.0
    others_named = a.named and b.named and not a.named & b.named
    return sum(scores) / len(scores) * (OTHERS_NAMED if others_named else 1.0)


def tversky(a: Features, b: Features) -> float:
    """What both have, over the weighted mean of what each has."""
    common = sum(min(w, b[f]) for f, w in a.items() if f in b)
    shorter, longer = sorted((sum(a.values()), sum(b.values())))
    return common / (shorter * (1 - OF_LONGER) + longer * OF_LONGER) if common else 0.0


def _pair(a: Profile, b: Profile, score: float, tables: Mapping[Language, Mapping[Place, Features]]) -> Pair:
    language = next(language for language in a.features if language in b.features)
    mine, others = tables[language][a.place], tables[language][b.place]
    both = {f: min(w, others[f]) for f, w in mine.items() if f in others}
    shared = tuple(sorted((f for f in both if both[f] > 0), key=lambda f: (-both[f], f)))
    sizes = sum(mine.values()), sum(others.values())
    common = sum(both.values())
    return Pair(a, b, round(score, 4), language, shared, (common / sizes[0], common / sizes[1]), sizes)
