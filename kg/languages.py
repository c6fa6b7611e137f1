"""Which language a text or a passage is in. The one module that imports py3langid.

The three languages are told apart by their letters, which also works for a line; whether a whole text is in none of
them is what py3langid (naive Bayes over byte n-grams, 138 languages, the model in the package) is asked.
"""

from __future__ import annotations

import re
from collections import Counter
from functools import cache
from typing import get_args

from py3langid.langid import MODEL_FILE, LanguageIdentifier

from kg.morphology import known
from kg.records import Language

KAZAKH = frozenset(map(chr, (0x4D9, 0x493, 0x49B, 0x4A3, 0x4E9, 0x4B1, 0x4AF, 0x4BB, 0x456)))
"""Letters that Kazakh has and Russian has not."""
KAZAKH_SHARE = 0.06
"""Share of them among the Cyrillic letters from which on a text is Kazakh; running text has about 0.2."""
KAZAKH_IN_PASSAGE = 0.02
SHORT = 20
"""Letters; the language of a shorter passage is that of its neighbours."""
SAMPLE = 20_000
"""Code points from the beginning of a text that are enough to know its language."""
ENOUGH, CERTAIN = 100, 0.99
"""Letters and probability from which on a text counts as being in a language that is not read."""


def main(text: str) -> Language:
    """The main language of a text by its letters; Russian where it has none."""
    counts = Counter({c: n for c, n in Counter(text.casefold()).items() if c.isalpha()})
    cyrillic = sum(n for c, n in counts.items() if "\u0400" <= c <= "\u052f")
    if cyrillic * 2 < counts.total():
        return "en"
    return "kk" if sum(counts[c] for c in KAZAKH) > KAZAKH_SHARE * cyrillic else "ru"


def passage(text: str, default: Language) -> Language:
    """The language of a passage by its letters. A short one is in the `default`, unless its letters are all Latin."""
    letters = [c for c in text.casefold() if c.isalpha()]
    latin = sum(c < "\u0250" for c in letters)
    kazakh = sum(c in KAZAKH for c in letters)
    if len(letters) < SHORT:
        return "en" if latin == len(letters) > 3 else default
    if latin > 0.7 * len(letters):
        return "en"
    if kazakh > KAZAKH_IN_PASSAGE * len(letters):
        return "kk"
    if default == "kk" and not kazakh:
        words = re.findall(r"[^\W\d_]+", text)
        return "ru" if 2 * sum(known(word, "ru") for word in words) > len(words) else "kk"
    return "ru" if default == "en" else default if kazakh else "ru"


def foreign(text: str) -> str | None:
    """The ISO 639 code of a text in a language that is not read; none for ours, and where it cannot be told."""
    sample = text[:SAMPLE]
    if sum(map(str.isalpha, sample)) < ENOUGH:
        return None
    code, probability = _identifier().classify(sample)
    return None if code in get_args(Language) or probability < CERTAIN else str(code)


@cache
def _identifier() -> LanguageIdentifier:
    return LanguageIdentifier.from_model_file(MODEL_FILE, norm_probs=True)
