"""Search in statements, quotes and names by lemma, in Russian, Kazakh and English at once.

The index is SQLite's FTS5: it ranks by BM25, comes with Python, lives in memory, and takes the lemmas of
`kg.morphology` as they are. Two others were weighed. Tantivy would be a package of some megabytes whose stemmer for
Russian we would not use and which has none for Kazakh; it takes no tokenizer from Python either. bm25s has no boolean
expressions and needs NumPy for an index of five thousand texts. An index of this size is made faster than it is read
from a file, so it is made anew by every process that searches; the same graph gives the same answers in the same order.

A text is found directly where it has all the words, and behind those where the graph says that it speaks of what the
words name: a query in one language so finds statements in the others.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cache

from kg import views
from kg.errors import BadInput
from kg.iris import BASE
from kg.messages import say
from kg.morphology import WORD, fold
from kg.naming import nearest, preferred
from kg.records import Language
from kg.search import query as asking
from kg.search.index import Entry, Index
from kg.search.query import Meaning, Query, meanings
from kg.search.words import Words, tongue
from kg.store import Literal, NamedNode, Store
from kg.witness import value

Ranges = tuple[tuple[int, int], ...]
"""Places in a text: code points, half open, in order."""
LONGEST = 200
"""Code points of a query."""
_SUGGESTIONS = 3
_JOINED = re.compile(r"[\s\-\u2010-\u2015]*")
"""What may stand between two words that are marked as one."""


@dataclass(frozen=True, slots=True)
class Hit:
    """A thing that was found: the text that fits best, with the places of the words that fit."""

    iri: str
    text: str
    language: str
    marks: Ranges
    score: float
    """BM25; comparable only between hits of one kind."""
    concepts: tuple[str, ...] = ()
    """What it speaks of (IRIs) where that, and not its words, is why it was found."""


@dataclass(frozen=True, slots=True)
class Text:
    """A text of a thing, in its language ("" where it has none)."""

    thing: str
    text: str
    language: str


class Search:
    """Everything of a graph that can be found, ready to be asked."""

    def __init__(self, store: Store) -> None:
        self.words = Words(store)
        self._store = store
        self._texts = tuple(
            Text(value(thing), text.value, text.language or "")
            for thing, text in views.rows(store, "searchable-texts")
            if isinstance(text, Literal)
        )
        self.words.attest(one.text for one in self._texts if one.language == "kk")
        self._about: dict[str, list[str]] = {}
        for thing, concept in views.rows(store, "searchable-concepts"):
            self._about.setdefault(value(thing), []).append(value(concept))
        spoken_of = {concept for found in self._about.values() for concept in found}
        self._idle = {BASE + entry.path for entry in self.words.lexicon.entries} - spoken_of - set(self._about)
        self._index = Index(map(self._entry, self._texts))
        self.words.concepts((), "en")  # makes the matcher of the vocabulary now, and not with the first query

    def find(self, text: str, language: Language = "en") -> Iterator[Hit]:
        """The things that fit, best first: by their words, then by what they speak of; if there are none, by any word.

        Of the texts of a thing that fit equally well the one in the reader's language counts. BadInput (a wrong call)
        for a query without words.
        """
        wanted = asking.read(text)
        if not wanted.words or len(text) > LONGEST:
            raise BadInput(say("search-empty", language, longest=LONGEST), wrong_call=True)
        known = meanings(wanted, self.words)
        met: set[str] = set()
        for tier in (asking.literal(wanted, self.words), asking.meant(wanted, known, self.words)):
            yield from self._tier(tier, wanted, known, language, met)
        if not met and len(wanted.words) > 1 and not wanted.phrases:
            yield from self._tier(asking.some(wanted, known, self.words), wanted, known, language, met)

    def alike(self, text: str) -> list[str]:
        """The query with its unknown words replaced by known ones that are written almost like them; best first."""
        known = self._forms()
        wanted = asking.read(text).words
        choices = [[word] if fold(word) in known else nearest(fold(word), known, _SUGGESTIONS) for word in wanted]
        if not all(choices):
            return []
        most = max(map(len, choices), default=0)
        found = [" ".join(many[min(at, len(many) - 1)] for many in choices) for at in range(most)]
        return [one for one in found if one != " ".join(wanted)]

    def _tier(
        self, expression: str, query: Query, known: list[Meaning], language: Language, met: set[str]
    ) -> Iterator[Hit]:
        """The hits of an expression that were not met before, one for each thing.

        What the words name comes first, then texts that are these words and nothing else; what the vocabulary has but
        no document speaks of comes last.
        """
        best: dict[str, tuple[tuple[object, ...], Hit]] = {}
        order: tuple[str, ...] = preferred(language)
        named = {thing for one in known if len(one.at) == len(query.words) for thing in one.things}
        for number, score in self._index.find(expression):
            found = self._texts[number]
            if found.thing in met:
                continue
            tokens = self.words.tokens(found.text, tongue(found.language))
            if query.phrases and not asking.has_phrases(query, tokens, tongue(found.language), self.words):
                continue
            marks = self._marks(query, known, found)
            whole = found.thing in named, len(tokens) == len(query.words) and bool(marks)
            rank = order.index(found.language) if found.language in order else len(order)
            key = (not whole[0], not whole[1], found.thing in self._idle, not marks, -score, rank, found.thing, number)
            hit = Hit(found.thing, found.text, found.language, marks, score, self._why(found.thing, known))
            if found.thing not in best or key < best[found.thing][0]:
                best[found.thing] = key, hit
        met |= set(best)
        for _, hit in sorted(best.values(), key=lambda one: one[0]):
            yield hit

    def _why(self, thing: str, known: list[Meaning]) -> tuple[str, ...]:
        about = self._about.get(thing, [])
        return tuple(sorted({one for meaning in known for one in meaning.things if one in about}))

    def _marks(self, query: Query, known: list[Meaning], found: Text) -> Ranges:
        """The places of the words of a query in a text, and of the words that name what it means."""
        language = tongue(found.language)
        tokens = self.words.tokens(found.text, language)
        wanted = {key for keys in asking.keys(query, language, self.words) for key in keys}
        at = {n for n, token in enumerate(tokens) if wanted.intersection(self.words.keys(token.text, language))}
        things = {thing for one in known for thing in one.things}
        if things:
            for words, meant in self.words.concepts(tokens, language):
                at.update(words if meant & things else ())
        marks: list[tuple[int, int]] = []
        for n in sorted(at):
            if marks and n - 1 in at and _JOINED.fullmatch(found.text, marks[-1][1], tokens[n].start):
                marks[-1] = (marks[-1][0], tokens[n].stop)
            else:
                marks.append((tokens[n].start, tokens[n].stop))
        return tuple(marks)

    def _entry(self, found: Text) -> Entry:
        language = tongue(found.language)
        own = [found.thing] if found.thing.startswith(BASE) else []
        keys = [key for word in WORD.findall(found.text) for key in self.words.keys(word, language)]
        return Entry(keys, [*own, *self._about.get(found.thing, ())])

    def _forms(self) -> set[str]:
        return {fold(token) for one in self._texts for token in WORD.findall(one.text)}


@cache
def of(store: Store) -> Search:
    """The search of a graph; it is made once."""
    return Search(store)


def classes(store: Store, thing: str) -> tuple[str, ...]:
    """The classes of a thing (IRIs), narrowest first."""
    return tuple(value(row[1]) for row in views.rows(store, "classes", thing=NamedNode(thing)))
