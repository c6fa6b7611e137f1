"""Words as the search compares them: by lemma, in the language of the text, with the vocabulary of the graph."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from kg import lexicon, views
from kg.iris import BASE
from kg.lexicon import Lexicon
from kg.morphology import WORD, Morphology, Token, fold
from kg.records import LANGUAGES, Language
from kg.store import Literal, Store
from kg.witness import value

_ENDINGS = "scheme/noun-endings"


class Words:
    """The words of a graph: what they mean (its vocabulary) and under which keys each of them is found."""

    def __init__(self, store: Store) -> None:
        found = [
            (value(thing), value(property_), value(text), text.language or "" if isinstance(text, Literal) else "")
            for thing, property_, text in views.rows(store, "surface-forms")
        ]
        self.lexicon: Lexicon = lexicon.of(found)
        endings = [one for one in self.lexicon.of_kind("suffix") if _ENDINGS in one.values.get("inScheme", ())]
        self._nouns = Morphology(frozenset(form for one in endings for form in one.values.get("form", ())))
        self._attested = {
            fold(word) for _, _, text, language in found if language == "kk" for word in WORD.findall(text)
        }
        self._keys: dict[tuple[str, Language], tuple[str, ...]] = {}

    def attest(self, texts: Iterable[str]) -> None:
        """Take the words of Kazakh texts as stems that there are."""
        self._attested.update(fold(word) for text in texts for word in WORD.findall(text))

    def keys(self, word: str, language: Language) -> tuple[str, ...]:
        """The keys under which a word of a text is found: its lemmas; a number is the same in every language.

        Of a Kazakh word every way to take endings off a noun counts: other suffixes make other words.
        """
        if (word, language) not in self._keys:
            self._keys[word, language] = tuple(sorted(_keys(self._nouns.lemmas(word, language), language)))
        return self._keys[word, language]

    def wanted(self, word: str, language: Language) -> frozenset[str]:
        """The keys that a word of a query looks for; of the stems of a Kazakh word those that are words themselves."""
        lemmas = self._nouns.lemmas(word, language)
        if language == "kk":
            lemmas = frozenset(one for one in lemmas if one in self._attested) | {fold(word)}
        return _keys(lemmas, language)

    def tokens(self, text: str, language: Language) -> list[Token]:
        """The words of a text with their places."""
        return self.lexicon.tokens(text, language)

    def concepts(self, tokens: Sequence[Token], language: Language) -> list[tuple[tuple[int, ...], frozenset[str]]]:
        """What the vocabulary knows in a run of words: the words (by index) and the IRIs of what they mean."""
        return [
            (match.words, frozenset(BASE + entry.path for entry in match.entries))
            for match in self.lexicon.matches(tokens, language, _KINDS)
        ]


_KINDS = ("category", "agency", "place", "funding", "quantity", "doc")
"""The kinds of things of the vocabulary that texts are about."""


def _keys(lemmas: Iterable[str], language: Language) -> frozenset[str]:
    return frozenset(f"{language}:{lemma}" if lemma[:1].isalpha() else lemma for lemma in lemmas)


def tongue(language: str) -> Language:
    """The language to read a text in: its own, or English where it has none that we know."""
    return next((one for one in LANGUAGES if one == language), "en")
