"""Which Russian word forms follow each other: what tells endings apart that the engine has blurred.

A mark is a part of speech with case, number and gender as far as they matter ("ADJF gent plur"). `grammar.tsv` says how often
words with one mark stand before words with another in our own texts.
"""

from __future__ import annotations

from collections import Counter
from functools import cache, lru_cache
from importlib.resources import files
from math import log

from kg.morphology import readings

PARTS = {
    "NOUN": "N",
    "ADJF": "A",
    "PRTF": "A",
    "NPRO": "O",
    "ADJS": "S",
    "PRTS": "S",
    "VERB": "V",
    "INFN": "I",
    "GRND": "G",
}
CASES = {"nomn", "gent", "datv", "accs", "ablt", "loct", "gen2", "loc2", "acc2", "voct"}
SAME = {"gen2": "gent", "loc2": "loct", "acc2": "accs", "voct": "nomn"}
NUMBERS, GENDERS = ("sing", "plur"), ("masc", "femn", "neut")
END = "."
"""The mark of whatever ends a stretch of words."""
BACK_OFF = 8.0


@lru_cache(maxsize=1 << 16)
def marks(word: str) -> tuple[str, ...]:
    """The marks that a Russian word may have; prepositions are marks of their own, and so are numbers."""
    if word[:1].isdigit():
        return ("#",)
    found = []
    for lemma, grammemes in readings(word):
        part = next((p for p in PARTS if p in grammemes), None)
        if part is None:
            found.append(
                lemma
                if "PREP" in grammemes
                else next((p for p in ("CONJ", "ADVB", "PRCL", "NUMR") if p in grammemes), "X")
            )
            continue
        case = next((SAME.get(c, c) for c in sorted(CASES) if c in grammemes), "")
        number = next((n for n in NUMBERS if n in grammemes), "")
        gender = next((g for g in GENDERS if g in grammemes), "") if number == "sing" else ""
        found.append(" ".join(filter(None, (PARTS[part], case, number, gender))))
    return tuple(dict.fromkeys(found)) or ("X",)


@cache
def _counts() -> tuple[Counter[tuple[str, str]], Counter[str], Counter[str], float]:
    pairs: Counter[tuple[str, str]] = Counter()
    left: Counter[str] = Counter()
    right: Counter[str] = Counter()
    for line in files(__package__).joinpath("grammar.tsv").read_text(encoding="utf-8").splitlines():
        before, after, n = line.split("\t")
        pairs[before, after] += float(n)  # type: ignore[assignment]
        left[before] += float(n)  # type: ignore[assignment]
        right[after] += float(n)  # type: ignore[assignment]
    return pairs, left, right, float(sum(right.values()))


@lru_cache(maxsize=1 << 18)
def gain(before: str, after: str) -> float:
    """How much likelier the mark `after` is behind `before` than anywhere: the logarithm of the ratio."""
    pairs, left, right, total = _counts()
    share = (right[after] + 1) / (total + len(right))
    return log((pairs[before, after] + BACK_OFF * share) / (left[before] + BACK_OFF) / share)
