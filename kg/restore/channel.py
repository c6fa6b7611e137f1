"""How Cyrillic letters come out of an English OCR engine: the learned table, turned round.

`channel.tsv` has one line for each pair of runs: style, true run, raw run, probability of the raw run given the true one in
thousandths; runs between spaces are whole words. `bench/restore` says how it is made.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from math import log
from typing import Literal

Style = Literal["upright", "italic"]
Option = tuple[str, float]
"""A true run, lower case, and its cost: minus the natural logarithm of the probability that it was read so."""
LONGEST_RUN = 4
"""Characters of raw text that may stand for one true run."""


@dataclass(frozen=True, slots=True)
class Channel:
    """For each raw run what it may stand for, cheapest first: in small letters, and in capitals."""

    small: Mapping[str, tuple[Option, ...]]
    capital: Mapping[str, tuple[Option, ...]]
    words: Mapping[str, tuple[Option, ...]]
    """For a raw word the short words that it may stand for, as they are written."""


@cache
def channel(style: Style) -> Channel:
    """The channel of a style of type."""
    small: defaultdict[str, list[Option]] = defaultdict(list)
    capital: defaultdict[str, list[Option]] = defaultdict(list)
    words: defaultdict[str, list[Option]] = defaultdict(list)
    for line in files(__package__).joinpath("channel.tsv").read_text(encoding="utf-8").splitlines():
        kind, true, raw, thousandths = line.split("\t")
        if kind == style and raw.strip() != raw:
            words[raw.strip()].append((true.strip(), -log(float(thousandths) / 1000)))
        if kind == style and raw and " " not in raw and true.isalpha() and not true.isascii():
            option = (true.lower(), -log(float(thousandths) / 1000))
            if true.islower():
                small[raw].append(option)
            if true.isupper():
                capital[raw].append(option)
    return Channel(_sorted(small), _sorted(capital), _sorted(words))


def _sorted(found: Mapping[str, list[Option]]) -> dict[str, tuple[Option, ...]]:
    return {raw: tuple(sorted(options, key=lambda option: (option[1], option[0]))) for raw, options in found.items()}
