"""Kazakh letters that a Russian engine does not have: it reads the Russian letter that is nearest in shape."""

from __future__ import annotations

import re
from functools import lru_cache

from kg.morphology import known
from kg.restore.words import lexis

WORD = re.compile(r"(?<![\w-])[\u0410-\u044f\u0406\u0456]++(?:-[\u0410-\u044f\u0456]++)*+(?![\w-])")
LOST = {
    "\u0430": "\u04d9",
    "\u0433": "\u0493",
    "\u0435": "\u04e9",
    "\u0438": "\u0456",
    "\u043a": "\u049b",
    "\u043d": "\u04a3",
    "\u043e": "\u04e9",
    "\u0443": "\u04af\u04b1",
    "\u0445": "\u04bb",
}
"""Kazakh letters by the Russian ones that are read for them."""
SHORTEST = 4
MARGIN = 3.0
"""By how much the likeliest word must be likelier than the next, in natural logarithms."""

Found = tuple[int, int, tuple[tuple[int, str], ...]]
"""Start and stop of a word in its line, and the letters to put there, each with its place in the line."""


def lost_letters(line: str) -> list[Found]:
    """The words of a line that lost Kazakh letters; none where the other words are not Kazakh."""
    words = list(WORD.finditer(line))
    restored = [_restored(word.group().lower()) for word in words]
    kazakh = sum(
        new is not None and not known(word.group().lower(), "ru") for word, new in zip(words, restored, strict=True)
    )
    if 2 * kazakh <= len(words):
        return []
    found = []
    for word, new in zip(words, restored, strict=True):
        pairs = enumerate(zip(word.group(), new or word.group().lower(), strict=True), word.start())
        edits = tuple(
            (at, letter.upper() if old.isupper() else letter) for at, (old, letter) in pairs if old.lower() != letter
        )
        if edits:
            found.append((*word.span(), edits))
    return found


@lru_cache(maxsize=50_000)
def _restored(word: str) -> str | None:
    """The Kazakh word that a word (small letters, hyphens) was: itself if it is one, None if there is none or several."""
    parts = word.split("-")
    if all(lexis("kk").cost(part) < float("inf") for part in parts):
        return word
    found = [_likeliest(part) for part in parts]
    return "-".join(filter(None, found)) if all(found) and len(word) >= SHORTEST else None


def _likeliest(word: str) -> str | None:
    nodes = [lexis("kk").root]
    for letter in word:
        options = letter + LOST.get(letter, "")
        nodes = [kids[option] for kids in (node.kids() for node in nodes) for option in options if option in kids]
    costs = sorted((node.cost(), node.text) for node in nodes if node.cost() < float("inf"))
    if not costs or (len(costs) > 1 and costs[1][0] - costs[0][0] < MARGIN):
        return None
    return costs[0][1]
