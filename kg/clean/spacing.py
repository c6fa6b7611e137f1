"""Letter-spaced text ("R e p u b l i c  o f") is put together.

Only spaces are cut out, so every letter keeps its place. Where the gaps between words are lost as well
("R e p u b l i c o f"), capital letters, the dictionary and the other words of the same text say where words begin.
"""

from __future__ import annotations

import itertools
import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from kg.clean.edit import Edit, edit
from kg.morphology import grammemes, known
from kg.spans import Span

UNIT = r"(?:\S|[IVXLCDM]+|[0-9]+)(?!\S)"
LAST = r"[^\W\d_](?=[,.;:!?)\u00bb]+(?!\S))"
RUN = re.compile(rf"(?<!\S){UNIT}(?: +{UNIT}){{2,}}(?: +{LAST})?")
"""Single characters with spaces between; numbers may stand among them, a mark may stand at the last letter."""
GROUP = re.compile(r"\S+(?: \S+)*")
SPACED_WORD = re.compile(r"(?<!\S)[^\W\d_](?: [^\W\d_](?!\S)){3,}")
WORD = re.compile(r"[^\W\d_]{2,}")
ROMAN = re.compile(r"[IVXLCDM]+")
NUMERAL = re.compile(r"[IVXLCDM]+|[0-9]+")
CLOSING, OPENING, HYPHEN, QUOTE = ",.;:!?)\u00bb\u201d\u2026", "(\u00ab\u201c", "-", '"'
FUNCTION_WORDS = frozenset(("PREP", "CONJ", "PRCL", "NPRO"))
NAMES = frozenset(("Name", "Surn", "Patr", "Orgn", "Trad", "Abbr"))
LONGEST_WORD, LONGEST_ENDING = 26, 3
SURELY_ONE = 16
"""Characters up to which a run without gaps is one word, in a text that elsewhere has gaps."""
KNOWN, UNKNOWN = 4, 6
"""Letters that a known and an unknown word must have to show that a run is letter-spaced."""
CACHED = 1 << 17
Cost = Callable[[str], float]
"""How little a stretch of letters looks like one word: about 1 for a word, much more for none."""


@dataclass(frozen=True, slots=True)
class Lexis:
    """What a text tells about its letter-spaced runs."""

    words: frozenset[str]
    """The words that are not letter-spaced, folded."""
    beginnings: frozenset[str]
    gaps: bool
    """Whether the gaps between letter-spaced words are wider than those between letters."""

    @classmethod
    def of(cls, text: str) -> Lexis:
        """Learn from a text."""
        words = frozenset(WORD.findall(RUN.sub(" ", text).casefold()))
        beginnings = frozenset(word[:n] for word in words for n in range(5, len(word) + 1))
        return cls(words, beginnings, any("  " in run and SPACED_WORD.search(run) for run in RUN.findall(text)))

    def cost(self, word: str) -> float:
        """See `Cost`; so weighed that known words win, short ones do not eat into others, and names stay whole."""
        folded = word.casefold()
        if folded in self.words or (len(word) > 1 and ROMAN.fullmatch(word)):
            return 0.7
        if known(folded, "ru"):
            marks = grammemes(folded)
            if marks & FUNCTION_WORDS:
                return 0.9
            if len(word) == 1:
                return 4.0
            if not (marks & NAMES and word.islower()):
                return 1.0 + 8 / len(word) ** 2
        if len(word) > 6 and word[: max(5, len(word) - LONGEST_ENDING)] in self.beginnings:
            return 4.0
        name = word[0].isupper() and word[1:].islower()
        return 1.5 + 0.2 * len(word) if name else 4.0 + 0.7 * len(word)


def letter_spacing(span: Span) -> Span:
    """Letter-spaced words are put together; initials, enumerations and columns of figures stay as they are."""
    if not SPACED_WORD.search(span.text):
        return span
    lexis = Lexis.of(span.text)
    cost = lru_cache(CACHED)(lexis.cost)
    return edit(span, (cut for run in RUN.finditer(span.text) for cut in _cuts(run, cost, gaps=lexis.gaps)))


