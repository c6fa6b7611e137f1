"""What is looked for: words and phrases, and what they mean in the vocabulary, as expressions for the index."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import dataclass

from kg.morphology import WORD, Token
from kg.records import LANGUAGES, Language
from kg.search import index
from kg.search.words import Words

_PARTS = re.compile(
    r"[\"\u00ab\u201c-\u201f]([^\"\u00bb\u201c-\u201f]*)[\"\u00bb\u201c-\u201f]?|([^\"\u00ab\u201c-\u201f]+)"
)
"""What stands in quotation marks of any kind, or outside of them."""


@dataclass(frozen=True, slots=True)
class Query:
    """The words of a query in order; `phrases` are those that have to stand together, as ranges of their indices."""

    words: tuple[str, ...]
    phrases: tuple[range, ...]


@dataclass(frozen=True, slots=True)
class Meaning:
    """Things of the vocabulary (IRIs) that some words of a query name, and the indices of those words."""

    at: frozenset[int]
    things: frozenset[str]


def read(text: str) -> Query:
    """A query as it was typed.

    >>> read('labour "illegal migration"')
    Query(words=('labour', 'illegal', 'migration'), phrases=(range(1, 3),))
    """
    words: list[str] = []
    phrases: list[range] = []
    for quoted, plain in _PARTS.findall(text):
        found = WORD.findall(quoted or plain)
        if quoted and len(found) > 1:
            phrases.append(range(len(words), len(words) + len(found)))
        words += found
    return Query(tuple(words), tuple(phrases))


def meanings(query: Query, words: Words) -> list[Meaning]:
    """What the words of a query name, in any language; a phrase means what it says and nothing else."""
    quoted = {at for phrase in query.phrases for at in phrase}
    found: dict[frozenset[int], set[str]] = {}
    for language in LANGUAGES:
        tokens = words.tokens(" ".join(query.words), language)
        for at, things in words.concepts(tokens, language):
            if not quoted & set(at):
                found.setdefault(frozenset(at), set()).update(things)
    return [Meaning(at, frozenset(things)) for at, things in found.items()]


def literal(query: Query, words: Words) -> str:
    """Texts that have all the words, in one language or another."""
    return index.every(_word(query, at, words) for at in range(len(query.words)))


def meant(query: Query, known: Iterable[Meaning], words: Words) -> str:
    """Texts that have all the words, or speak of what they name."""
    ways = [*known]

    def expression(left: frozenset[int]) -> str:
        if not left:
            return ""
        first = min(left)
        choices = [index.every(filter(None, (_word(query, first, words), expression(left - {first}))))]
        for one in ways:
            if first in one.at and one.at <= left:
                choices.append(index.every(filter(None, (index.concept(one.things), expression(left - one.at)))))
        return index.some(choices)

    return expression(frozenset(range(len(query.words))))


def some(query: Query, known: Iterable[Meaning], words: Words) -> str:
    """Texts that have any of the words, or speak of what some of them name."""
    lone = [_word(query, at, words) for at in range(len(query.words))]
    return index.some([*lone, *(index.concept(one.things) for one in known)])


def keys(query: Query, language: Language, words: Words) -> list[frozenset[str]]:
    """The keys of each word of a query in a language."""
    return [words.wanted(word, language) for word in query.words]


def has_phrases(query: Query, tokens: list[Token], language: Language, words: Words) -> bool:
    """Whether the words of each phrase stand one behind the other in a text."""
    wanted = keys(query, language, words)
    have = [frozenset(words.keys(token.text, language)) for token in tokens]
    return all(
        any(
            all(wanted[at] & have[start + step] for step, at in enumerate(phrase))
            for start in range(len(have) - len(phrase) + 1)
        )
        for phrase in query.phrases
    )


def _word(query: Query, at: int, words: Words) -> str:
    return index.word({key for language in LANGUAGES for key in words.wanted(query.words[at], language)})
