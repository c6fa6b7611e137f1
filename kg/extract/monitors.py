"""Which statements of its document an indicator monitors: where the text says so, and nowhere else.

It says so in two ways: the indicator stands below the statement ("Task 1. …", and its indicators), or its definition
or use names a class of statements and then says what the statement says ("… shows how the principle of … is kept").
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from kg.cues import Cues
from kg.lexicon import Lexicon
from kg.records import Block, Evidence, Monitored, Place, Statement

MONITORED = {"Goal", "Principle", "Priority", "Direction", "Task", "Measure"}
SAID_AGAIN, FEWEST_WORDS = 0.8, 3
"""Share of a statement's words that a text must have to speak of it, and words that it must have for that."""
SHORTEST_WORD = 3
"""Letters."""
MOST_COMMON = 400
"""A word that more statements have does not make them candidates: time stays linear in what a source states."""


class Monitors:
    """The statements of one part that an indicator may monitor."""

    def __init__(self, statements: Sequence[Statement], lexicon: Lexicon, cues: Cues) -> None:
        self.lexicon, self.cues = lexicon, cues
        self.statements = [s for s in statements if s.cls in MONITORED]
        self.at = {s.place: s for s in self.statements}
        self.words = [self.lemmas(s.evidence) for s in self.statements]
        self.holders: dict[str, list[int]] = {}
        for n, words in enumerate(self.words):
            for word in words:
                self.holders.setdefault(word, []).append(n)

    def above(self, block: Block, document: str) -> Iterator[Monitored]:
        """The nearest statement that the block stands below."""
        for over in block.ancestors():
            found = self.at.get(Place(document, over.section, over.key))
            if found is not None:
                yield Monitored(found.place, found.evidence)
                return

    def named(self, text: Evidence) -> Iterator[Monitored]:
        """The statements whose class a text names, and whose words it says again behind it."""
        tokens = self.lexicon.tokens(text.span.text, text.language)
        classes = {h.rule.marks for h in self.cues.hits(tokens, text.language, ["cue"])} & MONITORED
        said = self.lemmas(text) if classes else set()
        postings = (self.holders.get(word, []) for word in said)
        for n in sorted({n for holders in postings if len(holders) <= MOST_COMMON for n in holders}):
            statement, words = self.statements[n], self.words[n]
            again = len(words & said) >= max(FEWEST_WORDS, SAID_AGAIN * len(words))
            if statement.cls in classes and statement.evidence.language == text.language and again:
                yield Monitored(statement.place, text)

    def lemmas(self, text: Evidence) -> set[str]:
        """The words of a text, short ones left out."""
        tokens = self.lexicon.tokens(text.span.text, text.language)
        return {min(t.lemmas) for t in tokens if t.text.isalpha() and len(t.text) >= SHORTEST_WORD}
