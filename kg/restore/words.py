"""The words of a language with their frequencies. The only border to wordfreq (Russian); it has no Kazakh.

Kazakh words are our own: `kazakh.tsv`, written by `bench/restore`, and the labels of the vocabularies.
"""

from __future__ import annotations

import re
from functools import cache
from importlib.resources import files

import wordfreq

from kg.records import Language
from kg.restore.lexis import Letters, Lexis

RUSSIAN = re.compile("[\u0430-\u044f\u0451]+")
FREQUENT = 3e-6
"""Frequency from which on a word counts as an example of how words look."""
RARE = 1e-7


@cache
def lexis(language: Language) -> Lexis:
    """The words of Russian or Kazakh."""
    return Lexis(_frequencies(language))


@cache
def letters(language: Language) -> Letters:
    """How words of Russian or Kazakh look."""
    return Letters(word for word, n in _frequencies(language).items() if n > (FREQUENT if language == "ru" else 0))


@cache
def _frequencies(language: Language) -> dict[str, float]:
    if language == "ru":
        words = wordfreq.get_frequency_dict("ru", "large")
        return {word: n for word, n in words.items() if RUSSIAN.fullmatch(word)}
    found = {}
    for line in files(__package__).joinpath("kazakh.tsv").read_text(encoding="utf-8").splitlines():
        word, n = line.split("\t")
        found[word] = float(n)
    return found
