"""Words: tokens, lemmas and sentences of Russian, Kazakh and English.

The only border to pymorphy3 (Russian) and razdel (sentence boundaries). Kazakh is agglutinative: a word is a stem and
a chain of suffixes, and every way to cut one off gives a candidate stem; the suffixes are data
(`ontology/vocab/suffixes.ttl`). Of English words only the plural is undone: a stemmer would make one of "employer" and
"employment".
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from functools import cache, lru_cache

import pymorphy3
import razdel

from kg.records import Language

FOOTNOTE = re.compile(r"(?:(?<=[.!?])|(?<=[.!?]\s))\[\d{1,3}\](?:\s+|$)")
WORD = re.compile(r"[^\W\d_]+|\d+(?:[.,]\d+)*")
# Final consonants that are voiced before a vowel (Kazakh phonology): a stem in k, q, p stands as g, gh, b.
VOICED = {"\u0433": "\u043a", "\u0493": "\u049b", "\u0431": "\u043f"}
SHORTEST_STEM = 2


@dataclass(frozen=True, slots=True)
class Token:
    """A word or number of a text: its place in it (code points) and the lemmas that it may have."""

    text: str
    start: int
    stop: int
    lemmas: frozenset[str]
    glued: bool
    """True where only white space, hyphens, quotation marks or the full stop of an abbreviation stand before it."""
    clause: bool
    """True where no full stop, semicolon or colon stands between it and the token before."""


def fold(word: str) -> str:
    """Case and ё folded."""
    return word.casefold().replace("\u0451", "\u0435")


@cache
def _russian() -> pymorphy3.MorphAnalyzer:
    return pymorphy3.MorphAnalyzer(lang="ru")


@lru_cache(maxsize=200_000)
def _parses(word: str) -> tuple[tuple[str, frozenset[str]], ...]:
    return tuple((fold(p.normal_form), frozenset(p.tag.grammemes)) for p in _russian().parse(word))


def _between_footnotes(text: str, start: int, stop: int) -> Iterator[tuple[int, int]]:
    """The sentences that only the number of a footnote parts: "… in 2012.[3] The next"."""
    for note in FOOTNOTE.finditer(text, start, stop):
        if start < note.start():
            yield start, start + len(text[start : note.start()].rstrip())
        start = note.end()
    if start < stop:
        yield start, stop


@lru_cache(maxsize=200_000)
def known(word: str, language: Language) -> bool:
    """Whether the dictionary has the word (Russian only; other languages have none here and answer False)."""
    return language == "ru" and bool(_russian().word_is_known(word))


def readings(word: str) -> tuple[tuple[str, frozenset[str]], ...]:
    """All readings of a Russian word, likeliest first: its lemma and its grammatical marks."""
    return _parses(word)


@lru_cache(maxsize=20_000)
def forms(word: str) -> frozenset[str]:
    """All forms of the Russian word that a form most likely belongs to, folded; none if the dictionary does not have it."""
    if not known(word, "ru"):
        return frozenset()
    return frozenset(fold(form.word) for form in _russian().parse(word)[0].lexeme)


def grammemes(word: str) -> frozenset[str]:
    """Grammatical marks of the likeliest reading of a Russian word, in OpenCorpora notation (VERB, futr, datv, …)."""
    parses = _parses(word)
    return parses[0][1] if parses else frozenset()


def nominative(words: Sequence[str]) -> list[str]:
    """Russian words with the noun that comes first among them, and the adjectives before it, in the nominative singular.

    As they are where these do not agree, or may be in the nominative singular already.
    """
    parses = [_russian().parse(word) for word in words]
    noun = next((at for at, found in enumerate(parses) if "NOUN" in found[0].tag), None)
    if noun is None or any({"sing", "nomn"} in parse.tag for parse in parses[noun]):
        return [*words]
    for parse in parses[noun]:
        marks = {"sing", str(parse.tag.case), str(parse.tag.gender)}
        phrase = [next((p for p in found if marks in p.tag), None) for found in parses[:noun]]
        bare = [p and p.inflect({"sing", "nomn"}) for p in (*phrase, parse)]
        if "sing" in parse.tag and all(bare):
            found = [p.word.capitalize() if w[0].isupper() else p.word for p, w in zip(bare, words, strict=False)]
            return [*found, *words[noun + 1 :]]
    return [*words]


def base(word: str, language: Language) -> str:
    """The one lemma under which a word of a vocabulary label is kept."""
    if language == "ru":
        return next((lemma for lemma, _ in _parses(word)), fold(word))
    if language == "en":
        return singular(fold(word))
    return fold(word)


def singular(word: str) -> str:
    """An English noun without its plural ending: policies → policy, boxes → box, migrants → migrant."""
    if len(word) > 4 and word.endswith("ies"):
        return word[:-3] + "y"
    if len(word) > 4 and word.endswith(("sses", "shes", "ches", "xes", "zes")):
        return word[:-2]
    if len(word) > 3 and word.endswith("s") and not word.endswith(("ss", "us", "is")):
        return word[:-1]
    return word


@dataclass(slots=True)
class Morphology:
    """Lemmas of words in running text. `suffixes` are the Kazakh ones, lower case."""

    suffixes: frozenset[str] = frozenset()
    abbreviations: frozenset[str] = frozenset()
    """Words after whose full stop no sentence ends, folded, without the stop."""
    _longest: int = field(init=False, default=0)
    _stems: dict[str, frozenset[str]] = field(init=False, default_factory=dict)

    def __post_init__(self) -> None:
        self._longest = max(map(len, self.suffixes), default=0)

    def lemmas(self, word: str, language: Language) -> frozenset[str]:
        """All lemmas that a word in running text may have."""
        folded = fold(word)
        if not folded[:1].isalpha():
            return frozenset((folded,))
        if language == "ru":
            return frozenset(lemma for lemma, _ in _parses(word)) | {folded}
        if language == "en":
            return frozenset((base(word, "en"), folded))
        found = self._stems.get(folded)
        if found is None:
            found = self._stems[folded] = frozenset(self._cut(folded))
        return found

    def _cut(self, word: str) -> Iterable[str]:
        """The word and every stem that leaves a chain of suffixes."""
        reachable = {len(word)}
        yield word
        for at in range(len(word) - 1, SHORTEST_STEM - 1, -1):
            if any(word[at:end] in self.suffixes for end in reachable if end - at <= self._longest):
                reachable.add(at)
                yield word[:at]
                if word[at - 1] in VOICED:
                    yield word[: at - 1] + VOICED[word[at - 1]]

    def tokens(self, text: str, language: Language) -> list[Token]:
        """The words and numbers of a text; hyphens split words."""
        found: list[Token] = []
        last = 0
        for match in WORD.finditer(text):
            between = text[last : match.start()]
            if between.startswith(".") and found and fold(found[-1].text) in self.abbreviations:
                between = between[1:]
            glued = not re.search(r"[^\s\-\u2010-\u2015\"'\u00ab\u00bb\u2018-\u201f]", between)
            clause = not re.search(r"[.;:!?]", between)
            word = match.group()
            found.append(Token(word, match.start(), match.end(), self.lemmas(word, language), glued, clause))
            last = match.end()
        return found

    def sentences(self, text: str) -> list[tuple[int, int]]:
        """The sentences as half-open ranges of `text`, without white space and the numbers of footnotes around them."""
        found: list[tuple[int, int]] = []
        for piece in razdel.sentenize(text):
            if found and self._goes_on(text[slice(*found[-1])], piece.text):
                found[-1] = (found[-1][0], piece.stop)
            else:
                found.append((piece.start, piece.stop))
        return [part for start, stop in found for part in _between_footnotes(text, start, stop)]

    def _goes_on(self, left: str, right: str) -> bool:
        """Whether a full stop only ended an abbreviation, or the next piece cannot begin a sentence."""
        words: Sequence[str] = WORD.findall(left)
        ends_in_abbreviation = left.endswith(".") and bool(words) and fold(words[-1]) in self.abbreviations
        next_word = next(iter(WORD.findall(right)), "")
        acronym = len(next_word) > 1 and next_word.isupper()
        return right[:1].islower() or (ends_in_abbreviation and (acronym or not right[:1].isupper()))
