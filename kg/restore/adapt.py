"""What a document teaches about itself: what was read surely in one place helps in another."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise
from math import exp, log

from kg.morphology import forms
from kg.records import Language
from kg.restore.channel import LONGEST_RUN, Channel, Option
from kg.restore.pairs import Pairs, own_pairs
from kg.restore.search import Guess
from kg.restore.words import lexis, own

SURE = 0.5
"""Share of all guesses from which on the first is believed."""
LETTERS = 3
"""Shorter words teach nothing."""
OTHER_FORMS = 0.3
"""What all forms of a word count together, each as frequent as it is in general, where one form is seen once."""
OWN = 0.3
"""Weight of the project's own texts beside the document."""
ITSELF = 1.0
"""What each word and each pair is counted less: no reading is a witness for itself."""
PRIOR = 140.0
"""Weight of the learned channel beside the document, in letters seen."""
UNLIKELY = 0.0005
"""Probability below which a pair of runs is left out."""
Read = tuple[str, Sequence[Guess]]
"""A raw word and what it may stand for, likeliest first."""


def learned_words(read: Iterable[Read], language: Language) -> dict[str, float]:
    """The words of a document as far as they were read surely, with their other forms, beside the project's own words."""
    counts: defaultdict[str, float] = defaultdict(float)
    for _, guesses in read:
        word = guesses[0].text.lower() if guesses else ""
        if len(word) >= LETTERS and word.isalpha() and (sure := _sure(guesses)) > SURE:
            counts[word] += sure
    total, general = sum(counts.values()), lexis(language)
    found = {word: OWN * share for word, share in own(language).items()}
    for word, n in sorted((word, n - ITSELF) for word, n in counts.items() if n > ITSELF):
        found[word] = found.get(word, 0.0) + (1 - OWN) * n / total
        others = {form: exp(-general.cost(form)) for form in sorted(forms(word))} if language == "ru" else {}
        for form, frequency in others.items():
            if frequency:
                share = OTHER_FORMS * frequency / sum(others.values())
                found[form] = found.get(form, 0.0) + (1 - OWN) * n / total * share
    return found


def learned_pairs(read: Iterable[Sequence[Sequence[Guess]]], language: Language) -> Pairs:
    """The words that follow each other in stretches of the document, as far as they were read surely, beside our own."""
    seen: defaultdict[tuple[str, str], float] = defaultdict(float)
    for stretch in read:
        for left, right in pairwise(stretch):
            if (sure := min(_sure(left), _sure(right))) > SURE:
                seen[left[0].text.lower(), right[0].text.lower()] += sure
    found = dict(own_pairs(language))
    for pair, n in seen.items():
        if n > ITSELF:
            found[pair] = found.get(pair, 0.0) + n - ITSELF
    return found


def learned_channel(read: Iterable[Read], base: Channel) -> Channel:
    """The channel as this document shows it: another engine, font or resolution than those that `base` was learned from."""
    small: Counter[tuple[str, str]] = Counter()
    capital: Counter[tuple[str, str]] = Counter()
    for raw, guesses in read:
        if guesses and len(guesses[0].text) >= LETTERS and _sure(guesses) > SURE:
            for text, start, stop in guesses[0].runs:
                if text.isalpha() and len(text) <= 2 and stop - start <= LONGEST_RUN:
                    (small if text.islower() else capital)[text.lower(), raw[start:stop]] += 1
    if not (small or capital):
        return base
    return Channel(_mixed(base.small, small), _mixed(base.capital, capital), base.words)


def _mixed(base: Mapping[str, Sequence[Option]], counts: Counter[tuple[str, str]]) -> dict[str, tuple[Option, ...]]:
    totals: Counter[str] = Counter()
    for (true, _), n in counts.items():
        totals.update(dict.fromkeys(true, n))
    before = {(true, raw): exp(-cost) for raw, options in base.items() for true, cost in options}
    found: defaultdict[str, list[Option]] = defaultdict(list)
    for true, raw in sorted({*before, *counts}):
        seen = min(totals[letter] for letter in true)
        probability = (counts[true, raw] + PRIOR * before.get((true, raw), 0.0)) / (seen + PRIOR)
        if probability > UNLIKELY:
            found[raw].append((true, -log(probability)))
    return {raw: tuple(sorted(options, key=lambda option: (option[1], option[0]))) for raw, options in found.items()}


def _sure(guesses: Sequence[Guess]) -> float:
    best = guesses[0]
    share = 1 / sum(exp(min(0.0, best.cost - guess.cost)) for guess in guesses)
    return share * exp(-max(0.0, best.channel / max(1, len(best.text)) - 1.5))
