"""A title as a label: without the capitals of a title page, and not in the case in which a sentence cites it.

The title itself stays as it is printed (`dct:title`).
"""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping, Sequence

from kg.lexicon import Entry, Lexicon
from kg.morphology import WORD, Token, base, nominative
from kg.records import Language

_ROMAN = re.compile(r"[IVXLCDM]+")
_QUOTES = ("\u00ab", "\u201c", "\u201e", '"')
_SHORT = 5
"""Among words in small letters, a word of so many capitals may be an abbreviation."""
_CASES = ("ablative", "accusative", "dative", "genitive", "instrumental", "locative")


def caption(title: str, language: Language, lexicon: Lexicon) -> str:
    """The label for a title. A word in capitals gets small letters, unless the vocabulary writes it otherwise."""
    tokens = lexicon.tokens(title, language)
    words = [token.text for token in tokens]
    loud = [at for at, word in enumerate(words) if word.isupper() and (title.isupper() or len(word) > _SHORT)]
    known = _naming(tokens, language, lexicon) if loud else {}
    for at in loud:
        words[at] = _quiet(tokens[at], known.get(at, ()), language)
        if at == 0 or title[: tokens[at].start].endswith(_QUOTES):
            words[at] = words[at][0].upper() + words[at][1:]
    if language == "ru":
        words = _cited(words, tokens, lexicon)
    elif language == "kk":
        words = _cited_at_the_end(words, tokens, lexicon)
    for token, word in reversed([*zip(tokens, words, strict=True)]):
        title = title[: token.start] + word + title[token.stop :]
    return title


def _naming(tokens: Sequence[Token], language: Language, lexicon: Lexicon) -> Mapping[int, Collection[Entry]]:
    """The names of the vocabulary that a word is part of, by its index."""
    found: dict[int, list[Entry]] = {}
    for match in lexicon.matches(tokens, language, ("agency", "doc", "place")):
        for at in match.words:
            found.setdefault(at, []).extend(match.entries)
    return found


def _quiet(token: Token, entries: Collection[Entry], language: Language) -> str:
    """A word as the vocabulary writes it, else in small letters."""
    forms = (word for entry in entries for form in entry.forms(language) for word in WORD.findall(form))
    written = {word for word in forms if base(word, language) in token.lemmas}
    if _ROMAN.fullmatch(token.text) or token.text in written:
        return token.text
    return token.text.capitalize() if any(word[0].isupper() for word in written) else token.text.lower()


def _cited(words: list[str], tokens: Sequence[Token], lexicon: Lexicon) -> list[str]:
    """The words with the kind of act that they begin with in the nominative."""
    kinds = [match for match in lexicon.matches(tokens, "ru", ("kind",)) if match.words[0] == 0]
    length = max((len(match.words) for match in kinds), default=0)
    return [*nominative(words[:length]), *words[length:]]


def _cited_at_the_end(words: list[str], tokens: Sequence[Token], lexicon: Lexicon) -> list[str]:
    """The Kazakh words with the kind of act that they end with in the nominative: "his plan", not "of his plan"."""
    kinds = [m for m in lexicon.matches(tokens, "kk", ("kind",)) if m.words[-1] == len(words) - 1]
    if not kinds:
        return words
    plain = {form for match in kinds for entry in match.entries for form in entry.forms("kk")}
    owned = tuple(_endings(lexicon, "possessive-3"))
    cases = {ending for case in _CASES for ending in _endings(lexicon, case)}
    stems = [words[-1].removesuffix(case) for case in sorted(cases, key=lambda e: (-len(e), e))]
    named = (stem for stem in stems if stem != words[-1] and (stem.endswith(owned) or stem.lower() in plain))
    return [*words[:-1], next(named, words[-1])]


def _endings(lexicon: Lexicon, name: str) -> Sequence[str]:
    return lexicon.by_path[f"suffix/{name}"].values.get("form", ())
