"""words.py: what our own Russian and Kazakh texts and vocabularies teach about words.

Writes `kg/restore/words.ru.tsv` and `words.kk.tsv` (word, number of times, share that begins with a capital within clauses), `pairs.ru.tsv` and `pairs.kk.tsv` (two words that
follow each other, number of times) and `grammar.tsv` (two marks of Russian words that
follow each other, number of times).
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator
from itertools import pairwise, product
from pathlib import Path

from kg.restore.grammar import END, marks

ROOT = Path(__file__).parents[2]
OUT = ROOT / "kg" / "restore"
WORD = re.compile("[\u0400-\u052f]+")
TOKEN = re.compile(r"[\u0400-\u052f]+|\d+(?:[.,]\d+)*")
STOP = re.compile(r"(?!(?<=\d)[.,]\d)[^\s\u0400-\u052f\d-]")
LABEL = re.compile(r'"((?:[^"\\]|\\.)*)"@(ru|kk)')
ROUNDS = 3
RARE = 2
"""Pairs of words seen less often are left out."""


def texts(language: str) -> Iterator[str]:
    """Every text of the project in a language: prose, documents of the test corpus, labels of the vocabularies."""
    for path in sorted((ROOT / "bench" / "restore").glob(f"*.{language}.txt")):
        yield from path.read_text(encoding="utf-8").splitlines()
    for path in sorted((ROOT / "tests" / "corpus" / "documents").glob(f"{language}-*")):
        yield from path.read_text(encoding="utf-8").splitlines()
    for path in sorted((ROOT / "ontology" / "vocab").glob("*.ttl")):
        if path.stem != "suffixes":
            yield from (text for text, tag in LABEL.findall(path.read_text(encoding="utf-8")) if tag == language)


def capitals(language: str) -> dict[str, float]:
    """The share of each word that begins with a capital where no clause begins and not everything is in capitals."""
    inner = [
        w for text in texts(language) for clause in STOP.split(text) for w in TOKEN.findall(clause)[1:] if w.isalpha()
    ]
    counts = Counter(word.lower() for word in inner if word.islower() or word.istitle())
    upper = Counter(word.lower() for word in inner if word.istitle() and len(word) > 1)
    return {word: round(upper[word] / n, 2) for word, n in counts.items()}


def pairs(language: str) -> Counter[tuple[str, str]]:
    """How often words stand next to each other where nothing but a space is between them."""
    clauses = (clause.casefold() for text in texts(language) for clause in STOP.split(text))
    return Counter(
        pair for clause in clauses for pair in pairwise(TOKEN.findall(clause)) if all(map(str.isalpha, pair))
    )


def grammar() -> Counter[tuple[str, str]]:
    """How often words with one mark stand before words with another; expectation maximisation over all their readings."""
    sequences = []
    for text in texts("ru"):
        for clause in STOP.split(text):
            words = [word for word in TOKEN.findall(clause) if len(word) > 1 or word.islower() or word.isdigit()]
            if words:
                sequences.append([("",), *(marks(word) for word in words), (END,)])
    seen: Counter[tuple[str, str]] = Counter()
    for _ in range(ROUNDS):
        before, seen = seen, Counter()
        for sequence in sequences:
            for left, right in pairwise(sequence):
                weights = {pair: before[pair] + 0.1 for pair in product(left, right)}
                total = sum(weights.values())
                for pair, weight in weights.items():
                    seen[pair] += weight / total
    return seen


if __name__ == "__main__":
    for language in ("ru", "kk"):
        counts = Counter(word for text in texts(language) for word in WORD.findall(text.casefold()))
        shares = capitals(language)
        rows = "".join(f"{word}\t{n}\t{shares.get(word, '')}\n" for word, n in sorted(counts.items()))
        (OUT / f"words.{language}.tsv").write_text(rows, encoding="utf-8")
        rows = "".join(f"{left}\t{right}\t{n}\n" for (left, right), n in sorted(pairs(language).items()) if n >= RARE)
        (OUT / f"pairs.{language}.tsv").write_text(rows, encoding="utf-8")
    rows = "".join(f"{left}\t{right}\t{n:.1f}\n" for (left, right), n in sorted(grammar().items()) if n >= 0.3)
    (OUT / "grammar.tsv").write_text(rows, encoding="utf-8")
