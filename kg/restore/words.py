"""The words of Russian and Kazakh with their frequencies. The only border to wordfreq, which has no Kazakh.

`words.ru.tsv` and `words.kk.tsv` are the words of our own texts and vocabularies with the number of times they stand there and
the share that has a capital within sentences, written by `bench/restore/words.py`. For Kazakh there are stems besides (`stems.kk.txt`). Every stem takes the endings that stems of its sort
take there: Kazakh endings depend on the last vowel (front or back) and the last sound (vowel, voiced, voiceless).
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from functools import cache
from importlib.resources import files
from math import inf, log

import wordfreq

from kg.records import Language
from kg.restore.lexis import Letters, Lexis

RUSSIAN = re.compile("[\u0430-\u044f\u0451]+")
TYPICAL = 3e-6
"""Frequency from which on a Russian word is an example of how words look."""
BACK = "\u0430\u043e\u0443\u044b\u044e\u044f\u04b1\u0451"
FRONT = "\u0435\u0438\u044d\u0456\u04d9\u04e9\u04af"
VOICELESS = "\u043a\u043f\u0441\u0442\u0444\u0445\u0446\u0447\u0448\u0449\u049b\u04bb\u0431\u0432\u0433\u0434"
LONGEST_ENDING = 12
NEW_STEM = 1e-4
"""Share of a stem that our texts do not have."""
SEEN = 0.5
"""Share of running words that are expected to stand in our texts as they are; the others are stems with endings."""


@cache
def lexis(language: Language) -> Lexis:
    """The words of a language."""
    return Lexis(_frequencies(language))


@cache
def letters(language: Language) -> Letters:
    """How words of a language look."""
    return Letters(sorted(word for word, n in _frequencies(language).items() if n > TYPICAL))


@cache
def _frequencies(language: Language) -> dict[str, float]:
    return _kazakh() if language == "kk" else _russian()


def english(word: str) -> float:
    """The cost of an English word, folded; infinite if wordfreq does not have it."""
    frequency = wordfreq.get_frequency_dict("en", "small").get(word)
    return -log(frequency) if frequency else inf


def _russian() -> dict[str, float]:
    return {word: n for word, n in wordfreq.get_frequency_dict("ru", "large").items() if RUSSIAN.fullmatch(word)}


@cache
def own(language: Language) -> dict[str, float]:
    """The words of our own texts and vocabularies, with their share."""
    counts = Counter({word: int(n) for word, n, _ in _rows(language)})
    total = counts.total()
    return {word: n / total for word, n in counts.items()}


@cache
def capitalised(language: Language) -> dict[str, float]:
    """The words that our own texts have within sentences, with the share of those that have a capital there."""
    return {word: float(share) for word, _, share in _rows(language) if share}


def _rows(language: Language) -> list[list[str]]:
    return [line.split("\t") for line in _data(f"words.{language}.tsv")]


def _data(name: str) -> list[str]:
    return files(__package__).joinpath(name).read_text(encoding="utf-8").splitlines()


def _kazakh() -> dict[str, float]:
    seen, stems = own("kk"), frozenset(_data("stems.kk.txt"))
    endings: defaultdict[tuple[bool, str], defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    used = dict.fromkeys(sorted(stems), NEW_STEM)
    for word, share in seen.items():
        stem = next((word[:at] for at in range(len(word), 1, -1) if word[:at] in stems), None)
        if stem and len(word) - len(stem) <= LONGEST_ENDING:
            used[stem] += share
            endings[_sort(stem)][word[len(stem) :]] += share
    found = {word: SEEN * share for word, share in seen.items()}
    total = sum(used.values())
    for stem, share in used.items():
        possible = endings[_sort(stem)]
        for ending, n in possible.items():
            found[stem + ending] = found.get(stem + ending, 0.0) + (1 - SEEN) * share / total * n / sum(
                possible.values()
            )
    return found


def _sort(stem: str) -> tuple[bool, str]:
    """What its endings depend on: whether its last vowel is a back one, and its last sound."""
    back = max(map(stem.rfind, BACK)) > max(map(stem.rfind, FRONT))
    last = stem[-1]
    return back, "vowel" if last in BACK + FRONT else "voiceless" if last in VOICELESS else "voiced"
