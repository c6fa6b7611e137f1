"""The words of the document itself: what was read surely in one place helps in another."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from math import exp

from kg.morphology import forms
from kg.records import Language
from kg.restore.lexis import Lexis
from kg.restore.search import Guess
from kg.restore.words import own

SURE = 0.5
"""Share of all guesses from which on the first is believed."""
LETTERS = 3
"""Shorter words teach nothing."""
OTHER_FORMS = 0.15
"""What all other forms of a word count together, where one form is seen once."""
OWN = 0.3
"""Weight of the project's own texts beside the document."""


def confidence(guesses: Sequence[Guess]) -> float:
    """How sure the first guess is: its share among all."""
    best = guesses[0].cost
    return 1 / sum(exp(min(0.0, best - guess.cost)) for guess in guesses)


def learned(read: Iterable[Sequence[Guess]], language: Language) -> Lexis:
    """The words of a document as far as they were read surely, with their other forms, beside the project's own words."""
    counts: defaultdict[str, float] = defaultdict(float)
    for guesses in read:
        word = guesses[0].text.lower() if guesses else ""
        if len(word) >= LETTERS and word.isalpha():
            sure = confidence(guesses) * exp(-max(0.0, guesses[0].channel / len(word) - 1))
            if sure > SURE:
                counts[word] += sure
    total = sum(counts.values()) or 1.0
    found = {word: OWN * share for word, share in own(language).items()}
    for word, n in sorted(counts.items()):
        found[word] = found.get(word, 0.0) + (1 - OWN) * n / total
        if language == "ru":
            others = forms(word)
            for form in sorted(others):
                found[form] = found.get(form, 0.0) + (1 - OWN) * OTHER_FORMS * n / total / len(others)
    return Lexis(found)
