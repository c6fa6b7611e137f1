"""The words of Russian and Kazakh with their frequencies. The only border to wordfreq, which has no Kazakh.

`words.ru.tsv` and `words.kk.tsv` are the words of our own texts and vocabularies with the number of times they stand there and
the share that has a capital within sentences, written by `bench/restore/words.py`. For Kazakh there are stems besides
(`stems.kk.txt`). Every stem takes the endings that stems with such a last sound (vowel, voiced, voiceless) take in our texts,
with the vowels that go with its own (front or back).
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
VOWELS = BACK + FRONT
TO_BACK = str.maketrans("\u0435\u0456\u0433\u043a", "\u0430\u044b\u0493\u049b")
TO_FRONT = str.maketrans("\u0430\u044b\u0493\u049b", "\u0435\u0456\u0433\u043a")
"""Endings behind back vowels, from those behind front vowels, and the other way."""
VOICED = str.maketrans("\u043f\u043a\u049b", "\u0431\u0433\u0493")
LONGEST_ENDING = 12
NEW_STEM = 1e-4
"""Share of a stem that our texts do not have."""
RAREST = 2e-8
"""Share of a Kazakh word below which it is left out."""
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
    shapes = {_voiced(stem): stem for stem in sorted(stems)} | {stem: stem for stem in sorted(stems)}
    endings: defaultdict[str, defaultdict[str, float]] = defaultdict(lambda: defaultdict(float))
    used = dict.fromkeys(sorted(stems), NEW_STEM)
    for word, share in seen.items():
        at = next((at for at in range(len(word), 1, -1) if word[:at] in shapes), 0)
        stem, ending = shapes.get(word[:at], ""), word[at:]
        if stem and len(ending) <= LONGEST_ENDING and _shape(stem, ending) == word[:at]:
            used[stem] += share
            endings[_sound(stem)][ending.translate(TO_BACK)] += share
    found = {word: SEEN * share for word, share in seen.items()}
    total = sum(used.values())
    totals = {sound: sum(possible.values()) for sound, possible in endings.items()}
    for stem, share in used.items():
        sound, back = _sound(stem), max(map(stem.rfind, BACK)) > max(map(stem.rfind, FRONT))
        for ending, n in endings[sound].items():
            ending = ending if back else ending.translate(TO_FRONT)
            word = _shape(stem, ending) + ending
            found[word] = found.get(word, 0.0) + (1 - SEEN) * share / total * n / totals[sound]
    return {word: n for word, n in found.items() if n > RAREST}


def _shape(stem: str, ending: str) -> str:
    """The stem as it stands before an ending: its last sound is voiced before a vowel."""
    return _voiced(stem) if ending.startswith(tuple(VOWELS)) else stem


def _voiced(stem: str) -> str:
    return stem[:-1] + stem[-1].translate(VOICED)


def _sound(stem: str) -> str:
    """What the first sound of an ending depends on: the last sound of the stem."""
    last = stem[-1]
    return "vowel" if last in VOWELS else "voiceless" if last in VOICELESS else "voiced"