def words(letters: str, cost: Cost, *, ordinal: bool = False) -> list[str]:
    """Cut letters without gaps into the words that cost least; `ordinal`: they begin with the ending of a number."""
    best: list[tuple[float, int]] = [(0.0, 0)]
    for stop in range(1, len(letters) + 1):
        choices = []
        for start in range(max(0, stop - LONGEST_WORD), stop):
            ending = ordinal and start == 0 and stop <= LONGEST_ENDING
            choices.append((best[start][0] + (0.5 if ending else cost(letters[start:stop])), start))
        best.append(min(choices))
    found: list[str] = []
    at = len(letters)
    while at:
        found.append(letters[best[at][1] : at])
        at = best[at][1]
    return found[::-1]


def _cuts(run: re.Match[str], cost: Cost, *, gaps: bool) -> Iterator[Edit]:
    """The spaces to cut out of a run of single characters; none if they are not the letters of words."""
    own_gaps = "  " in run.group()
    found: list[str] = []
    cuts: list[Edit] = []
    for group in GROUP.finditer(run.group()):
        units = group.group().split(" ")
        whole = own_gaps or (gaps and len(units) <= SURELY_ONE)
        at, begun = run.start() + group.start() + len(units[0]), 0
        for n, joined in enumerate(_joined(units) if whole else _segmented(units, cost), 1):
            if joined:
                cuts.append((at, at + 1, ""))
            else:
                found.append("".join(units[begun:n]))
                begun = n
            at += 1 + len(units[n])
        found.append("".join(units[begun:]))
    spaced = any(_tells(word, cost) for piece in found for word in WORD.findall(piece))
    return iter(cuts if spaced else ())


def _tells(word: str, cost: Cost) -> bool:
    """Whether a word that was put together is one, so that the run it stands in was letter-spaced indeed."""
    if ROMAN.fullmatch(word):
        return False
    if len(word) >= KNOWN and cost(word) < 2:
        return True
    ascending = sum(left < right for left, right in itertools.pairwise(word))
    return len(word) >= UNKNOWN and len(set(word)) > len(word) / 2 and ascending < 2 / 3 * len(word)


def _joined(units: Sequence[str], *, whole: bool = True) -> list[bool]:
    """For each unit from the second on, whether it follows the one before it without a space.

    `whole`: the units are one printed word; otherwise letters are left apart. Whole numbers and numerals stay apart.
    """
    found, quotes = [], 0
    for n, (left, right) in enumerate(itertools.pairwise(units), 1):
        quotes += left == QUOTE
        if HYPHEN in (left, right):
            hyphen = n if right == HYPHEN else n - 1
            found.append(0 < hyphen < len(units) - 1 and units[hyphen - 1].isalnum() and units[hyphen + 1].isalnum())
        elif QUOTE in (left, right):
            found.append(quotes % 2 == 1)
        elif right in CLOSING or left in OPENING:
            found.append(True)
        else:
            found.append(len(left) == len(right) == 1 and (whole or (left + right).isdigit()))
    return found


def _segmented(units: Sequence[str], cost: Cost) -> list[bool]:
    """The same where the gaps between words are lost."""
    found = _joined(units, whole=False)
    at = 0
    while at < len(units):
        stop = at + 1
        while stop < len(units) and _goes_on(units[stop - 1], units[stop]):
            stop += 1
        numbered = at > 1 and units[at - 1] == HYPHEN and bool(NUMERAL.fullmatch(units[at - 2]))
        if stop > at + 1:
            for word in words("".join(units[at:stop]), cost, ordinal=numbered):
                found[at : at + len(word) - 1] = [True] * (len(word) - 1)
                at += len(word)
        at = stop
    return found


def _goes_on(left: str, right: str) -> bool:
    """Whether two units may be letters of one word: a capital begins a word, and so does a Roman numeral."""
    if len(left) + len(right) > 2 or not (left + right).isalpha() or (left.islower() and right.isupper()):
        return False
    return bool(ROMAN.fullmatch(left)) == bool(ROMAN.fullmatch(right)) or left.isascii() == right.isascii()
